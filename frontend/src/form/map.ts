// A choice on a picture: the parts of a drawing (SVG) that bear the name of a choice are touched. The same choices stand
// below it as buttons, for the keyboard and for who does not see it.
import type { Scope } from "./reactive";
import type { Option, Select } from "./choices";
import { addressOf, type Range } from "./text";

const SVG = "http://www.w3.org/2000/svg";
// A drawing comes from whoever wrote the form: shapes and words alone are taken from it.
const SHAPES = new Set(["svg", "g", "path", "rect", "circle", "ellipse", "polygon", "polyline", "line", "text", "tspan"]);
const GEOMETRY = ["d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height", "points", "transform", "viewBox"];
const LOOKS = ["fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linejoin", "opacity", "font-size", "text-anchor"];
const PLAIN = /^[^;<>"'\\]*$/;

/** The drawing of a question, once it came; nothing when it is none. */
export async function drawing(node: Select, scope: Scope, pick: (option: Option) => void): Promise<Element | null> {
  const address = addressOf((node.currentState.label as Range | null)?.imageSource);
  const answer = address ? await fetch(address).catch(() => null) : null;
  if (!answer?.ok) return null;
  const source = new DOMParser().parseFromString(quiet(await answer.text()), "image/svg+xml").documentElement;
  if (source.localName !== "svg") return null;
  const made = clean(source);
  made.setAttribute("class", "map");
  made.setAttribute("aria-hidden", "true");
  if (!made.hasAttribute("viewBox")) made.setAttribute("viewBox", `0 0 ${parseFloat(made.getAttribute("width") ?? "") || 100} ${parseFloat(made.getAttribute("height") ?? "") || 100}`);
  made.removeAttribute("width");
  made.removeAttribute("height");
  made.addEventListener("click", (event) => {
    if (node.currentState.readonly) return;
    const part = (event.target as Element).closest("[data-part]");
    const option = node.currentState.valueOptions.find(({ value }) => value === part?.getAttribute("data-part"));
    if (option) pick(option);
  });
  scope.watch(() => {
    const { value, valueOptions } = node.currentState;
    for (const part of made.querySelectorAll("[data-part]")) {
      const name = part.getAttribute("data-part") ?? "";
      const option = valueOptions.find((each) => each.value === name);
      part.classList.toggle("map-part", option !== undefined);
      part.classList.toggle("map-chosen", option !== undefined && value.includes(name));
      name && entitle(part, option?.label.asString ?? "");
    }
  });
  return made;
}

/** The words of a part, which a mouse that rests there shows. */
function entitle(part: Element, words: string): void {
  let title = part.querySelector(":scope > title");
  if (!words) return void title?.remove();
  if (!title) part.prepend((title = document.createElementNS(SVG, "title")));
  title.textContent = words;
}

/** What would run is left out and styles are set aside before anything is read: the browser would complain of both. */
const quiet = (svg: string): string =>
  svg.replace(/\son\w+\s*=\s*("[^"]*"|'[^']*')/gi, "").replace(/\sstyle\s*=/gi, " data-style=");

function clean(source: Element): Element {
  const made = document.createElementNS(SVG, source.localName);
  const styled = stylesOf(source);
  for (const name of [...GEOMETRY, ...LOOKS]) {
    const value = styled.get(name) ?? source.getAttribute(name);
    if (value !== null && PLAIN.test(value) && !/url\s*\(/i.test(value)) made.setAttribute(name, value);
  }
  if (source.id) made.setAttribute("data-part", source.id);
  for (const inside of source.childNodes) {
    if (inside instanceof Element) SHAPES.has(inside.localName) && made.append(clean(inside));
    else if (/^t(ext|span)$/.test(source.localName)) made.append(inside.textContent ?? "");
  }
  return made;
}

/** What a drawing program wrote as style is said by attributes, which our pages allow. */
const stylesOf = (source: Element): Map<string, string> =>
  new Map((source.getAttribute("data-style") ?? "").split(";").map((each) => [each.split(":")[0].trim(), each.slice(each.indexOf(":") + 1).trim()]));
