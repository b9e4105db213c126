// A position: taken from the device, with how far off it may be, or typed; and lines made of several.
import { h, icon } from "./dom";
import { frame, type Frame } from "./field";
import { plainNumber } from "./typed";
import type { Of, Sheet } from "./sheet";
import type { Scope } from "./reactive";
import { figure, say, told } from "./words";

type Input = Of<"input">;

interface Point {
  latitude: number;
  longitude: number;
  altitude: number | null;
  accuracy: number | null;
}

// Good enough to stop by itself; the person may stop sooner.
const ENOUGH_METRES = 5;

const written = (point: Point): string =>
  [point.latitude, point.longitude, point.altitude ?? 0, point.accuracy ?? 0].map((value) => Number(value.toFixed(7))).join(" ");

/** Watches the device; hands the best position over when it is good enough or when told to. */
class Fix {
  private watching: number | null = null;
  best: Point | null = null;

  constructor(
    private readonly enough: number,
    private readonly told: (fix: Fix) => void,
    private readonly failed: (key: string) => void,
    private readonly taken: (point: Point) => void,
  ) {}

  get isOn(): boolean {
    return this.watching !== null;
  }

  start(): void {
    if (!("geolocation" in navigator)) return this.failed("place_missing");
    this.best = null;
    const options = { enableHighAccuracy: true, maximumAge: 0, timeout: 60_000 };
    this.watching = navigator.geolocation.watchPosition(({ coords }) => this.hear(coords), (error) => this.fail(error), options);
    this.told(this);
  }

  private hear({ latitude, longitude, altitude, accuracy }: GeolocationCoordinates): void {
    if (!this.best || accuracy <= (this.best.accuracy ?? Infinity)) this.best = { latitude, longitude, altitude, accuracy };
    if (accuracy <= this.enough) this.keep();
    else this.told(this);
  }

  private fail(error: GeolocationPositionError): void {
    this.stop();
    this.failed(error.code === error.PERMISSION_DENIED ? "place_denied" : "place_missing");
  }

  keep(): void {
    const point = this.best;
    this.stop();
    if (point) this.taken(point);
  }

  stop(): void {
    if (this.watching !== null) navigator.geolocation.clearWatch(this.watching);
    this.watching = null;
    this.told(this);
  }
}

export function place(sheet: Sheet, scope: Scope, node: Input): HTMLElement {
  const fr = frame(sheet, scope, node, true);
  const set = node.setValue as (value: string) => unknown;
  const isLine = node.valueType !== "geopoint";
  const take = (text: string): void => {
    const before = node.currentState.instanceValue;
    set.call(node, isLine && text && before ? `${before}; ${text}` : text);
    fr.tried();
  };
  const shown = h("p", { class: "place-shown", role: "status" });
  scope.watch(() => describe(shown, node.currentState.instanceValue, isLine));
  fr.body.append(shown, device(fr, take, isLine), byHand(fr, take), remover(fr, set, isLine));
  fr.tie(fr.root);
  return fr.root;
}

function describe(shown: HTMLElement, value: string, isLine: boolean): void {
  const points = value.split(";").map((part) => part.trim()).filter(Boolean);
  shown.classList.toggle("place-taken", points.length > 0);
  if (!points.length) return void (shown.textContent = say("place_none"));
  if (isLine) return void (shown.textContent = say("place_points", { count: points.length }));
  const [latitude, longitude, , accuracy] = points[0].split(/\s+/).map(Number);
  const where = h("bdi", { dir: "ltr" }, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
  const off = accuracy ? ` · ${say("place_accuracy", { metres: figure(accuracy, 1) })}` : "";
  shown.replaceChildren(icon("geo-alt"), " ", where, off);
}

function device(fr: Frame, take: (text: string) => void, isLine: boolean): HTMLElement {
  const go = h("button", { type: "button", class: "btn btn-secondary" });
  const keep = told(fr.scope, h("button", { type: "button", class: "btn btn-primary", hidden: true }), "place_keep");
  const news = h("p", { class: "fine", role: "status" });
  const threshold = (fr.node.nodeOptions as { accuracyThreshold?: number | null } | null)?.accuracyThreshold;
  const fix = new Fix(
    threshold ?? ENOUGH_METRES,
    ({ isOn, best }) => {
      keep.hidden = !isOn || !best;
      go.disabled = isOn;
      const off = best?.accuracy;
      news.textContent = !isOn ? "" : off ? say("place_closer", { metres: figure(off, 0) }) : say("place_searching");
    },
    (key) => (news.textContent = say(key)),
    (point) => {
      take(written(point));
      go.focus();
    },
  );
  go.addEventListener("click", () => fix.start());
  keep.addEventListener("click", () => fix.keep());
  fr.scope.onStop(() => fix.isOn && fix.stop());
  fr.scope.watch(() => {
    const has = fr.node.currentState.instanceValue !== "";
    go.replaceChildren(icon("geo-alt"), " ", say(isLine ? "place_add" : has ? "place_again" : "place_take"));
    go.hidden = fr.node.currentState.readonly;
  });
  return h("div", { class: "place-device" }, h("div", { class: "actions" }, go, keep), news);
}

function byHand(fr: Frame, take: (text: string) => void): HTMLElement {
  const given = { class: "form-control", type: "text", inputmode: "decimal", dir: "ltr", autocomplete: "off" };
  const latitude = h("input", given);
  const longitude = h("input", given);
  const use = told(fr.scope, h("button", { type: "button", class: "btn btn-secondary btn-small" }), "place_use");
  const wrong = h("p", { class: "q-error", role: "alert" });
  use.addEventListener("click", () => {
    const [north, east] = [latitude, longitude].map((input) => Number(plainNumber(input.value) || "NaN"));
    const isPlace = Math.abs(north) <= 90 && Math.abs(east) <= 180;
    wrong.textContent = isPlace ? "" : say("place_wrong");
    if (isPlace) take(`${north} ${east} 0 0`);
  });
  const label = (key: string, input: HTMLInputElement): HTMLElement =>
    h("label", { class: "place-part" }, told(fr.scope, h("span"), key), input);
  const summary = told(fr.scope, h("summary"), "place_by_hand");
  return h("details", { class: "place-hand" }, summary, label("latitude", latitude), label("longitude", longitude), use, wrong);
}

function remover(fr: Frame, set: (value: string) => unknown, isLine: boolean): HTMLElement {
  const button = h("button", { type: "button", class: "btn btn-quiet btn-small" });
  fr.scope.watch(() => {
    button.textContent = say(isLine ? "place_remove_last" : "clear_answer");
    button.hidden = !fr.node.currentState.instanceValue || fr.node.currentState.readonly;
  });
  button.addEventListener("click", () => {
    const points = fr.node.currentState.instanceValue.split(";").map((part) => part.trim()).filter(Boolean);
    set.call(fr.node, isLine ? points.slice(0, -1).join("; ") : "");
  });
  return button;
}
