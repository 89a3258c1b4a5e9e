// Conditions in three values: true, false, or null where what is known does not say.
//
// A condition: "finding" (yes), ["finding", "in", options], ["finding", comparison, limit], ["not", condition],
// or [count, conditions]: so many of them, or more, hold. `known` holds only what is known.

const RELATIONS = {
  in: (value, options) => options.includes(value),
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "=": (value, limit) => value === limit,
  "<>": (value, limit) => value !== limit,
};

/** What is known of a finding, or null. */
export const valueOf = (known, name) => (Object.hasOwn(known, name) ? known[name] : null);

/** Whether the condition holds. */
export function evaluate(condition, known) {
  if (typeof condition === "string") return valueOf(known, condition) === null ? null : known[condition] === true;
  const [first, second, limit] = condition;
  if (typeof first === "number") return atLeast(first, second.map((inner) => evaluate(inner, known)));
  if (first === "not") {
    const inner = evaluate(second, known);
    return inner === null ? null : !inner;
  }
  const value = valueOf(known, first);
  return value === null ? null : RELATIONS[second](value, limit);
}

function atLeast(count, values) {
  const holding = values.filter((value) => value === true).length;
  if (holding >= count) return true;
  return holding + values.filter((value) => value === null).length < count ? false : null;
}

/** The findings that a condition asks about, in reading order, repeats included. */
export function asked(condition) {
  if (typeof condition === "string") return [condition];
  const [first, second] = condition;
  if (typeof first === "number") return second.flatMap(asked);
  return first === "not" ? asked(second) : [first];
}
