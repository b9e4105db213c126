// Filling in one answer: its screens, what is wrong on the way, and the answer kept at each pause.
import { h, icon } from "./dom";
import { nameOf } from "./field";
import { drawAll } from "./nodes";
import { Scope, settle } from "./reactive";
import { isOpen, leavesIn, screensOf, type Screen } from "./screens";
import { shows, type Leaf, type Sheet } from "./sheet";
import { write } from "./text";
import { say, told } from "./words";

const KEEP_AFTER = 1_500;

export interface Leaving {
  // Asked when the person wants to send: gives the questions where something is wrong, none when it left.
  send(): Promise<Leaf[]>;
  keep(): Promise<void>;
  later(): void;
}

export class Fill {
  private readonly scope = new Scope();
  private inside = new Scope();
  private readonly screens: Screen[];
  private at = 0;
  private timer = 0;
  private readonly errors = h("div", { class: "form-errors", id: "form-errors", tabindex: -1 });
  private readonly page = h("div", { class: "form-page", id: "form-page" });
  private readonly count = h("p", { class: "form-count", id: "form-count", tabindex: -1 });
  private readonly gauge = h("progress", { class: "form-gauge", max: 1, value: 0 });
  private readonly back = h("button", { type: "button", class: "btn btn-secondary", id: "form-back" });
  private readonly next = h("button", { type: "button", class: "btn btn-primary", id: "form-next" });
  private readonly end = h("button", { type: "button", class: "btn btn-primary", id: "form-send" });
  private readonly stay = h("button", { type: "button", class: "btn btn-quiet", id: "form-later" });
  readonly root = h("form", { class: "form-sheet", novalidate: true, autocomplete: "off" });

  constructor(
    private readonly sheet: Sheet,
    private readonly leaving: Leaving,
  ) {
    this.screens = screensOf(sheet.root);
    const way = h("div", { class: "form-way" }, this.back, this.next, this.end, this.stay);
    this.root.append(h("div", { class: "form-progress" }, this.count, this.gauge), this.errors, this.page, way);
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.root.addEventListener("keydown", (event) => dropEnter(event));
    for (const name of ["input", "change", "click"]) this.root.addEventListener(name, () => this.keepSoon());
    this.wire();
    this.show(Math.max(0, this.screens.findIndex(isOpen)));
  }

  private wire(): void {
    this.back.addEventListener("click", () => this.go(-1));
    this.next.addEventListener("click", () => this.forward());
    this.end.addEventListener("click", () => void this.send());
    this.stay.addEventListener("click", () => void this.putOff());
    this.scope.watch(() => this.tellPlace());
    this.scope.watch(() => {
      this.back.replaceChildren(icon("chevron-left"), " ", say("back"));
      this.next.replaceChildren(say("next"), " ", icon("chevron-right"));
      this.end.replaceChildren(icon("send"), " ", say("send"));
      this.stay.textContent = say("finish_later");
    });
  }

  private open(): number[] {
    return this.screens.map((screen, at) => (isOpen(screen) ? at : -1)).filter((at) => at >= 0);
  }

  private tellPlace(): void {
    const open = this.open();
    const place = open.indexOf(this.at);
    const isOnly = open.length < 2;
    this.count.textContent = say("screen_of", { number: place + 1, total: open.length });
    this.gauge.setAttribute("aria-label", say("progress"));
    this.gauge.value = open.length ? (place + 1) / open.length : 0;
    this.count.hidden = this.gauge.hidden = isOnly;
    this.back.hidden = isOnly || place <= 0;
    this.next.hidden = place >= open.length - 1;
    this.end.hidden = !this.next.hidden;
  }

  private show(at: number): void {
    this.at = at;
    this.inside.stop();
    this.inside = new Scope();
    const screen = this.screens[at];
    const titles = (screen?.within ?? []).map((group) => {
      const title = h("p", { class: "form-within", dir: "auto" });
      this.inside.watch(() => {
        write(title, group.currentState.label);
        title.hidden = !title.textContent || !shows(group);
      });
      return title;
    });
    const drawn = screen ? drawAll(this.sheet, this.inside, screen.nodes, 2) : [told(this.inside, h("p"), "no_question")];
    this.page.replaceChildren(...titles, ...drawn);
    this.tellPlace();
  }

  private go(step: number): void {
    const open = this.open();
    const target = open[open.indexOf(this.at) + step];
    if (target === undefined) return;
    this.errors.replaceChildren();
    this.show(target);
    scrollTo({ top: 0 });
    this.count.focus();
  }

  private forward(): void {
    const leaves = [...leavesIn(this.screens[this.at])];
    leaves.forEach((leaf) => (this.sheet.mark(leaf).isTried = true));
    settle();
    const wrong = leaves.filter((leaf) => leaf.currentState.relevant && this.sheet.wrong(leaf) !== "");
    if (!wrong.length) return this.go(1);
    this.tellErrors(wrong);
  }

  private async send(): Promise<void> {
    this.end.disabled = true;
    try {
      const wrong = await this.leaving.send();
      wrong.forEach((leaf) => (this.sheet.mark(leaf).isTried = true));
      if (wrong.length) this.tellErrors(wrong);
    } finally {
      this.end.disabled = false;
    }
  }

  /** All that is wrong, as a list of places to go; the focus goes to the first. */
  private tellErrors(wrong: readonly Leaf[]): void {
    const items = wrong.map((leaf) => {
      const link = h("button", { type: "button", class: "btn-link", dir: "auto" });
      this.scope.watch(() => {
        const label = leaf.currentState.label?.asString.trim() || nameOf(leaf);
        link.textContent = say("errors_item", { what: label, why: this.sheet.wrong(leaf) });
        link.parentElement?.toggleAttribute("hidden", this.sheet.wrong(leaf) === "");
      });
      link.addEventListener("click", () => this.reach(leaf));
      return h("li", {}, link);
    });
    const title = told(this.scope, h("h2", { class: "form-errors-title" }), "errors_title");
    this.errors.replaceChildren(h("div", { class: "form-errors-box", role: "alert" }, title, h("ul", {}, ...items)));
    this.reach(wrong[0]);
  }

  private reach(leaf: Leaf): void {
    const at = this.screens.findIndex((screen) => [...leavesIn(screen)].includes(leaf));
    if (at >= 0 && at !== this.at) this.show(at);
    const place = this.page.querySelector<HTMLElement>(`[data-node="${CSS.escape(leaf.nodeId)}"]`);
    place?.querySelector<HTMLElement>("input, select, textarea, button, summary")?.focus();
    place?.scrollIntoView({ block: "center" });
  }

  private keepSoon(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.leaving.keep(), KEEP_AFTER);
  }

  keepNow(): void {
    clearTimeout(this.timer);
    void this.leaving.keep();
  }

  private async putOff(): Promise<void> {
    clearTimeout(this.timer);
    (document.activeElement as HTMLElement | null)?.blur();
    await this.leaving.keep();
    this.leaving.later();
  }

  close(): void {
    clearTimeout(this.timer);
    this.inside.stop();
    this.scope.stop();
    this.root.remove();
  }
}

/** The key that ends a line must not send an answer. */
function dropEnter(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key === "Enter" && target.tagName === "INPUT") event.preventDefault();
}
