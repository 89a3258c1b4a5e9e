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

const byName = new Map(data.forms.map((form) => [`${form.score}@${form.version}`, form]));

const answerTo = {
  count({ said, forms }) {
    const known = concluded(data, said);
    return { known, results: forms.map((form) => count(byName.get(form), known)) };
  },
  evaluate: ({ condition, known }) => evaluate(condition, known),
  quantity: ({ finding, text, unit }) => readQuantity(data.findings[finding], text, unit),
  patient: ({ address }) => answersIn(data, address),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answerTo[request.ask](request)));
}
