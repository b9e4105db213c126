// What the questions of one answer share: the engine's tree, what was tried, what we could not read.
import type {
  GroupNode,
  InputNode,
  ModelValueNode,
  NoteNode,
  RangeNode,
  RankNode,
  RepeatInstanceNode,
  RepeatRangeControlledNode,
  RepeatRangeUncontrolledNode,
  RootNode,
  SelectNode,
  TriggerNode,
  UploadNode,
} from "@getodk/xforms-engine";
import { reactive } from "./reactive";
import { say } from "./words";

// The engine's own union of these leans on types it does not ship.
export type FormNode =
  | GroupNode
  | InputNode
  | ModelValueNode
  | NoteNode
  | RangeNode
  | RankNode
  | RepeatInstanceNode
  | RepeatRangeControlledNode
  | RepeatRangeUncontrolledNode
  | SelectNode
  | TriggerNode
  | UploadNode;
export type Of<T extends FormNode["nodeType"]> = Extract<FormNode, { nodeType: T }>;
export type Leaf = Of<"input" | "select" | "range" | "rank" | "note" | "trigger" | "upload">;

interface Mark {
  // The person has been there, or wanted to go on: what is wrong is said.
  isTried: boolean;
  // What was typed is no answer of this kind: the key of our sentence.
  problem: string;
}

const LEAVES = new Set(["input", "select", "range", "rank", "note", "trigger", "upload"]);

export const isLeaf = (node: FormNode): node is Leaf => LEAVES.has(node.nodeType);

export class Sheet {
  private readonly marks = new Map<string, Mark>();
  // Files this answer carries, by the name they have in it; those of a resumed draft are not new to the engine.
  readonly carried = new Set<string>();
  // Questions whose file was taken away.
  readonly emptied = new Set<string>();
  // Pictures being made smaller: the answer is not whole before they are.
  readonly pending = new Set<Promise<void>>();

  constructor(readonly root: RootNode) {}

  mark(node: FormNode): Mark {
    let mark = this.marks.get(node.nodeId);
    if (!mark) this.marks.set(node.nodeId, (mark = reactive({ isTried: false, problem: "" })));
    return mark;
  }

  /** The sentence for what is wrong with an answer; empty when nothing is. */
  wrong(node: Leaf): string {
    const { problem } = this.mark(node);
    if (problem && node.currentState.relevant) return say(problem);
    const violation = node.validationState.violation;
    if (!violation) return "";
    const message = violation.message?.asString.trim();
    return message || say(violation.condition === "required" ? "required_missing" : "constraint_broken");
  }
}

export const childrenOf = (node: FormNode | RootNode): readonly FormNode[] =>
  (node.currentState.children ?? []) as readonly FormNode[];

/** Whether the node has something to show now. */
export function shows(node: FormNode): boolean {
  if (!node.currentState.relevant) return false;
  if (isLeaf(node)) return true;
  if (node.nodeType === "group") return node.currentState.hasRelevantBodyNodes;
  if (node.nodeType.startsWith("repeat-range")) return isRepeatShown(node as Repeat);
  return node.nodeType === "repeat-instance";
}

export type Repeat = Of<"repeat-range:controlled"> | Of<"repeat-range:uncontrolled">;

const isRepeatShown = (node: Repeat): boolean =>
  node.nodeType === "repeat-range:uncontrolled" || node.currentState.children.length > 0;

/** Every question under a node, in order. */
export function* leavesOf(node: FormNode | RootNode): Generator<Leaf> {
  for (const child of childrenOf(node)) {
    if (isLeaf(child)) yield child;
    else yield* leavesOf(child);
  }
}
