// The buttons that turn the page dark or light; hidden until this script can serve them.
export function watchTheme(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
      document.documentElement.dataset.bsTheme = next;
      try {
        localStorage.setItem("theme", next);
      } catch {
        // Storage refused: the choice holds for this page only.
      }
    });
  }
}
