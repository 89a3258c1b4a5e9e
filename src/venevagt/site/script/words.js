// The words of an assessment: lines of advice, answers by name, what to say on the telephone.
import { fittingAdvice } from "./engine.js";
import { NEVER_AS_NO, TOLD, TOLD_FIRST } from "./model.js";

/** A text with its {names} filled in; a name without a word stays as it is. */
export const fill = (text, words) => text.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);

/** A number with six digits at most and no needless ones, as C's %g writes it. */
export function general(number) {
  if (number === 0) return Object.is(number, -0) ? "-0" : "0";
  const [rounded, exponent] = number.toExponential(5).split("e");
  // Halfway between two, the even digit: toExponential alone takes the larger number.
  const halfway = /^(-?\d\.\d{4}[02468])50*e/.exec(number.toExponential(20));
  const digits = (halfway ? halfway[1] : rounded).replace(/\.?0+$/, "");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(`${digits}e${power}`));
  return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** The lines for an urgency, for what the deciding rules have in mind, and for this case, on a day. */
export function adviceLines(knowledge, rank, concerns, values, language, on) {
  const given = fittingAdvice(knowledge, rank, values).filter(
    (entry) => !entry.concerns.length || entry.concerns.some((concern) => concerns.has(concern)),
  );
  const facts = shownFacts(knowledge, language, on);
  const words = knowledge.words[language].advice;
  const lines = (part) => [...new Set(given.flatMap((entry) => entry[part]))].map((line) => fill(words[line], facts));
  return { do: lines("do"), dont: lines("dont"), say: lines("say"), safety_net: lines("safety_net") };
}

/** What each fact is shown as on a day: its words while it is valid, after that what to use instead. */
export function shownFacts(knowledge, language, on) {
  const words = knowledge.words[language].facts;
  return Object.fromEntries(
    Object.entries(knowledge.facts).map(([name, until]) => [name, words[name][on > until ? "instead" : "shown"]]),
  );
}

/** One answer in a few words; a person in doubt is said so. */
export function answerLabel(knowledge, language, name, answer) {
  const { interface: common, findings } = knowledge.words[language];
  const { label, label_no, unit, options } = findings[name];
  const { type } = knowledge.findings.get(name);
  if (answer === "unsure") return `${label} (${common.in_doubt})`;
  if (type === "number") return `${label}: ${general(answer).replace(".", common.decimal_mark)} ${unit}`;
  if (type === "choice") return `${label}: ${options[answer]}`;
  return answer === "yes" ? label : label_no;
}

/**
 * The sentences to say on the telephone, with this person's answers in them.
 *
 * Told are the answers behind the reasons and every other sign; at the highest rank the first signs alone.
 */
export function whatToSay(knowledge, rank, lines, because, answers, language) {
  const { findings, urgencies } = knowledge;
  const signs = Object.keys(answers).filter((name) => isSign(findings.get(name), answers[name]));
  const told = [...new Set([...because.filter((name) => answers[name] !== undefined), ...signs])]
    .map((name) => findings.get(name))
    .filter((finding) => rank < urgencies.length - 1 || finding.told === TOLD_FIRST)
    .filter(({ id, type, told }) => type !== "choice" && !(told === NEVER_AS_NO && answers[id] === "no"))
    .map(({ id }) => answerLabel(knowledge, language, id, answers[id]))
    .join("; ");
  return lines.filter((line) => told || !line.includes("{answers}")).map((line) => fill(line, { answers: told }));
}

const isSign = ({ type, told, unsure }, answer) =>
  type === "yes_no" && told >= TOLD && (answer === "yes" || (answer === "unsure" && unsure === "yes"));
