// What a person measured: checked, and what it is to the triage (care/measures.py does the same).
import data from "./data.js";
import { knowledge } from "./triage.js";

const byId = Object.fromEntries(data.measures.map((measure) => [measure.id, measure]));

/** The fields of a measure: each side, or its value. */
export const partsOf = (measure) => (measure.sides ? ["left", "right"] : ["value"]);

/** A number as somebody typed it, with a decimal point or comma; null where it is none or out of range. */
export function readNumber(measure, typed) {
  const text = typed.trim().replace(",", ".");
  const number = Number(text);
  return /^[0-9]+(\.[0-9]+)?$/.test(text) && number >= measure.low && number <= measure.high ? number : null;
}

/** What the measures of a day are to the triage: findings with their values; of two the greater counts. */
export function toldToTriage(readings, on) {
  const found = {};
  for (const { on: day, measure, values } of readings) {
    const { finding, sides } = byId[measure] ?? {};
    if (!finding || day !== on) continue;
    const { low, high } = knowledge.findings.get(finding);
    const value = sides ? Math.abs(values.left - values.right) : values.value;
    found[finding] = Math.max(Math.min(Math.max(value, low), high), found[finding] ?? low);
  }
  return found;
}
