// The plan after the diagnosis, exactly as care/followup.py makes it.
import { evaluate } from "../clinic/kleene.js";
import { addDays } from "./days.js";
import { linesFor, missingIn, toAsk } from "./lines.js";

const ASK = "ask";

/** The plan from a day ("2026-11-24") on; null without a confirmed clot. `known`: with all that follows from it. */
export function followUp(data, known, start) {
  if (known.clot_confirmed !== true) return null;
  const plan = data.plans.followup;
  const lines = linesFor(plan, known);
  const controls = plan.controls.map(([condition, day, every, lookAt, sources]) => ({
    holds: evaluate(condition, known),
    condition,
    day,
    every,
    lookAt,
    sources,
  }));
  const openControls = controls
    .filter(({ holds }) => holds === null)
    .map(({ condition, day, lookAt }) => ({
      id: `control_${day}`,
      look_at: lookAt,
      missing: missingIn(condition, known),
    }));
  const missing = [...lines.open, ...openControls].flatMap((one) => one.missing);
  return {
    start,
    lines: lines.standing.filter(({ part }) => part !== ASK).map((line) => dated(line, start)),
    controls: together(controls.filter(({ holds }) => holds), lines.standing, start),
    open: lines.open,
    open_controls: openControls,
    ask: toAsk(data, plan, known, missing),
  };
}

const dated = ({ id, part, doctor, days, sources }, start) => ({
  id,
  part,
  decided_by: doctor ? "doctor" : "self",
  first: days ? addDays(start, days[0]) : null,
  last: days ? addDays(start, days[1]) : null,
  sources,
});

/** The controls of one day together, in the order of the days, each with its questions. */
function together(controls, standing, start) {
  const days = [...new Map(controls.map(({ day, every }) => [`${day} ${every}`, { day, every }])).values()];
  days.sort((one, other) => one.day - other.day || one.every - other.every);
  return days.map(({ day, every }) => {
    const parts = controls.filter((control) => control.day === day && control.every === every);
    const asked = standing.filter((line) => line.part === ASK && line.days && line.days[0] === day);
    return {
      id: `control_${day}`,
      day,
      every,
      on: addDays(start, day),
      look_at: [...new Set(parts.flatMap(({ lookAt }) => lookAt))],
      ask: asked.map(({ id }) => id),
      sources: [...new Set([...parts, ...asked].flatMap(({ sources }) => sources))],
    };
  });
}
