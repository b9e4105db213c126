// The editor: what the person does becomes edits; the drawing shows the theory with the edits not yet kept on it.
import type { EventObject, NodeSingular } from "cytoscape";

import { Conflicts } from "./conflict";
import { newKey, withEdits, type Edit, type Graph, type Level } from "./graph";
import { nearest, towards, watchKeys, type Way } from "./keys";
import { Naming } from "./naming";
import { watchNews } from "./news";
import { Outbox, type Answer, type State } from "./outbox";
import * as server from "./server";
import { Tools, type Mode } from "./tools";
import { View } from "./view";

const NUDGE = 20;
const NUDGES_KEPT_AFTER = 600;
const LIST_WAITS = 900;
const TWICE_WITHIN = 450;

export class Canvas {
  private readonly view: View;
  private readonly tools: Tools;
  private readonly naming: Naming;
  private readonly outbox: Outbox;
  private readonly conflicts: Conflicts;
  private readonly forgetNews: () => void;
  private base: Graph = { revision: -1, stamp: "", nodes: [], links: [] };
  private from: NodeSingular | null = null;
  private readonly held = new Set<NodeSingular>();
  private nudging = 0;
  private telling = 0;
  private lastPress = { id: "", at: 0 };
  private readonly resizing: ResizeObserver;

  constructor(readonly root: HTMLElement) {
    const part = <Kind extends HTMLElement>(name: string): Kind => root.querySelector<Kind>(`[data-${name}]`)!;
    const surface = part("surface");
    this.view = new View(surface);
    this.tools = new Tools(root, (mode) => this.turnTo(mode), (what) => this.act(what));
    this.naming = new Naming(part<HTMLTextAreaElement>("naming"), part("frame"));
    this.conflicts = new Conflicts(part("conflict"));
    this.outbox = new Outbox(
      root.dataset.sync!,
      `miqyas.theory.${root.dataset.name}`,
      () => this.base.revision,
      (sent, answer) => this.kept(sent, answer),
      (state, sentence) => this.tellState(state, sentence),
    );
    this.watch();
    watchKeys(surface, this.gestures());
    this.resizing = new ResizeObserver(() => this.view.resized());
    this.resizing.observe(surface);
    this.forgetNews = watchNews(() => this.load());
  }

  /** Reads the theory again when it changed; ``again`` also takes the layout's places again. */
  async load(again = false): Promise<void> {
    const since = again || this.base.revision < 0 ? null : this.base.stamp;
    const graph = await server.news(this.root.dataset.graph!, since);
    if (graph) {
      const isNews = this.base.revision >= 0 && graph.stamp !== this.base.stamp;
      this.base = graph;
      this.draw(again);
      if (isNews) this.tellList();
    } else if (since === null) this.tools.say(this.root.dataset.sayFailed!);
    if (this.outbox.edits.length) void this.outbox.send();
  }

  destroy(): void {
    this.forgetNews();
    this.resizing.disconnect();
    this.view.destroy();
  }

  private do(edit: Edit): void {
    this.outbox.put(edit);
    this.draw();
  }

  private draw(again = false): void {
    this.view.draw(withEdits(this.base, this.outbox.edits, this.view.side), again);
    this.tellSteps();
    this.tools.choose(this.chosen());
  }

  private tellSteps(): void {
    this.tools.steps(this.outbox.edits.length ? "" : this.base.undo, this.base.redo);
  }

  private kept(sent: Edit[], answer: Answer): void {
    const { graph, revision, stamp, undo, redo } = answer;
    this.base = { ...(graph ?? { ...withEdits(this.base, sent, this.view.side), revision }), stamp, undo, redo };
    answer.outcomes.forEach((outcome, n) => {
      const edit = sent[n];
      if (outcome.conflict && edit.do === "say") {
        const read = outcome.conflict.theirs;
        this.conflicts.show(outcome.conflict, (title) => this.do({ ...edit, title, read }));
      } else if (outcome.is_gone && edit.do === "say") {
        this.conflicts.showGone(edit.title, (title) => this.addAt(this.middle(), this.levelOf(edit.key), title));
      } else if (outcome.refused) this.tools.say(outcome.refused, true);
    });
    this.draw();
    this.tellList();
  }

  // The list reads itself again once the hand rests, and never under someone who writes in it.
  private tellList(): void {
    clearTimeout(this.telling);
    this.telling = window.setTimeout(() => {
      const field = document.activeElement as HTMLInputElement | null;
      const isWriting = field?.closest("#theory-outline") && field.matches("input, select, textarea");
      if (isWriting || this.outbox.edits.length || this.naming.isOpen) this.tellList();
      else server.tellList();
    }, LIST_WAITS);
  }

  private watch(): void {
    const { cy } = this.view;
    cy.on("tap", (event) => {
      if (event.target === cy) this.pressedGround(event);
    });
    cy.on("tap", "node", (event) => {
      const node = event.target as NodeSingular;
      if (this.isTwice(event)) this.rename(node);
      else this.pressedNode(node);
    });
    cy.on("tap", "edge", (event) => {
      if (this.isTwice(event)) this.open();
    });
    cy.on("select unselect", () => this.tools.choose(this.chosen()));
    cy.on("dragfree", "node", (event) => this.letGo(event.target as NodeSingular));
    cy.on("ehcomplete", (_event: EventObject, ...ends: unknown[]) => {
      const [source, target, added] = ends as [NodeSingular, NodeSingular, { remove(): void }];
      added.remove();
      this.link(source, target);
    });
  }

  // A mouse says itself that it pressed twice, at the pace its owner chose; of fingers the hour of the hand tells,
  // not that of a browser that may be late.
  private isTwice(event: EventObject): boolean {
    const [id, at] = [event.target.id() as string, event.originalEvent.timeStamp];
    const isClose = event.originalEvent.detail === 2 || at - this.lastPress.at < TWICE_WITHIN;
    const isTwice = this.lastPress.id === id && isClose;
    this.lastPress = { id: isTwice ? "" : id, at };
    return isTwice;
  }

  private gestures(): Parameters<typeof watchKeys>[1] {
    return {
      step: (back) => this.step(back),
      rename: () => this.rename(this.chosenNode()),
      open: () => this.open(),
      discuss: () => this.discuss(),
      remove: () => this.remove(),
      chooseAll: () => void this.view.cy.nodes("[key]").select(),
      startLink: () => this.startLink(),
      confirm: () => this.confirm(),
      leave: () => this.turnTo({}),
      go: (way, isAdding) => this.go(way, isAdding),
      nudge: (way) => this.nudge(way),
      zoom: (how) => this.view.zoom(how),
    };
  }

  private act(what: string): void {
    if (what === "undo" || what === "redo") this.step(what === "undo");
    else if (what === "rename") this.rename(this.chosenNode());
    else if (what === "open") this.open();
    else if (what === "comments") this.discuss();
    else if (what === "link") this.startLink();
    else if (what === "delete") this.remove();
    else this.view.zoom(what);
  }

  private chosen(): ReturnType<View["cy"]["elements"]> {
    return this.view.cy.$("[key]:selected");
  }

  private chosenNode(): NodeSingular | null {
    const node = this.view.cy.$("node[key]:selected").first();
    return node.nonempty() ? (node as NodeSingular) : null;
  }

  /** One mode at a time: adding at a level, linking, choosing several, or none. */
  private turnTo(mode: Mode): void {
    this.from?.removeClass("from");
    this.from = null;
    if (mode.link) this.view.linking.enableDrawMode();
    else this.view.linking.disableDrawMode();
    this.view.cy.selectionType(mode.several ? "additive" : "single");
    this.view.cy.userPanningEnabled(!mode.several);
    this.tools.turnedTo(mode);
    if (mode.add && mode.isByKey) this.addAt(this.middle(), mode.add);
  }

  private pressedGround(event: EventObject): void {
    const { add } = this.tools.mode;
    if (add) this.addAt(event.position, add);
  }

  // Two presses do what a drag does: not every hand can drag.
  private pressedNode(node: NodeSingular): void {
    if (!this.tools.mode.link) return;
    if (!this.from) this.leaveFrom(node);
    else if (!this.from.same(node)) this.link(this.from, node);
  }

  private leaveFrom(node: NodeSingular): void {
    this.from = node;
    node.addClass("from");
    this.tools.say(this.root.dataset.sayThen!);
  }

  private startLink(): void {
    const node = this.chosenNode();
    this.turnTo({ link: true });
    if (node) this.leaveFrom(node);
  }

  private confirm(): void {
    const node = this.chosenNode();
    if (this.tools.mode.link && node) this.pressedNode(node);
    else this.rename(node);
  }

  private addAt(at: { x: number; y: number }, level: Level, title = ""): void {
    this.turnTo({});
    const zoom = this.view.cy.zoom();
    const pan = this.view.cy.pan();
    const place = { x: at.x * zoom + pan.x, y: at.y * zoom + pan.y, w: 172 * zoom, h: 52 * zoom };
    this.naming.ask(place, title, (written) => {
      const key = newKey();
      this.do({ do: "add", key, level, title: written, place: [Math.round(this.view.side * at.x), Math.round(at.y)] });
      this.chooseOnly(this.view.node(key));
    });
  }

  private rename(node: NodeSingular | null): void {
    if (!node || this.tools.mode.link) return;
    const read = node.data("title") as string;
    const { x, y } = node.renderedPosition();
    const key = node.data("key") as string;
    this.view.reveal(node);
    this.naming.ask({ x, y, w: node.renderedWidth(), h: node.renderedHeight() }, read, (title) => {
      if (title !== read) this.do({ do: "say", key, title, read });
    });
  }

  private link(source: NodeSingular, target: NodeSingular): void {
    this.turnTo({});
    const [one, other] = [source, target].map((node) => node.data("key") as string);
    if (source.edgesTo(target).filter("[key]").nonempty()) return this.tools.say(this.root.dataset.sayLinked!, true);
    const key = newKey();
    this.do({ do: "link", key, source: one, target: other });
    this.view.cy.elements().unselect();
    this.view.cy.getElementById(`l-${key}`).select();
  }

  private remove(): void {
    const chosen = this.chosen();
    if (chosen.empty()) return;
    const keys = (group: "nodes" | "edges"): string[] => chosen[group]("[key]").map((each) => each.data("key") as string);
    this.do({ do: "delete", nodes: keys("nodes"), links: keys("edges") });
    this.tools.say(this.root.dataset.sayDeleted!);
  }

  private step(back: boolean): void {
    if (back && this.outbox.takeBack()) return this.draw();
    if (this.outbox.edits.length) return;
    const to = back ? this.base.undo : this.base.redo;
    if (to) this.outbox.put({ do: back ? "undo" : "redo", revision: to.revision });
  }

  // All that one hand drags is let go at once: it is one edit.
  private letGo(node: NodeSingular): void {
    if (!this.held.size)
      queueMicrotask(() => {
        const moved = [...this.held];
        this.held.clear();
        this.keepPlaces(moved);
      });
    this.held.add(node);
  }

  // What only the layout had placed is kept where it stands, or the next change would move it.
  private keepPlaces(moved: NodeSingular[]): void {
    this.view.route();
    const rest = this.view.nodes().filter((node) => !moved.includes(node) && !this.isPlaced(node));
    if (moved.length) this.do({ do: "move", moves: this.view.places(moved), around: this.view.places(rest) });
  }

  private isPlaced(node: NodeSingular): boolean {
    return this.base.nodes.find((each) => each.key === node.data("key"))?.placed ?? true;
  }

  private go(way: Way, isAdding: boolean): void {
    const last = this.chosenNode();
    const next = nearest(last, way, this.view.nodes());
    if (!next) return;
    if (!isAdding) this.view.cy.elements().unselect();
    next.select();
    if (isAdding && last) this.tools.say(this.view.cy.$("node:selected").map((node) => node.data("title")).join(" · "));
    this.view.reveal(next);
    this.tools.tell(next);
  }

  private nudge(way: Way): void {
    const [dx, dy] = towards(way);
    const chosen = this.view.cy.$("node[key]:selected").toArray() as NodeSingular[];
    for (const node of chosen) node.shift({ x: dx * NUDGE, y: dy * NUDGE });
    this.view.route();
    clearTimeout(this.nudging);
    this.nudging = window.setTimeout(() => this.keepPlaces(chosen), NUDGES_KEPT_AFTER);
  }

  private open(): void {
    const chosen = this.chosen().first();
    if (chosen.empty()) return;
    const path = this.root.dataset[chosen.isNode() ? "nodeEdit" : "linkEdit"]!;
    void server.open(path.replace("KEY", encodeURIComponent(chosen.data("key") as string)));
  }

  private discuss(): void {
    const chosen = this.chosen().first();
    if (chosen.empty()) return;
    const kind = chosen.isNode() ? "node" : "link";
    const path = this.root.dataset.comments!.replace("KIND", kind);
    void server.open(path.replace("KEY", encodeURIComponent(chosen.data("key") as string)));
  }

  private chooseOnly(node: NodeSingular): void {
    this.view.cy.elements().unselect();
    node.select();
  }

  private middle(): { x: number; y: number } {
    const { x1, x2, y1, y2 } = this.view.cy.extent();
    const at = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
    const isTaken = (): boolean =>
      this.view.nodes().some((node) => Math.abs(node.position().x - at.x) < 180 && Math.abs(node.position().y - at.y) < 60);
    while (isTaken()) at.y += 70;
    return at;
  }

  private levelOf(key: string): Level {
    return this.base.nodes.find((node) => node.key === key)?.level ?? "outcome";
  }

  private tellState(state: State, sentence: string): void {
    this.tools.tellState(state, this.outbox.edits.length, sentence);
    this.tellSteps();
  }
}
