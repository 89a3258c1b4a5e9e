// What stands below the scores: how likely a clot is, and what is known of treating a confirmed one.
//
// A panel: { element, show }. It is made anew for each suspicion and each patient; `show` brings it up to date.
import data from "./data.js";
import { asked } from "./kleene.js";
import { probabilityPanel } from "./probability_panel.js";
import { treatmentPanel } from "./treatment_panel.js";

let made = { gate: null, state: null, panels: [] };

/** Bring the panels up to date with what is known now. */
export function showPanels(view, state) {
  if (made.gate !== view.gate || made.state !== state) {
    made = { gate: view.gate, state, panels: panelsFor(view.gate) };
    document.getElementById("panels").replaceChildren(...made.panels.map(({ element }) => element));
  }
  for (const { show } of made.panels) show(view, state);
}

/** A probability only where that clot is suspected. */
function panelsFor(gate) {
  const suspected = data.probability.outcomes.filter(({ condition }) => asked(condition).includes(gate.finding));
  return [...suspected.map((outcome) => probabilityPanel(data, outcome, gate)), treatmentPanel(data)];
}
