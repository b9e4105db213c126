// The look of the canvas. It inherits no style: colours and letters are read from the page's variables.
import type { StylesheetJson } from "cytoscape";

interface Data {
  data(name: string): unknown;
}

export function look(): StylesheetJson {
  const page = getComputedStyle(document.documentElement);
  const colour = (name: string): string => page.getPropertyValue(`--${name}`).trim();
  const letters = page.getPropertyValue("--letters").trim() || "sans-serif";
  return [
    {
      selector: "node",
      style: {
        label: "data(title)",
        width: "data(w)",
        height: "data(h)",
        shape: "round-rectangle",
        "background-color": colour("surface"),
        "border-color": colour("edge"),
        "border-width": 1.5,
        color: colour("ink"),
        "font-family": letters,
        "font-size": 14,
        "line-height": 1.35,
        "text-wrap": "wrap",
        "text-max-width": ((node: Data) => `${(node.data("w") as number) - 18}px`) as never,
        "text-valign": "center",
        "text-halign": "center",
        "overlay-color": colour("action"),
      },
    },
    { selector: "node.activity", style: { shape: "rectangle" } },
    { selector: "node.output", style: { "background-color": colour("sunk") } },
    { selector: "node.outcome", style: { "border-color": colour("action"), "border-width": 2.5 } },
    {
      selector: "node.impact",
      style: { "background-color": colour("action"), "border-color": colour("action"), color: colour("on-action") },
    },
    {
      selector: "node.unwanted",
      style: {
        "background-color": colour("contradicted-tint"),
        "border-color": colour("contradicted"),
        "border-style": "dashed",
        color: colour("ink"),
      },
    },
    {
      selector: "edge",
      style: {
        width: 2,
        "curve-style": "straight",
        "line-color": colour("quiet"),
        "target-arrow-color": colour("quiet"),
        "target-arrow-shape": "triangle",
        "line-style": "dashed",
        "overlay-color": colour("action"),
      },
    },
    {
      // Ends and bends are worked out by routes.ts; the types of the package do not know all of them.
      selector: "edge[se]",
      style: {
        "curve-style": "unbundled-bezier",
        "edge-distances": "endpoints",
        "source-endpoint": "data(se)",
        "target-endpoint": "data(te)",
        "control-point-weights": (edge: Data) => edge.data("w"),
        "control-point-distances": (edge: Data) => edge.data("d"),
        "arrow-scale": 1.1,
      } as never,
    },
    {
      // How many comments stand in open discussions: in a bubble on the box, in words of their own on the link.
      selector: "node[said > 0]",
      style: {
        "background-image": ((node: Data) => bubble(node.data("said") as number, colour("action"))) as never,
        "background-width": "22px",
        "background-height": "18px",
        "background-position-x": "100%",
        "background-position-y": "100%",
        "background-clip": "none",
        "bounds-expansion": 8,
      },
    },
    {
      selector: "edge[said]",
      style: {
        label: "data(said)",
        color: colour("on-action"),
        "font-family": letters,
        "font-size": 12,
        "text-background-color": colour("action"),
        "text-background-opacity": 1,
        "text-background-padding": "4px",
        "text-background-shape": "roundrectangle",
      },
    },
    { selector: "edge[said = '']", style: { "text-background-opacity": 0 } },
    { selector: "edge.high, edge.medium", style: { "line-style": "solid" } },
    { selector: "edge.high", style: { width: 3 } },
    { selector: "edge.bare", style: { "line-color": colour("uncertain"), "target-arrow-color": colour("uncertain") } },
    { selector: ":selected", style: { "border-color": colour("needle"), "border-width": 4 } },
    { selector: "edge:selected", style: { "line-color": colour("needle"), "target-arrow-color": colour("needle") } },
    { selector: ".eh-source, .from, .eh-target", style: { "border-color": colour("needle"), "border-width": 4 } },
    { selector: ".eh-ghost, .eh-preview", style: { "line-color": colour("needle"), "line-style": "solid" } },
  ];
}

function bubble(count: number, colour: string): string {
  const shape = `<path d="M2 1h18v12H9l-5 4v-4H2z" fill="${colour}"/>`;
  const number = `<text x="11" y="10.5" font-size="10" font-family="sans-serif" text-anchor="middle" fill="#fff">${count}</text>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="22" height="18">${shape}${number}</svg>`;
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}
