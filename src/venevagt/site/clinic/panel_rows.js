// What a panel asks for beside the page's own rows.
import { concluded } from "./known.js";
import { fieldOf, rowElement, rowOf, showRow, unitOf } from "./rows.js";
import { typeOf } from "./state.js";

/** Ask for these findings in `box`. Those that the page has a row for already are shown there. */
export function askFor(data, box, ids, view, state) {
  for (const id of ids) {
    const row = rowOf(id);
    if (!row) add(data, box, id, state);
    else if (!row.closest("#panels")) showAgain(id, view);
  }
  const byClinician = concluded(data, withoutNull({ [view.gate.finding]: true, ...state.own }));
  for (const { id: ofRow } of box.children) {
    const id = ofRow.slice("row-".length);
    const value = view.known[id] ?? null;
    const shown = ids.includes(id) || value !== null;
    showRow(data, { id, shown, value, origin: value === null ? "" : originOf(id, state, byClinician) });
  }
}

const withoutNull = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

function originOf(id, { own, patient }, byClinician) {
  if (own[id] != null) return "own";
  if (!Object.hasOwn(own, id) && patient[id] != null) return "patient";
  return id in byClinician ? "follows" : "heard";
}

/** A row; a number that was typed before stands in it again. */
function add(data, box, id, { typed }) {
  box.append(rowElement(data, { id, key: "" }));
  if (typeOf(data, id) !== "number" || !typed[id]) return;
  fieldOf(id).value = typed[id].text;
  if (unitOf(id)) unitOf(id).value = typed[id].unit;
}

/** A row of the page that was hidden because no score needs it; its key works again too. */
function showAgain(id, { rows }) {
  const row = rows.find((one) => one.id === id);
  if (row.shown) return;
  row.shown = true;
  rowOf(id).hidden = false;
  document.getElementById("more-findings").hidden = false;
}
