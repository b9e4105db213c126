// The languages a form speaks; ours follow.
import type { FormLanguage } from "@getodk/xforms-engine";
import { byId, h, written } from "./dom";
import { Scope } from "./reactive";
import type { Sheet } from "./sheet";
import { codeOf, speak, spoken, type Tongue } from "./words";

let scope = new Scope();

interface Choice {
  words: string;
  code: string | null;
  isOn(): boolean;
  take(): void;
}

function choicesOf(sheet: Sheet | null): Choice[] {
  const languages = sheet?.root.languages.filter((each): each is FormLanguage => each.language !== "") ?? [];
  if (sheet && languages.length) {
    return languages.map((each) => ({
      words: each.language.replace(/\s*\([A-Za-z-]+\)\s*$/, ""),
      code: codeOf(each.language),
      isOn: () => sheet.root.currentState.activeLanguage.language === each.language,
      take: () => {
        sheet.root.setLanguage(each);
        speak(codeOf(each.language) ?? spoken.code);
      },
    }));
  }
  return written<(Tongue & { own_name: string })[]>("form-words").map(({ code, own_name }) => ({
    words: own_name,
    code,
    isOn: () => spoken.code === code,
    take: () => speak(code),
  }));
}

export function languageBar(sheet: Sheet | null): void {
  scope.stop();
  scope = new Scope();
  const buttons = choicesOf(sheet).map((choice) => {
    const button = h("button", { type: "button", class: "btn btn-quiet btn-small", lang: choice.code }, choice.words);
    button.addEventListener("click", choice.take);
    scope.watch(() => button.setAttribute("aria-pressed", String(choice.isOn())));
    return button;
  });
  byId("form-languages").replaceChildren(...(buttons.length > 1 ? buttons : []));
}

/** Open the form in the person's language when it speaks it; else speak the form's. */
export function settleLanguage(sheet: Sheet, wanted?: string): void {
  const languages = sheet.root.languages.filter((each): each is FormLanguage => each.language !== "");
  if (!languages.length) return;
  const chosen =
    languages.find((each) => each.language === wanted) ??
    languages.find((each) => codeOf(each.language) === spoken.code) ??
    languages.find((each) => each.isDefault) ??
    languages[0];
  sheet.root.setLanguage(chosen);
  speak(codeOf(chosen.language) ?? spoken.code);
}
