// The base sheet in both directions, without the address of a map that is not shipped.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { DIST, MODULES, copy } from "./places.mjs";

export function shipBootstrap() {
  for (const name of ["bootstrap.min.css", "bootstrap.rtl.min.css"]) {
    const sheet = readFileSync(join(MODULES, "bootstrap/dist/css", name), "utf8");
    writeFileSync(join(DIST, name), sheet.replace(/\/\*# sourceMappingURL=.*?\*\//g, ""));
  }
  copy(join(MODULES, "bootstrap/LICENSE"), join(DIST, "licences/bootstrap.txt"));
}
