// What a form holds, field by field, as it would be sent.
export type Held = Record<string, string>;

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const APART = new Set(["csrfmiddlewaretoken", "revision"]);

export const named = (form: HTMLFormElement, name: string): Field | null => {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ||
    found instanceof HTMLTextAreaElement ||
    found instanceof HTMLSelectElement
    ? found
    : null;
};

/** Every field that says something; an empty one and an unticked box are absent, as the platform tells them. */
export function held(form: HTMLFormElement): Held {
  const found: Held = {};
  for (const [name, value] of new FormData(form)) {
    // A browser sends lines apart by CR LF; the platform keeps LF.
    const text = typeof value === "string" ? value.replace(/\r\n/g, "\n") : "";
    if (!APART.has(name) && text !== "") found[name] = text;
  }
  return found;
}

/** The same with lines apart by LF alone. */
export const plain = (texts: Held): Held =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replace(/\r\n/g, "\n")]));

export function put(form: HTMLFormElement, name: string, text: string): void {
  const field = named(form, name);
  if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = text !== "";
  else if (field) field.value = text;
  else if (text !== "") form.append(hidden(name, text));
}

// A line that someone else added and this page has no row for: it goes along, and is seen when the page opens again.
function hidden(name: string, text: string): HTMLInputElement {
  const field = document.createElement("input");
  [field.type, field.name, field.value] = ["hidden", name, text];
  return field;
}

export const label = (form: HTMLFormElement, name: string): string =>
  named(form, name)?.labels?.[0]?.textContent?.trim() ?? name;

export interface Merged {
  // What is theirs and that nobody changed here.
  taken: Held;
  // Names that both changed, not alike.
  apart: string[];
}

/** Field by field: what one side alone changed is kept; what both changed is for the person to say. */
export function merged(base: Held, mine: Held, theirs: Held): Merged {
  const found: Merged = { taken: {}, apart: [] };
  for (const name of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)])) {
    const [was, here, there] = [base[name] ?? "", mine[name] ?? "", theirs[name] ?? ""];
    if (there === was || there === here) continue;
    if (here === was) found.taken[name] = there;
    else found.apart.push(name);
  }
  return found;
}
