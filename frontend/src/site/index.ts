// What every page gets on top of plain HTML. Without this file every page still works.
import { watchDropzones } from "./dropzone";
import { watchFragments } from "./fragments";
import { watchMenus } from "./menus";
import { watchTheme } from "./theme";

watchTheme();
watchMenus();
watchDropzones();
watchFragments();
// A page that only shows what a wrong form looks like keeps the focus where the person left it.
document.querySelector<HTMLElement>("[data-focus]:not([data-still] *)")?.focus();
