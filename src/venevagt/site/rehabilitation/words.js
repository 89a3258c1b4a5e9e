// The state in words (care/rehabilitation_words.py does the same).
import data from "./data.js";
import { knowledge } from "./triage.js";
import { fill } from "../script/words.js";

export const words = data.words;
export const triageWords = () => knowledge.words[data.language];

/** A day as people write it. */
export function dayShown(day) {
  const [year, month, date] = day.split("-");
  return fill(words.date_form, { day: String(Number(date)), month: words.months.split(" ")[Number(month) - 1], year });
}

/** A number as people write it. */
export const numberShown = (number) => String(number).replace(".", triageWords().interface.decimal_mark);

/** What a sign, a finding, a check, a stage or an urgency is called. */
export function label(name) {
  const { findings, urgencies } = triageWords();
  return (
    words[`stopped_${name}`] ??
    words[`stage_${name}`] ??
    findings[name]?.label ??
    words[`check_${name}`] ??
    urgencies[name]?.name ??
    name
  );
}

/** A question of the day as it is put. */
const asked = (name) => words[`stop_${name}`] ?? words[`check_${name}`] ?? triageWords().findings[name].question;

/** A reason as one sentence. */
export function reasonShown({ why, what, day }) {
  const isAsked = ["not_sure", "does_not_hold", "check_not_asked"].includes(why);
  const own = what.map(isAsked ? asked : label);
  return fill(words[`why_${why}`], {
    what: own.join(isAsked ? " " : "; "),
    day: day ? dayShown(day) : "",
    count: String(own.length),
  });
}

/** Everything that a clearance names: the question, and what stands there. */
export const fieldRows = (clearance) =>
  data.clearance.map(({ id, kind }) => {
    const value = clearance[id];
    const said = { date: () => dayShown(value), choice: () => words[`option_${value}`], stage: () => words[`stage_${value}`] };
    return [words[`field_${id}`], (said[kind] ?? (() => value))()];
  });

/** What stands above it all. */
export function headline({ open, stage }) {
  if (!open) return words.state_closed;
  return stage ? fill(words.state_open, { stage: words[`stage_${stage}`] }) : words.state_open_no_stage;
}
