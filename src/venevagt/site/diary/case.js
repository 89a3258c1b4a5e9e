// What an entry says: a case for the triage, which alone decides, and what has changed: what care/diary_case.py does.
import { assess } from "../script/assess.js";
import { DAY, SEEN_ON } from "./entry.js";

const STRENGTH = ["no", "unsure", "yes"];
export const DIFFERENCE = "calf_difference";

/** The day so many days later (earlier, where that is below 0). */
export function dayAfter(day, days) {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + days);
  return moment.toISOString().slice(0, 10);
}

/**
 * The assessment of one entry among all: { case, said, assessment, speaks }.
 *
 * `said`: the findings that the entry itself says. `speaks`: it is more than what is known of the person anyway.
 */
export function judge(data, knowledge, settings, entry, entries, on) {
  const said = saidBy(data, settings, entry, before(settings, entry, entries));
  const own = { place: "leg", ...known(data, settings), ...said };
  const assessment = assess(knowledge, own, { language: data.language, on });
  const above = knowledge.urgencies.indexOf(assessment.urgency) > knowledge.default_rank;
  const named = assessment.reasons.some(({ because }) => because.some((name) => name in said));
  return { case: own, said: Object.keys(said), assessment, speaks: above || named };
}

/** The last entry, if it still says how the person is now; else null. */
export function current(data, entries, today) {
  const last = entries.reduce((latest, entry) => (latest && latest[DAY] >= entry[DAY] ? latest : entry), null);
  return last && last[DAY] >= dayAfter(today, -data.still_now) ? last : null;
}

/** Each number that is drawn, and the difference between the calves, where it is another than the last one before. */
export function changes(data, entry, entries) {
  const earlier = inOrder(entries.filter((other) => isBefore(other, entry))).reverse();
  return [...data.fields.filter(({ plot }) => plot).map(({ id }) => id), DIFFERENCE].flatMap((field) => {
    const now = named(field, entry);
    const last = earlier.find((other) => named(field, other) !== null);
    if (now === null || !last || named(field, last) === now) return [];
    return [{ field, now, before: named(field, last), before_day: last[DAY] }];
  });
}

/** How many of the planned doses were not taken; 0 where that is not known. */
export const missedDoses = ({ doses_planned: planned, doses_taken: taken }) =>
  planned === undefined || taken === undefined ? 0 : Math.max(0, planned - taken);

/** Between the calves, in cm; null where one was not measured. */
export const difference = (entry) => measured(["calf_left_cm", "calf_right_cm"], entry);

export const inOrder = (entries) => [...entries].sort((one, other) => (one[DAY] < other[DAY] ? -1 : 1));

const named = (field, entry) => (field === DIFFERENCE ? difference(entry) : (entry[field] ?? null));

const known = (data, settings) =>
  Object.fromEntries(data.settings.filter((name) => name in settings).map((name) => [name, settings[name]]));

const isBefore = (other, entry) => DAY in entry && other[DAY] < entry[DAY];

/** What an entry is compared with: those before it, from the day on which a doctor saw the leg, if that came first. */
function before(settings, entry, entries) {
  if (!(DAY in entry)) return entries;
  const seen = settings[SEEN_ON] ?? "";
  const since = seen <= entry[DAY] ? seen : "";
  return entries.filter((other) => since <= other[DAY] && isBefore(other, entry));
}

function saidBy(data, settings, entry, earlier) {
  const said = {};
  const say = (finding, answer) => {
    said[finding] = graver(said[finding], answer);
  };
  for (const { id, says } of data.fields) {
    const own = Object.hasOwn(says, entry[id]) ? says[entry[id]] : {};
    for (const [finding, answer] of Object.entries(own)) say(finding, answer);
  }
  const sure = Object.fromEntries(Object.entries(known(data, settings)).map(([name, answer]) => [name, { yes: true, no: false }[answer] ?? null]));
  for (const sign of data.signs) {
    const value = sign.unless && sign.unless(sure) ? null : measured(sign.of, entry);
    if (value !== null && holds(sign, value, entry, earlier)) {
      say(sign.finding, sign.measured ? Math.min(value, sign.most) : "yes");
    }
  }
  return said;
}

function graver(one, other) {
  if (one === undefined) return other;
  if (typeof one === "number") return Math.max(one, other);
  return STRENGTH.indexOf(one) >= STRENGTH.indexOf(other) ? one : other;
}

function holds(sign, value, entry, earlier) {
  if (sign.at_least !== null && value < sign.at_least) return false;
  if (sign.grown_by === null) return true;
  const compared = earlier
    .filter((other) => inTime(sign, entry, other))
    .map((other) => measured(sign.of, other))
    .filter((number) => number !== null);
  return compared.length > 0 && tenths(value - Math.min(...compared)) >= sign.grown_by;
}

const inTime = (sign, entry, other) =>
  sign.within_days === null || !(DAY in entry) || other[DAY] >= dayAfter(entry[DAY], -sign.within_days);

/** The number, or the difference between the two; null where one is missing. */
function measured(of, entry) {
  const numbers = of.filter((name) => name in entry).map((name) => entry[name]);
  if (numbers.length !== of.length) return null;
  return of.length === 1 ? numbers[0] : tenths(Math.abs(numbers[0] - numbers[1]));
}

/** Rounded to the tenths that a person can write, so that 38.1 - 35.1 is 3. */
const tenths = (value) => (value >= 0 ? Math.trunc(value * 10 + 0.5) / 10 : -(Math.trunc(-value * 10 + 0.5) / 10));
