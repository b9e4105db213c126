import cytoscape from "cytoscape";
import type { Core, EventObject, NodeSingular } from "cytoscape";
import edgehandles from "cytoscape-edgehandles";

import { elementsOf, type Graph } from "./graph";
import { look } from "./look";
import * as server from "./server";

cytoscape.use(edgehandles);

interface DrawMode {
  enableDrawMode(): void;
  disableDrawMode(): void;
}

/** Cytoscape writes a style element unless one bears this name; the policy of the site forbids it, our sheet has it. */
function forbidStyle(): void {
  const name = "__________cytoscape_stylesheet";
  if (document.getElementById(name)) return;
  const mark = document.createElement("meta");
  mark.id = name;
  document.head.append(mark);
}

export class Canvas {
  private readonly cy: Core;
  private readonly drawing: DrawMode;
  private readonly hint: HTMLElement;
  private readonly idle: string;
  // Places are kept as read from left to right: in a page read from right to left the axis is turned over.
  private readonly side = document.documentElement.dir === "rtl" ? -1 : 1;
  private adding = "";
  private linking = false;
  private from: NodeSingular | null = null;
  private fitted = false;
  private readonly resizing = new ResizeObserver(() => this.resized());

  constructor(readonly root: HTMLElement) {
    this.hint = root.querySelector<HTMLElement>("[data-hint]")!;
    this.idle = this.hint.textContent ?? "";
    const surface = root.querySelector<HTMLElement>("[data-surface]")!;
    forbidStyle();
    this.cy = cytoscape({ container: surface, style: look(), minZoom: 0.15, maxZoom: 2.5, boxSelectionEnabled: false });
    // A wheel scrolls the page; fingers pinch the drawing.
    this.cy.userZoomingEnabled(matchMedia("(pointer: coarse)").matches);
    this.drawing = (this.cy as unknown as { edgehandles(options: object): DrawMode }).edgehandles({
      canConnect: (one: NodeSingular, other: NodeSingular) =>
        !one.same(other) && one.edgesTo(other).filter("[key]").empty(),
      snap: true,
    });
    this.watch();
    this.watchTools();
    this.resizing.observe(surface);
    surface.addEventListener("keydown", (event) => this.pressed(event));
    new MutationObserver(() => this.cy.style(look())).observe(document.documentElement, {
      attributeFilter: ["data-bs-theme"],
    });
  }

  async load(): Promise<void> {
    const answer = await fetch(this.root.dataset.graph!, { headers: { Accept: "application/json" } }).catch(() => null);
    if (!answer?.ok) return this.say(this.root.dataset.sayFailed!);
    const graph = (await answer.json()) as Graph;
    const chosen = this.cy.$(":selected").map((element) => element.id());
    this.cy.elements().remove();
    this.cy.add(elementsOf(graph));
    for (const id of chosen) this.cy.getElementById(id).select();
    if (!this.fitted && graph.nodes.length > 0) {
      this.fit();
      this.fitted = true;
    }
  }

  destroy(): void {
    this.resizing.disconnect();
    this.cy.destroy();
  }

  private watch(): void {
    this.cy.on("tap", (event) => {
      if (event.target === this.cy) this.place(event);
    });
    this.cy.on("tap", "node", (event) => (this.linking ? this.join(event.target) : this.openNode(event.target.data("key"))));
    this.cy.on("tap", "edge", (event) => void server.open(this.address("linkEdit", event.target.data("key"))));
    this.cy.on("dragfree", "node", () => void this.keepPlaces());
    this.cy.on("ehcomplete", (_event: EventObject, ...ends: unknown[]) => {
      const [source, target, added] = ends as [NodeSingular, NodeSingular, { remove(): void }];
      added.remove();
      this.link(source.data("key"), target.data("key"));
    });
  }

  private watchTools(): void {
    for (const tool of this.root.querySelectorAll<HTMLElement>("[data-add]"))
      tool.addEventListener("click", () => this.turnTo(this.adding === tool.dataset.add ? "" : tool.dataset.add!, false));
    this.root.querySelector("[data-link]")?.addEventListener("click", () => this.turnTo("", !this.linking));
    for (const tool of this.root.querySelectorAll<HTMLElement>("[data-zoom]"))
      tool.addEventListener("click", () => this.zoom(tool.dataset.zoom!));
  }

  /** One mode at a time: adding at a level, linking, or neither. */
  private turnTo(adding: string, linking: boolean): void {
    this.adding = adding;
    this.linking = linking;
    this.from?.removeClass("from");
    this.from = null;
    if (linking) this.drawing.enableDrawMode();
    else this.drawing.disableDrawMode();
    for (const tool of this.root.querySelectorAll<HTMLElement>("[data-add]"))
      tool.ariaPressed = String(tool.dataset.add === adding);
    this.root.querySelector<HTMLElement>("[data-link]")!.ariaPressed = String(linking);
    const { sayPlace, sayLink } = this.root.dataset;
    this.say(adding ? sayPlace! : linking ? sayLink! : this.idle);
  }

  private place(event: EventObject): void {
    if (!this.adding) return;
    const { x, y } = event.position;
    const asked = new URLSearchParams({
      level: this.adding,
      x: (this.side * x).toFixed(1),
      y: y.toFixed(1),
    });
    this.turnTo("", false);
    void server.open(`${this.root.dataset.nodeCreate}?${asked}`);
  }

  // Two presses do what a drag does: not every hand can drag.
  private join(node: NodeSingular): void {
    if (!this.from) {
      this.from = node;
      node.addClass("from");
      return this.say(this.root.dataset.sayThen!);
    }
    if (!this.from.same(node)) this.link(this.from.data("key"), node.data("key"));
  }

  private link(source: string, target: string): void {
    this.turnTo("", false);
    void server.send(this.root.dataset.linkCreate!, { source, target });
  }

  private openNode(key: string): void {
    void server.open(this.address("nodeEdit", key));
  }

  private async keepPlaces(): Promise<void> {
    const moves: Record<string, [number, number]> = {};
    this.cy.nodes("[key]").forEach((node) => {
      const { x, y } = node.position();
      moves[node.data("key")] = [Math.round(this.side * x * 10) / 10, Math.round(y * 10) / 10];
    });
    const wrong = await server.save(this.root.dataset.nodeMove!, moves, this.root.dataset.sayFailed!);
    if (!wrong) return;
    this.say(wrong);
    await this.load();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.key === "Escape") this.turnTo("", false);
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    const chosen = this.cy.$(":selected").first();
    if (chosen.empty()) return;
    event.preventDefault();
    void server.open(this.address(chosen.isNode() ? "nodeDelete" : "linkDelete", chosen.data("key")));
  }

  private zoom(how: string): void {
    if (how === "fit") return this.fit();
    const level = this.cy.zoom() * (how === "in" ? 1.25 : 0.8);
    this.cy.zoom({ level, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  private fit(): void {
    this.cy.fit(undefined, 24);
    if (this.cy.zoom() > 1) {
      this.cy.zoom(1);
      this.cy.center();
    }
  }

  // The panel opens beside the drawing and takes its room.
  private resized(): void {
    this.cy.resize();
    if (this.fitted) this.fit();
  }

  private address(name: string, key: string): string {
    return this.root.dataset[name]!.replace("KEY", encodeURIComponent(key));
  }

  private say(sentence: string): void {
    this.hint.textContent = sentence;
  }
}
