// The smallest set of answers that makes a rule speak.
//
// A literal: { name, operator, limit }, with the operator "is" (yes or no), "in", "not in" (options),
// or a comparison. A formula: a literal, or { count, items }: `count` or more of the items hold.

const RELATIONS = {
  is: (value, limit) => value === limit,
  in: (value, limit) => limit.includes(value),
  "not in": (value, limit) => !limit.includes(value),
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

/** The comparison that holds exactly where this one does not. */
export const NEGATED = { "<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "<>", "<>": "=" };

/** Whether a value is known and stands in this relation to the limit. */
export const relates = (operator, limit, value) => value != null && RELATIONS[operator](value, limit);

/** Whether the answer is known and as the literal says. */
export const literalHolds = ({ name, operator, limit }, values) => relates(operator, limit, values[name]);

/**
 * A formula from its compact form: 2 * variable + 1 for yes and + 0 for no, [variable, operator, limit]
 * for another literal, [[formula, ...], count] for a count.
 */
export function formulaFrom(encoded, variables) {
  if (!Array.isArray(encoded)) {
    return { name: variables[encoded >> 1].id, operator: "is", limit: encoded % 2 === 1 };
  }
  const [first, second, limit] = encoded;
  if (Array.isArray(first)) return { count: second, items: first.map((item) => formulaFrom(item, variables)) };
  return { name: variables[first].id, operator: second, limit };
}

/** A smallest set of literals of this case that makes the rule speak; none can be dropped. */
export function because({ always, choices, exact }, values) {
  const found = [...always, ...choices.flatMap((choice) => smallest(choice, values) ?? [])];
  return exact ? found : withoutSpare([...always, ...choices], distinct(found));
}

/** The fewest literals of the case that satisfy the formula; null where it does not hold. */
function smallest(formula, values) {
  if (!formula.items) return literalHolds(formula, values) ? [formula] : null;
  const ways = formula.items.map((item) => smallest(item, values)).filter((way) => way);
  if (ways.length < formula.count) return null;
  ways.sort((one, other) => one.length - other.length);
  return distinct(ways.slice(0, formula.count).flat());
}

const key = ({ name, operator, limit }) => `${name} ${operator} ${limit}`;

const distinct = (literals) => [...new Map(literals.map((literal) => [key(literal), literal])).values()];

/** Drop, one after the other, what the rest makes superfluous. */
function withoutSpare(parts, found) {
  let kept = found;
  for (const literal of found) {
    const rest = kept.filter((other) => other !== literal);
    if (parts.every((part) => follows(part, rest))) kept = rest;
  }
  return kept;
}

/** Whether the formula holds when no more is known than these literals. */
function follows(formula, literals) {
  if (!formula.items) return literals.some((literal) => implies(literal, formula));
  return formula.items.filter((item) => follows(item, literals)).length >= formula.count;
}

const subset = (some, all) => some.every((option) => all.includes(option));

function implies(given, asked) {
  if (given.name !== asked.name) return false;
  if (given.operator === "is") return given.limit === asked.limit;
  if (given.operator === "in") {
    if (asked.operator === "in") return subset(given.limit, asked.limit);
    return !given.limit.some((option) => asked.limit.includes(option));
  }
  if (given.operator === "not in") return asked.operator === "not in" && subset(asked.limit, given.limit);
  return ordered(given, asked);
}

/** Whether one comparison makes another on the same number true. */
function ordered(given, asked) {
  const [[way, closed], [otherWay, otherClosed]] = [given, asked].map(({ operator }) => [
    operator[0],
    operator.length > 1,
  ]);
  const equalities = [given, asked].some(({ operator }) => operator === "=" || operator === "<>");
  if (equalities) return given.operator === asked.operator && given.limit === asked.limit;
  if (way !== otherWay) return false;
  const further = way === ">" ? given.limit > asked.limit : given.limit < asked.limit;
  return further || (given.limit === asked.limit && !(closed && !otherClosed));
}
