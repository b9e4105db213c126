// What others changed meanwhile: asked every few seconds while the page is seen, less often once nobody works on it.
const EVERY = 5000;
const IDLE_AFTER = 120_000;
const IDLE_EVERY = 30_000;

export function watchNews(ask: () => Promise<void>): () => void {
  let lastTouched = Date.now();
  let timer = 0;
  const touched = (): void => {
    lastTouched = Date.now();
  };
  const again = (): void => {
    const wait = Date.now() - lastTouched > IDLE_AFTER ? IDLE_EVERY : EVERY;
    timer = window.setTimeout(async () => {
      if (!document.hidden) await ask();
      again();
    }, wait);
  };
  const seen = (): void => {
    if (!document.hidden) void ask();
  };
  document.addEventListener("pointerdown", touched);
  document.addEventListener("keydown", touched);
  document.addEventListener("visibilitychange", seen);
  again();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("pointerdown", touched);
    document.removeEventListener("keydown", touched);
    document.removeEventListener("visibilitychange", seen);
  };
}
