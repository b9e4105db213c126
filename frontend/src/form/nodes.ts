// From a node of the engine to what a person sees.
import { h, icon } from "./dom";
import { choice } from "./choices";
import { place } from "./place";
import { note, range, rank, trigger } from "./scales";
import { number, when, words } from "./typed";
import { upload } from "./upload";
import type { Scope } from "./reactive";
import { childrenOf, shows, type FormNode, type Leaf, type Of, type Repeat, type Sheet } from "./sheet";
import { write } from "./text";
import { say } from "./words";

export function draw(sheet: Sheet, scope: Scope, node: FormNode, level = 2): HTMLElement | null {
  switch (node.nodeType) {
    case "group":
      return group(sheet, scope, node, level);
    case "repeat-range:controlled":
    case "repeat-range:uncontrolled":
      return repeat(sheet, scope, node, level);
    case "input":
      return input(sheet, scope, node);
    case "select":
      return choice(sheet, scope, node);
    case "range":
      return range(sheet, scope, node);
    case "rank":
      return rank(sheet, scope, node);
    case "note":
      return note(sheet, scope, node);
    case "trigger":
      return trigger(sheet, scope, node);
    case "upload":
      return upload(sheet, scope, node);
    default:
      // What is computed or hidden has nothing to show.
      return null;
  }
}

function input(sheet: Sheet, scope: Scope, node: Of<"input">): HTMLElement {
  switch (node.valueType) {
    case "int":
    case "decimal":
      return number(sheet, scope, node);
    case "date":
    case "time":
    case "dateTime":
      return when(sheet, scope, node);
    case "geopoint":
    case "geotrace":
    case "geoshape":
      return place(sheet, scope, node);
    default:
      return words(sheet, scope, node);
  }
}

export function drawAll(sheet: Sheet, scope: Scope, nodes: readonly FormNode[], level: number): HTMLElement[] {
  return nodes.map((node) => draw(sheet, scope, node, level)).filter((made): made is HTMLElement => made !== null);
}

const headingOf = (level: number): HTMLElement => h(`h${Math.min(level, 6)}` as "h2", { class: "group-title", dir: "auto" });

function group(sheet: Sheet, scope: Scope, node: Of<"group">, level: number): HTMLElement {
  const title = headingOf(level);
  const root = h("section", { class: "group", "data-node": node.nodeId }, title);
  scope.watch(() => {
    root.hidden = !shows(node);
    write(title, node.currentState.label);
    title.hidden = !title.textContent;
  });
  root.append(...drawAll(sheet, scope, childrenOf(node), level + 1));
  return root;
}

function repeat(sheet: Sheet, scope: Scope, node: Repeat, level: number): HTMLElement {
  const title = headingOf(level);
  const list = h("div", { class: "repeats" });
  const add = h("button", { type: "button", class: "btn btn-secondary" });
  const root = h("section", { class: "group", "data-node": node.nodeId }, title, list, add);
  const drawn = new Map<string, { card: HTMLElement; scope: Scope }>();
  scope.watch(() => {
    root.hidden = !shows(node);
    write(title, node.currentState.label);
    title.hidden = !title.textContent;
    add.replaceChildren(icon("plus-lg"), " ", addWords(node));
    add.hidden = node.nodeType === "repeat-range:controlled" || node.currentState.readonly;
  });
  scope.watch(() => arrange(sheet, scope, node, list, drawn, level));
  add.addEventListener("click", () => {
    if (node.nodeType !== "repeat-range:uncontrolled") return;
    node.addInstances();
    queueMicrotask(() => list.lastElementChild?.querySelector<HTMLElement>("input, select, textarea, button")?.focus());
  });
  return root;
}

function addWords(node: Repeat): string {
  const label = node.currentState.label?.asString.trim();
  return label ? say("repeat_add_what", { what: label }) : say("repeat_add");
}

/** Cards that stay keep their place and what is typed in them; the others come and go. */
function arrange(sheet: Sheet, scope: Scope, node: Repeat, list: HTMLElement, drawn: Map<string, { card: HTMLElement; scope: Scope }>, level: number): void {
  const instances = node.currentState.children;
  const standing = new Set(instances.map((instance) => instance.nodeId as string));
  for (const [id, { card, scope: inside }] of drawn) {
    if (standing.has(id)) continue;
    inside.stop();
    card.remove();
    drawn.delete(id);
  }
  for (const instance of instances) {
    if (drawn.has(instance.nodeId)) continue;
    const inside = scope.child();
    const card = instanceCard(sheet, inside, node, instance, level);
    drawn.set(instance.nodeId, { card, scope: inside });
    list.append(card);
  }
}

type Instance = Of<"repeat-instance">;

function instanceCard(sheet: Sheet, scope: Scope, node: Repeat, instance: Instance, level: number): HTMLElement {
  const title = h(`h${Math.min(level + 1, 6)}` as "h3", { class: "repeat-title", dir: "auto" });
  const remove = h("div", { class: "repeat-remove" });
  const card = h("section", { class: "repeat", "data-node": instance.nodeId }, h("div", { class: "repeat-head" }, title, remove));
  const position = (): number => node.currentState.children.findIndex((each) => each.nodeId === instance.nodeId);
  scope.watch(() => {
    const at = position() + 1;
    const label = (instance.currentState.label ?? node.currentState.label)?.asString.trim();
    title.textContent = label ? `${label} ${at}` : say("repeat_number", { number: at });
  });
  if (node.nodeType === "repeat-range:uncontrolled") {
    remove.append(confirmed(scope, "repeat_remove", () => void node.removeInstances(position(), 1)));
    scope.watch(() => {
      remove.hidden = node.currentState.readonly;
    });
  }
  card.append(...drawAll(sheet, scope, childrenOf(instance), level + 2));
  return card;
}

/** A button that asks once more before it takes something away. */
export function confirmed(scope: Scope, key: string, act: () => void): HTMLElement {
  const first = h("button", { type: "button", class: "btn btn-quiet btn-small" });
  const yes = h("button", { type: "button", class: "btn btn-danger btn-small" });
  const no = h("button", { type: "button", class: "btn btn-quiet btn-small" });
  const sure = h("span", { class: "confirm", hidden: true }, yes, no);
  const ask = (isAsking: boolean): void => {
    first.hidden = isAsking;
    sure.hidden = !isAsking;
    (isAsking ? yes : first).focus();
  };
  first.addEventListener("click", () => ask(true));
  no.addEventListener("click", () => ask(false));
  yes.addEventListener("click", act);
  scope.watch(() => {
    first.replaceChildren(icon("trash"), " ", say(key));
    yes.textContent = say("confirm_remove");
    no.textContent = say("confirm_keep");
  });
  return h("span", {}, first, sure);
}

export const isAnswered = (node: Leaf): boolean => node.currentState.instanceValue !== "";
