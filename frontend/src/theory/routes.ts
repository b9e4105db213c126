// How links run between boxes: out of the side that faces the target, between the boxes they meet, never over them.
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export type Points = [number, number][];

export interface Ends {
  key: string;
  source: string;
  target: string;
}

const CLEAR = 7;
const STEP = 9;
const BULGE = 46;

interface Wall {
  from: number;
  to: number;
  // Heights that boxes take, as pairs, in order.
  taken: [number, number][];
}

/** Heights at which links pass already, by where the wall stands. */
export type Passages = Map<number, number[]>;

/** Ports on the sides of boxes: ends are spread along a side in the order of where they come from. */
export function portsOf(links: Ends[], boxes: Map<string, Box>): Map<string, Points> {
  const sides = new Map<string, { key: string; at: 0 | 1; toward: number; x: number }[]>();
  for (const link of links) {
    const source = boxes.get(link.source)!;
    const target = boxes.get(link.target)!;
    const [leaves, arrives] = facing(source, target);
    put(sides, `${link.source}${leaves}`, { key: link.key, at: 0, toward: target.y, x: source.x + (leaves * source.w) / 2 });
    put(sides, `${link.target}${arrives}`, { key: link.key, at: 1, toward: source.y, x: target.x + (arrives * target.w) / 2 });
  }
  const ports = new Map<string, Points>(links.map((link) => [link.key, [[0, 0], [0, 0]]]));
  for (const [side, ends] of sides) {
    const box = boxes.get(side.replace(/-?1$/, ""))!;
    const step = Math.min(12, (box.h - 10) / ends.length);
    ends.sort((one, other) => one.toward - other.toward);
    ends.forEach((end, n) => (ports.get(end.key)![end.at] = [end.x, box.y + (n - (ends.length - 1) / 2) * step]));
  }
  return ports;
}

/** The sides by which a link leaves and arrives: 1 for the greater x. */
function facing(source: Box, target: Box): [number, number] {
  const apart = (source.w + target.w) / 2;
  if (target.x - source.x > apart * 0.9) return [1, -1];
  if (source.x - target.x > apart * 0.9) return [-1, 1];
  return [1, 1];
}

function put<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  map.get(key)?.push(value) ?? map.set(key, [value]);
}

export const inOrder = (boxes: Iterable<Box>): Box[] => [...boxes].sort((one, other) => one.x - other.x);

/** The columns of boxes that stand wholly between two heights of x, however roughly they stand in columns. */
function wallsBetween(boxes: Box[], one: number, other: number): Wall[] {
  const [low, high] = one < other ? [one, other] : [other, one];
  const groups: Box[][] = [];
  for (const box of boxes) {
    if (box.x - box.w / 2 <= low + 1 || box.x + box.w / 2 >= high - 1) continue;
    const group = groups[groups.length - 1];
    if (group && box.x - group[0].x < group[0].w * 0.7) group.push(box);
    else groups.push([box]);
  }
  return groups.map((group) => ({
    from: Math.min(...group.map((box) => box.x - box.w / 2)),
    to: Math.max(...group.map((box) => box.x + box.w / 2)),
    taken: joined(group.map((box) => [box.y - box.h / 2 - CLEAR, box.y + box.h / 2 + CLEAR])),
  }));
}

function joined(heights: [number, number][]): [number, number][] {
  const whole: [number, number][] = [];
  for (const [from, to] of heights.sort((one, other) => one[0] - other[0])) {
    const last = whole[whole.length - 1];
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/** The points that bend a link between its two ports (control points of a smooth line); ``boxes`` in order of x. */
export function bendsOf([start, end]: Points, boxes: Box[], used: Passages): Points {
  const way = Math.sign(end[0] - start[0]) || 1;
  const isBeside = Math.abs(end[0] - start[0]) < 60;
  if (isBeside) {
    const out = Math.max(start[0], end[0]) + BULGE;
    return [[out, start[1]], [out, end[1]]];
  }
  const between = wallsBetween(boxes, start[0], end[0]);
  if (way < 0) between.reverse();
  const bends: Points = [];
  let [x, y] = start;
  for (const wall of between) {
    const [near, far] = way > 0 ? [wall.from, wall.to] : [wall.to, wall.from];
    const share = ((near + far) / 2 - start[0]) / (end[0] - start[0]);
    const passage = free(wall, start[1] + share * (end[1] - start[1]), used);
    bends.push([(x + near) / 2, y], [(x + near) / 2, passage]);
    [x, y] = [far, passage];
  }
  bends.push([(x + end[0]) / 2, y], [(x + end[0]) / 2, end[1]]);
  return bends;
}

/** The free height of a wall nearest to the one wished, a little beside links that pass there already. */
function free(wall: Wall, wished: number, used: Passages): number {
  const met = wall.taken.find(([from, to]) => wished > from && wished < to);
  let y = !met ? wished : wished - met[0] < met[1] - wished ? met[0] : met[1];
  const place = Math.round((wall.from + wall.to) / 100);
  const others = used.get(place) ?? [];
  const toward = met && y === met[0] ? -1 : 1;
  for (let tries = 0; tries < 6 && others.some((other) => Math.abs(other - y) < STEP * 0.6); tries += 1) {
    const next = y + toward * STEP;
    if (wall.taken.some(([from, to]) => next > from && next < to)) break;
    y = next;
  }
  put(used, place, y);
  return y;
}
