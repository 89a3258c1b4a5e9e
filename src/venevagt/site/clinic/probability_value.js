// What a test would change before it is ordered, exactly as care/value_of_test.py calculates it.
//
// Below the limit `rule_out` the clot counts as excluded and nobody looks further, from `treat` on it is treated.
import { plain, probabilityOf, ratioOfTest, spreadOf, updated } from "./probability_log_odds.js";

const PEOPLE = 1000;

/** What the limits say at a probability. */
export function actionAt(probability, { rule_out: out, treat }) {
  if (probability < out) return "stop";
  return treat !== null && probability >= treat ? "treat" : "examine";
}

/** Whether the whole interval, and the medians at the ends of what dependence can change, give the same action. */
export function surely(z, own, ends, limits) {
  const { mean, low, high } = spreadOf(z, own);
  const points = [low, high, ...ends.map(({ centre }) => probabilityOf(centre))];
  return points.every((point) => actionAt(point, limits) === actionAt(mean, limits));
}

/** What the test would change for somebody of whom this is believed. `results`: first that it finds the clot. */
export function valueOfTest(z, test, own, ends, limits, doubtful) {
  const before = spreadOf(z, own).mean;
  const [sensitivity, specificity] = [test.sensitivity[0] / 100, test.specificity[0] / 100];
  const [found, overlooked] = [before * sensitivity, before * (1 - sensitivity)];
  const [alarms, cleared] = [(1 - before) * (1 - specificity), (1 - before) * specificity];
  const results = [found + alarms, overlooked + cleared].map((share, place) => {
    const ratio = ratioOfTest(z, test, place === 0);
    const then = ends.map((end) => updated(end, [ratio]));
    return outlook(z, updated(own, [ratio]), then, share, limits, doubtful);
  });
  const now = actionAt(before, limits);
  const parts = [numbers(results[0].action, found, alarms), numbers(results[1].action, overlooked, cleared)];
  const both = (name) => plain(parts[0][name] + parts[1][name]);
  return {
    test: test.id,
    results,
    found: plain(PEOPLE * found),
    false_alarms: plain(PEOPLE * alarms),
    overlooked: plain(PEOPLE * overlooked),
    cleared: plain(PEOPLE * cleared),
    changes: plain(results.reduce((sum, { action, share }) => sum + (action === now ? 0 : share), 0)),
    without: numbers(now, before, 1 - before),
    with_test: { missed: both("missed"), examined: both("examined"), treated_without: both("treated_without") },
    sources: test.sources,
  };
}

function outlook(z, own, ends, share, limits, doubtful) {
  const probability = spreadOf(z, own);
  const [lowest, highest] = ends.map(({ centre }) => plain(probabilityOf(centre)));
  return {
    share: plain(share),
    probability,
    lowest,
    highest,
    action: actionAt(probability.mean, limits),
    sure: surely(z, own, ends, limits) && !doubtful,
  };
}

/** What follows for a part of the people, as numbers of 1000. */
const numbers = (action, withClot, withoutClot) => ({
  missed: action === "stop" ? plain(PEOPLE * withClot) : 0,
  examined: action === "examine" ? plain(PEOPLE * (withClot + withoutClot)) : 0,
  treated_without: action === "treat" ? plain(PEOPLE * withoutClot) : 0,
});
