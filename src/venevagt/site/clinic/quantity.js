// A number as it was typed, in the unit in which the knowledge counts.

const NUMBER = /^[0-9]+(?:[.,][0-9]+)?$/;

/**
 * { value } or { wrong: "number" | "unit" | "range", low, high }, where low and high are in the unit that was chosen.
 *
 * `units`: [[unit, how many of the own unit one of it is, how it is shown], ...], the own one first.
 */
export function readQuantity({ low, high, units }, text, unit) {
  if (!NUMBER.test(text)) return { wrong: "number" };
  const chosen = units.find(([name]) => name === unit);
  if (!chosen) return { wrong: "unit" };
  const [, factor] = chosen;
  const value = Number(text.replace(",", ".")) * factor;
  return low <= value && value <= high ? { value } : { wrong: "range", low: low / factor, high: high / factor };
}
