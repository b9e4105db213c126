// The panel where what is chosen is read and changed; on a phone it covers the page.
let opener: HTMLElement | null = null;

export function watchPanel(): void {
  const panel = document.getElementById("theory-panel");
  if (!panel) return;
  const empty = panel.innerHTML;
  document.addEventListener("click", (event) => {
    const pressed = (event.target as HTMLElement).closest<HTMLElement>("a, button");
    if (pressed && !panel.contains(pressed)) opener = pressed;
    if (!pressed?.matches("[data-close-panel]")) return;
    event.preventDefault();
    close(panel, empty);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.contains(document.activeElement)) close(panel, empty);
  });
}

function close(panel: HTMLElement, empty: string): void {
  panel.innerHTML = empty;
  const back = opener?.isConnected ? opener : opener?.id ? document.getElementById(opener.id) : null;
  (back ?? document.getElementById("theory-outline"))?.focus();
}
