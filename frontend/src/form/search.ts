// A long list: letters bring the answers that hold them. Only those that fit on a screen are ever drawn.
import { freshId, h, icon, ownDirection } from "./dom";
import { frame, type Frame } from "./field";
import { fold } from "./fold";
import { isMultiple, type Option, type Select } from "./choices";
import { untracked, type Scope } from "./reactive";
import type { Sheet } from "./sheet";
import { figure, say } from "./words";

const SHOWN = 50;

interface Entry {
  value: string;
  words: string;
  folded: string;
}

/** Search box and list, after the ARIA pattern of an editable combobox. */
class Search {
  private readonly listId = freshId();
  readonly input = h("input", {
    class: "form-control",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": this.listId,
  });
  readonly list = h("ul", { class: "offers", role: "listbox", id: this.listId, hidden: true });
  readonly more = h("p", { class: "fine", role: "status" });
  private entries: Entry[] = [];
  private found: Entry[] = [];
  private at = -1;

  constructor(
    private readonly fr: Frame,
    private readonly node: Select,
  ) {
    this.list.setAttribute("aria-labelledby", fr.labelId);
    if (isMultiple(node)) this.list.setAttribute("aria-multiselectable", "true");
    ownDirection(this.input);
    this.input.addEventListener("input", () => this.look());
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.look());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.press(event));
    // Before the box loses the focus, and with it the list.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = (event.target as Element).closest<HTMLElement>("[data-at]");
      if (item) this.take(this.found[Number(item.dataset.at)]);
    });
  }

  load(options: readonly Option[]): void {
    this.entries = options.map((option) => {
      const words = option.label.asString.trim() || option.value;
      return { value: option.value, words, folded: fold(`${words} ${option.value}`) };
    });
  }

  wordsOf(value: string): string {
    return this.entries.find((entry) => entry.value === value)?.words ?? value;
  }

  /** Shows the chosen answer in the box, when one may be chosen. */
  settle(): void {
    if (isMultiple(this.node)) this.input.value = "";
    else this.input.value = this.chosenWords();
    this.input.dir = this.input.value ? "auto" : "";
  }

  private look(): void {
    if (this.node.currentState.readonly) return;
    const asked = fold(this.input.value.trim()).split(/\s+/).filter(Boolean);
    const isChosen = !isMultiple(this.node) && this.input.value === this.chosenWords();
    const all = isChosen || !asked.length ? this.entries : this.entries.filter((entry) => asked.every((part) => entry.folded.includes(part)));
    this.found = all.slice(0, SHOWN);
    this.draw(all.length);
  }

  private chosenWords(): string {
    return this.node.currentState.value.map((value) => this.wordsOf(value)).join("");
  }

  private draw(total: number): void {
    const chosen = new Set(this.node.currentState.value);
    const items = this.found.map((entry, at) =>
      h("li", { role: "option", id: `${this.listId}-${at}`, "data-at": at, dir: "auto", "aria-selected": String(chosen.has(entry.value)) }, entry.words),
    );
    this.list.replaceChildren(...items);
    this.list.hidden = !items.length;
    this.input.setAttribute("aria-expanded", String(items.length > 0));
    this.point(this.found.length === 1 ? 0 : -1);
    this.more.textContent = !total ? say("nothing_found") : total > SHOWN ? say("found_more", { shown: SHOWN, total: figure(total) }) : say("found", { total });
  }

  private point(at: number): void {
    this.at = at;
    [...this.list.children].forEach((item, each) => item.classList.toggle("offer-here", each === at));
    if (at < 0) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", `${this.listId}-${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  private press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (this.list.hidden) this.look();
      if (this.found.length) this.point((this.at + step + this.found.length) % this.found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!this.list.hidden && this.at >= 0) this.take(this.found[this.at]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  private take(entry: Entry): void {
    const chosen = this.node.currentState.value;
    if (!isMultiple(this.node)) this.node.selectValue(entry.value);
    else this.node.selectValues(chosen.includes(entry.value) ? chosen.filter((value) => value !== entry.value) : [...chosen, entry.value]);
    this.close();
    this.fr.tried();
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.more.textContent = "";
    // An emptied box takes the answer back; letters that chose nothing are put away.
    if (!isMultiple(this.node) && !this.input.value.trim() && this.node.currentState.value.length) this.node.selectValue(null);
    this.settle();
  }
}

export function search(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const fr = frame(sheet, scope, node, false);
  const box = new Search(fr, node);
  const chips = h("ul", { class: "chips", hidden: !isMultiple(node) });
  scope.watch(() => {
    box.load(node.currentState.valueOptions);
    untracked(() => box.settle());
  });
  scope.watch(() => {
    const chosen = node.currentState.value;
    box.input.readOnly = node.currentState.readonly;
    box.input.placeholder = say("search_letters");
    if (isMultiple(node)) chips.replaceChildren(...chosen.map((value) => chip(fr, box, node, value)));
    else if (document.activeElement !== box.input) untracked(() => box.settle());
  });
  fr.tie(box.input);
  fr.body.append(chips, h("div", { class: "search" }, box.input, box.list), box.more);
  return fr.root;
}

function chip(fr: Frame, box: Search, node: Select, value: string): HTMLElement {
  const words = box.wordsOf(value);
  const take = h("button", { type: "button", class: "chip-off", "aria-label": say("take_off", { what: words }) }, icon("x-lg"));
  take.addEventListener("click", () => {
    node.selectValues(node.currentState.value.filter((each) => each !== value));
    fr.root.querySelector("input")?.focus();
  });
  return h("li", { class: "chip" }, h("span", { dir: "auto" }, words), take);
}
