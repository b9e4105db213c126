// The drawing itself: it shows a graph, keeps what stands, and moves only what was moved.
import cytoscape from "cytoscape";
import type { Core, EdgeSingular, ElementDefinition, NodeSingular } from "cytoscape";
import edgehandles from "cytoscape-edgehandles";

import type { Graph, GraphLink, GraphNode, Point } from "./graph";
import { look } from "./look";
import { bendsOf, inOrder, portsOf, type Box, type Ends, type Passages, type Points } from "./routes";
import { heightOf } from "./letters";

cytoscape.use(edgehandles);

interface DrawMode {
  enableDrawMode(): void;
  disableDrawMode(): void;
}

const CLOSEST = 0.12;
const FARTHEST = 2.5;
// Below this, letters cannot be read: a long theory opens at its beginning rather than whole.
const READABLE = 0.45;

/** Cytoscape writes a style element unless one bears this name; the policy of the site forbids it, our sheet has it. */
function forbidStyle(): void {
  const name = "__________cytoscape_stylesheet";
  if (document.getElementById(name)) return;
  const mark = document.createElement("meta");
  mark.id = name;
  document.head.append(mark);
}

export class View {
  readonly cy: Core;
  readonly linking: DrawMode;
  // Places are kept as read from left to right: in a page read from right to left the axis is turned over.
  readonly side = document.documentElement.dir === "rtl" ? -1 : 1;
  private shown: Graph | null = null;
  private turning = 0;
  // Whether anything was made, taken away, moved or resized: only then do links run otherwise.
  private isMoved = false;

  constructor(readonly surface: HTMLElement) {
    forbidStyle();
    this.cy = cytoscape({
      container: surface,
      style: look(),
      minZoom: CLOSEST,
      maxZoom: FARTHEST,
      boxSelectionEnabled: true,
      // A phone has three points to a pixel: two are enough for letters, and cost half.
      pixelRatio: Math.min(devicePixelRatio, 2),
      hideEdgesOnViewport: false,
    });
    // A wheel scrolls the page; fingers pinch the drawing, and so does a wheel with Ctrl.
    this.cy.userZoomingEnabled(matchMedia("(pointer: coarse)").matches);
    surface.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.linking = (this.cy as unknown as { edgehandles(options: object): DrawMode }).edgehandles({
      canConnect: (one: NodeSingular, other: NodeSingular) =>
        !one.same(other) && one.edgesTo(other).filter("[key]").empty(),
      snap: true,
    });
    this.cy.on("drag", "node", () => this.turn(this.cy.$("node:grabbed, node:selected").connectedEdges("[key]")));
    new MutationObserver(() => this.cy.style(look())).observe(document.documentElement, {
      attributeFilter: ["data-bs-theme"],
    });
  }

  /** Shows a graph; ``again`` takes every place from it, else what only the layout placed stays where it is. */
  draw(graph: Graph, again = false): void {
    const before = new Map(this.shown?.nodes.map((node) => [node.key, node]));
    const isFirst = this.shown === null;
    this.shown = graph;
    this.isMoved = false;
    this.cy.batch(() => {
      this.removeGone(graph);
      for (const node of graph.nodes) this.put(node, before.get(node.key), again);
      for (const link of graph.links) this.join(link);
    });
    if (this.isMoved) this.route();
    if (isFirst && graph.nodes.length) this.open();
  }

  node(key: string): NodeSingular {
    return this.cy.getElementById(`n-${key}`) as NodeSingular;
  }

  /** Where a node stands, as the platform keeps it. */
  place(node: NodeSingular): Point {
    const { x, y } = node.position();
    return [this.tenth(this.side * x), this.tenth(y)];
  }

  places(nodes: NodeSingular[]): Record<string, Point> {
    return Object.fromEntries(nodes.map((node) => [node.data("key") as string, this.place(node)]));
  }

  nodes(): NodeSingular[] {
    return this.cy.nodes("[key]").toArray();
  }

  zoom(how: string): void {
    if (how === "fit") return this.fit();
    this.zoomTo(this.cy.zoom() * (how === "in" ? 1.25 : 0.8));
  }

  fit(): void {
    this.cy.fit(undefined, 24);
    if (this.cy.zoom() > 1) {
      this.cy.zoom(1);
      this.cy.center();
    }
  }

  /** Brings a node into sight without moving more than needed. */
  reveal(node: NodeSingular): void {
    const box = node.renderedBoundingBox();
    const by = (low: number, high: number, room: number): number =>
      low < 16 ? 16 - low : high > room - 16 ? room - 16 - high : 0;
    this.cy.panBy({ x: by(box.x1, box.x2, this.cy.width()), y: by(box.y1, box.y2, this.cy.height()) });
  }

  resized(): void {
    const chosen = this.cy.$("node:selected").first();
    this.cy.resize();
    if (chosen.nonempty()) this.reveal(chosen as NodeSingular);
  }

  destroy(): void {
    this.cy.destroy();
  }

  // Whole when it can be read whole, else its beginning at a size that can be read.
  private open(): void {
    this.fit();
    if (this.cy.zoom() >= READABLE) return;
    const box = this.cy.elements().boundingBox();
    const zoom = READABLE * 1.3;
    const x = this.side > 0 ? 16 - box.x1 * zoom : this.cy.width() - 16 - box.x2 * zoom;
    this.cy.viewport({ zoom, pan: { x, y: 16 - box.y1 * zoom } });
  }

  private zoomTo(level: number, at?: { x: number; y: number }): void {
    this.cy.zoom({ level, renderedPosition: at ?? { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = this.surface.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.zoomTo(this.cy.zoom() * Math.exp(-event.deltaY / 400), at);
  }

  private removeGone(graph: Graph): void {
    const stays = new Set([...graph.nodes.map((node) => `n-${node.key}`), ...graph.links.map((link) => `l-${link.key}`)]);
    const gone = this.cy.elements("[key]").filter((element) => !stays.has(element.id()));
    if (gone.nonempty()) this.isMoved = true;
    gone.remove();
  }

  private put(node: GraphNode, before: GraphNode | undefined, again: boolean): void {
    const { x, y, w } = node.place;
    const data = { key: node.key, title: node.title, level: node.level, said: node.comments, w, h: Math.max(node.place.h, heightOf(node.title, w)) };
    const classes = [node.level, node.unwanted ? "unwanted" : "", node.measured ? "measured" : ""].join(" ").trim();
    const drawn = this.node(node.key);
    if (drawn.empty()) this.isMoved = true;
    if (drawn.empty()) return void this.cy.add({ group: "nodes", data: { id: `n-${node.key}`, ...data }, position: { x, y }, classes });
    if (drawn.data("h") !== data.h) this.isMoved = true;
    if (Object.entries(data).some(([name, value]) => drawn.data(name) !== value)) drawn.data(data);
    reclass(drawn, classes + (drawn.hasClass("from") ? " from" : ""));
    const isLeft = !again && before !== undefined && !node.placed && !before.placed;
    if (isLeft || drawn.grabbed()) return;
    const at = drawn.position();
    if (Math.abs(at.x - x) < 0.05 && Math.abs(at.y - y) < 0.05) return;
    drawn.position({ x, y });
    this.isMoved = true;
  }

  private join(link: GraphLink): void {
    const id = `l-${link.key}`;
    const classes = [link.confidence, link.assumed ? "" : "bare"].join(" ").trim();
    const drawn = this.cy.getElementById(id);
    const said = link.comments || "";
    if (drawn.nonempty()) {
      if (drawn.data("said") !== said) drawn.data({ said });
      return reclass(drawn, classes);
    }
    this.isMoved = true;
    const data = { id, key: link.key, source: `n-${link.source}`, target: `n-${link.target}`, said, w: [0.5], d: [0] };
    this.cy.add({ group: "edges", data, classes } as ElementDefinition);
  }

  // While something is dragged, its own links follow, once a frame; all are run anew when it is put down.
  private turn(edges: cytoscape.EdgeCollection): void {
    if (this.turning) return;
    this.turning = requestAnimationFrame(() => {
      this.turning = 0;
      this.cy.batch(() =>
        edges.forEach((edge) => {
          const [source, target] = [boxOf(edge.source()), boxOf(edge.target())];
          const boxes = new Map([[edge.source().id(), source], [edge.target().id(), target]]);
          const ends = endsOf(edge);
          lay(edge, portsOf([ends], boxes).get(ends.key)!, [], boxes);
        }),
      );
    });
  }

  /** Runs every link anew. */
  route(): void {
    const boxes = new Map<string, Box>(this.nodes().map((node) => [node.id(), boxOf(node)]));
    const edges = this.cy.edges("[key]").toArray();
    const ports = portsOf(edges.map(endsOf), boxes);
    const inTheWay = inOrder(boxes.values());
    const used: Passages = new Map();
    this.cy.batch(() => {
      for (const edge of edges) {
        const ends = ports.get(edge.data("key") as string)!;
        lay(edge, ends, bendsOf(ends, inTheWay, used), boxes);
      }
    });
  }

  private tenth(value: number): number {
    return Math.round(value * 10) / 10;
  }
}

const boxOf = (node: NodeSingular): Box => ({ ...node.position(), w: node.data("w") as number, h: node.data("h") as number });

function reclass(element: NodeSingular | EdgeSingular | cytoscape.CollectionReturnValue, classes: string): void {
  const wished = classes.split(" ").filter(Boolean);
  const own = element.classes() as unknown as string[];
  if (wished.length !== own.length || wished.some((name) => !own.includes(name))) element.classes(classes);
}

const endsOf = (edge: EdgeSingular): Ends => ({
  key: edge.data("key") as string,
  source: edge.source().id(),
  target: edge.target().id(),
});

/** Tells the drawing how a link runs: its ends from the middle of their boxes, its bends from the line between the ends. */
function lay(edge: EdgeSingular, [start, end]: Points, bends: Points, boxes: Map<string, Box>): void {
  const [source, target] = [boxes.get(edge.source().id())!, boxes.get(edge.target().id())!];
  const points = bends.length ? bends : bendsOf([start, end], [], new Map());
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy) || 1;
  const laid = {
    se: `${start[0] - source.x}px ${start[1] - source.y}px`,
    te: `${end[0] - target.x}px ${end[1] - target.y}px`,
    w: points.map(([x, y]) => ((x - start[0]) * dx + (y - start[1]) * dy) / (length * length)),
    d: points.map(([x, y]) => ((y - start[1]) * dx - (x - start[0]) * dy) / length),
  };
  // Each writing has the drawing work out the look of the link again.
  const isSame = edge.data("se") === laid.se && edge.data("te") === laid.te && String(edge.data("d")) === String(laid.d);
  if (!isSame) edge.data(laid);
}
