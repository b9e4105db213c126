// A barcode or a QR code, read from a picture where the browser knows how; typing is always there.
import { h, icon } from "./dom";
import type { Frame } from "./field";
import { say } from "./words";

interface Detector {
  detect(picture: Blob): Promise<{ rawValue: string }[]>;
}

/** The browser's own reader of codes, or null: Chromium on Android and macOS have one. */
function detector(): Detector | null {
  const Known = (window as { BarcodeDetector?: new () => Detector }).BarcodeDetector;
  try {
    return Known ? new Known() : null;
  } catch {
    return null;
  }
}

export function scanner(fr: Frame, put: (code: string) => void): void {
  const reader = detector();
  if (!reader) return;
  const control = h("input", { class: "visually-hidden file-input", type: "file", accept: "image/*", capture: "environment" });
  const news = h("p", { class: "fine", role: "status" });
  control.addEventListener("change", () => {
    const picture = control.files?.[0];
    if (picture) void read(reader, picture).then(tell);
    control.value = "";
  });
  function tell(code: string): void {
    news.textContent = code ? say("scan_done", { code }) : say("scan_none");
    if (!code) return;
    put(code);
    fr.tried();
  }
  const words = h("span");
  const button = h("label", { class: "btn btn-secondary file-button" }, control, words);
  fr.scope.watch(() => {
    words.replaceChildren(icon("upload"), " ", say("scan_choose"));
    button.hidden = fr.node.currentState.readonly;
  });
  fr.body.append(button, news);
}

/** The first code of a picture; empty when none is read. */
async function read(reader: Detector, picture: File): Promise<string> {
  try {
    const found = await reader.detect(picture);
    return found[0]?.rawValue ?? "";
  } catch {
    return "";
  }
}
