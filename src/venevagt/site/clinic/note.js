// The note for the record: at most twelve lines, whatever is known.
import { openIn, typeOf } from "./state.js";
import { bandsIn, fill, labelOf, labelsOf, pointsIn, valueIn } from "./wording.js";

const MOST_SCORES = 5; // lines of scores; more scores share the last of them
const OF_HASH = 8;
const HEARD = ["patient", "heard"]; // said by the patient, or following from what the patient said

/** The lines of the note. `day`: the day in words. */
export function noteOf(data, state, view, day) {
  const { words, version, sha256 } = data;
  const { rows, gate } = view;
  // What follows is left out where what it follows from is there: of numbers, one that was computed is new.
  const known = rows.filter(({ id, value, origin }) => value !== null && (origin !== "follows" || typeOf(data, id) === "number"));
  const marked = ({ id, origin }) => `${labelOf(data, id)}${HEARD.includes(origin) ? "*" : ""}`;
  const toggles = known.filter(({ id }) => typeOf(data, id) === "yes_no");
  const others = known.filter(({ id }) => typeOf(data, id) !== "yes_no");
  const line = (word, list) => list.length > 0 && fill(words[word], { findings: list.join("; ") });
  const fromPatient = known.some(({ origin }) => HEARD.includes(origin));
  return [
    fill(words.note_first, { day, gate: words[`door_${gate.id}`] }),
    ...scoreLines(data, view),
    line("note_yes", orNone(words, toggles.filter(({ value }) => value).map(marked))),
    line("note_no", orNone(words, toggles.filter(({ value }) => !value).map(marked))),
    line("note_numbers", others.map((row) => `${marked(row)} ${valueIn(data, state, row.id, row.value)}`)),
    line("note_unknown", unknownIn(data, view)),
    fromPatient ? words.note_patient : words.note_own,
    fill(words.note_end, { version, sha: sha256.slice(0, OF_HASH) }),
  ].filter(Boolean);
}

const orNone = (words, list) => (list.length ? list : [words.note_nothing]);

/** One line for each score of which something is known; those that surely apply first. */
function scoreLines(data, { results, known }) {
  const told = results.filter(({ form }) => [...Object.keys(form.classes), ...Object.keys(form.ranges)].some((id) => id in known));
  const lines = told.map((one) => scoreLine(data, one));
  return [...lines.slice(0, MOST_SCORES - 1), lines.slice(MOST_SCORES - 1).join(" ")];
}

const scoreLine = (data, { form, result }) =>
  fill(data.words[result.applies ? "note_score" : "note_may"], {
    score: form.name,
    version: form.called,
    points: pointsIn(data, form, result),
    bands: result.band === null ? data.words.note_open : bandsIn(form, result),
  });

/** What is not known and can still change the first score, or another that surely applies. */
function unknownIn(data, { results, known }) {
  const counted = results.filter(({ result }, place) => place === 0 || result.applies);
  const open = counted.flatMap(({ form, result }) => [...result.missing, ...openIn(form, known)]);
  return [...new Set(open)].map((id) => labelOf(data, id));
}

/** The first result in one sentence. */
export const summaryOf = (data, { results: [first] }) => (first ? scoreLine(data, first) : data.words.none_applies);

/** What to examine next for the first result; nothing where it is settled. */
export function nextIn(data, { results: [first] }) {
  const next = first?.result.next_finding;
  return next ? fill(data.words[first.result.settles ? "settles" : "ask_next"], { finding: labelOf(data, next) }) : "";
}

/** A check in words. */
export const checkIn = (data, { word, findings, test }) => {
  const [first] = findings;
  const named = { findings: labelsOf(data, findings), finding: labelOf(data, first), test: test && labelOf(data, test) };
  return fill(data.words[word], named);
};
