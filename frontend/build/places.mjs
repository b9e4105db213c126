// Where things are read and written.
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
export const MODULES = join(ROOT, "node_modules");
export const DIST = join(ROOT, "../src/miqyas_web/ui/static/dist");
export const TERRITORIES = join(ROOT, "../src/miqyas_web/territories/data");

export function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
