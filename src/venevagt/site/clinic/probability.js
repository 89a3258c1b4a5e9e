// How likely a clot is, exactly as care/probability.py calculates it: start, factors, bounds, and what tests would change.
//
// An outcome: { id, name, condition, rule_out, treat, sources, start, shares, ratios, tests }. A share of it:
// [place of the form, band, percent, low, high, source]. A ratio: { id, condition, value, low, high, measures, group,
// in_scores, sources }, or with form and band in place of the condition. A test: { conditions: [it found it, it cleared it],
// doubtful, sensitivity, specificity, ... }.
import { count } from "./count.js";
import { evaluate } from "./kleene.js";
import { beliefOf, intervalOf, plain, probabilityOf, ratioOf, ratioOfTest, shareOf, spreadOf, updated } from "./probability_log_odds.js";
import { actionAt, surely, valueOfTest } from "./probability_value.js";

const SHARE = /^(\d+(?:[.,]\d+)?)\s*%?\s*(?:[-–]\s*(\d+(?:[.,]\d+)?)\s*%?)?$/;

/** A percentage or an interval as it was typed: { point, low, high } from 0 to 1; null for what is none. */
export function readShare({ z }, text) {
  const found = SHARE.exec(text.trim());
  if (!found) return null;
  const [first, last] = found.slice(1).map((end) => (end === undefined ? null : Number(end.replace(",", ".")) / 100));
  const share = last === null ? { point: first, low: null, high: null } : { point: null, low: first, high: last };
  return beliefOf(z, share.point, share.low, share.high) && share;
}

/**
 * How likely the outcome is. It starts from the band of `form`, or from `share`; from both, by the ratio of the band.
 *
 * { refused, ... } where it cannot start there: "not_studied", "not_for", "open", "no_share" or "no_ratio".
 */
export function assess(data, outcome, known, { share = null, form = share ? null : data.forms[outcome.start] }) {
  const { z } = data.probability;
  const begun = startOf(data, outcome, known, share, form);
  if (begun.refused) return begun;
  const { believed, start, first } = begun;
  const weighed = first ? form.score : start.score;
  const found = [...findingsOf(z, outcome, known), ...doneOf(z, outcome, known)];
  const { counted, leftOut } = eachOnce(found, weighed);
  const evidence = [...(first ? [first] : []), ...counted];
  const after = updated(believed, ratiosOf(evidence));
  const ends = endsOf(believed, evidence);
  const doubtful = outcome.tests.filter((test) => test.doubtful && evaluate(test.doubtful, known)).map(({ id }) => id);
  const probability = spreadOf(z, after);
  const limits = { rule_out: outcome.rule_out / 100, treat: outcome.treat === null ? null : outcome.treat / 100, sources: outcome.sources };
  return {
    outcome: outcome.id,
    start,
    factors: factorsOf(z, believed, evidence),
    not_applied: leftOut,
    probability,
    without_interval: evidence.filter(({ ratio }) => ratio.width === 0).map(({ id }) => id),
    bounds: boundsOf(z, believed, evidence, ends),
    limits,
    action: actionAt(probability.mean, limits),
    sure: surely(z, after, ends, limits) && !evidence.some(({ id }) => doubtful.includes(id)),
    doubtful,
    tests: openTests(outcome, known)
      .filter((test) => !test.in_scores.includes(weighed))
      .map((test) => valueOfTest(z, test, after, ends, limits, doubtful.includes(test.id))),
  };
}

function startOf(data, outcome, known, share, form) {
  const { z } = data.probability;
  if (!share) {
    const band = bandOf(form, known);
    if (band.refused) return band;
    const figure = outcome.shares.find(([place, id]) => data.forms[place] === form && id === band.id);
    if (!figure) return { refused: "no_share", form, band: band.id };
    const [, , percent, low, high, source] = figure;
    const believed = shareOf(z, [percent, low, high]);
    const { score, version } = form;
    return { believed, start: told(z, believed, { score, version, band: band.id }, band.applies, low !== null, [source]), first: null };
  }
  const applies = outcome.condition ? evaluate(outcome.condition, known) : true;
  if (applies === false) return { refused: "not_studied" };
  const believed = beliefOf(z, share.point, share.low, share.high);
  const start = told(z, believed, { score: "", version: "", band: "" }, applies, share.low !== null, []);
  if (!form) return { believed, start, first: null };
  const band = bandOf(form, known);
  if (band.refused) return band;
  const entry = outcome.ratios.find((ratio) => ratio.band === band.id && data.forms[ratio.form] === form);
  return entry ? { believed, start, first: evidenceOf(z, entry, "score") } : { refused: "no_ratio", form, band: band.id };
}

const told = (z, believed, { score, version, band }, applies, given, sources) => ({
  score,
  version,
  band,
  applies,
  probability: spreadOf(z, believed),
  interval_given: given,
  sources,
});

/** The one band that the patient is in: { id, applies }. */
function bandOf(form, known) {
  const { applies, band, possible_bands: possible, next_finding: next } = count(form, known);
  if (applies === false) return { refused: "not_for", form };
  return band === null ? { refused: "open", form, possible, next } : { id: band, applies };
}

const ratiosOf = (evidence) => evidence.map(({ ratio }) => ratio);

const evidenceOf = (z, entry, kind) => ({ ...entry, kind, result: "", ratio: ratioOf(z, entry) });

const findingsOf = (z, { ratios }, known) =>
  ratios.filter(({ condition }) => condition && evaluate(condition, known)).map((entry) => evidenceOf(z, entry, "finding"));

/** Which of a test's two conditions holds: 0 where it found the clot, 1 where it cleared it, -1 without a result. */
export const resultOf = ({ conditions }, known) => conditions.findIndex((condition) => evaluate(condition, known));

const doneOf = (z, { tests }, known) =>
  tests
    .map((test) => ({ ...test, group: "", kind: "test", result: resultOf(test, known) }))
    .filter(({ result }) => result !== -1)
    .map((test) => ({ ...test, ratio: ratioOfTest(z, test, test.result === 0) }));

/** The tests that have no result, and that measure nothing which has been measured. */
function openTests({ tests }, known) {
  const done = (test) => resultOf(test, known) !== -1;
  const measured = tests.filter((test) => test.measures && done(test)).map(({ measures }) => measures);
  return tests.filter((test) => !done(test) && !measured.includes(test.measures));
}

const strength = ({ ratio }) => Math.abs(Math.log(ratio.value));
const rises = ({ ratio }) => Math.log(ratio.value) > 0;

/** What counts, and what does not: the score weighs it already, or something stronger measures the same. */
function eachOnce(found, weighed) {
  const inScore = (own) => Boolean(weighed) && own.in_scores.includes(weighed);
  const kept = found.filter((own) => !inScore(own));
  const best = new Map();
  for (const own of kept) {
    const before = best.has(own.measures) ? strength(best.get(own.measures)) : 0;
    if (own.measures && strength(own) > before) best.set(own.measures, own);
  }
  const instead = (own) => best.get(own.measures) ?? own;
  const left = ({ id, kind, result }, reason, by) => ({ factor: id, kind, result, reason, instead: by });
  return {
    counted: kept.filter((own) => instead(own) === own),
    leftOut: [
      ...found.filter(inScore).map((own) => left(own, "in_score", weighed)),
      ...kept.filter((own) => instead(own) !== own).map((own) => left(own, "same_thing", instead(own).id)),
    ],
  };
}

function factorsOf(z, start, evidence) {
  const after = evidence.map((_, place) => probabilityOf(updated(start, ratiosOf(evidence.slice(0, place + 1))).centre));
  return evidence.map(({ id, kind, result, ratio, group, sources }, place) => {
    const before = place ? after[place - 1] : probabilityOf(start.centre);
    const [low, high] = intervalOf(z, ratio).map((end) => (end === null ? null : plain(end)));
    return {
      factor: id,
      kind,
      result,
      value: plain(ratio.value),
      low,
      high,
      log_odds: plain(Math.log(ratio.value)),
      before: plain(before),
      after: plain(after[place]),
      points: plain(100 * (after[place] - before)),
      group,
      sources,
    };
  });
}

/** The one that changes most, in a list; none of none. */
const strongest = (evidence) =>
  evidence.length ? [evidence.reduce((one, next) => (strength(next) >= strength(one) ? next : one))] : [];

/** The lowest and the highest belief when factors that point the same way may all say the same. */
function endsOf(start, evidence) {
  const up = evidence.filter(rises);
  const down = evidence.filter((own) => !rises(own));
  return [updated(start, ratiosOf([...strongest(up), ...down])), updated(start, ratiosOf([...up, ...strongest(down)]))];
}

/** How low and how high it can get when the factors of a group overlap, and when all may. */
function boundsOf(z, start, evidence, [lowest, highest]) {
  const names = [...new Set(evidence.map(({ group }) => group).filter(Boolean))];
  const groups = names.map((name) => evidence.filter(({ group }) => group === name)).filter((group) => group.length > 1);
  const alone = evidence.filter((own) => !groups.flat().includes(own));
  const logs = (part) => part.reduce((sum, { ratio }) => sum + Math.log(ratio.value), 0);
  const chosen = (sign) => groups.flatMap((group) => (sign * (logs(strongest(group)) - logs(group)) > 0 ? strongest(group) : group));
  const end = (sign) => plain(probabilityOf(updated(start, ratiosOf([...alone, ...chosen(sign)])).centre));
  return {
    groups: groups.map((group) => group.map(({ id }) => id)),
    in_groups: [end(-1), end(1)],
    lowest: spreadOf(z, lowest),
    highest: spreadOf(z, highest),
  };
}
