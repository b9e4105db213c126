// A place on a scale, an order of preference, a tick to go on.
import { freshId, h, icon } from "./dom";
import { frame, looks, type Frame } from "./field";
import type { Of, Sheet } from "./sheet";
import type { Scope } from "./reactive";
import { write } from "./text";
import { figure, say, told } from "./words";

type RangeNode = Of<"range">;
type Rank = Of<"rank">;

interface Bounds {
  start: number;
  end: number;
  step: number;
}

function boundsOf(node: RangeNode): Bounds {
  const { start, end, step } = node.definition.bounds;
  return { start: Number(start), end: Number(end), step: Math.abs(Number(step)) || 1 };
}

function setter(node: RangeNode): (value: number | null) => void {
  const set = node.setValue as (value: bigint | number | null) => unknown;
  return (value) => void set.call(node, value !== null && node.valueType === "int" ? BigInt(Math.round(value)) : value);
}

export function range(sheet: Sheet, scope: Scope, node: RangeNode): HTMLElement {
  if (looks(node, "picker", "rating")) return steps(sheet, scope, node);
  const fr = frame(sheet, scope, node, false);
  const { start, end, step } = boundsOf(node);
  const [low, high] = [Math.min(start, end), Math.max(start, end)];
  const control = h("input", { class: "slide", type: "range", min: low, max: high, step });
  const chosen = h("output", { class: "slide-value num", for: fr.controlId, dir: "ltr" });
  const clear = h("button", { type: "button", class: "btn btn-quiet btn-small" });
  const set = setter(node);
  const take = (): void => {
    set(Number(control.value));
    fr.tried();
  };
  control.addEventListener("input", take);
  // A slide that was never moved has no answer: a press where it stands gives one.
  control.addEventListener("pointerup", take);
  control.addEventListener("keyup", (event) => event.key === " " && take());
  clear.addEventListener("click", () => set(null));
  scope.watch(() => {
    const value = node.currentState.instanceValue;
    control.value = value || String((low + high) / 2);
    control.classList.toggle("slide-unset", value === "");
    control.disabled = node.currentState.readonly;
    chosen.textContent = value === "" ? say("not_answered") : figure(Number(value), 6);
    control.setAttribute("aria-valuetext", chosen.textContent);
    clear.textContent = say("clear_answer");
    clear.hidden = value === "" || node.currentState.readonly;
  });
  fr.tie(control);
  const ends = h("div", { class: "slide-ends", dir: "ltr" }, h("span", {}, figure(low, 6)), h("span", {}, figure(high, 6)));
  fr.body.append(h("div", { class: "slider", dir: "ltr" }, control, ends), chosen, clear);
  return fr.root;
}

/** The same scale, each step a choice: for a picker and for stars. */
function steps(sheet: Sheet, scope: Scope, node: RangeNode): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  const { start, end, step } = boundsOf(node);
  const name = freshId();
  const set = setter(node);
  const isRating = looks(node, "rating");
  const list = h("div", { class: `ticks ticks-aside${isRating ? " ticks-rating" : ""}`, dir: "ltr" });
  const count = Math.floor(Math.abs(end - start) / step + 1e-9) + 1;
  for (let each = 0; each < Math.min(count, 200); each += 1) {
    const value = start + Math.sign(end - start) * step * each;
    const control = h("input", { class: "form-check-input", type: "radio", name, value });
    control.addEventListener("change", () => {
      set(value);
      fr.tried();
    });
    scope.watch(() => {
      control.checked = node.currentState.instanceValue !== "" && Number(node.currentState.instanceValue) === value;
      control.disabled = node.currentState.readonly;
    });
    list.append(h("label", { class: "tick" }, control, isRating && icon("star"), figure(value, 6)));
  }
  fr.body.append(list);
  fr.tie(fr.root);
  return fr.root;
}

export function rank(sheet: Sheet, scope: Scope, node: Rank): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  const list = h("ol", { class: "ranks" });
  const start = told(scope, h("button", { type: "button", class: "btn btn-secondary" }), "keep_order");
  const state = node.currentState;
  const orderNow = (): string[] => {
    const known = state.valueOptions.map((option) => option.value);
    return state.value.length ? [...state.value, ...known.filter((value) => !state.value.includes(value))] : known;
  };
  start.addEventListener("click", () => {
    node.setValues(orderNow());
    fr.tried();
  });
  scope.watch(() => {
    const order = orderNow();
    start.hidden = state.value.length > 0 || state.readonly;
    list.classList.toggle("ranks-unset", !state.value.length);
    list.replaceChildren(...order.map((value, at) => place(fr, node, order, value, at)));
  });
  fr.body.append(list, start);
  fr.tie(fr.root);
  return fr.root;
}

function place(fr: Frame, node: Rank, order: readonly string[], value: string, at: number): HTMLElement {
  const words = h("span", { dir: "auto" });
  write(words, node.getValueLabel(value));
  const said = words.textContent || value;
  const mover = (step: number, name: string, key: string): HTMLElement => {
    const button = h("button", { type: "button", class: "btn btn-quiet btn-small", "data-move": `${value}:${step}`, "aria-label": say(key, { what: said }) }, icon(name));
    button.disabled = at + step < 0 || at + step >= order.length || node.currentState.readonly;
    button.addEventListener("click", () => {
      const moved = [...order];
      [moved[at], moved[at + step]] = [moved[at + step], moved[at]];
      node.setValues(moved);
      fr.tried();
      // The list is drawn anew: the focus stays with what was moved.
      queueMicrotask(() => focusMover(fr.root, value, step));
    });
    return button;
  };
  return h("li", { class: "rank" }, words, h("span", { class: "rank-moves" }, mover(-1, "arrow-up", "move_up"), mover(1, "arrow-down", "move_down")));
}

function focusMover(root: HTMLElement, value: string, step: number): void {
  const wanted = [step, -step].map((each) => root.querySelector<HTMLButtonElement>(`[data-move="${CSS.escape(value)}:${each}"]`));
  wanted.find((button) => button && !button.disabled)?.focus();
}

export function trigger(sheet: Sheet, scope: Scope, node: Of<"trigger">): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  const control = h("input", { class: "form-check-input", type: "checkbox" });
  const words = told(scope, h("span"), "acknowledge");
  control.addEventListener("change", () => {
    node.setValue(control.checked);
    fr.tried();
  });
  scope.watch(() => {
    control.checked = node.currentState.value;
    control.disabled = node.currentState.readonly;
  });
  fr.body.append(h("label", { class: "tick" }, control, words));
  fr.tie(fr.root);
  return fr.root;
}

/** Words to read; with the value they carry, if any. */
export function note(_sheet: Sheet, scope: Scope, node: Of<"note">): HTMLElement {
  const words = h("p", { class: "note-words", dir: "auto" });
  const hint = h("p", { class: "q-hint", dir: "auto" });
  const value = h("p", { class: "note-value", dir: "auto" });
  const root = h("div", { class: "q q-note", "data-node": node.nodeId }, words, hint, value);
  scope.watch(() => {
    root.hidden = !node.currentState.relevant;
    write(words, node.currentState.label);
    write(hint, node.currentState.hint);
    hint.hidden = !hint.textContent;
    value.textContent = node.currentState.instanceValue;
    value.hidden = !value.textContent;
  });
  return root;
}
