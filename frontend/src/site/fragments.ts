// Everything this site asks of htmx, in one file: the names of its events change from one version to the next.
import { watchDropzones } from "./dropzone";

const live = (): HTMLElement | null => document.getElementById("live");

/** Says a sentence in the polite live region, and shows it when something went wrong. */
export function say(sentence: string, wrong = false): void {
  const region = live();
  if (!region) return;
  region.textContent = sentence;
  region.classList.toggle("live-wrong", wrong);
}

export function watchFragments(): void {
  document.body.addEventListener("htmx:afterSettle", (event) => settle(event.target as HTMLElement));
  document.body.addEventListener("htmx:beforeRequest", () => say(""));
  keepOpen();
  document.body.addEventListener("htmx:responseError", () => say(document.body.dataset.sentenceFailed ?? "", true));
  document.body.addEventListener("htmx:sendError", () => say(document.body.dataset.sentenceUnreachable ?? "", true));
}

// After a swap the focus goes to what is wrong, else to the heading the fragment names; a fragment that only tells
// the news of itself (a progress bar) takes it from nobody.
function settle(fragment: HTMLElement): void {
  watchDropzones(fragment);
  const first = fragment.matches("[data-focus]") ? fragment : fragment.querySelector<HTMLElement>("[data-focus]");
  if (!first) return;
  if (!first.hasAttribute("tabindex")) first.tabIndex = -1;
  first.focus();
  say(first.dataset.say ?? "");
}

/**
 * What a person opened or closed stays so when its fragment is put anew: `details` marked for it, which have an identifier.
 * What they did is remembered at the press itself, since htmx puts back the server's attributes a moment after the fragment.
 */
function keepOpen(): void {
  const choices = new Map<string, boolean>();
  document.body.addEventListener("click", (event) => {
    const summary = (event.target as Element).closest("summary");
    const details = summary?.closest<HTMLDetailsElement>("details[data-stays-open]");
    if (details && summary?.parentElement === details) choices.set(details.id, !details.open);
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    for (const [id, isOpen] of choices) document.getElementById(id)?.toggleAttribute("open", isOpen);
  });
}
