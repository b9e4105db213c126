// Regions and provinces of Morocco: outlines of the package morocco-map (ODbL), our codes and names, fewer points.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { quantize } from "topojson-client";
import { presimplify, quantile, simplify } from "topojson-simplify";

import { DIST, MODULES, ROOT, TERRITORIES, copy } from "./places.mjs";

// Share of the points that stay.
const KEPT = 0.12;

export function shipMaps() {
  const folder = join(DIST, "maps");
  mkdirSync(folder, { recursive: true });
  for (const level of ["regions", "provinces"]) {
    const rows = table(join(TERRITORIES, `${level}.csv`));
    const source = JSON.parse(readFileSync(join(MODULES, "morocco-map/data", `${level}.json`), "utf8"));
    writeFileSync(join(folder, `${level}.topojson`), JSON.stringify(relabel(lighten(source), level, rows)));
  }
  copy(join(ROOT, "build/maps.README.md"), join(folder, "README.md"));
  copy(join(ROOT, "build/maps.LICENSE.txt"), join(folder, "LICENSE"));
}

function lighten(topology) {
  const weighed = presimplify(topology);
  return quantize(simplify(weighed, quantile(weighed, 1 - KEPT)), 1e4);
}

function relabel(topology, level, rows) {
  const byIso = new Map(rows.map((row) => [row.iso.replace("MA-", ""), row]));
  const { geometries } = topology.objects[level];
  for (const geometry of geometries) {
    const row = byIso.get(geometry.id.replace("MA-", ""));
    if (!row) throw new Error(`${level}: the outline ${geometry.id} has no line in ${level}.csv`);
    byIso.delete(row.iso.replace("MA-", ""));
    geometry.id = row.code;
    geometry.properties = { code: row.code, iso: row.iso, name_fr: row.name_fr, name_ar: row.name_ar, region: row.region };
  }
  if (byIso.size) throw new Error(`${level}: without outline: ${[...byIso.keys()].join(", ")}`);
  geometries.sort((a, b) => (a.id < b.id ? -1 : 1));
  return topology;
}

// Our two tables hold no quoted cell; one that did would be refused here, not misread.
function table(path) {
  const text = readFileSync(path, "utf8").trim();
  if (text.includes('"')) throw new Error(`${path}: quoted cells are not read here`);
  const [head, ...lines] = text.split(/\r?\n/).map((line) => line.split(","));
  return lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ""])));
}
