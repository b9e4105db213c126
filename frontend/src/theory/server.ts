// How the canvas speaks to the platform: forms go to the panel through htmx; edits and news are JSON.
import type { Graph } from "./graph";

interface Htmx {
  ajax(verb: string, path: string, context: Record<string, unknown>): Promise<void>;
  trigger(element: Element, name: string): void;
}

const htmx = (): Htmx => (window as unknown as { htmx: Htmx }).htmx;
const PANEL = { target: "#theory-panel", swap: "innerHTML" };

export const open = (path: string): Promise<void> => htmx().ajax("GET", path, PANEL);

/** The list beside the drawing reads itself again. */
export const tellList = (): void => htmx().trigger(document.body, "outline-stale");

export const token = (): Record<string, string> =>
  JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;

/** The theory, when it changed since; null when it did not or could not be read. */
export async function news(path: string, since: string | null): Promise<Graph | null> {
  const asked = since === null ? path : `${path}?since=${since}`;
  const answer = await fetch(asked, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.status !== 200 || !answer.headers.get("content-type")?.startsWith("application/json")) return null;
  return (await answer.json()) as Graph;
}
