// What an entry and the settings may be: what care/diary.py does.
//
// An entry is one day's: { day: "2026-11-24", field: answer }. A mistake names its field, the id of the
// sentence that says what is wrong, and the values for that sentence.
import { fill } from "../script/words.js";

export const DAY = "day";
export const LEG = "leg";
export const SEEN_ON = "seen_on";

const ISO_DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const UNSEEN = "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufeff]";
const SOME_UNSEEN = new RegExp(UNSEEN, "u");
const ALL_UNSEEN = new RegExp(UNSEEN, "gu");
const BLANK = /^[ \t\n]*$/;
const MOST_SHOWN = 40;
const OUT_OF_MEASURE = 1e9;

const mistake = (field, word, values = {}) => ({ field, word, values });
const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const given = (raw, name) => (Object.hasOwn(raw, name) ? (raw[name] ?? null) : null);

/** { entry, mistakes }: only without mistakes it is an entry to keep; what is wrong is left out of it. */
export function readEntry(data, raw, today) {
  if (!isObject(raw)) return { entry: {}, mistakes: [mistake("", "mistake_entry")] };
  const known = new Set([DAY, ...data.fields.map(({ id }) => id)]);
  const mistakes = Object.keys(raw).filter((name) => !known.has(name)).map((name) => mistake(shown(name), "mistake_unknown"));
  const entry = {};
  const wrong = wrongDay(given(raw, DAY), today);
  if (wrong) mistakes.push(wrong);
  else entry[DAY] = raw[DAY];
  for (const field of data.fields) {
    const value = given(raw, field.id);
    if (value === null) continue;
    const read = readValue(field, value);
    if (read.mistake) mistakes.push(read.mistake);
    else if (read.value !== null) entry[field.id] = read.value;
  }
  if (!mistakes.length && Object.keys(entry).length === 1) mistakes.push(mistake("", "mistake_empty"));
  return { entry, mistakes };
}

/** The same of the settings: which leg, when a doctor saw it, and the findings that hold every day. */
export function readSettings(data, raw, today) {
  if (!isObject(raw)) return { entry: {}, mistakes: [mistake("", "mistake_settings")] };
  const allowed = new Map([[LEG, data.legs], ...data.settings.map((name) => [name, data.answers])]);
  const mistakes = Object.keys(raw)
    .filter((name) => name !== SEEN_ON && !allowed.has(name))
    .map((name) => mistake(shown(name), "mistake_unknown"));
  const entry = {};
  for (const [name, answers] of allowed) {
    const value = given(raw, name);
    if (value === null) continue;
    if (answers.includes(value)) entry[name] = value;
    else mistakes.push(notOneOf(name, answers, value));
  }
  const seen = given(raw, SEEN_ON);
  const wrong = seen !== null && wrongDay(seen, today);
  if (wrong) mistakes.push({ ...wrong, field: SEEN_ON });
  else if (seen !== null) entry[SEEN_ON] = seen;
  return { entry, mistakes };
}

/** The numbers that are possible but worth a second look. */
export const unlikely = (data, entry) =>
  data.fields
    .filter(({ id, type, likely }) => type === "number" && id in entry && !(likely[0] <= entry[id] && entry[id] <= likely[1]))
    .map(({ id }) => id);

/** What is wrong, as a sentence that starts with the field's name. */
export function inWords(data, { field, word, values }) {
  const said = fill(data.texts[word], values);
  const label = Object.hasOwn(data.labels, field) ? data.labels[field] : field;
  return field ? `${label}: ${said}` : said;
}

/** Whether this is a day that there is, written as 2026-11-24. */
export function isDay(text) {
  if (!ISO_DAY.test(text) || text.startsWith("0000")) return false;
  const moment = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
}

function wrongDay(raw, today) {
  if (typeof raw !== "string" || !isDay(raw)) return mistake(DAY, "mistake_day", { found: shown(raw) });
  return raw > today ? mistake(DAY, "mistake_future", { found: raw }) : null;
}

function readValue(field, raw) {
  if (field.type === "number") return readNumber(field, raw);
  if (field.type === "text") return readText(field, raw);
  return field.answers.includes(raw) ? { value: raw } : { mistake: notOneOf(field.id, field.answers, raw) };
}

function readNumber({ id, low, high, unit, decimals }, raw) {
  if (typeof raw !== "number" || !(low <= raw && raw <= high)) {
    const limits = { low: numberText(low), high: numberText(high), unit: unit ? ` ${unit}` : "" };
    return { mistake: mistake(id, "mistake_number", { ...limits, found: shown(raw) }) };
  }
  const parts = 10 ** decimals;
  if (Math.floor(raw * parts + 0.5) / parts !== raw) {
    return { mistake: mistake(id, `mistake_decimals_${decimals}`, { found: shown(raw) }) };
  }
  return { value: raw };
}

function readText({ id, longest }, raw) {
  if (typeof raw !== "string") return { mistake: mistake(id, "mistake_text") };
  const text = raw.replaceAll("\r\n", "\n").replaceAll("\r", "\n");
  if (SOME_UNSEEN.test(text)) return { mistake: mistake(id, "mistake_unseen") };
  const { length } = [...text];
  if (length > longest) return { mistake: mistake(id, "mistake_long", { longest: String(longest), found: String(length) }) };
  return { value: BLANK.test(text) ? null : text };
}

const notOneOf = (name, answers, raw) => mistake(name, "mistake_choice", { expected: answers.join(", "), found: shown(raw) });

/** A wrong value in a message: short, on one line, and of plain values only. */
export function shown(raw) {
  if (typeof raw === "boolean") return String(raw);
  if (typeof raw === "number") return numberText(raw);
  if (typeof raw !== "string") return "-";
  return [...raw.replace(/[\t\n]/g, " ").replace(ALL_UNSEEN, "?")].slice(0, MOST_SHOWN).join("");
}

/** A number without needless decimals; one that is out of all measure as a dash. */
export function numberText(value) {
  if (!Number.isFinite(value) || Math.abs(value) >= OUT_OF_MEASURE) return "-";
  if (Number.isInteger(value)) return String(value + 0);
  return (Math.floor(value * 100 + 0.5) / 100).toFixed(2).replace(/0+$/, "").replace(/\.$/, "");
}
