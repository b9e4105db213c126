// Keeps a form as it is written: after a pause, when the page is left, when the line comes back. What is not kept yet
// waits in this browser. When someone else wrote meanwhile, what both changed is shown and the person chooses.
import { type Held, held, label, merged, named, plain, put } from "./fields";

interface Kept {
  revision: number;
  saved: string;
  errors: Record<string, string>;
}

interface Waiting {
  base: Held;
  mine: Held;
  revision: number;
  wasSent: boolean;
}

interface Refusal {
  refused: string;
  saved?: string;
  revision?: number;
  who?: string;
  standing?: Held;
}

const PAUSE = 1500;
const AGAIN_AFTER = 8000;
const LONGEST_KEEPALIVE = 60_000;

export class Keeper {
  private base: Held;
  private timer = 0;
  private isSending = false;
  private choices = 0;
  private readonly store: string;

  constructor(private readonly form: HTMLFormElement) {
    // A page that shows a refusal does not tell what stands: whatever differs is then for the person to say.
    this.base = form.dataset.written ? {} : held(form);
    this.store = `miqyas.draft ${form.dataset.keep}`;
  }

  watch(): void {
    if (!this.form.dataset.written) this.bringBack();
    this.form.addEventListener("input", (event) => {
      if ((event.target as HTMLElement).closest(".draft-choice")) return;
      this.write();
      this.soon(PAUSE);
    });
    this.form.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.isSending = true;
      this.write(true);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") void this.keep();
    });
    addEventListener("online", () => void this.keep());
  }

  private soon(delay: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.keep(), delay);
  }

  private async keep(): Promise<void> {
    clearTimeout(this.timer);
    const mine = held(this.form);
    if (this.isSending || this.choices || same(mine, this.base)) return;
    this.isSending = true;
    this.say(this.word("keeping"));
    const body = new URLSearchParams(new FormData(this.form) as unknown as Record<string, string>);
    try {
      const answer = await fetch(this.form.dataset.keep!, {
        method: "POST",
        headers: { Accept: "application/json" },
        body,
        keepalive: body.toString().length < LONGEST_KEEPALIVE,
      });
      if (!answer.headers.get("content-type")?.startsWith("application/json")) throw new Error("signed out");
      const told = (await answer.json()) as Kept | Refusal;
      if ("errors" in told) this.settle(mine, told);
      else this.refused(mine, told);
    } catch {
      this.say(this.word("offline"), true);
      this.soon(AGAIN_AFTER);
    }
    this.isSending = false;
  }

  private settle(sent: Held, told: Kept): void {
    this.revision = told.revision;
    const wrong = Object.keys(told.errors);
    // A line of the budget that is refused leaves all its lines as they stood.
    const isLost = (name: string): boolean =>
      wrong.includes(name) || (name.startsWith("line-") && wrong.some((each) => each.startsWith("line-")));
    for (const name of new Set([...Object.keys(this.base), ...Object.keys(sent)])) {
      if (isLost(name)) continue;
      if (name in sent) this.base[name] = sent[name];
      else delete this.base[name];
    }
    if (wrong.length) {
      const names = wrong.map((name) => `${label(this.form, name)} (${told.errors[name]})`);
      this.write();
      return this.say(`${told.saved} ${this.word("partly")} ${names.join(" · ")}`, true);
    }
    this.say(told.saved);
    if (same(held(this.form), this.base)) this.forget();
    else this.soon(PAUSE);
  }

  private refused(mine: Held, told: Refusal): void {
    if (!told.standing) return this.say(told.refused, true);
    this.revision = told.revision!;
    this.meet(mine, told.standing, told.who ?? "");
    if (this.choices || !same(held(this.form), this.base)) return;
    // Both wrote the same, or only the other wrote.
    this.say(told.saved ?? "");
    this.forget();
  }

  /** Brings what someone else wrote together with what is written here. */
  private meet(mine: Held, theirs: Held, who: string): void {
    const standing = plain(theirs);
    delete standing.revision;
    const found = merged(this.base, mine, standing);
    for (const [name, text] of Object.entries(found.taken)) put(this.form, name, text);
    this.base = standing;
    if (!found.apart.length) return this.soon(0);
    this.choices = found.apart.length;
    this.say(this.word("conflict"), true);
    for (const name of found.apart) this.ask(name, standing[name] ?? "", who);
    this.form.querySelector<HTMLElement>(".draft-choice button")?.focus();
  }

  private ask(name: string, theirs: string, who: string): void {
    const box = document.createElement("div");
    box.className = "notice notice-warning draft-choice";
    box.setAttribute("role", "group");
    const said = document.createElement("p");
    said.textContent = `${label(this.form, name)} · ${this.word("theirs").replace("WHO", who)}`;
    const text = document.createElement("blockquote");
    text.dir = "auto";
    text.textContent = theirs || "–";
    box.append(said, text, this.button("mine", () => this.chosen(box)));
    box.append(
      this.button("take", () => {
        put(this.form, name, theirs);
        this.chosen(box);
      }),
    );
    const field = named(this.form, name);
    (field?.closest(".field") ?? this.form.firstElementChild)?.after(box);
  }

  private button(word: string, act: () => void): HTMLButtonElement {
    const button = document.createElement("button");
    [button.type, button.className, button.textContent] = ["button", "btn btn-secondary btn-small", this.word(word)];
    button.addEventListener("click", act);
    return button;
  }

  private chosen(box: HTMLElement): void {
    box.remove();
    this.choices -= 1;
    if (this.choices) return this.form.querySelector<HTMLElement>(".draft-choice button")?.focus();
    this.write();
    if (same(held(this.form), this.base)) this.say("");
    else void this.keep();
  }

  /** What was written on this page and never reached the platform. */
  private bringBack(): void {
    const waiting = this.read();
    if (!waiting) return;
    // Sent by the button, and it arrived: a later revision stands.
    if (waiting.wasSent && waiting.revision !== this.revision) return this.forget();
    const theirs = this.base;
    this.base = waiting.base;
    const found = merged(waiting.base, waiting.mine, theirs);
    for (const name of new Set([...Object.keys(waiting.base), ...Object.keys(waiting.mine)])) {
      const mine = waiting.mine[name] ?? "";
      if (mine !== (waiting.base[name] ?? "") && mine !== (theirs[name] ?? "")) put(this.form, name, mine);
    }
    this.base = theirs;
    if (found.apart.length) {
      this.choices = found.apart.length;
      for (const name of found.apart) this.ask(name, theirs[name] ?? "", "");
      return this.say(this.word("conflict"), true);
    }
    if (same(held(this.form), this.base)) return this.forget();
    this.say(this.word("back"));
    this.soon(PAUSE);
  }

  private read(): Waiting | null {
    try {
      return JSON.parse(localStorage.getItem(this.store) ?? "null") as Waiting | null;
    } catch {
      return null;
    }
  }

  private write(wasSent = false): void {
    const waiting: Waiting = { base: this.base, mine: held(this.form), revision: this.revision, wasSent };
    try {
      localStorage.setItem(this.store, JSON.stringify(waiting));
    } catch {
      // Storage refused: what is written lives as long as the page.
    }
  }

  private forget(): void {
    try {
      localStorage.removeItem(this.store);
    } catch {
      // Storage refused: nothing was kept there.
    }
  }

  private get revision(): number {
    return Number(named(this.form, "revision")?.value ?? 0);
  }

  private set revision(number: number) {
    const field = named(this.form, "revision");
    if (field) field.value = String(number);
  }

  private word(name: string): string {
    return this.form.dataset[`say${name[0].toUpperCase()}${name.slice(1)}`] ?? "";
  }

  private say(sentence: string, isWrong = false): void {
    const place = this.form.querySelector<HTMLElement>("[data-draft-state]");
    if (!place) return;
    place.textContent = sentence;
    place.classList.toggle("draft-wrong", isWrong);
  }
}

const same = (one: Held, other: Held): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, text]) => other[name] === text);
