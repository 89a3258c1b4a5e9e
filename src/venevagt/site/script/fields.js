// What was written into a page's fields, read as answers.
import { effectiveOf } from "./cases.js";

const NUMBER = /^[+-]?[0-9]{1,9}(?:[.,][0-9]{0,9})?$/;

/** A number with a comma or a point as its decimal mark; null for what is none. */
export const readNumber = (text) => (NUMBER.test(text) ? Number(text.replace(",", ".")) : null);

/**
 * The answers on one page and the mistakes in it: { answers, mistakes: [{ word, finding }] }.
 *
 * `written`: finding -> the text in its field, or the value that was chosen. `oneByOne`: a tick-list shown
 * as questions; `none`: the button that says none of these. `word` is the id of the site's sentence; an
 * empty `finding`: the whole list. Throws a CaseError for a choice that the page does not offer.
 */
export function readInputs(knowledge, step, written, { oneByOne = false, none = false } = {}) {
  const ticking = step.screen.shape === "tick_list" && !oneByOne;
  const findings = step.findings.map((name) => knowledge.findings.get(name));
  const text = ({ id }) => (written[id] ?? "").trim();
  const filled = findings.filter(text);
  if (ticking && none && filled.some(({ type }) => type === "yes_no")) return wholeList("mistake_both");
  if (ticking && !none && !filled.length) return wholeList("mistake_nothing");
  const answers = {};
  const mistakes = [];
  for (const finding of findings) {
    const { answer, word } = readInput(finding, text(finding), ticking);
    if (word) mistakes.push({ word, finding: finding.id });
    else answers[finding.id] = answer;
  }
  effectiveOf(knowledge, answers);
  return { answers, mistakes };
}

/** What is filled in on a page that was left before it was finished; what cannot be read is left out. */
export function readDrafts(knowledge, step, written) {
  const drafts = {};
  for (const name of step.findings) {
    const text = (written[name] ?? "").trim();
    const number = knowledge.findings.get(name).type === "number" ? readNumber(text) : null;
    const draft = { [name]: number ?? text };
    try {
      if (text && effectiveOf(knowledge, draft)) Object.assign(drafts, draft);
    } catch {
      continue;
    }
  }
  return drafts;
}

const wholeList = (word) => ({ answers: {}, mistakes: [{ word, finding: "" }] });

function readInput({ type, unsure, low, high }, text, ticking) {
  if (type === "number") {
    if (!text && unsure !== "must_be_answered") return { answer: "unsure" };
    const number = readNumber(text);
    return number !== null && low <= number && number <= high ? { answer: number } : { word: "mistake_number" };
  }
  if (text) return { answer: text };
  return ticking && type === "yes_no" ? { answer: "no" } : { word: "mistake_choose" };
}
