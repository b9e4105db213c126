// Two people wrote the same title at once, or one wrote what the other deleted: the person decides, nothing is lost.
import type { Conflict } from "./outbox";

export class Conflicts {
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly box: HTMLElement) {}

  /** Shows the texts side by side; ``kept`` is called with the one the person wants, if it is not theirs. */
  show(found: Conflict, kept: (title: string) => void): void {
    this.queue(() => {
      this.write(found.who, { before: found.before, theirs: found.theirs, mine: found.mine }, kept);
    });
  }

  /** What was written on an element that is gone: it may be added again. */
  showGone(mine: string, kept: (title: string) => void): void {
    this.queue(() => this.write("", { before: "", theirs: "", mine }, kept));
  }

  private queue(open: () => void): void {
    this.waiting.push(open);
    if (this.box.hidden) this.next();
  }

  private next(): void {
    const open = this.waiting.shift();
    if (open) open();
    else this.box.hidden = true;
  }

  private write(who: string, texts: Record<string, string>, kept: (title: string) => void): void {
    const isGone = who === "";
    this.part("who").textContent = this.box.dataset[isGone ? "sayGone" : "sayBoth"]!.replace("WHO", who);
    this.part("saved").textContent = this.box.dataset.saySaved!.replace("WHO", who);
    this.part("texts").hidden = isGone;
    for (const name of ["before", "theirs"]) this.part(name).textContent = texts[name];
    const mine = this.part("mine") as HTMLTextAreaElement;
    mine.value = texts.mine;
    this.box.hidden = false;
    const [keep, drop] = [this.part("keep"), this.part("drop")];
    keep.textContent = this.box.dataset[isGone ? "sayAdd" : "sayKeep"]!;
    drop.textContent = this.box.dataset[isGone ? "sayLeave" : "sayTheirs"]!;
    keep.onclick = () => {
      const title = mine.value.trim();
      if (title) kept(title);
      this.next();
    };
    drop.onclick = () => this.next();
    mine.focus();
  }

  private part(name: string): HTMLElement {
    return this.box.querySelector<HTMLElement>(`[data-conflict-${name}]`)!;
  }
}
