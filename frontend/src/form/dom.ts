// Elements, without a template language.
type Value = string | number | boolean | null | undefined | ((event: never) => void);
type Child = Node | string | null | undefined | false;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  given: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) put(element, name, value);
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
  return element;
}

function put(element: HTMLElement, name: string, value: Value): void {
  if (typeof value === "function") element.addEventListener(name, value as (event: Event) => void);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

export const byId = (id: string): HTMLElement => document.getElementById(id) as HTMLElement;

/** The JSON that the template wrote. */
export const written = <T>(id: string): T => JSON.parse(byId(id).textContent ?? "null") as T;

/** An icon of the sprite; decoration, never the only sign. */
export function icon(name: string): SVGSVGElement {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `${document.body.dataset.icons ?? ""}#${name}`);
  drawing.append(use);
  return drawing;
}

/** What is typed runs its own way; an empty box runs the way of the page, so that one begins at the right end. */
export function ownDirection(control: HTMLInputElement | HTMLTextAreaElement): void {
  control.addEventListener("input", () => {
    control.dir = control.value ? "auto" : "";
  });
}

let last = 0;
export const freshId = (): string => `f${(last += 1)}`;
