// A file input that also takes a file dropped on it, and says which file it holds.
const size = (bytes: number): string => {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  const language = document.documentElement.lang;
  return new Intl.NumberFormat(language === "ar" ? "ar-MA" : language, {
    style: "unit",
    unit,
    maximumFractionDigits: 1,
  }).format(amount);
};

export function watchDropzones(within: ParentNode = document): void {
  for (const zone of within.querySelectorAll<HTMLElement>("[data-dropzone]:not([data-ready])")) prepare(zone);
}

function prepare(zone: HTMLElement): void {
  const input = zone.querySelector<HTMLInputElement>("input[type=file]");
  const chosen = zone.querySelector<HTMLElement>("[data-dropzone-chosen]");
  if (!input || !chosen) return;
  zone.dataset.ready = "";
  const tell = (): void => {
    const file = input.files?.[0];
    chosen.textContent = file ? `${file.name} · ${size(file.size)}` : "";
    zone.classList.toggle("drop-filled", Boolean(file));
  };
  const lift = (event: DragEvent, over: boolean): void => {
    event.preventDefault();
    zone.classList.toggle("drop-over", over);
  };
  input.addEventListener("change", tell);
  zone.addEventListener("dragover", (event) => lift(event, true));
  zone.addEventListener("dragleave", (event) => lift(event, false));
  zone.addEventListener("drop", (event) => {
    lift(event, false);
    if (!event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
