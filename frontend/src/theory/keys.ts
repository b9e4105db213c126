// The drawing by keyboard: arrows go from element to element, and every gesture of the pointer has its key.
import type { NodeSingular } from "cytoscape";

export interface Gestures {
  step(back: boolean): void;
  rename(): void;
  open(): void;
  discuss(): void;
  remove(): void;
  chooseAll(): void;
  startLink(): void;
  confirm(): void;
  leave(): void;
  go(way: Way, isAdding: boolean): void;
  nudge(way: Way): void;
  zoom(how: string): void;
}

export type Way = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

const WAYS: Record<Way, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
export const towards = (way: Way): [number, number] => WAYS[way];

export function watchKeys(surface: HTMLElement, act: Gestures): void {
  surface.addEventListener("keydown", (event) => {
    const done = withCommand(event, act) || plain(event, act);
    if (done) event.preventDefault();
  });
}

function withCommand(event: KeyboardEvent, act: Gestures): boolean {
  if (!event.ctrlKey && !event.metaKey) return false;
  const key = event.key.toLowerCase();
  if (key === "z") act.step(!event.shiftKey);
  else if (key === "y") act.step(false);
  else if (key === "a") act.chooseAll();
  else return false;
  return true;
}

function plain(event: KeyboardEvent, act: Gestures): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  const { key } = event;
  if (key in WAYS) {
    if (event.altKey) act.nudge(key as Way);
    else act.go(key as Way, event.shiftKey);
    return true;
  }
  const acts: Record<string, () => void> = {
    Delete: () => act.remove(),
    Backspace: () => act.remove(),
    F2: () => act.rename(),
    Enter: () => act.confirm(),
    Escape: () => act.leave(),
    l: () => act.startLink(),
    o: () => act.open(),
    c: () => act.discuss(),
    "+": () => act.zoom("in"),
    "=": () => act.zoom("in"),
    "-": () => act.zoom("out"),
    "0": () => act.zoom("fit"),
  };
  const found = acts[key];
  found?.();
  return found !== undefined;
}

/** The node one reaches by going that way: near, and rather straight ahead than aside. */
export function nearest(from: NodeSingular | null, way: Way, nodes: NodeSingular[]): NodeSingular | null {
  if (!from) return nodes[0] ?? null;
  const [dx, dy] = WAYS[way];
  const here = from.position();
  let best: NodeSingular | null = null;
  let least = Infinity;
  for (const node of nodes) {
    const [x, y] = [node.position().x - here.x, node.position().y - here.y];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (ahead <= 1 || aside > 4 * ahead) continue;
    const cost = ahead + 2.5 * aside;
    if (cost < least) [best, least] = [node, cost];
  }
  return best;
}
