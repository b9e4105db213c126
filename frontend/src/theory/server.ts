// How the canvas speaks to the platform: forms go to the panel through htmx, places are saved apart.
interface Htmx {
  ajax(verb: string, path: string, context: Record<string, unknown>): Promise<void>;
}

const htmx = (): Htmx => (window as unknown as { htmx: Htmx }).htmx;
const PANEL = { target: "#theory-panel", swap: "innerHTML" };

export const open = (path: string): Promise<void> => htmx().ajax("GET", path, PANEL);

export const send = (path: string, values: Record<string, string>): Promise<void> =>
  htmx().ajax("POST", path, { ...PANEL, values });

/** Saves places; answers a sentence when they could not be. */
export async function save(path: string, moves: Record<string, [number, number]>, failed: string): Promise<string> {
  const headers = JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") as Record<string, string>;
  try {
    const body = new URLSearchParams({ moves: JSON.stringify(moves) });
    const answer = await fetch(path, { method: "POST", headers, body });
    if (answer.ok) return "";
    const isPlain = answer.headers.get("content-type")?.startsWith("text/plain");
    return isPlain ? await answer.text() : failed;
  } catch {
    return failed;
  }
}
