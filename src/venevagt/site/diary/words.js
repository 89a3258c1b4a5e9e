// Values and days in the words of the page.
import { fill } from "../script/words.js";
import { difference } from "./case.js";
import { numberText } from "./entry.js";

/** A text of the diary, filled in. */
export const said = (data, key, values = {}) => fill(data.texts[key], values);

/** A day as people write it. */
export const dayText = (data, day) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString(data.language, { dateStyle: "long", timeZone: "UTC" });

const shown = (data, value, unit) => [numberText(value).replace(".", data.mark), unit].filter(Boolean).join(" ");

/** A value of a field, with its unit. */
export function valueText(data, id, value) {
  const field = data.fields.find((one) => one.id === id);
  if (!field) return shown(data, value, "cm");
  if (field.type === "number") return shown(data, value, field.unit);
  return field.answers.length ? field.options[field.answers.indexOf(value)] : value;
}

/** An entry as lines; what the triage asks about and is not there is left out. */
export function linesOfEntry(data, entry) {
  const lines = data.fields
    .filter(({ id, says }) => id in entry && !(entry[id] === "no" && says.no))
    .map(({ id }) => [data.labels[id], valueText(data, id, entry[id])]);
  const between = difference(entry);
  return between === null ? lines : [...lines, [data.labels.calf_difference, shown(data, between, "cm")]];
}

/** The settings as lines. */
export function linesOfSettings(data, settings) {
  const legs = Object.fromEntries(data.legs.map((leg) => [leg, data.texts[`leg_${leg}`]]));
  const name = (id, value) => (id === "leg" ? legs[value] : id === "seen_on" ? dayText(data, value) : data.texts[value]);
  return Object.entries(settings).map(([id, value]) => [data.labels[id], name(id, value)]);
}

/** A change as a sentence. */
export const changeText = (data, { field, now, before, before_day: day }) =>
  said(data, "change", {
    field: data.labels[field],
    now: valueText(data, field, now),
    before: valueText(data, field, before),
    day: dayText(data, day),
  });

