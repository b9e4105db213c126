// The drawing of a theory that one may change with pointer, touch and keyboard. The list beside it does the same without script.
import "./theory.css";
import { Canvas } from "./canvas";
import { watchPanel } from "./panel";

let canvas: Canvas | null = null;
let isArranged = false;

async function mount(): Promise<void> {
  const root = document.getElementById("theory-canvas");
  if (!root || canvas || !root.hidden) return;
  root.hidden = false;
  // The canvas measures letters itself: it must wait for them.
  await document.fonts.ready;
  canvas = new Canvas(root);
  await canvas.load();
}

document.body.addEventListener("submit", (event) => {
  if ((event.target as HTMLElement).matches("[data-arrange]")) isArranged = true;
});
document.body.addEventListener("theory-changed", () => {
  void canvas?.load(isArranged);
  isArranged = false;
});
document.body.addEventListener("htmx:beforeCleanupElement", (event) => {
  const removed = event.target as HTMLElement;
  if (!canvas || !removed.contains(canvas.root)) return;
  canvas.destroy();
  canvas.root.hidden = true;
  canvas = null;
});
document.body.addEventListener("htmx:afterSettle", () => void mount());
watchPanel();
void mount();
