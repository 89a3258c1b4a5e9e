// What was entered, in the part of an address after #, which no browser sends: for the same page in another language.
//
// #c=SHA.TEXT.SUM: the first letters of the knowledge's hash, the JSON of what was entered, and the sum of it all.
// Numbers go as they were typed, with their units.
import { sumOf } from "../script/page/fragment.js";
import { blank, typeNumber } from "./state.js";

const START = "#c=";
const OF_HASH = 8;
const MOST_TYPED = 40; // signs in a number's field

export const isCarried = (fragment) => fragment.startsWith(START);

const beginning = ({ sha256 }) => `${START}${sha256.slice(0, OF_HASH)}.`;

const entries = (values) => Object.entries(values);
const filtered = (values, keep) => Object.fromEntries(entries(values).filter(([id, value]) => keep(id, value)));

/** The fragment that says all that was entered; empty where nothing was. */
export function carried(data, { gate, own, patient, typed, versions }) {
  const answers = filtered(own, (id) => data.findings[id].type !== "number");
  if (!gate && ![answers, patient, typed, versions].some((part) => entries(part).length)) return "";
  const text = encodeURIComponent(JSON.stringify({ gate: gate?.id ?? "", own: answers, patient, typed, versions }));
  return `${beginning(data)}${text}.${sumOf(text)}`;
}

/** The state that a fragment says; null for one that is broken, or of other knowledge. */
export function stateIn(data, fragment) {
  if (!fragment.startsWith(beginning(data))) return null;
  const [, text, sum] = fragment.slice(beginning(data).length).match(/^(.*)\.([0-9a-z]*)$/) ?? [];
  if (!text || sumOf(text) !== sum) return null;
  const said = parsed(text);
  return said && fits(data, said) ? stateOf(data, said) : null;
}

function parsed(text) {
  try {
    return JSON.parse(decodeURIComponent(text));
  } catch {
    return null;
  }
}

function stateOf(data, { gate, own, patient, typed, versions }) {
  const state = { ...blank(), gate: data.gates.find(({ id }) => id === gate) ?? null, own, patient, versions };
  for (const [id, { text, unit }] of entries(typed)) typeNumber(data, state, id, text, unit);
  return state;
}

/** Whether everything in it is something that could have been entered. */
function fits({ findings, gates }, said) {
  if (!["own", "patient", "typed", "versions"].every((part) => said[part] && typeof said[part] === "object")) return false;
  const every = (part, holds) => entries(said[part]).every(([id, value]) => holds(id, value));
  const known = (id) => Object.hasOwn(findings, id);
  const scores = gates.flatMap(({ scores }) => scores);
  return (
    (said.gate === "" || gates.some(({ id }) => id === said.gate)) &&
    every("own", (id, value) => known(id) && findings[id].type !== "number" && (value === null || isAnswer(findings[id], value))) &&
    every("patient", (id, value) => known(id) && isAnswer(findings[id], value)) &&
    every("typed", (id, value) => known(id) && isTyped(findings[id], value)) &&
    every("versions", (first, place) => scores.some((one) => String(one[0]) === first && one.includes(place)))
  );
}

function isAnswer({ type, options, low, high }, value) {
  if (type === "number") return typeof value === "number" && value >= low && value <= high;
  return type === "choice" ? options.includes(value) : typeof value === "boolean";
}

const isTyped = ({ type, units }, value) =>
  type === "number" &&
  typeof value?.text === "string" &&
  value.text.length <= MOST_TYPED &&
  (value.unit === "" || units.some(([unit]) => unit === value.unit));
