// The rules on one case. `values`: variable -> true, false, a number, an option; null for not known.

/** A case's effective values for every variable; a measurement that was not made stands in. */
export function valuesOf(knowledge, effective) {
  const values = {};
  for (const { id } of knowledge.variables) values[id] = effective[id] ?? knowledge.optional[id] ?? null;
  return values;
}

/** The rank of the urgency that these values force. */
export function rankOf(knowledge, values) {
  const first = knowledge.rules.find((rule) => rule.speaks(values));
  return first ? first.rank : knowledge.default_rank;
}

/** The rules of this rank that speak. */
export const spokenRules = (knowledge, rank, values) => knowledge.levels[rank].filter((rule) => rule.speaks(values));

/** The lowest and the highest rank that the open answers can still lead to. */
export function intervalOf(knowledge, values) {
  const open = knowledge.variables.filter(({ id }) => values[id] === null);
  if (!open.length) return Array(2).fill(rankOf(knowledge, values));
  const ranks = (worst) => filled(values, open, worst).map((complete) => rankOf(knowledge, complete));
  return [Math.min(...ranks(false)), Math.max(...ranks(true))];
}

/** The mildest or the worst value of a variable that pulls in one direction. */
const extreme = ({ classes, direction }, worst) => classes[direction > 0 === worst ? classes.length - 1 : 0];

/** The case with its open answers at their mildest or worst, and every value of those that pull both ways. */
function filled(values, open, worst) {
  let found = [{ ...values }];
  for (const variable of open) {
    const choices = variable.direction === 0 ? variable.classes : [extreme(variable, worst)];
    found = choices.flatMap((value) => found.map((one) => ({ ...one, [variable.id]: value })));
  }
  return found;
}

/** Which of an urgency's advice has no condition or one that holds, and no exception that holds. */
export const fittingAdvice = (knowledge, rank, values) =>
  knowledge.advice.filter(
    ({ ranks, when, unless }) =>
      ranks.includes(rank) && (!when || when(values)) && !(unless && unless(values)),
  );
