// The tools around the drawing: modes, what is chosen, what is saved, and the sentences that say so.
import type { Collection, EdgeSingular, NodeSingular } from "cytoscape";

import type { Level, Step } from "./graph";
import type { State } from "./outbox";

export interface Mode {
  add?: Level;
  link?: boolean;
  several?: boolean;
  // Chosen with a key: there is no place the person will press.
  isByKey?: boolean;
}

export class Tools {
  mode: Mode = {};
  private readonly hint: HTMLElement;
  private readonly idle: string;

  constructor(
    private readonly root: HTMLElement,
    turn: (mode: Mode) => void,
    act: (what: string) => void,
  ) {
    this.hint = root.querySelector<HTMLElement>("[data-hint]")!;
    this.idle = this.hint.textContent ?? "";
    root.addEventListener("click", (event) => {
      const tool = (event.target as HTMLElement).closest<HTMLElement>("[data-add], [data-mode], [data-do]");
      if (!tool) return;
      const { add, mode } = tool.dataset;
      if (add) turn(this.mode.add === add ? {} : { add: add as Level, isByKey: event.detail === 0 });
      else if (mode) turn(this.mode[mode as "link" | "several"] ? {} : { [mode]: true });
      else act(tool.dataset.do!);
    });
  }

  turnedTo(mode: Mode): void {
    this.mode = mode;
    for (const tool of this.root.querySelectorAll<HTMLElement>("[data-add]"))
      tool.ariaPressed = String(tool.dataset.add === mode.add);
    for (const tool of this.root.querySelectorAll<HTMLElement>("[data-mode]"))
      tool.ariaPressed = String(Boolean(mode[tool.dataset.mode as "link" | "several"]));
    const { sayPlace, sayLink, saySeveral } = this.root.dataset;
    this.say(mode.add ? sayPlace! : mode.link ? sayLink! : mode.several ? saySeveral! : this.idle);
  }

  /** The line of what is chosen, with what may be done to it. */
  choose(chosen: Collection): void {
    const line = this.root.querySelector<HTMLElement>("[data-chosen]")!;
    line.hidden = chosen.empty();
    if (chosen.empty()) return;
    const name = line.querySelector<HTMLElement>("[data-chosen-name]")!;
    name.textContent = chosen.length > 1 ? this.root.dataset.sayCount!.replace("COUNT", String(chosen.length)) : nameOf(chosen);
    const isOneNode = chosen.length === 1 && chosen.first().isNode();
    for (const tool of line.querySelectorAll<HTMLElement>("[data-do=rename], [data-do=link]")) tool.hidden = !isOneNode;
    for (const tool of line.querySelectorAll<HTMLElement>("[data-do=open], [data-do=comments]")) tool.hidden = chosen.length > 1;
  }

  /** Says a node aloud: its title, its level, and how many links reach and leave it. */
  tell(node: NodeSingular): void {
    const level = this.root.querySelector<HTMLElement>(`[data-add=${node.data("level") as string}]`)?.textContent?.trim() ?? "";
    const count = (edges: Collection): string => String(edges.filter("[key]").length);
    const sentence = this.root.dataset
      .sayNode!.replace("TITLE", node.data("title") as string)
      .replace("LEVEL", level)
      .replace("IN", count(node.incomers("edge")))
      .replace("OUT", count(node.outgoers("edge")));
    this.say(sentence);
  }

  steps(undo: Step | "" | null | undefined, redo: Step | null | undefined): void {
    const [back, forth] = [this.tool("undo"), this.tool("redo")];
    back.disabled = undo === null || undo === undefined;
    forth.disabled = !redo;
    back.title = undo ? undo.label : "";
    forth.title = redo ? redo.label : "";
  }

  tellState(state: State, waiting: number, sentence: string): void {
    const told = this.root.querySelector<HTMLElement>("[data-saved]")!;
    const words = { saved: "stateSaved", saving: "stateSaving", offline: "stateOffline", refused: "stateRefused" }[state];
    const text = this.root.dataset[words]!.replace("COUNT", String(waiting));
    if (told.dataset.saved !== state && (state === "offline" || state === "refused")) this.say(sentence || text, true);
    told.dataset.saved = state;
    told.textContent = text;
  }

  say(sentence: string, isWrong = false): void {
    this.hint.textContent = sentence;
    this.hint.classList.toggle("hint-wrong", isWrong);
  }

  private tool(name: string): HTMLButtonElement {
    return this.root.querySelector<HTMLButtonElement>(`[data-do=${name}]`)!;
  }
}

function nameOf(chosen: Collection): string {
  const one = chosen.first();
  if (one.isNode()) return one.data("title") as string;
  const link = one as unknown as EdgeSingular;
  const arrow = document.documentElement.dir === "rtl" ? "←" : "→";
  return `${link.source().data("title") as string} ${arrow} ${link.target().data("title") as string}`;
}
