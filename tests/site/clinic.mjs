// The clinician's scripts for the tests: one JSON request a line in, one JSON answer a line out.
// node clinic.mjs FOLDER, with the files that `clinic_scripts` gives in FOLDER.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const from = (name) => import(pathToFileURL(`${process.argv[2]}/clinic/${name}`));
const data = (await from("data.js")).default;
const { count } = await from("count.js");
const { concluded } = await from("known.js");
const { evaluate } = await from("kleene.js");
const { readQuantity } = await from("quantity.js");
const { answersIn } = await from("patient.js");
const { carried, stateIn } = await from("carry.js");
const { blank, restIsNo, typeNumber, viewOf } = await from("state.js");
const { noteOf } = await from("note.js");
const { assess, readShare } = await from("probability.js");
const { meanOf, ratioOfTest, updated } = await from("probability_log_odds.js");
const { digits, percent, twoDigits } = await from("probability_words.js");
const { recommend } = await from("treatment.js");

const byName = new Map(data.forms.map((form) => [`${form.score}@${form.version}`, form]));

/** A state as the page has it; `versions` by name@version, `typed` as [text, unit]. */
function stateFrom({ door, own = {}, patient = {}, typed = {}, versions = {} }) {
  const places = Object.entries(versions).map((pair) => pair.map((name) => data.forms.indexOf(byName.get(name))));
  const gate = data.gates.find(({ id }) => id === door) ?? null;
  const state = { ...blank(), gate, own: { ...own }, patient, versions: Object.fromEntries(places) };
  for (const [id, [text, unit]] of Object.entries(typed)) typeNumber(data, state, id, text, unit);
  return state;
}

const plain = (state) => state && { ...state, gate: state.gate?.id ?? "" };

const answerTo = {
  count({ said, forms }) {
    const known = concluded(data, said);
    return { known, results: forms.map((form) => count(byName.get(form), known)) };
  },
  evaluate: ({ condition, known }) => evaluate(condition, known),
  quantity: ({ finding, text, unit }) => readQuantity(data.findings[finding], text, unit),
  patient: ({ address }) => answersIn(data, address),
  carry({ state }) {
    const fragment = carried(data, stateFrom(state));
    return { fragment, state: plain(stateIn(data, fragment)) };
  },
  carried: ({ fragment }) => plain(stateIn(data, fragment)),
  door({ state, rest }) {
    const here = stateFrom(state);
    const no = rest ? restIsNo(data, here) : [];
    const view = viewOf(data, here);
    const results = view.results.map(({ result }) => [`${result.score}@${result.version}`, result.low, result.high, result.band]);
    return { no, known: view.known, results, shown: view.rows.filter((row) => row.shown).map(({ id }) => id), checks: view.checks, note: noteOf(data, here, view, "i dag") };
  },
  share: ({ text }) => readShare(data.probability, text),
  probability({ said, outcome, share, form }) {
    const start = { share: share && readShare(data.probability, share), form: form ? byName.get(form) : undefined };
    return assess(data, data.probability.outcomes.find(({ id }) => id === outcome), concluded(data, said), start);
  },
  belief({ start, ratios }) {
    const belief = updated(start, ratios);
    return { ...belief, mean: meanOf(belief) };
  },
  ratio({ test }) {
    const tests = data.probability.outcomes.flatMap((outcome) => outcome.tests);
    return [true, false].map((finds) => ratioOfTest(data.probability.z, tests.find(({ id }) => id === test), finds));
  },
  numbers: ({ value }) => [digits(data, value), digits(data, value, true), twoDigits(data, value), percent(data, value)],
  treatment: ({ said }) => recommend(data, concluded(data, said)),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answerTo[request.ask](request)));
}
