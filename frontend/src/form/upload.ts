// Files: a photo made smaller before it leaves, a sound, a film, a document, a drawing.
import { h, icon } from "./dom";
import { frame, looks, type Frame } from "./field";
import { over, pad } from "./draw";
import type { Of, Sheet } from "./sheet";
import type { Scope } from "./reactive";
import { shrunk } from "./picture";
import { figure, say } from "./words";

export type Upload = Of<"upload">;

export function upload(sheet: Sheet, scope: Scope, node: Upload): HTMLElement {
  const isDrawn = looks(node, "signature", "draw");
  const fr = frame(sheet, scope, node, isDrawn);
  const shown = h("div", { class: "file-shown" });
  const put = (file: File | null): void => {
    if (file) sheet.emptied.delete(node.nodeId);
    else sheet.emptied.add(node.nodeId);
    node.setValue(file);
    fr.tried();
  };
  preview(fr, shown, put);
  if (isDrawn) fr.body.append(shown, pad(fr, put));
  else fr.body.append(shown, chooser(fr, put));
  if (looks(node, "annotate")) fr.body.append(over(fr, node, put));
  if (isDrawn) fr.tie(fr.root);
  return fr.root;
}

function chooser(fr: Frame, put: (file: File | null) => void): HTMLElement {
  const node = fr.node as Upload;
  const { accept, type } = node.nodeOptions.media;
  const control = h("input", { class: "visually-hidden file-input", type: "file", accept: accept === "*" ? null : accept });
  if (looks(node, "new", "new-front", "new-rear")) control.setAttribute("capture", looks(node, "new-front") ? "user" : "environment");
  const news = h("p", { class: "fine", role: "status" });
  control.addEventListener("change", () => {
    const file = control.files?.[0];
    if (!file) return;
    const work = keep(file).finally(() => fr.sheet.pending.delete(work));
    fr.sheet.pending.add(work);
  });
  async function keep(file: File): Promise<void> {
    news.textContent = type === "image" ? say("file_preparing") : "";
    const kept = type === "image" ? await shrunk(file, node.maxPixels) : file;
    news.textContent = kept.size < file.size ? say("file_smaller", { before: size(file.size), after: size(kept.size) }) : "";
    put(kept);
    // So that the same file may be chosen again after it was taken away.
    control.value = "";
  }
  fr.scope.watch(() => {
    control.disabled = node.currentState.readonly;
  });
  fr.tie(control);
  const words = h("span");
  const button = h("label", { class: "btn btn-secondary file-button" }, control, words);
  fr.scope.watch(() => {
    words.replaceChildren(icon("upload"), " ", say(type === "image" ? "file_choose_picture" : "file_choose"));
    button.hidden = node.currentState.readonly;
  });
  return h("div", {}, button, news);
}

/** What was chosen, seen before it is sent. */
function preview(fr: Frame, shown: HTMLElement, put: (file: File | null) => void): void {
  const node = fr.node as Upload;
  let address = "";
  const drop = (): void => {
    if (address) URL.revokeObjectURL(address);
    address = "";
  };
  fr.scope.onStop(drop);
  fr.scope.watch(() => {
    const file = node.currentState.value;
    const name = fr.sheet.emptied.has(node.nodeId) ? "" : node.currentState.instanceValue;
    drop();
    if (!file) return void shown.replaceChildren(name ? h("p", { class: "fine" }, say("file_kept", { name })) : "");
    address = URL.createObjectURL(file);
    const remove = h("button", { type: "button", class: "btn btn-quiet btn-small" }, icon("trash"), " ", say("file_remove"));
    remove.hidden = node.currentState.readonly;
    remove.addEventListener("click", () => put(null));
    const told = h("p", { class: "fine" }, h("bdi", { dir: "ltr" }, file.name), ` · ${size(file.size)} `, remove);
    shown.replaceChildren(...seen(file, address), told);
  });
}

function seen(file: File, address: string): Node[] {
  if (file.type.startsWith("image/")) return [h("img", { class: "file-picture", src: address, alt: say("file_preview") })];
  if (file.type.startsWith("audio/")) return [h("audio", { src: address, controls: true })];
  if (file.type.startsWith("video/")) return [h("video", { src: address, controls: true, class: "file-picture" })];
  return [];
}

export function size(bytes: number): string {
  if (bytes >= 1e9) return say("gigabytes", { count: figure(bytes / 1e9, 1) });
  return bytes < 1_000_000 ? say("kilobytes", { count: figure(bytes / 1000, 0) }) : say("megabytes", { count: figure(bytes / 1_000_000, 1) });
}
