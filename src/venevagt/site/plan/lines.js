// Which lines of a plan stand, which are open, and what to ask, exactly as care/plans.py says it.
//
// A plan: { lines: [[id, part, condition, exception, days, sources, by the doctor, text], ...],
// questions: [[id, condition, options], ...] }. A condition is as clinic/kleene.js reads it, 0 where there is none.
import { asked, evaluate, valueOf } from "../clinic/kleene.js";

export const lineOf = ([id, part, condition, exception, days, sources, doctor, text]) => ({
  id,
  part,
  condition,
  exception,
  days,
  sources,
  doctor,
  text,
});

/** { standing, open }: the lines in the order of the knowledge. Unknown is never yes and never no. */
export function linesFor({ lines }, known) {
  const standing = [];
  const open = [];
  for (const line of lines.map(lineOf)) {
    if (line.exception && evaluate(line.exception, known) === true) continue;
    const holds = line.condition ? evaluate(line.condition, known) : true;
    if (holds) standing.push(line);
    else if (holds === null) open.push({ id: line.id, part: line.part, missing: missingIn(line.condition, known) });
  }
  return { standing, open };
}

/** The questions that fit this person, answered or not. */
export const questionsFor = ({ questions }, known) =>
  questions
    .map(([id, condition, options]) => ({ id, condition, options }))
    .filter(({ condition }) => !condition || evaluate(condition, known) === true);

/** The questions that fit, whose answer is not known, and that can settle something of `missing`. */
export function toAsk({ conclusions }, plan, known, missing) {
  const wanted = new Set();
  const waiting = [...missing];
  while (waiting.length) {
    const name = waiting.pop();
    if (!wanted.has(name)) {
      wanted.add(name);
      const [, ...conditions] = conclusions.find(([id]) => id === name) ?? [name];
      waiting.push(...conditions.filter(Boolean).flatMap(asked));
    }
  }
  return questionsFor(plan, known)
    .map(({ id }) => id)
    .filter((id) => wanted.has(id) && valueOf(known, id) === null);
}

/** The findings that leave an open condition open, in reading order. */
export const missingIn = (condition, known) => [...new Set(undecided(condition, known))];

function undecided(condition, known) {
  const [first, second] = condition;
  if (typeof condition === "string" || (typeof first !== "number" && first !== "not")) return asked(condition);
  const parts = first === "not" ? [second] : second;
  return parts.filter((part) => evaluate(part, known) === null).flatMap((part) => undecided(part, known));
}
