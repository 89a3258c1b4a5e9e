// The entry of the clinician's page: first whether a clot is really suspected, then findings, results and the note.
//
// Everything stays in memory: nothing is kept, nothing is asked for, and a patient's answers leave the address.
import data from "./data.js";
import { isLink } from "../script/page/fragment.js";
import { handOver } from "../script/page/copy.js";
import { carried, isCarried, stateIn } from "./carry.js";
import { checkIn, nextIn, noteOf, summaryOf } from "./note.js";
import { showPanels } from "./panels.js";
import { answersIn } from "./patient.js";
import { cardOf, notFor } from "./results.js";
import { fieldOf, rowElement, sayWrong, showRow, unitOf, valueOfRadio } from "./rows.js";
import { answerAfter, blank, hasRest, restIsNo, typeNumber, typeOf, viewOf } from "./state.js";
import { fill, labelsOf } from "./wording.js";

const { words } = data;
const at = (id) => document.getElementById(id);
const inside = (id) => at(id).querySelector(".rows");
const mainName = ({ scores: [[first]] }) => data.forms[first].name;
const dayInWords = () => new Date().toLocaleDateString(data.language, { dateStyle: "long" });
let state = blank();
let view = null;

/** Set a text only where it changes, so that it is read out only then. */
function say(id, text) {
  if (at(id).textContent !== text) at(id).textContent = text;
}

function show() {
  if (!state.gate) return;
  view = viewOf(data, state);
  for (const row of view.rows) showRow(data, row);
  at("more-findings").hidden = !view.rows.some((row) => !row.main && row.shown);
  const checks = view.checks.map((check) => checkIn(data, check));
  if ([...at("checks").children].map((line) => line.textContent).join() !== checks.join()) {
    at("checks").replaceChildren(
      ...checks.map((textContent) => Object.assign(document.createElement("p"), { className: "wrong", textContent })),
    );
  }
  say("summary", summaryOf(data, view));
  say("next", nextIn(data, view));
  at("cards").replaceChildren(
    ...view.results.map((one) => cardOf(data, view, one)),
    ...view.others.map((form) => notFor(data, form)),
  );
  say("note", noteOf(data, state, view, dayInWords()).join("\n"));
  showPanels(view, state);
}

/** Show one of the three parts of the page, and go to its heading. */
function turnTo(part) {
  for (const id of ["gate", "none", "work"]) at(id).hidden = id !== part;
  at(`${part}-title`).focus();
}

function choose(door) {
  state.gate = data.gates.find(({ id }) => id === door) ?? null;
  if (!state.gate) return turnTo("none");
  const { gate } = state;
  at("work-title").textContent = words[`door_${gate.id}`];
  at("main-title").textContent = fill(words.findings_main, { score: mainName(gate) });
  at("rest").querySelector("span").textContent = fill(words.rest_is_no, { score: mainName(gate) });
  at("rest").hidden = !hasRest(data, gate);
  const rows = viewOf(data, state).rows;
  inside("main-findings").replaceChildren(...rows.filter((row) => row.main).map((row) => rowElement(data, row)));
  inside("more-findings").replaceChildren(...rows.filter((row) => !row.main).map((row) => rowElement(data, row)));
  for (const { id } of rows) refill(id);
  show();
  return turnTo("work");
}

/** A number that was typed under another suspicion stands in its field again. */
function refill(id) {
  const typed = state.typed[id];
  if (!typed) return;
  fieldOf(id).value = typed.text;
  if (unitOf(id)) unitOf(id).value = typed.unit;
  number(id, true);
}

function clear() {
  say("rest-said", "");
  at("copied").replaceChildren();
}

function answer(id, value) {
  state.own[id] = value;
  clear();
  show();
}

/** Take over a number. While it is being typed, nothing is said to be wrong with it. */
function number(id, whole) {
  const unit = unitOf(id)?.value ?? data.findings[id].units[0][0];
  const wrong = typeNumber(data, state, id, fieldOf(id).value.trim(), unit);
  sayWrong(data, id, whole ? wrong : null);
  clear();
  show();
}

function rest() {
  const marked = restIsNo(data, state);
  clear();
  show();
  if (marked.length) say("rest-said", fill(words.rest_marked, { findings: labelsOf(data, marked) }));
}

const copy = () => void handOver(words, at("copied"), at("note").textContent);

/** Take over a patient's answers; null where the link could not be read. */
function usePatient(answers) {
  state.patient = answers ?? {};
  const count = Object.keys(state.patient).length;
  say("patient-said", answers ? fill(words.patient_used, { count }) : words.patient_bad);
  at("patient-said").className = answers ? "note" : "problem";
  at("patient-remove").hidden = !answers;
  show();
}

function chooseVersion(score, place) {
  state.versions[score] = Number(place);
  clear();
  show();
  at(`version-${score}`)?.focus();
}

function startAnew() {
  state = blank();
  view = null;
  clear();
  say("patient-said", "");
  at("patient-said").className = "";
  at("patient-link").value = "";
  at("patient-remove").hidden = true;
  turnTo("gate");
}

function press(row) {
  if (typeOf(data, row.id) === "number") return fieldOf(row.id).focus();
  answer(row.id, answerAfter(data, state, row));
  return at(`row-${row.id}`).scrollIntoView({ block: "nearest" });
}

function onKey(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !at("keys").checked) return;
  if (target.matches("input[type=text]") && (key === "Enter" || key === "Escape")) target.blur();
  if (target.matches("input[type=text], select")) return;
  const row = at("work").hidden ? null : view.rows.find((one) => one.key === key.toLowerCase() && one.shown);
  if (!at("gate").hidden) document.querySelector(`[data-gate][aria-keyshortcuts="${CSS.escape(key)}"]`)?.click();
  else if (row) press(row);
  else if (view && key === "0") rest();
  else if (view && key.toLowerCase() === "c") copy();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", ({ target }) => {
  const gate = target.closest("[data-gate]");
  if (gate) choose(gate.dataset.gate);
  if (target.closest("[data-change]")) turnTo("gate");
});
at("work").addEventListener("change", ({ target }) => {
  const { choice, unit, number: field, version } = target.dataset;
  if (target.type === "radio") answer(target.name.slice(2), valueOfRadio(target.value));
  if (choice) answer(choice, target.value || null);
  if (version) chooseVersion(version, target.value);
  if (unit ?? field) number(unit ?? field, true);
});
at("work").addEventListener("input", ({ target }) => target.dataset.number && number(target.dataset.number, false));
at("rest").addEventListener("click", rest);
at("copy").addEventListener("click", copy);
at("new").addEventListener("click", startAnew);
at("patient-use").addEventListener("click", () => usePatient(answersIn(data, at("patient-link").value)));
at("patient-remove").addEventListener("click", () => {
  state.patient = {};
  say("patient-said", "");
  at("patient-said").className = "";
  at("patient-remove").hidden = true;
  show();
});

/** Take what was entered along to the page in the other language. */
function takeAlong({ target }) {
  const link = target.closest("a.switch");
  if (link) link.hash = carried(data, state);
}
for (const kind of ["click", "auxclick"]) document.addEventListener(kind, takeAlong);

/** Go on where the page in the other language was left; a patient's answers are said to be so again. */
function goOn(other) {
  if (!other) return usePatient(null);
  state = other;
  if (state.gate) choose(state.gate.id);
  return Object.keys(state.patient).length && usePatient(state.patient);
}

function arriving() {
  const { hash } = location;
  if (!isLink(hash) && !isCarried(hash)) return;
  history.replaceState(null, "", location.pathname);
  if (isLink(hash)) usePatient(answersIn(data, hash));
  else goOn(stateIn(data, hash));
}
window.addEventListener("hashchange", arriving);
at("no-script").remove();
at("clinic").hidden = false;
arriving();
