// What the server says of a theory (theories.queries.canvas_of), as elements to draw.
import type { ElementDefinition } from "cytoscape";

export interface Graph {
  revision: number;
  nodes: GraphNode[];
  links: GraphLink[];
}

interface GraphNode {
  key: string;
  title: string;
  level: "activity" | "output" | "outcome" | "impact";
  unwanted: boolean;
  measured: boolean;
  place: { x: number; y: number; w: number; h: number };
}

interface GraphLink {
  key: string;
  source: string;
  target: string;
  confidence: "unknown" | "low" | "medium" | "high";
  assumed: boolean;
}

export function elementsOf(graph: Graph): ElementDefinition[] {
  const nodes = graph.nodes.map((node) => ({
    group: "nodes" as const,
    data: { id: `n-${node.key}`, key: node.key, title: node.title, w: node.place.w, h: node.place.h },
    position: { x: node.place.x, y: node.place.y },
    classes: [node.level, node.unwanted ? "unwanted" : "", node.measured ? "measured" : ""].join(" "),
  }));
  const links = graph.links.map((link) => ({
    group: "edges" as const,
    data: { id: `l-${link.key}`, key: link.key, source: `n-${link.source}`, target: `n-${link.target}` },
    classes: [link.confidence, link.assumed ? "" : "bare"].join(" "),
  }));
  return [...nodes, ...links];
}
