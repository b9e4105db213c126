// A draft is kept while it is being written. Without this file the page's own button saves it.
import { Keeper } from "./keeper";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keep]")) new Keeper(form).watch();
