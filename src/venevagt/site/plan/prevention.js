// The plan against a clot, exactly as care/prevention.py makes it.
import { linesFor, toAsk } from "./lines.js";

/** The plan with what is known (with all that follows from it). */
export function prevention(data, known) {
  const plan = data.plans.prevention;
  const { standing, open } = linesFor(plan, known);
  return {
    lines: standing.map(({ id, part, doctor, sources }) => ({
      id,
      part,
      decided_by: doctor ? "doctor" : "self",
      sources,
    })),
    open,
    ask: toAsk(data, plan, known, open.flatMap(({ missing }) => missing)),
  };
}
