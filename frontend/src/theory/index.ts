// The drawing of a theory that one may change with pointer or touch. The list beside it does the same without script.
import "./theory.css";
import { Canvas } from "./canvas";
import { watchPanel } from "./panel";

let canvas: Canvas | null = null;

async function mount(): Promise<void> {
  const root = document.getElementById("theory-canvas");
  if (!root || canvas) return;
  // The canvas measures letters itself: it must wait for them.
  await document.fonts.ready;
  root.hidden = false;
  canvas = new Canvas(root);
  await canvas.load();
}

document.body.addEventListener("theory-changed", () => void canvas?.load());
document.body.addEventListener("htmx:beforeCleanupElement", (event) => {
  const removed = event.target as HTMLElement;
  if (!canvas || !removed.contains(canvas.root)) return;
  canvas.destroy();
  canvas = null;
});
document.body.addEventListener("htmx:afterSettle", () => void mount());
watchPanel();
void mount();
