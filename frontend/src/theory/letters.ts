// How tall a box must be for its title: the platform says so too, but what was just typed is drawn before it answers.
const SIZE = 14;
const LINE = 20;
const PADDING = 12;
const SHORTEST = 52;

let pen: CanvasRenderingContext2D | null = null;

const known = new Map<string, number>();

export function heightOf(title: string, width: number): number {
  const height = known.get(title) ?? Math.max(SHORTEST, lines(title, width - 2 * PADDING) * LINE + 2 * PADDING);
  known.set(title, height);
  return height;
}

function lines(title: string, room: number): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return 1;
  pen.font = `${SIZE}px ${getComputedStyle(document.documentElement).getPropertyValue("--letters") || "sans-serif"}`;
  let count = 1;
  let line = "";
  for (const word of title.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (pen.measureText(longer).width <= room || !line) line = longer;
    else {
      count += 1;
      line = word;
    }
  }
  return count;
}
