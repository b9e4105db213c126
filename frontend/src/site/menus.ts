// Menus are <details>: they open without script. This closes them on Escape or on a press elsewhere.
export function watchMenus(): void {
  // On a phone the entries stand in a strip: the one we are in is brought into sight.
  document.querySelector(".nav-item[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const open = (): NodeListOf<HTMLDetailsElement> => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target as Node)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary")?.focus();
    }
  });
}
