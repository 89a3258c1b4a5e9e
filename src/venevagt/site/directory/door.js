// Who may see clinics: what care/door.py does. What is not known never opens a way.
//
// `ways`: each { at_most: rank, needs_clearance, speaks: a rule has to speak, closing: [[holds, fails, names], ...] },
// where `holds` and `fails` say of a case whether a condition is known to hold, or known not to.
import { effectiveOf } from "../script/cases.js";
import { valuesOf } from "../script/engine.js";

/** { refusal, ask }: `refusal` is null exactly where clinics may be shown; `ask`: what could still open the door. */
export function mayShowClinics(knowledge, ways, answers, assessment, cleared) {
  const { urgencies, default_rank: milder, variables } = knowledge;
  const refused = (refusal, ask = []) => ({ refusal, ask });
  if (urgencies.indexOf(assessment.urgency) > milder) return refused("urgent");
  const values = valuesOf(knowledge, effectiveOf(knowledge, answers));
  const open = ways.filter((way) => cleared || !way.needs_clearance);
  if (open.some((way) => leadsOn(knowledge, way, assessment, values))) return refused(null);
  if (urgencies.indexOf(assessment.possible[1]) > milder) return refused("unfinished");
  const asked = new Set(open.flatMap((way) => couldOpen(way, values)));
  if (asked.size) {
    return refused("unfinished", variables.map(({ id }) => id).filter((name) => asked.has(name)));
  }
  return refused(assessment.final ? "doctor" : "unfinished");
}

function leadsOn(knowledge, { at_most: most, speaks, closing }, assessment, values) {
  if (knowledge.urgencies.indexOf(assessment.possible[1]) > most) return false;
  const known = knowledge.rules.map(({ id }) => id);
  if (speaks && !assessment.reasons.some(({ rule }) => known.includes(rule))) return false;
  return closing.every(([, fails]) => fails(values));
}

function couldOpen({ closing }, values) {
  if (closing.some(([holds]) => holds(values)) || closing.every(([, fails]) => fails(values))) return [];
  return closing
    .filter(([, fails]) => !fails(values))
    .flatMap(([, , names]) => names.filter((name) => values[name] === null));
}
