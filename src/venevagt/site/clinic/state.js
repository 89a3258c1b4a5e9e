// What is known of one patient, and what follows: no element of the page is needed for it.
//
// state: { gate, own, patient, typed, versions }. own: finding -> value, null for "unknown after all"; it goes before what
// the patient said. typed: finding -> { text, unit } of a number's field. versions: the form of a score -> the one that
// was chosen instead, both by their place in the data.
import { count } from "./count.js";
import { asked, evaluate } from "./kleene.js";
import { concluded } from "./known.js";
import { readQuantity } from "./quantity.js";

export const blank = () => ({ gate: null, own: {}, patient: {}, typed: {}, versions: {} });

/** Everything that the page shows of a state. */
export function viewOf(data, state) {
  const { gate, own, patient } = state;
  const opened = gate.finding ? { [gate.finding]: true } : {};
  const said = onlyKnown({ ...patient, ...own, ...opened });
  const known = concluded(data, said);
  const byClinician = concluded(data, onlyKnown({ ...own, ...opened }));
  const all = gate.scores.map((versions) => {
    const place = chosenOf(state, versions);
    return { place, versions, form: data.forms[place], result: count(data.forms[place], known) };
  });
  const results = all.filter(({ result }) => result.applies !== false);
  // The score of the suspicion itself first, then those that surely apply.
  const later = ({ form, result }) => form !== all[0].form && result.applies === null;
  results.sort((one, other) => later(one) - later(other));
  // What the main score asks stays, so that an answer after which it does not apply can be changed.
  const asking = all.filter(({ result }, place) => place === 0 || result.applies !== false).map(({ place }) => place);
  const rows = gate.rows.map(([id, key, forms, main]) => ({
    id,
    key,
    main: Boolean(main),
    shown: !forms.length || forms.some((place) => asking.includes(place)),
    value: known[id] ?? null,
    origin: id in known ? originOf(id, said, own, byClinician) : "",
  }));
  const others = all.filter(({ result }) => result.applies === false).map(({ form }) => form);
  const view = { gate, known, results, others, rows };
  return { ...view, checks: checksOf(data, state, view, all[0].result) };
}

/** The version of a score that was chosen, by its place; else its own. */
export const chosenOf = ({ versions }, [first]) => versions[first] ?? first;

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

/** The two commonest mistakes, where they are made: { word, findings, test }. */
function checksOf({ last }, { gate, own, patient }, { known, rows }, main) {
  const begun = Object.keys({ ...own, ...patient }).length > 0;
  const shown = rows.filter((row) => row.shown).map(({ id }) => id);
  const test = gate.suspicion && main.applies !== false ? last.find((id) => id in known) : undefined;
  const before = test ? main.missing.filter((id) => !last.includes(id)) : [];
  const judged = begun ? gate.never.filter((id) => shown.includes(id) && !(id in known)) : [];
  return [
    ...(before.length ? [{ word: "check_before", findings: before, test }] : []),
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

/** The value that is a no to a finding; undefined where there is none. */
const noTo = ({ type, absent }) => (type ? absent : false);

/** Whether the rest of a door can be a no at all. */
export const hasRest = ({ findings }, { rows, never }) =>
  rows.some(([id, , , main]) => main && noTo(findings[id]) !== undefined && !never.includes(id));

/** Take no for an answer to all that is open of the main score, but for its judgements; the findings that got it.
 *
 * Nor where a no would say that the score is not for this patient.
 */
export function restIsNo(data, state) {
  const { rows, gate, known } = viewOf(data, state);
  const { condition } = data.forms[chosenOf(state, gate.scores[0])];
  const applies = (more) => !condition || evaluate(condition, { ...known, ...more }) !== false;
  const leaves = (id) => !applies({}) || applies({ [id]: noTo(data.findings[id]) });
  const canBeNo = (id) => noTo(data.findings[id]) !== undefined && !gate.never.includes(id) && leaves(id);
  const open = rows.filter(({ id, main, shown, value }) => main && shown && value === null && canBeNo(id));
  for (const { id } of open) state.own[id] = noTo(data.findings[id]);
  return open.map(({ id }) => id);
}

/** Take over what stands in a number's field; what is wrong with it, or null. */
export function typeNumber(data, state, id, text, unit) {
  state.typed[id] = { text, unit };
  const read = text ? readQuantity(data.findings[id], text, unit) : { value: null };
  state.own[id] = read.value ?? null;
  return read.wrong ? read : null;
}
