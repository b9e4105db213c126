// Before the first paint: the person's choice of light or dark, else the machine's.
const KEY = "theme";
const wished = (): string | null => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage refused by the browser: the machine's choice holds.
  }
};
const dark = matchMedia("(prefers-color-scheme: dark)");
const apply = (): void => {
  document.documentElement.dataset.bsTheme = wished() ?? (dark.matches ? "dark" : "light");
};
apply();
dark.addEventListener("change", apply);
