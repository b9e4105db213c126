// Upgrades the server's drawing to one that can be explored, on the pages that load this file. The drawing made by
// the server stays when anything goes wrong, and beside both the table says the same figures.
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

async function upgrade(figure: HTMLElement): Promise<void> {
  const drawing = figure.querySelector<HTMLElement>(".chart-drawing");
  const written = document.getElementById(figure.dataset.chart ?? "")?.textContent;
  if (!drawing || !written) return;
  const spec = JSON.parse(written) as VisualizationSpec;
  const room = document.createElement("div");
  drawing.append(room);
  await document.fonts.ready;
  try {
    await embed(room, spec, {
      // Our content policy forbids building functions from strings: the expressions are interpreted.
      ast: true,
      expr: expressionInterpreter as never,
      actions: false,
      renderer: "canvas",
      // It would add style elements, which the policy forbids: our own sheet has what is needed.
      defaultStyle: false,
      tooltip: { disableDefaultStyle: true },
    });
  } catch (reason) {
    room.remove();
    throw reason;
  }
  for (const old of [...drawing.children]) if (old !== room) old.remove();
}

function upgradeIn(place: ParentNode): void {
  for (const figure of place.querySelectorAll<HTMLElement>("[data-chart]")) void upgrade(figure);
}

upgradeIn(document);
// A fragment brings the server's drawings anew.
document.body.addEventListener("htmx:afterSettle", (event) => upgradeIn(event.target as HTMLElement));
