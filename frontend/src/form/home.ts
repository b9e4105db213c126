// Before and after an answer: start one, resume one, see what waits, what was refused, what left.
import { config } from "./config";
import { h, icon } from "./dom";
import { confirmed } from "./nodes";
import { Scope } from "./reactive";
import { flush, line, recount } from "./sending";
import { all, drop, put, room, type Kept, type Waiting } from "./store";
import { moment, say, told } from "./words";
import { size } from "./upload";

export interface Doors {
  start(): void;
  resume(kept: Kept): void;
  correct(kept: Kept): void;
}

export class Home {
  private readonly scope = new Scope();
  private inside = new Scope();
  private readonly lists = h("div", { class: "form-lists" });
  private readonly kept = h("p", { class: "fine", id: "form-room" });
  readonly root = h("div", { class: "form-home" });

  constructor(private readonly doors: Doors) {
    const start = h("button", { type: "button", class: "btn btn-primary", id: "form-start" });
    this.scope.watch(() => start.replaceChildren(icon("pencil"), " ", say("start")));
    start.addEventListener("click", () => doors.start());
    this.root.append(h("div", { class: "actions" }, start), this.lists, this.kept);
    this.scope.watch(() => {
      if (line.turn >= 0) void this.list();
    });
    void this.tellRoom();
  }

  private async tellRoom(): Promise<void> {
    const { isLasting, free } = await room(false);
    this.scope.watch(() => {
      const left = free === null ? "" : say("room_free", { size: size(free) });
      this.kept.textContent = `${say(isLasting ? "room_lasting" : "room_passing")} ${left}`;
    });
  }

  private async list(): Promise<void> {
    const { owner } = config();
    const [queue, drafts, sent] = await Promise.all([all<Waiting>("queue", owner), all<Kept>("drafts", owner), all<Kept>("sent", owner)]);
    this.inside.stop();
    this.inside = this.scope.child();
    const parts = [this.waiting(queue), this.drafts(drafts), this.sent(sent)];
    this.lists.replaceChildren(...parts.filter((part): part is HTMLElement => part !== null));
  }

  private section(id: string, key: string, items: HTMLElement[], ...after: HTMLElement[]): HTMLElement | null {
    if (!items.length) return null;
    const title = told(this.inside, h("h2", {}), key, { count: items.length });
    return h("section", { class: "held", id }, title, h("ul", { class: "kept-list" }, ...items), ...after);
  }

  private named(kept: Kept): HTMLElement {
    const when = h("span", { class: "fine" });
    const name = h("strong", { dir: "auto" });
    this.inside.watch(() => {
      when.textContent = moment(kept.at);
      name.textContent = kept.name || say(kept.corrects ? "correction" : "answer");
    });
    return h("div", { class: "kept-name" }, name, " ", when);
  }

  private waiting(entries: readonly Waiting[]): HTMLElement | null {
    const send = told(this.inside, h("button", { type: "button", class: "btn btn-secondary", id: "form-flush" }), "send_now");
    send.addEventListener("click", () => void flush());
    this.inside.watch(() => {
      send.disabled = line.isSending;
      send.hidden = !line.waiting;
    });
    return this.section("form-waiting", "waiting_title", entries.map((entry) => this.entry(entry)), send);
  }

  private entry(entry: Waiting): HTMLElement {
    const state = h("p", { class: entry.state === "refused" ? "kept-refused" : "fine" });
    this.inside.watch(() => {
      const why = entry.sentence || say("refused_without_reason");
      state.textContent = entry.state === "waiting" ? say("waits") : say("refused", { why });
    });
    const item = h("li", { class: "kept-item" }, this.named(entry), state);
    if (entry.state === "refused") item.append(this.refusedDoors(entry));
    return item;
  }

  /** The platform said no: nothing is thrown away unless the person says so. */
  private refusedDoors(entry: Waiting): HTMLElement {
    const again = told(this.inside, h("button", { type: "button", class: "btn btn-secondary btn-small" }), "try_again");
    again.addEventListener("click", () => {
      void put("queue", { ...entry, state: "waiting", sentence: "", status: 0, nDone: 0 } as Waiting).then(flush);
    });
    const copy = told(this.inside, h("button", { type: "button", class: "btn btn-quiet btn-small" }), "keep_copy");
    copy.addEventListener("click", () => handOver(entry));
    const remove = confirmed(this.inside, "delete", () => void drop("queue", entry.id).then(recount));
    return h("div", { class: "actions" }, again, copy, remove);
  }

  private drafts(kept: readonly Kept[]): HTMLElement | null {
    const items = kept.map((draft) => {
      const resume = told(this.inside, h("button", { type: "button", class: "btn btn-secondary btn-small" }), "resume");
      resume.addEventListener("click", () => this.doors.resume(draft));
      const remove = confirmed(this.inside, "delete", () => void drop("drafts", draft.id).then(recount));
      return h("li", { class: "kept-item" }, this.named(draft), h("div", { class: "actions" }, resume, remove));
    });
    return this.section("form-drafts", "drafts_title", items);
  }

  private sent(kept: readonly Kept[]): HTMLElement | null {
    const items = kept.map((answer) => {
      const correct = told(this.inside, h("button", { type: "button", class: "btn btn-secondary btn-small" }), "correct");
      correct.addEventListener("click", () => this.doors.correct(answer));
      const forget = confirmed(this.inside, "forget", () => void drop("sent", answer.id).then(recount));
      return h("li", { class: "kept-item" }, this.named(answer), h("div", { class: "actions" }, correct, forget));
    });
    return this.section("form-sent", "sent_title", items);
  }

  close(): void {
    this.scope.stop();
    this.root.remove();
  }
}

/** The answer as files of one's own: its XML and what goes with it. */
function handOver(entry: Waiting): void {
  const files = [{ name: `${entry.id.replace(/\W+/g, "-")}.xml`, blob: new Blob([entry.xml], { type: "text/xml" }) }, ...entry.files];
  for (const { name, blob } of files) {
    const address = URL.createObjectURL(blob);
    const link = h("a", { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
