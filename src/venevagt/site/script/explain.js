// Why a case got its urgency, and which single other answer would have changed that.
import { rankOf } from "./engine.js";
import { because, literalHolds, NEGATED } from "./implicant.js";
import { NO_RULE } from "./model.js";
import { general } from "./words.js";

/** How far from the limit a number surely stands in this relation to it. */
const BEYOND = { "<": -1, ">": 1, "<>": 1 };

/** What explains one case: the rules that decide, each with its smallest reason, the smallest first. */
export function explained(knowledge, spoken, rank, values, known) {
  const reasons = spoken.map((rule) => ({ rule, literals: because(rule, known) }));
  reasons.sort((one, other) => one.literals.length - other.literals.length);
  const blocking = spoken.length ? null : knowledge.neededForEarned.find((literal) => blocks(literal, values));
  return { knowledge, reasons, blocking, rank, values };
}

/** For each rule that speaks: its id, the findings of its smallest reason, its sources. */
export function reasonsOf({ knowledge, reasons, blocking }) {
  if (reasons.length) {
    return reasons.map(({ rule: { id, sources }, literals }) => ({
      rule: id,
      because: answered(knowledge, literals),
      sources,
    }));
  }
  const { sources = [] } = knowledge.earned[0] ?? {};
  return [{ rule: NO_RULE, because: blocking ? [blocking.name] : [], sources }];
}

/** Single other answers that would have given another urgency: first those that undo the reason. */
export function changesOf(why) {
  const { knowledge, reasons, blocking, rank } = why;
  let trials = [];
  if (blocking) trials = madeTrue(blocking);
  else if (reasons.length && rank >= knowledge.default_rank) {
    trials = reasons[0].literals.flatMap((literal) => others(knowledge, literal));
  }
  const undone = tried(why, trials, knowledge.most.changes);
  return undone.length ? undone : tried(why, worseAnswers(why), 1);
}

/** The findings, without measurements that say no more than not having been made. */
function answered({ optional }, literals) {
  const telling = literals.filter((literal) => !(literal.name in optional && literalHolds(literal, optional)));
  return [...new Set(telling.map((literal) => literal.name))];
}

const blocks = (literal, values) => values[literal.name] !== null && !literalHolds(literal, values);

/** The answers that would undo the literal. */
function others(knowledge, { name, operator, limit }) {
  if (operator === "is") return madeTrue({ name, operator, limit: !limit });
  if (operator in NEGATED) return madeTrue({ name, operator: NEGATED[operator], limit });
  const { options } = knowledge.findings.get(name);
  return madeTrue({ name, operator: "in", limit: options.filter((o) => limit.includes(o) === (operator !== "in")) });
}

/** The answers that would make the literal hold: { name, to: in words, value }. */
function madeTrue({ name, operator, limit }) {
  if (operator === "is") return [{ name, to: limit ? "yes" : "no", value: limit }];
  if (!(operator in NEGATED)) return limit.map((option) => ({ name, to: option, value: option }));
  return [{ name, to: `${operator} ${general(limit)}`, value: limit + (BEYOND[operator] ?? 0) }];
}

/** Answers that could be worse, in the order in which they are asked. */
function worseAnswers({ knowledge, values }) {
  return knowledge.worseAnswers
    .map(({ id, direction }) => ({ name: id, to: direction > 0 ? "yes" : "no", value: direction > 0 }))
    .filter(({ name, value }) => values[name] !== null && values[name] !== value)
    .slice(0, knowledge.most.trials);
}

function tried({ knowledge, rank, values }, trials, most) {
  const found = [];
  for (const { name, to, value } of trials) {
    const other = rankOf(knowledge, { ...values, [name]: value });
    if (other !== rank) found.push({ finding: name, to, urgency: knowledge.urgencies[other] });
    if (found.length === most) break;
  }
  return found;
}
