// The answers to a plan's questions as what is known: not sure, and not answered, is not known.
import { concluded } from "../clinic/known.js";
import { questionsFor } from "./lines.js";

const MEANS = { yes: true, no: false };

/** What is known from answers { finding: "yes", "no", "unsure" or an option }, with all that follows from it. */
export function knownFrom({ conclusions }, answers) {
  const said = Object.entries(answers)
    .filter(([, answer]) => answer !== "unsure")
    .map(([name, answer]) => [name, MEANS[answer] ?? answer]);
  return concluded({ conclusions, forms: [] }, Object.fromEntries(said));
}

/** The answers to questions that fit; one that fits no more does not count. */
export function fittingAnswers(data, plan, answers) {
  let kept = {};
  for (;;) {
    const fits = new Set(questionsFor(plan, knownFrom(data, kept)).map(({ id }) => id));
    const next = Object.fromEntries(Object.entries(answers).filter(([name]) => fits.has(name)));
    if (Object.keys(next).length === Object.keys(kept).length) return next;
    kept = next;
  }
}
