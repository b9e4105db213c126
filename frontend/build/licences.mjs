// Beside what is shipped stands the licence of everything that was bundled into it.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { DIST, ROOT, copy } from "./places.mjs";

export function shipLicences(metafile) {
  const folders = new Map();
  for (const input of Object.keys(metafile.inputs)) {
    // A package may hold another: the last one named is the one that was read.
    const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input) ?? [];
    if (folder) folders.set(name, join(ROOT, folder));
  }
  for (const [name, folder] of folders) shipLicence(name, folder);
  for (const name of CARRIERS) if (folders.has(name)) shipCarried(name, new Set(folders.keys()));
}

// Their file holds their own dependencies already bundled: those licences go with it.
const CARRIERS = ["@getodk/xforms-engine"];

function shipCarried(name, seen) {
  const { dependencies = {} } = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8"));
  for (const inner of Object.keys(dependencies)) {
    if (seen.has(inner)) continue;
    seen.add(inner);
    const folder = join(ROOT, "node_modules", inner);
    if (existsSync(folder)) shipLicence(inner, folder);
    shipCarried(inner, seen);
  }
}

function shipLicence(name, folder) {
  const target = join(DIST, "licences", `${name.replace("@", "").replace("/", "-")}.txt`);
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
  if (file) return copy(join(folder, file), target);
  // A few small packages name their licence without its text: the text stands in build/licences.
  const { license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const text = join(ROOT, "build/licences", `${name.replace("/", "-")}.txt`);
  if (!existsSync(text)) throw new Error(`${name} (${license}) carries no licence file: put its text in ${text}`);
  return copy(text, target);
}
