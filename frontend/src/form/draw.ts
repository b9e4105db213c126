// A signature, a drawing, or strokes over a photo: with a finger, a mouse or a pen; a name typed does for those who cannot.
import { h } from "./dom";
import { looks, type Frame } from "./field";
import type { Upload } from "./upload";
import { say, told } from "./words";

const WIDE = 1200;
const HIGH = 480;

export function pad(fr: Frame, put: (file: File | null) => void): HTMLElement {
  const canvas = h("canvas", { class: "pad", width: WIDE, height: HIGH, role: "img" });
  fr.scope.watch(() => canvas.setAttribute("aria-label", say("draw_here")));
  const pen = new Pen(canvas);
  const isSigned = looks(fr.node, "signature");
  const keep = told(fr.scope, h("button", { type: "button", class: "btn btn-secondary" }), "draw_keep");
  const clear = told(fr.scope, h("button", { type: "button", class: "btn btn-quiet" }), "draw_clear");
  const news = h("p", { class: "fine", role: "status" });
  keep.addEventListener("click", () => {
    if (pen.isBlank) return void (news.textContent = say("draw_blank"));
    news.textContent = say("draw_kept");
    canvas.toBlob((blob) => blob && put(new File([blob], isSigned ? "signature.png" : "drawing.png", { type: "image/png" })), "image/png");
  });
  clear.addEventListener("click", () => {
    pen.clear();
    news.textContent = "";
  });
  const parts: HTMLElement[] = [canvas, h("div", { class: "actions" }, keep, clear), news];
  if (isSigned) parts.push(byName(fr, pen));
  const box = h("div", { class: "pad-box" }, ...parts);
  fr.scope.watch(() => {
    box.hidden = fr.node.currentState.readonly;
  });
  return box;
}

/** Strokes over the photo that was chosen. The photo alone is an answer: who does not draw lacks nothing. */
export function over(fr: Frame, node: Upload, put: (file: File | null) => void): HTMLElement {
  const canvas = h("canvas", { class: "pad pad-over", role: "img" });
  fr.scope.watch(() => canvas.setAttribute("aria-label", say("draw_over")));
  const pen = new Pen(canvas, "#c1121f");
  const keep = told(fr.scope, h("button", { type: "button", class: "btn btn-secondary" }), "draw_keep");
  const clear = told(fr.scope, h("button", { type: "button", class: "btn btn-quiet" }), "draw_clear");
  const news = h("p", { class: "fine", role: "status" });
  const box = h("div", { class: "pad-box", hidden: true }, told(fr.scope, h("p", { class: "fine" }), "draw_over"), canvas, h("div", { class: "actions" }, keep, clear), news);
  // The photo without strokes, and what the engine holds now: it gives files names of its own.
  let photo: File | null = null;
  let held: File | null = null;
  let isOurs = false;
  const take = (file: File): void => {
    isOurs = true;
    put(file);
  };
  fr.scope.watch(() => {
    const file = node.currentState.value;
    const isPicture = file?.type.startsWith("image/") === true && !node.currentState.readonly;
    box.hidden = !isPicture;
    if (!file || !isPicture || file === held) return;
    held = file;
    if (isOurs) return void (isOurs = false);
    photo = file;
    news.textContent = "";
    void pen.lay(file);
  });
  keep.addEventListener("click", () => {
    if (pen.isBlank) return void (news.textContent = say("draw_blank"));
    canvas.toBlob(
      (blob) => {
        if (!blob) return;
        take(new File([blob], "annotated.jpg", { type: "image/jpeg" }));
        news.textContent = say("draw_kept");
      },
      "image/jpeg",
      0.85,
    );
  });
  clear.addEventListener("click", () => {
    if (!photo) return;
    news.textContent = "";
    void pen.lay(photo);
    take(photo);
  });
  return box;
}

function byName(fr: Frame, pen: Pen): HTMLElement {
  const name = h("input", { class: "form-control", type: "text", dir: "auto", autocomplete: "off" });
  name.addEventListener("input", () => pen.write(name.value));
  return h("label", { class: "place-part" }, told(fr.scope, h("span"), "draw_name"), name);
}

class Pen {
  private readonly context: CanvasRenderingContext2D;
  isBlank = true;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly ink = "#1a1a2e",
  ) {
    this.context = canvas.getContext("2d") as CanvasRenderingContext2D;
    this.clear();
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
  }

  clear(): void {
    // Paper white in both themes: the picture is read elsewhere.
    this.context.fillStyle = "#ffffff";
    this.context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.context.strokeStyle = this.context.fillStyle = this.ink;
    this.context.lineWidth = Math.max(5, this.canvas.width / 240);
    this.context.lineCap = this.context.lineJoin = "round";
    this.isBlank = true;
  }

  /** A picture to draw over, at its own size. */
  async lay(file: File): Promise<void> {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
    if (!picture) return;
    this.canvas.width = picture.width;
    this.canvas.height = picture.height;
    this.clear();
    this.context.drawImage(picture, 0, 0);
    picture.close();
    this.canvas.dataset.laid = file.name;
  }

  write(name: string): void {
    this.clear();
    if (!name.trim()) return;
    this.context.font = `96px ${getComputedStyle(this.canvas).fontFamily}`;
    this.context.textAlign = "center";
    this.context.textBaseline = "middle";
    this.context.fillText(name, WIDE / 2, HIGH / 2, WIDE - 80);
    this.isBlank = false;
  }

  private down(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    const [x, y] = this.at(event);
    this.context.beginPath();
    this.context.moveTo(x, y);
    this.context.lineTo(x + 0.1, y);
    this.context.stroke();
    this.isBlank = false;
  }

  private move(event: PointerEvent): void {
    if (!event.buttons) return;
    const [x, y] = this.at(event);
    this.context.lineTo(x, y);
    this.context.stroke();
  }

  private at(event: PointerEvent): [number, number] {
    const box = this.canvas.getBoundingClientRect();
    return [((event.clientX - box.left) / box.width) * this.canvas.width, ((event.clientY - box.top) / box.height) * this.canvas.height];
  }
}
