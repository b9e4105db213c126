// The page, its script, the form and its files stay on this device, so that the form opens without a line.
import { config } from "./config";
import { byId } from "./dom";
import type { Scope } from "./reactive";
import { reactive } from "./reactive";
import { all } from "./store";
import { say } from "./words";

const state = reactive({ key: "" });

export async function keepOffline(scope: Scope): Promise<void> {
  const news = byId("form-offline");
  scope.watch(() => {
    news.textContent = state.key ? say(state.key) : "";
  });
  if (!("serviceWorker" in navigator)) return void (state.key = "offline_impossible");
  try {
    await navigator.serviceWorker.register(config().worker, { scope: config().scope });
    navigator.serviceWorker.addEventListener("message", (event) => {
      const { kept } = event.data as { kept?: boolean };
      if (kept === undefined) return;
      state.key = kept ? "offline_ready" : "";
      document.body.dataset.offline = kept ? "ready" : "partial";
    });
    const { active } = await navigator.serviceWorker.ready;
    const drafts = await all("drafts", config().owner);
    const hashes = [config().hash, ...drafts.map((draft) => draft.hash)];
    active?.postMessage({ keep: { hash: config().hash, hashes, addresses: [config().scope, ...config().keep] } });
  } catch {
    state.key = "offline_impossible";
  }
}
