// What is known of one patient, and what follows: no element of the page is needed for it.
//
// state: { gate, own, patient, typed }. own: finding -> value, null for "unknown after all"; it goes before what the
// patient said. typed: finding -> { text, unit } of a number's field.
import { count } from "./count.js";
import { asked, evaluate } from "./kleene.js";
import { concluded } from "./known.js";
import { readQuantity } from "./quantity.js";

export const blank = () => ({ gate: null, own: {}, patient: {}, typed: {} });

/** Everything that the page shows of a state. */
export function viewOf(data, state) {
  const { gate, own, patient } = state;
  const said = onlyKnown({ [gate.finding]: true, ...patient, ...own });
  const known = concluded(data, said);
  const byClinician = concluded(data, onlyKnown({ [gate.finding]: true, ...own }));
  const all = gate.forms.map((place) => ({ form: data.forms[place], result: count(data.forms[place], known) }));
  const results = all.filter(({ result }) => result.applies !== false);
  // The score of the suspicion itself first, then those that surely apply.
  const later = ({ form, result }) => form !== all[0].form && result.applies === null;
  results.sort((one, other) => later(one) - later(other));
  const rows = gate.rows.map(([id, key, scores, main]) => ({
    id,
    key,
    main: Boolean(main),
    shown: Boolean(main) || !scores.length || scores.some((place) => all[place].result.applies !== false),
    value: known[id] ?? null,
    origin: id in known ? originOf(id, said, own, byClinician) : "",
  }));
  const others = all.filter(({ result }) => result.applies === false).map(({ form }) => form);
  const view = { gate, known, results, others, rows };
  return { ...view, checks: checksOf(data, state, view, all[0].result) };
}

/** Whose word it is: "own", "patient", "follows" from the clinician's answers, "heard": it follows from the patient's too. */
function originOf(id, said, own, byClinician) {
  if (own[id] != null) return "own";
  if (id in said) return "patient";
  return id in byClinician ? "follows" : "heard";
}

const onlyKnown = (values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

export const typeOf = (data, id) => data.findings[id].type ?? "yes_no";

/** What is not known of whether the patient is one of those for whom the score is. */
export const openIn = ({ condition }, known) =>
  condition ? [...new Set(asked(condition))].filter((id) => !(id in known) && evaluate(condition, known) === null) : [];

/** The two commonest mistakes, where they are made: { word, findings }. */
function checksOf({ test }, { gate, own, patient }, { known, rows }, main) {
  const begun = Object.keys({ ...own, ...patient }).length > 0;
  const shown = rows.filter((row) => row.shown).map(({ id }) => id);
  const before = known[test] != null && main.applies !== false ? main.missing.filter((id) => id !== test) : [];
  const judged = begun ? gate.never.filter((id) => shown.includes(id) && !(id in known)) : [];
  return [
    ...(before.length ? [{ word: "check_before", findings: before }] : []),
    ...judged.map((id) => ({ word: "check_judged", findings: [id] })),
  ];
}

/** The answer after this one: yes, no, unknown; or the next option. */
function nextValue({ options }, value) {
  const order = [...(options ?? [true, false]), null];
  return order[(order.indexOf(value) + 1) % order.length];
}

/** The next answer to a row; "unknown" is passed over where the answer follows from others all the same. */
export function answerAfter(data, state, { id, value }) {
  const finding = data.findings[id];
  const next = nextValue(finding, value);
  if (next !== null) return next;
  const { known } = viewOf(data, { ...state, own: { ...state.own, [id]: null } });
  return id in known ? nextValue(finding, null) : null;
}

/** Take no for an answer to all that is open of the main score, but for its judgements; the findings that got it. */
export function restIsNo(data, state) {
  const { rows, gate } = viewOf(data, state);
  const open = rows.filter(
    ({ id, main, value }) => main && value === null && typeOf(data, id) === "yes_no" && !gate.never.includes(id),
  );
  for (const { id } of open) state.own[id] = false;
  return open.map(({ id }) => id);
}

/** Take over what stands in a number's field; what is wrong with it, or null. */
export function typeNumber(data, state, id, text, unit) {
  state.typed[id] = { text, unit };
  const read = text ? readQuantity(data.findings[id], text, unit) : { value: null };
  state.own[id] = read.value ?? null;
  return read.wrong ? read : null;
}
