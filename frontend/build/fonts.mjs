// Fonts of the page (woff2 by subset) and of documents (TTF), each with its licence. Answers with the @font-face rules.
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DIST, MODULES, copy } from "./places.mjs";

const PAGE = [
  { name: "ibm-plex-sans", subsets: ["latin", "latin-ext"] },
  { name: "ibm-plex-sans-arabic", subsets: ["arabic"] },
];
const FAMILY = { "ibm-plex-sans": "IBM Plex Sans", "ibm-plex-sans-arabic": "IBM Plex Sans Arabic" };
const WEIGHTS = ["400", "600"];
const DOCUMENTS = [
  { name: "ibm-plex-sans", file: "IBMPlexSans", faces: ["400Regular", "400Regular_Italic", "600SemiBold"] },
  { name: "ibm-plex-sans-arabic", file: "IBMPlexSansArabic", faces: ["400Regular", "600SemiBold"] },
];

export function shipFonts() {
  const faces = [];
  for (const { name, subsets } of PAGE) {
    for (const weight of WEIGHTS) {
      const sheet = readFileSync(join(MODULES, "@fontsource", name, `${weight}.css`), "utf8");
      for (const subset of subsets) {
        const file = `${name}-${subset}-${weight}-normal.woff2`;
        copy(join(MODULES, "@fontsource", name, "files", file), join(DIST, "fonts", file));
        faces.push(face(FAMILY[name], sheet, file, weight));
      }
    }
    copy(join(MODULES, "@fontsource", name, "LICENSE"), join(DIST, "fonts", `${name}.LICENSE.txt`));
  }
  for (const { name, file, faces: styles } of DOCUMENTS) {
    const folder = join(MODULES, "@expo-google-fonts", name);
    for (const style of styles) {
      copy(join(folder, style, `${file}_${style}.ttf`), join(DIST, "fonts/ttf", `${file}-${style.slice(3).replace("_", "")}.ttf`));
    }
    copy(join(folder, "LICENSE_FONT"), join(DIST, "fonts/ttf", `${file}.LICENSE.txt`));
  }
  return faces.join("\n");
}

// The browser takes the file whose range holds the letter.
function face(family, sheet, file, weight) {
  const block = sheet.split("@font-face").find((part) => part.includes(file));
  const range = /unicode-range: ([^;]+);/.exec(block)[1];
  return `@font-face{font-family:"${family}";font-style:normal;font-display:swap;font-weight:${weight};src:url(./fonts/${file}) format("woff2");unicode-range:${range}}`;
}
