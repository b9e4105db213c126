// A long form comes one screen at a time: a group, or a few questions that follow each other.
import type { RootNode } from "@getodk/xforms-engine";
import { childrenOf, isLeaf, leavesOf, shows, type FormNode, type Leaf, type Of } from "./sheet";

export interface Screen {
  // Groups this screen is a part of, outermost first: their titles stand above it.
  within: readonly Of<"group">[];
  nodes: FormNode[];
}

// A form that has no more questions than this is one page.
const SHORT = 15;
const BY_SCREEN = 8;
const GROUP = 12;

interface Rule {
  byScreen: number;
  group: number;
}

const count = (node: FormNode | RootNode): number => {
  let total = 0;
  for (const leaf of leavesOf(node)) total += leaf ? 1 : 0;
  return total;
};

export function screensOf(root: RootNode): Screen[] {
  const isPaged = Boolean((root.classes as Record<string, boolean>).pages);
  if (!isPaged && count(root) <= SHORT) return [{ within: [], nodes: [...childrenOf(root)] }];
  const rule = isPaged ? { byScreen: 1, group: 0 } : { byScreen: BY_SCREEN, group: GROUP };
  const screens: Screen[] = [];
  divide(childrenOf(root), [], rule, screens);
  return screens;
}

function divide(nodes: readonly FormNode[], within: readonly Of<"group">[], rule: Rule, screens: Screen[]): void {
  let open: Screen | null = null;
  for (const node of nodes) {
    if (isLeaf(node)) {
      if (!open || open.nodes.length >= rule.byScreen) screens.push((open = { within, nodes: [] }));
      open.nodes.push(node);
    } else if (node.nodeType === "group") {
      open = null;
      const isWhole = isTogether(node) || count(node) <= rule.group;
      if (isWhole) screens.push({ within, nodes: [node] });
      else divide(childrenOf(node), [...within, node], rule, screens);
    } else if (node.nodeType.startsWith("repeat-range")) {
      open = null;
      screens.push({ within, nodes: [node] });
    }
  }
}

const isTogether = (node: Of<"group">): boolean => {
  const looks = node.appearances as Record<string, boolean> | null;
  return Boolean(looks?.["field-list"] || looks?.["table-list"]);
};

/** Whether anything of the screen is to be seen now. */
export const isOpen = (screen: Screen): boolean => screen.nodes.some(shows);

export function* leavesIn(screen: Screen): Generator<Leaf> {
  for (const node of screen.nodes) {
    if (isLeaf(node)) yield node;
    else yield* leavesOf(node);
  }
}
