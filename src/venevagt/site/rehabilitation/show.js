// What the page shows of a state.
import data from "./data.js";
import { dayShown, fieldRows, headline, reasonShown, words } from "./words.js";
import { fill } from "../script/words.js";
import { h, made } from "../script/page/tree.js";

const put = (document, id, ...trees) =>
  document.getElementById(id).replaceChildren(...trees.filter(Boolean).map((tree) => made(document, tree)));

const listOf = (lines) => lines.length > 0 && h("ul", {}, lines.map((line) => h("li", {}, line)));

/** Open or closed, and every reason. */
export function showStatus(document, found) {
  const now = document.getElementById("now");
  now.className = found.open ? "is-open" : "is-closed";
  const trees = [
    h("p", { class: "headline" }, headline(found)),
    found.day !== null && h("p", {}, fill(words.day_of_treatment, { day: String(found.day) })),
    found.lapses.length > 0 && h("p", { class: "note" }, words.lapses_now),
    listOf(found.closed.map(reasonShown)),
    !found.open && h("p", {}, words.state_closed_about),
  ].filter(Boolean);
  const text = JSON.stringify(trees);
  const place = document.getElementById("status");
  if (place.shown === text) return; // a reader hears only what changed
  place.shown = text;
  put(document, "status", ...trees);
}

/** The stages, and what is open of them. */
export function showProgramme(document, found) {
  put(document, "stages", ...found.stages.map((part) => partOf(part, "stage_")));
  document.getElementById("open").hidden = !found.stage;
  for (const { id } of data.exercises) document.getElementById(`exercise-${id}`).hidden = !found.exercises.includes(id);
  put(document, "back", ...found.way_back.map((part) => partOf(part, "back_")));
}

function partOf({ id, open, reasons }, prefix) {
  const byDoctor = reasons.some(({ why }) => why === "doctor_decides");
  return h(
    "li",
    { class: open && "open" },
    h(
      "h3",
      {},
      words[prefix + id],
      !byDoctor && [" ", h("span", { class: "state" }, open ? words.open_word : words.closed_word)],
    ),
    reasons.map((reason) => h("p", {}, reasonShown(reason))),
    h("p", { class: "hint" }, words[`${prefix}${id}_about`]),
  );
}

/** The clearance that counts, and who vouches for it. */
export function showClearance(document, own, { clearance }) {
  if (!clearance) {
    put(document, "clearance", h("p", {}, words.why_no_clearance));
    return;
  }
  const shown = { by: clearance.by, given_on: dayShown(clearance.given_on), until: dayShown(clearance.until), call: clearance.call };
  put(
    document,
    "clearance",
    h("p", {}, fill(words.clearance_shown, shown)),
    h("p", {}, fill(words.clearance_watch, { watch: clearance.watch })),
    h("p", {}, vouched(own)),
  );
}

const vouched = (own) =>
  own?.public_key ? fill(words.clearance_signed, { fingerprint: own.numbers }) : words.clearance_own;

/** The sheet for the physiotherapist. */
export function showSheet(document, found, own, course) {
  const rows = found.clearance ? fieldRows(found.clearance) : [];
  const measured = course.filter(Boolean);
  put(
    document,
    "sheet-inside",
    h("p", { class: "headline" }, headline(found)),
    listOf(found.closed.map(reasonShown)),
    h("h3", {}, words.clearance_title),
    rows.length === 0 && h("p", {}, words.why_no_clearance),
    rows.length > 0 && h("table", {}, h("tbody", {}, rows.map(([name, value]) => h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, value))))),
    found.clearance && h("p", {}, vouched(own)),
    h("h3", {}, words.stages_title),
    listOf(found.stages.map(({ id, open }) => `${words[`stage_${id}`]}: ${open ? words.open_word : words.closed_word}`)),
    h("h3", {}, words.sheet_course),
    measured.length === 0 && h("p", {}, words.sheet_no_measures),
    measured.length > 0 && h("div", { class: "course" }, measured),
    h("h3", {}, words.sheet_precautions),
    h("p", {}, words.sheet_precautions_about),
    h("p", {}, words.sheet_says),
  );
}
