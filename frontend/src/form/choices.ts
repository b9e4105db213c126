// One answer among several, or several: buttons to tick, a short menu, or a search in a long list.
import { freshId, h } from "./dom";
import { frame, looks, type Frame } from "./field";
import type { Of, Sheet } from "./sheet";
import type { Scope } from "./reactive";
import { search } from "./search";
import { drawing } from "./map";
import { media, write, type Range } from "./text";
import { say } from "./words";

export type Select = Of<"select">;
export type Option = Select["currentState"]["valueOptions"][number];

// Beyond these, a person looks for an answer faster by its letters.
const TICKS = 30;
const MENU = 100;

export const isMultiple = (node: Select): boolean => node.selectType === "select";

export function choice(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  // The heading row of a table of choices: its words only, the rows below carry theirs.
  if (looks(node, "label")) return heading(sheet, scope, node);
  if (looks(node, "image-map")) return onPicture(sheet, scope, node);
  return list(sheet, scope, node);
}

function list(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const count = node.currentState.valueOptions.length;
  const isMenu = looks(node, "minimal");
  if (looks(node, "autocomplete") || count > (isMenu ? MENU : TICKS)) return search(sheet, scope, node);
  return isMenu && !isMultiple(node) ? menu(sheet, scope, node) : ticks(sheet, scope, node);
}

/** The drawing above its choices; while it does not come, or cannot, the choices alone. */
function onPicture(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const root = list(sheet, scope, node);
  const pick = ({ value }: Option): void => {
    if (isMultiple(node)) node.selectValues(toggled(node, value, !node.currentState.value.includes(value)));
    else node.selectValue(value);
    sheet.mark(node).isTried = true;
  };
  void drawing(node, scope, pick).then((map) => {
    if (!map) return;
    root.classList.add("q-mapped");
    root.querySelector(".q-body")?.prepend(map);
  });
  return root;
}

function heading(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  fr.root.classList.add("q-heading");
  return fr.root;
}

function menu(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const fr = frame(sheet, scope, node, false);
  const control = h("select", { class: "form-select", dir: "auto" });
  scope.watch(() => {
    const none = h("option", { value: "" }, say("choose"));
    const options = node.currentState.valueOptions.map((option) => {
      const said = h("option", { value: option.value });
      write(said, option.label);
      return said;
    });
    control.replaceChildren(none, ...options);
    control.value = node.currentState.value[0] ?? "";
  });
  scope.watch(() => {
    control.value = node.currentState.value[0] ?? "";
    control.disabled = node.currentState.readonly;
  });
  control.addEventListener("change", () => {
    node.selectValue(control.value || null);
    fr.tried();
  });
  fr.tie(control);
  fr.body.append(control);
  return fr.root;
}

function ticks(sheet: Sheet, scope: Scope, node: Select): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  const list = h("div", { class: `ticks ${layout(node)}` });
  const name = freshId();
  let inside = scope.child();
  scope.watch(() => {
    const options = node.currentState.valueOptions;
    inside.stop();
    inside = scope.child();
    list.replaceChildren(...options.map((option) => tick(fr, inside, node, option, name)));
    if (!options.length) list.append(h("p", { class: "fine" }, say("no_choice")));
  });
  if (!isMultiple(node)) fr.body.append(list, clearer(fr, node));
  else fr.body.append(list);
  fr.tie(fr.root);
  return fr.root;
}

function layout(node: Select): string {
  if (looks(node, "likert")) return "ticks-likert";
  const isAside = looks(node, "horizontal", "horizontal-compact", "columns", "columns-pack", "compact", "list-nolabel");
  const columns = [2, 3, 4, 5].find((count) => looks(node, `columns-${count}`));
  return columns ? `ticks-columns ticks-${columns}` : isAside ? "ticks-aside" : "";
}

function tick(fr: Frame, scope: Scope, node: Select, option: Option, name: string): HTMLElement {
  const id = freshId();
  const type = isMultiple(node) ? "checkbox" : "radio";
  const control = h("input", { class: "form-check-input", type, id, name, value: option.value });
  const words = h("span", { class: "tick-words", dir: "auto" });
  write(words, option.label);
  control.addEventListener("change", () => {
    if (!isMultiple(node)) node.selectValue(option.value);
    else node.selectValues(toggled(node, option.value, control.checked));
    fr.tried();
  });
  scope.watch(() => {
    control.checked = node.currentState.value.includes(option.value);
    control.disabled = node.currentState.readonly;
  });
  return h("label", { class: "tick", for: id }, control, h("span", {}, words, ...media(option.label as Range)));
}

/** The chosen values with one more or one less, in the order of the list. */
function toggled(node: Select, value: string, isOn: boolean): string[] {
  const chosen = new Set(node.currentState.value);
  if (isOn) chosen.add(value);
  else chosen.delete(value);
  return node.currentState.valueOptions.map((option) => option.value).filter((each) => chosen.has(each));
}

/** A ticked button cannot be unticked: an answer given by mistake is taken back here. */
function clearer(fr: Frame, node: Select): HTMLElement {
  const button = h("button", { type: "button", class: "btn btn-quiet btn-small" });
  fr.scope.watch(() => {
    button.textContent = say("clear_answer");
    button.hidden = !node.currentState.value.length || node.currentState.readonly;
  });
  button.addEventListener("click", () => {
    node.selectValue(null);
    fr.root.querySelector("input")?.focus();
  });
  return button;
}
