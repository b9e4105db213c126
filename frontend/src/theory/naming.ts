// A title written where the element stands. Enter keeps it, Escape leaves it; a press elsewhere keeps it too.
interface Place {
  x: number;
  y: number;
  w: number;
  h: number;
}

// Letters smaller than this make a phone enlarge the whole page when one types.
const SMALLEST_LETTERS = 16;
const NARROWEST = 190;

export class Naming {
  private done: ((title: string) => void) | null = null;
  private left: () => void = () => {};

  constructor(
    private readonly field: HTMLTextAreaElement,
    private readonly frame: HTMLElement,
  ) {
    field.addEventListener("keydown", (event) => this.pressed(event));
    field.addEventListener("blur", () => this.close(true));
  }

  get isOpen(): boolean {
    return this.done !== null;
  }

  /** Asks for a title at a place of the window of the drawing; ``left`` is called when none is kept. */
  ask(place: Place, title: string, done: (title: string) => void, left: () => void = () => {}): void {
    const { style } = this.field;
    const width = Math.min(Math.max(place.w, NARROWEST), this.frame.clientWidth - 8);
    const height = Math.max(place.h, 64);
    style.insetInlineStart = "auto";
    style.insetBlockStart = `${clamp(place.y - height / 2, this.frame.clientHeight - height)}px`;
    style.setProperty("left", `${clamp(place.x - width / 2, this.frame.clientWidth - width)}px`);
    style.inlineSize = `${width}px`;
    style.blockSize = `${height}px`;
    style.fontSize = `${SMALLEST_LETTERS}px`;
    this.field.value = title;
    this.field.hidden = false;
    this.done = done;
    this.left = left;
    this.field.focus();
    this.field.select();
  }

  private pressed(event: KeyboardEvent): void {
    // An input method uses Enter for itself.
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.close(true);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      this.close(false);
    }
    event.stopPropagation();
  }

  private close(isKept: boolean): void {
    const { done, left } = this;
    if (!done) return;
    this.done = null;
    const hadFocus = document.activeElement === this.field;
    this.field.hidden = true;
    const title = this.field.value.trim().replace(/\s+/g, " ");
    if (isKept && title) done(title);
    else left();
    if (hadFocus) this.frame.querySelector<HTMLElement>("[data-surface]")?.focus();
  }
}

const clamp = (value: number, most: number): number => Math.max(4, Math.min(value, most - 4));
