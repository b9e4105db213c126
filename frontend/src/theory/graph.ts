// The theory as the platform says it (theories.canvas.canvas_of), and what edits not yet kept make of it.
export type Level = "activity" | "output" | "outcome" | "impact";
export type Point = [number, number];

export interface Graph {
  revision: number;
  // Changes with the theory and with what is said of it.
  stamp: string;
  nodes: GraphNode[];
  links: GraphLink[];
  undo?: Step | null;
  redo?: Step | null;
}

export interface Step {
  revision: number;
  label: string;
}

export interface GraphNode {
  key: string;
  title: string;
  level: Level;
  unwanted: boolean;
  measured: boolean;
  // Whether a person chose its place; else the layout did.
  placed: boolean;
  // Comments in open discussions.
  comments: number;
  place: { x: number; y: number; w: number; h: number };
}

export interface GraphLink {
  key: string;
  source: string;
  target: string;
  confidence: "unknown" | "low" | "medium" | "high";
  assumed: boolean;
  comments: number;
}

// What a person did, as the platform reads it (theories.edits). Places are as read from left to right.
export type Edit =
  | { do: "add"; key: string; level: Level; title: string; place: Point }
  | { do: "say"; key: string; title: string; read: string }
  | { do: "move"; moves: Record<string, Point>; around: Record<string, Point> }
  | { do: "link"; key: string; source: string; target: string }
  | { do: "delete"; nodes: string[]; links: string[] }
  | { do: "undo" | "redo"; revision: number };

/** The theory once these edits are made; ``side`` is -1 where the page is read from right to left. */
export function withEdits(graph: Graph, edits: Edit[], side: number): Graph {
  return edits.reduce((before, edit) => withEdit(before, edit, side), graph);
}

function withEdit(graph: Graph, edit: Edit, side: number): Graph {
  const { nodes, links } = graph;
  switch (edit.do) {
    case "add":
      if (nodes.some((node) => node.key === edit.key)) return graph;
      return { ...graph, nodes: [...nodes, added(edit, side)] };
    case "say":
      return { ...graph, nodes: nodes.map((node) => (node.key === edit.key ? { ...node, title: edit.title } : node)) };
    case "move":
      return { ...graph, nodes: nodes.map((node) => moved(node, edit, side)) };
    case "link":
      if (links.some((link) => link.key === edit.key || (link.source === edit.source && link.target === edit.target)))
        return graph;
      return { ...graph, links: [...links, { ...edit, confidence: "unknown", assumed: false, comments: 0 }] };
    case "delete": {
      const gone = new Set([...edit.nodes, ...edit.links]);
      return {
        ...graph,
        nodes: nodes.filter((node) => !gone.has(node.key)),
        links: links.filter((link) => ![link.key, link.source, link.target].some((key) => gone.has(key))),
      };
    }
    default:
      // What a step back brings, only the platform knows.
      return graph;
  }
}

function added(edit: Edit & { do: "add" }, side: number): GraphNode {
  const [x, y] = edit.place;
  const place = { x: side * x, y, w: 172, h: 52 };
  return { ...edit, unwanted: false, measured: false, placed: true, comments: 0, place };
}

function moved(node: GraphNode, edit: Edit & { do: "move" }, side: number): GraphNode {
  const to = edit.moves[node.key] ?? (node.placed ? undefined : edit.around[node.key]);
  return to ? { ...node, placed: true, place: { ...node.place, x: side * to[0], y: to[1] } } : node;
}

/** A key as the platform makes them: unique in practice. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(5))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
