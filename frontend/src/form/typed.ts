// What is typed: words, numbers, dates, times.
import { h, ownDirection } from "./dom";
import { frame, looks, type Frame } from "./field";
import { scanner } from "./scan";
import type { Of, Sheet } from "./sheet";
import type { Scope } from "./reactive";
import { say } from "./words";

type Input = Of<"input">;

const PAUSE = 300;

/** Set what was typed after a short pause, and at once when the question is left. */
function onTyping(control: HTMLInputElement | HTMLTextAreaElement, fr: Frame, set: (typed: string) => void): void {
  let timer = 0;
  let waiting = false;
  const leave = (): void => {
    clearTimeout(timer);
    if (waiting) set(control.value);
    waiting = false;
  };
  control.addEventListener("input", () => {
    waiting = true;
    clearTimeout(timer);
    timer = window.setTimeout(leave, PAUSE);
  });
  control.addEventListener("change", () => {
    waiting = true;
    leave();
    fr.tried();
  });
  fr.scope.onStop(leave);
}

/** Keep the control equal to the value, except under the fingers of who is typing. */
function mirror(control: HTMLInputElement | HTMLTextAreaElement, fr: Frame, read: () => string): void {
  fr.scope.watch(() => {
    const value = read();
    const isTyping = document.activeElement === control;
    const holdsUnread = value === "" && fr.sheet.mark(fr.node).problem !== "";
    if (!isTyping && !holdsUnread && control.value !== value) control.value = value;
  });
  fr.scope.watch(() => {
    control.readOnly = fr.node.currentState.readonly;
  });
}

export function words(sheet: Sheet, scope: Scope, node: Input): HTMLElement {
  const fr = frame(sheet, scope, node, false);
  const rows = (node.nodeOptions as { rows?: number | null } | null)?.rows ?? null;
  const isLong = looks(node, "multiline") || (rows ?? 0) > 1;
  const control = isLong
    ? h("textarea", { class: "form-control", rows: rows ?? 4 })
    : h("input", { class: "form-control", type: kindOf(node), autocomplete: "off" });
  if (!isLong && looks(node, "numbers")) {
    control.setAttribute("inputmode", "numeric");
    control.setAttribute("dir", "ltr");
  }
  if (node.valueType === "barcode") control.setAttribute("dir", "ltr");
  const isPlain = !control.dir;
  if (isPlain) ownDirection(control);
  onTyping(control, fr, (typed) => (node.setValue as (value: string) => unknown)(typed));
  mirror(control, fr, () => String(node.currentState.value ?? ""));
  if (isPlain && control.value) control.dir = "auto";
  fr.tie(control);
  fr.body.append(control);
  if (node.valueType === "barcode") scanner(fr, (code) => (node.setValue as (value: string) => unknown)(code));
  return fr.root;
}

const kindOf = (node: Input): string => (looks(node, "masked") ? "password" : looks(node, "url") ? "url" : "text");

/** "١٢ ٣٤٥,5" → "12345.5": the digits of Arabic, the comma and the spaces people write. */
export const plainNumber = (typed: string): string =>
  typed
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[\s\u00a0\u202f\u066c]/g, "")
    .replace(/[,\u066b]/, ".");

export function number(sheet: Sheet, scope: Scope, node: Input): HTMLElement {
  const fr = frame(sheet, scope, node, false);
  const isWhole = node.valueType === "int";
  const given = { class: "form-control", type: "text", dir: "ltr", autocomplete: "off" };
  const control = h("input", { ...given, inputmode: isWhole ? "numeric" : "decimal" });
  const set = node.setValue as (value: bigint | number | null) => unknown;
  onTyping(control, fr, (typed) => {
    const [value, problem] = readNumber(typed, isWhole);
    fr.problem(problem);
    set.call(node, value);
  });
  mirror(control, fr, () => node.currentState.instanceValue);
  fr.tie(control);
  fr.body.append(control);
  return fr.root;
}

const INT_MAX = 2_147_483_647n;

/** The number, or null and the key of the sentence that says why not. */
export function readNumber(typed: string, isWhole: boolean): [bigint | number | null, string] {
  const plain = plainNumber(typed);
  if (plain === "") return [null, ""];
  if (!isWhole) return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? [Number(plain), ""] : [null, "not_a_number"];
  if (!/^[-+]?\d+$/.test(plain)) return [null, "not_whole"];
  const value = BigInt(plain.replace("+", ""));
  return value > INT_MAX || value < -INT_MAX ? [null, "too_large"] : [value, ""];
}

/** Offset of this place at that moment, "+01:00": Morocco changes its own at Ramadan. */
export function offsetAt(at: Date): string {
  const minutes = -at.getTimezoneOffset();
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

interface Clock {
  type: string;
  // From what the control holds to what the answer holds, and back.
  toAnswer(typed: string): string;
  fromAnswer(value: string): string;
}

function clockOf(node: Input): Clock {
  if (node.valueType === "time") {
    return {
      type: "time",
      toAnswer: (typed) => `${typed.slice(0, 5)}:00.000${offsetAt(new Date())}`,
      fromAnswer: (value) => value.slice(0, 5),
    };
  }
  if (node.valueType === "dateTime") {
    return {
      type: "datetime-local",
      toAnswer: (typed) => `${typed.slice(0, 16)}:00.000${offsetAt(new Date(typed))}`,
      fromAnswer: (value) => value.slice(0, 16),
    };
  }
  if (looks(node, "month-year")) {
    return { type: "month", toAnswer: (typed) => `${typed}-01`, fromAnswer: (value) => value.slice(0, 7) };
  }
  return { type: "date", toAnswer: (typed) => typed, fromAnswer: (value) => value.slice(0, 10) };
}

export function when(sheet: Sheet, scope: Scope, node: Input): HTMLElement {
  if (node.valueType === "date" && looks(node, "year")) return year(sheet, scope, node);
  const fr = frame(sheet, scope, node, false);
  const clock = clockOf(node);
  const control = h("input", { class: "form-control", type: clock.type, dir: "ltr" });
  const set = node.setValue as (value: string | null) => unknown;
  const take = (): void => {
    fr.problem(control.validity.badInput ? "not_a_date" : "");
    set.call(node, control.value ? clock.toAnswer(control.value) : null);
  };
  control.addEventListener("change", take);
  control.addEventListener("blur", () => {
    if (control.validity.badInput) take();
    if (control.value || control.validity.badInput) fr.tried();
  });
  mirror(control, fr, () => clock.fromAnswer(node.currentState.instanceValue));
  fr.tie(control);
  fr.body.append(control);
  return fr.root;
}

function year(sheet: Sheet, scope: Scope, node: Input): HTMLElement {
  const fr = frame(sheet, scope, node, false);
  const control = h("input", { class: "form-control", type: "text", inputmode: "numeric", dir: "ltr", maxlength: 4 });
  const set = node.setValue as (value: string | null) => unknown;
  onTyping(control, fr, (typed) => {
    const plain = plainNumber(typed);
    const isYear = /^\d{4}$/.test(plain);
    fr.problem(plain && !isYear ? "not_a_year" : "");
    set.call(node, isYear ? `${plain}-01-01` : null);
  });
  mirror(control, fr, () => node.currentState.instanceValue.slice(0, 4));
  scope.watch(() => control.setAttribute("placeholder", say("year_model")));
  fr.tie(control);
  fr.body.append(control);
  return fr.root;
}
