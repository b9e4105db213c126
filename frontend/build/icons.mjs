// One sprite of the icons the pages use, named in icons.txt.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { DIST, MODULES, ROOT, copy } from "./places.mjs";

export function shipIcons() {
  const names = readFileSync(join(ROOT, "build/icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(MODULES, "bootstrap-icons/icons", `${name}.svg`), "utf8");
    const inside = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace(/<\/svg>\s*$/, "").replace(/\s+/g, " ").trim();
    return `<symbol id="${name}" viewBox="0 0 16 16" fill="currentColor">${inside}</symbol>`;
  });
  writeFileSync(join(DIST, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
  copy(join(MODULES, "bootstrap-icons/LICENSE"), join(DIST, "licences/bootstrap-icons.txt"));
}
