// What follows from what is known, as care/clinical_case.py concludes it.
import { pointsOf } from "./count.js";
import { evaluate } from "./kleene.js";

/** What is known with all that follows from it. What was said stays as it was said. */
export function concluded({ conclusions, forms }, said) {
  const known = { ...said };
  for (;;) {
    const found = conclusions
      .filter(([name]) => !Object.hasOwn(known, name))
      .map((conclusion) => [conclusion[0], follows(conclusion, forms, known)])
      .filter(([, value]) => value !== null);
    if (!found.length) return known;
    Object.assign(known, Object.fromEntries(found));
  }
}

function follows([, yes, no, score], forms, known) {
  if (yes && evaluate(yes, known)) return true;
  if (no && evaluate(no, known)) return false;
  return score ? pointsOf(forms.find((form) => form.score === score), known) : null;
}
