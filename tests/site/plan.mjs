// The plans' scripts for the tests: one JSON request a line in, one JSON answer a line out.
// node plan.mjs FOLDER, with the files that `part_modules` gives in FOLDER.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const from = (name) => import(pathToFileURL(`${process.argv[2]}/plan/${name}`));
const data = (await from("data.js")).default;
const { fittingAnswers, knownFrom } = await from("answers.js");
const { calendarOf } = await from("calendar.js");
const { makers } = await from("kinds.js");
const { questionsFor } = await from("lines.js");

const answerTo = {
  plan: ({ kind, answers, start }) => makers[kind](data, knownFrom(data, answers), start),
  questions: ({ kind, answers }) => questionsFor(data.plans[kind], knownFrom(data, answers)).map(({ id }) => id),
  fitting: ({ kind, answers }) => fittingAnswers(data, data.plans[kind], answers),
  calendar({ answers, start, now, open }) {
    const plan = makers.followup(data, knownFrom(data, answers), start);
    return calendarOf(data, data.plans.followup, plan, new Date(now), open);
  },
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answerTo[request.ask](request)));
}
