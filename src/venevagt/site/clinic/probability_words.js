// Probabilities and ratios in the words of the page, as cli/probability_words.py writes them.
import { fill } from "./wording.js";

const WHOLE_FROM = 9.95;
const ONE_FROM = 0.995;
const CERTAIN = 100;
const ALMOST = 99;

/** A number to so many places. Exactly between two numbers it is the even one, as in the terminal. */
function rounded(value, places) {
  const text = value.toFixed(places);
  const between = Math.abs(value * 2 ** (places + 1)) % 2 === 1;
  if (!between || Number(text.at(-1)) % 2 === 0) return text;
  return (Number(text) - Math.sign(value) / 10 ** places).toFixed(places);
}

/** A number to so many digits, without an exponent. */
function bare(value, count) {
  const places = count - 1 - Number(value.toExponential().split("e")[1]);
  const kept = Number(places < 0 ? value.toPrecision(count) : rounded(value, places));
  return kept.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 });
}

const marked = ({ mark }, text) => text.replace(".", mark);

/** A number to three digits, with its sign where that is asked for. */
export const digits = (data, value, sign = false) => marked(data, (sign && value >= 0 ? "+" : "") + bare(value, 3));

/** A number to two digits; from 10 on whole. */
export function twoDigits(data, value) {
  const size = Math.abs(value);
  if (size < ONE_FROM) return marked(data, bare(value, 2));
  return marked(data, rounded(value, size >= WHOLE_FROM ? 0 : 1).replace(/\.0$/, ""));
}

/** A probability in percent, without the sign. Near 100 the digits of what is missing are shown. */
export function percent(data, probability) {
  const value = 100 * probability;
  if (value <= ALMOST || value >= CERTAIN) return twoDigits(data, value);
  return marked(data, rounded(value, Math.max(1, -Math.floor(Math.log10(CERTAIN - value)))).replace(/0+$/, ""));
}

/** The median with its interval, or with the words that there is none. */
export function withInterval(data, { median, low, high }) {
  const said = (value) => percent(data, value);
  const word = low === high ? "probability_no_interval" : "probability_interval";
  return fill(data.words[word], { percent: said(median), low: said(low), high: said(high) });
}

/** A ratio with its interval, or with the words that there is none. */
export function ratioIn(data, { value, low, high }) {
  const word = low === null ? "probability_ratio_alone" : "probability_ratio_interval";
  return fill(data.words[word], { value: digits(data, value), low: low && digits(data, low), high: high && digits(data, high) });
}

/** From where to where it can lie: by the interval, or by what overlap can change. */
export const endsOf = ({ probability, bounds }) => [
  Math.min(probability.low, bounds.lowest.median),
  Math.max(probability.high, bounds.highest.median),
];

/** The ratio of all factors together. */
export const togetherOf = ({ factors }) => Math.exp(factors.reduce((sum, { log_odds: odds }) => sum + odds, 0));

/** Of 100 people like this one, so many have it: by the mean. */
export function of100(data, outcome, { probability }) {
  const count = Math.floor(CERTAIN * probability.mean + 0.5);
  return fill(data.words[count ? "probability_of_100" : "probability_of_100_few"], { outcome: outcome.name, count });
}

/** What the limits say, in words. */
export function actionIn({ words }, { action, sure }) {
  const said = words[`probability_action_${action}`];
  return sure ? said : fill(words.probability_unsure, { action: said });
}

/** What a factor is called: a finding, a score's band, or the result of a test. */
export function nameOf({ ratios, tests }, { factor, kind, result }) {
  if (kind === "test") return tests.find(({ id }) => id === factor).names[result];
  return ratios.find(({ id }) => id === factor).name;
}

/** The names of factors by their ids. */
export const namesOf = ({ ratios, tests }, ids) =>
  ids.map((id) => [...ratios, ...tests].find((one) => one.id === id).name).join("; ");
