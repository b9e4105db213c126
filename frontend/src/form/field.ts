// The frame of a question: its words, its hint, what is wrong, and how a screen reader is told which belongs to which.
import type { Scope } from "./reactive";
import { freshId, h } from "./dom";
import { say } from "./words";
import { type Leaf, type Sheet } from "./sheet";
import { media, write, type Range } from "./text";

export interface Frame {
  node: Leaf;
  sheet: Sheet;
  scope: Scope;
  root: HTMLElement;
  // Where the control goes.
  body: HTMLElement;
  label: HTMLElement;
  controlId: string;
  labelId: string;
  /** The question was answered: what is wrong with the answer may be said. */
  tried(): void;
  /** What was typed cannot be read; empty when it can. */
  problem(key: string): void;
  /** Tie a control to the words of its question. */
  tie(control: HTMLElement): void;
}

/** One control: a label points at it. Several: they stand in a fieldset whose legend is the question. */
export function frame(sheet: Sheet, scope: Scope, node: Leaf, isGroup: boolean): Frame {
  const [controlId, labelId, hintId, errorId] = [freshId(), freshId(), freshId(), freshId()];
  const words = h("span", { class: "q-words", dir: "auto" });
  const needed = h("span", { class: "q-needed" });
  const label = isGroup
    ? h("legend", { class: "q-label", id: labelId }, words, needed)
    : h("label", { class: "q-label", id: labelId, for: controlId }, words, needed);
  const shown = h("div", { class: "q-media" });
  const hint = h("p", { class: "q-hint", id: hintId, dir: "auto" });
  const body = h("div", { class: "q-body" });
  const error = h("p", { class: "q-error", id: errorId, role: "alert" });
  const given = { class: "q", "data-node": node.nodeId };
  const root = isGroup
    ? h("fieldset", { ...given, "aria-describedby": `${hintId} ${errorId}` }, label, hint, shown, body, error)
    : h("div", given, label, hint, shown, body, error);
  const made: Frame = { node, sheet, scope, root, body, label, controlId, labelId, tried, problem, tie };
  follow(made, { words, needed, shown, hint, error });
  return made;

  function tried(): void {
    sheet.mark(node).isTried = true;
  }

  function problem(key: string): void {
    sheet.mark(node).problem = key;
  }

  function tie(control: HTMLElement): void {
    if (!isGroup) {
      control.id = controlId;
      control.setAttribute("aria-describedby", `${hintId} ${errorId}`);
    }
    scope.watch(() => {
      const isWrong = sheet.mark(node).isTried && sheet.wrong(node) !== "";
      control.setAttribute("aria-invalid", String(isWrong));
    });
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(control.tagName) && !isGroup) {
      scope.watch(() => control.setAttribute("aria-required", String(node.currentState.required)));
    }
  }
}

interface Parts {
  words: HTMLElement;
  needed: HTMLElement;
  shown: HTMLElement;
  hint: HTMLElement;
  error: HTMLElement;
}

function follow({ node, sheet, scope, root }: Frame, parts: Parts): void {
  const state = node.currentState;
  scope.watch(() => {
    root.hidden = !state.relevant;
  });
  scope.watch(() => {
    const label = state.label as Range | null;
    write(parts.words, label);
    if (!label?.asString.trim()) parts.words.textContent = nameOf(node);
    parts.shown.replaceChildren(...media(label));
  });
  scope.watch(() => {
    parts.needed.textContent = state.required ? ` ${say("required_mark")}` : "";
  });
  scope.watch(() => {
    write(parts.hint, state.hint as Range | null);
    parts.hint.hidden = !parts.hint.textContent;
  });
  scope.watch(() => {
    const wrong = sheet.mark(node).isTried && state.relevant ? sheet.wrong(node) : "";
    if (parts.error.textContent !== wrong) parts.error.textContent = wrong;
    root.classList.toggle("q-wrong", wrong !== "");
  });
}

/** A question without words is called by its name. */
export const nameOf = (node: Leaf): string =>
  node.currentState.reference.split("/").pop()?.replace(/\[\d+\]$/, "") ?? "";

export const looks = (node: Leaf, ...names: string[]): boolean => {
  const appearances = node.appearances as Record<string, boolean> | null;
  return appearances !== null && names.some((name) => appearances[name]);
};
