// Probabilities that are not known exactly, on the scale of log-odds, as care/log_odds.py calculates them.
//
// A belief: { centre, width }, normally distributed there. A ratio: { value, width }; width is that of its logarithm.
// z: how many standard deviations a 95 % interval reaches to either side. null stands for what cannot be calculated.

const STEPS = 400;
const REACH = 8;
const DIGITS = 6;

/** Without the digits that only rounding made. */
export const plain = (value) => Number(value.toPrecision(DIGITS));

const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

/** The log-odds of a probability between 0 and 1; null for any other. */
export const logOdds = (probability) => (probability > 0 && probability < 1 ? Math.log(probability / (1 - probability)) : null);

/** The probability that has these log-odds. */
export function probabilityOf(odds) {
  if (odds >= 0) return 1 / (1 + Math.exp(-odds));
  return Math.exp(odds) / (1 + Math.exp(odds));
}

/** From a probability and its interval, or from an interval alone: then the middle of its log-odds counts. */
export function beliefOf(z, point, low = null, high = null) {
  if (low === null || high === null) {
    const centre = point === null ? null : logOdds(point);
    return centre === null ? null : { centre, width: 0 };
  }
  const [first, last] = [logOdds(low), logOdds(high)];
  const ends = first === null || last === null ? null : (first + last) / 2;
  const centre = point === null ? ends : logOdds(point);
  if (ends === null || centre === null || centre < first || centre > last) return null;
  return { centre, width: (last - first) / (2 * z) };
}

/** From a likelihood ratio and its interval, where there is one. */
export const ratioOf = (z, { value, low, high }) => ({
  value,
  width: low === null || high === null ? 0 : (Math.log(high) - Math.log(low)) / (2 * z),
});

/** The interval of a ratio, where there is one. */
export const intervalOf = (z, { value, width }) =>
  width === 0 ? [null, null] : [value * Math.exp(-z * width), value * Math.exp(z * width)];

/** From [percent, low, high, count, people]; without an interval, the width follows from what was counted. */
export function shareOf(z, [percent, low, high, count, people]) {
  const share = (end) => (end === null ? null : end / 100);
  const own = beliefOf(z, share(percent), share(low), share(high));
  if (own.width === 0 && count != null && people != null) return { ...own, width: Math.sqrt(1 / count + 1 / (people - count)) };
  return own;
}

/** The ratio of a test that finds it, or clears it, from its sensitivity and specificity to first order. */
export function ratioOfTest(z, { sensitivity, specificity }, finds) {
  const [found, cleared] = [shareOf(z, sensitivity), shareOf(z, specificity)];
  const [rate, clears] = [probabilityOf(found.centre), probabilityOf(cleared.centre)];
  return finds
    ? { value: rate / (1 - clears), width: Math.hypot((1 - rate) * found.width, clears * cleared.width) }
    : { value: (1 - rate) / clears, width: Math.hypot(rate * found.width, (1 - clears) * cleared.width) };
}

/** The belief after findings that are independent of each other. */
export const updated = (start, ratios) => ({
  centre: total([start.centre, ...ratios.map(({ value }) => Math.log(value))]),
  width: Math.sqrt(total([start.width ** 2, ...ratios.map(({ width }) => width ** 2)])),
});

/** Mean, median and the ends of the 95 % interval. */
export const spreadOf = (z, belief) => ({
  mean: plain(meanOf(belief)),
  median: plain(probabilityOf(belief.centre)),
  low: plain(probabilityOf(belief.centre - z * belief.width)),
  high: plain(probabilityOf(belief.centre + z * belief.width)),
});

/** The mean is a sum over points on both sides of the centre. */
export function meanOf({ centre, width }) {
  if (width === 0) return probabilityOf(centre);
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, at) => (REACH * (at - STEPS)) / STEPS);
  const weights = steps.map((step) => Math.exp((-step * step) / 2));
  return total(steps.map((step, at) => weights[at] * probabilityOf(centre + width * step))) / total(weights);
}
