// The interface's own words, in all its languages, as the template wrote them; they follow the language of the form.
import { reactive, type Scope } from "./reactive";
import { byId, written } from "./dom";

export interface Tongue {
  code: string;
  direction: string;
  sheet: string;
  words: Record<string, string>;
}

const tongues = new Map<string, Tongue>();
export const spoken = reactive({ code: "" });

export function readWords(): void {
  for (const tongue of written<Tongue[]>("form-words")) tongues.set(tongue.code, tongue);
  spoken.code = document.documentElement.lang;
}

/** The sentence in the language spoken; `%(name)s` stands for a value. */
export function say(key: string, values: Record<string, string | number> = {}): string {
  const sentence = tongues.get(spoken.code)?.words[key];
  if (sentence === undefined) throw new Error(`no word for ${key}`);
  return sentence.replace(/%\((\w+)\)s/g, (_, name: string) => String(values[name] ?? ""));
}

/** Text of an element that follows the language. */
export function told<T extends Element>(scope: Scope, element: T, key: string, values?: Record<string, string | number>): T {
  scope.watch(() => {
    element.textContent = say(key, values);
  });
  return element;
}

/** "Français (fr)" → "fr", when we speak it. */
export function codeOf(language: string): string | null {
  const code = /\(([A-Za-z-]+)\)\s*$/.exec(language)?.[1] ?? language;
  return tongues.has(code) ? code : null;
}

export function speak(code: string): void {
  const tongue = tongues.get(code);
  if (!tongue || code === spoken.code) return;
  spoken.code = code;
  document.documentElement.lang = code;
  document.documentElement.dir = tongue.direction;
  const sheet = byId("sheet") as HTMLLinkElement;
  if (sheet.getAttribute("href") !== tongue.sheet) sheet.setAttribute("href", tongue.sheet);
  // What was written in other languages only stays as it is.
  const parts = [...document.querySelectorAll<HTMLElement>("[data-tongue]")];
  if (parts.some((part) => part.dataset.tongue === code)) for (const part of parts) part.hidden = part.dataset.tongue !== code;
}

/** A moment as people write it here; figures 0-9 in Arabic too, as in Morocco. */
export const moment = (at: number): string =>
  new Intl.DateTimeFormat(`${spoken.code}-MA-u-nu-latn`, { dateStyle: "medium", timeStyle: "short" }).format(at);

export const figure = (value: number, digits = 0): string =>
  new Intl.NumberFormat(`${spoken.code === "ar" ? "ar-MA" : spoken.code}-u-nu-latn`, { maximumFractionDigits: digits }).format(value);
