// Words of the form: marked text, with the pictures and sounds that go with it. Nothing the form says becomes HTML.
import type { MarkdownNode } from "@getodk/xforms-engine";
import { config } from "./config";
import { h } from "./dom";

export interface Range {
  readonly asString: string;
  readonly formatted: MarkdownNode[];
  readonly imageSource?: { href: string };
  readonly audioSource?: { href: string };
  readonly videoSource?: { href: string };
}

const INLINE = new Set(["a", "br", "em", "span", "strong", "u"]);
const SAFE = /^(https?:|mailto:|tel:)/i;

/** Write the text into an element that may hold only phrases: a label, a legend, a button. */
export function write(place: Element, text: Range | null | undefined): void {
  if (!text) return place.replaceChildren();
  const source = text.asString;
  // Most labels carry no mark at all: reading them as such costs nothing.
  if (!/[*_`<>#\[\]\\&\n]|^\s*[-+\d]/.test(source)) return place.replaceChildren(source.trim());
  place.replaceChildren(...phrases(text.formatted));
}

function phrases(nodes: readonly MarkdownNode[]): Node[] {
  const said: Node[] = [];
  nodes.forEach((node, at) => {
    if (at && node.role === "parent" && !INLINE.has(node.elementName)) said.push(h("br"));
    said.push(phrase(node));
  });
  return said;
}

function phrase(node: MarkdownNode): Node {
  if (node.role === "child") return document.createTextNode(node.value);
  if (node.role === "line-break") return h("br");
  if (node.role === "html") return document.createTextNode(bare(node.unsafeHtml));
  const name = node.elementName;
  const inside = phrases(node.children);
  if (name === "a") return anchor((node as unknown as { url: string }).url, inside);
  if (name === "strong" || name === "em" || name === "u") return h(name, {}, ...inside);
  if (/^h\d$/.test(name)) return h("strong", {}, ...inside);
  if (name === "li") return h("span", { class: "q-item" }, "• ", ...inside);
  return h("span", {}, ...inside);
}

function anchor(address: string, inside: Node[]): Node {
  if (!SAFE.test(address)) return h("span", {}, ...inside);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, ...inside);
}

/** The words of a piece of HTML, without the HTML: a document that is never shown runs nothing. */
const bare = (html: string): string => new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";

/** Pictures, sounds and films of a label. */
export function media(text: Range | null | undefined): Node[] {
  const shown: Node[] = [];
  const image = addressOf(text?.imageSource);
  const audio = addressOf(text?.audioSource);
  const video = addressOf(text?.videoSource);
  if (image) shown.push(h("img", { src: image, alt: text?.asString ?? "", class: "q-picture" }));
  if (audio) shown.push(h("audio", { src: audio, controls: true, preload: "none" }));
  if (video) shown.push(h("video", { src: video, controls: true, preload: "none", class: "q-picture" }));
  return shown;
}

/** jr://images/house.png → where the platform keeps house.png. */
export function addressOf(source: { href: string } | undefined): string | null {
  if (!source) return null;
  return config().media[decodeURIComponent(source.href.split("/").pop() ?? "")] ?? null;
}
