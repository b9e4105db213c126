// Builds src/miqyas_web/ui/static/dist from this folder. `npm ci --ignore-scripts && npm run build`.
import { build } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { shipBootstrap } from "./bootstrap.mjs";
import { shipFonts } from "./fonts.mjs";
import { shipIcons } from "./icons.mjs";
import { shipLicences } from "./licences.mjs";
import { shipMaps } from "./maps.mjs";
import { DIST, ROOT, copy } from "./places.mjs";

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });

const shared = { bundle: true, minify: true, target: ["es2020", "safari15"], charset: "utf8", legalComments: "none" };

// Each folder of src that holds an index.ts is an island: src/theory/index.ts becomes theory.js. The form is built apart:
// its engine waits at the top level, which only a module may do.
const MODULES = ["form"];
const islands = readdirSync(join(ROOT, "src"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !MODULES.includes(entry.name))
  .filter((entry) => existsSync(join(ROOT, "src", entry.name, "index.ts")))
  .map((entry) => ({ in: join(ROOT, "src", entry.name, "index.ts"), out: entry.name }));

const [scripts, modules] = await Promise.all([
  build({ ...shared, entryPoints: islands, outdir: DIST, format: "iife", metafile: true }),
  build({
    ...shared,
    entryPoints: [
      { in: join(ROOT, "src/form/index.ts"), out: "form" },
      // Served by a view of its own: a service worker rules only over the folder it comes from.
      { in: join(ROOT, "src/form/worker.ts"), out: "form-worker" },
    ],
    outdir: DIST,
    format: "esm",
    target: ["es2022", "safari15"],
    metafile: true,
  }),
  build({
    ...shared,
    entryPoints: [{ in: join(ROOT, "src/styles/site.css"), out: "site" }],
    outdir: DIST,
    // Fonts and the mark stand beside the sheet: their addresses stay as written.
    external: ["./fonts/*", "*.svg"],
  }),
]);
copy(join(ROOT, "src/mark.svg"), join(DIST, "mark.svg"));
shipBootstrap();
const sheet = join(DIST, "site.css");
writeFileSync(sheet, `${shipFonts()}\n${readFileSync(sheet, "utf8")}`);
shipIcons();
shipMaps();
shipLicences({ inputs: { ...scripts.metafile.inputs, ...modules.metafile.inputs } });
