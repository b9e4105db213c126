// What the person did and the platform has not kept yet. It stays in this browser until it is kept, line or no line.
import type { Edit, Graph } from "./graph";
import { token } from "./server";

export type State = "saved" | "saving" | "offline" | "refused";

export interface Outcome {
  refused: string;
  is_gone: boolean;
  conflict: Conflict | null;
}

export interface Conflict {
  who: string;
  before: string;
  theirs: string;
  mine: string;
}

export interface Answer {
  revision: number;
  stamp: string;
  outcomes: Outcome[];
  graph?: Graph;
  undo: Graph["undo"];
  redo: Graph["redo"];
}

const AGAIN_AFTER = 4000;

export class Outbox {
  edits: Edit[] = [];
  state: State = "saved";
  private isSending = false;
  private timer = 0;

  constructor(
    private readonly address: string,
    private readonly name: string,
    private readonly revision: () => number,
    private readonly kept: (sent: Edit[], answer: Answer) => void,
    private readonly told: (state: State, sentence: string) => void,
  ) {
    this.edits = this.read();
    addEventListener("online", () => void this.send());
  }

  put(edit: Edit): void {
    this.edits.push(edit);
    this.write();
    void this.send();
  }

  /** Takes back the last edit, when it has not left yet. */
  takeBack(): boolean {
    if (this.isSending || !this.edits.length) return false;
    this.edits.pop();
    this.write();
    if (!this.edits.length) this.tell("saved");
    return true;
  }

  async send(): Promise<void> {
    clearTimeout(this.timer);
    if (this.isSending || !this.edits.length) return;
    this.isSending = true;
    const sent = [...this.edits];
    if (this.state !== "offline") this.tell("saving");
    const answer = await this.ask(sent);
    this.isSending = false;
    if (answer) this.settle(sent, answer);
  }

  private settle(sent: Edit[], answer: Answer): void {
    this.edits.splice(0, sent.length);
    this.write();
    this.kept(sent, answer);
    if (this.edits.length) return void this.send();
    this.tell("saved");
  }

  private async ask(sent: Edit[]): Promise<Answer | null> {
    const body = new URLSearchParams({ edits: JSON.stringify(sent), revision: String(this.revision()) });
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { ...token(), Accept: "application/json" },
        body,
        // It leaves even when the page is closed meanwhile; browsers allow that to short letters only.
        keepalive: body.toString().length < 60_000,
      });
      const isRead = answer.headers.get("content-type")?.startsWith("application/json");
      if (answer.ok && isRead) return (await answer.json()) as Answer;
      // Signed out, or no longer allowed: what was done waits here until the page is opened again.
      this.tell("refused", isRead ? ((await answer.json()) as { refused: string }).refused : "");
    } catch {
      this.tell("offline");
      this.timer = window.setTimeout(() => void this.send(), AGAIN_AFTER);
    }
    return null;
  }

  private tell(state: State, sentence = ""): void {
    this.state = state;
    this.told(state, sentence);
  }

  private read(): Edit[] {
    try {
      return JSON.parse(localStorage.getItem(this.name) ?? "[]") as Edit[];
    } catch {
      return [];
    }
  }

  private write(): void {
    try {
      if (this.edits.length) localStorage.setItem(this.name, JSON.stringify(this.edits));
      else localStorage.removeItem(this.name);
    } catch {
      // Storage refused: the edits live as long as the page.
    }
  }
}
