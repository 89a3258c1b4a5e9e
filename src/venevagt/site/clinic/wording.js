// Results and findings in the words of the page.

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export const labelOf = ({ findings }, id) => findings[id].label;

export const labelsOf = (data, ids) => ids.map((id) => labelOf(data, id)).join("; ");

export const upperFirst = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A number with one decimal at the most, or as many as it has. */
export const numberIn = ({ mark }, value, digits = 1) => String(Number(value.toFixed(digits))).replace(".", mark);

/** The points of a result, or between what they are. */
export function pointsIn(data, form, { low, high, points }) {
  const said = (value) => numberIn(data, value);
  if (!form.unit) {
    const word = points === null ? "points_range" : "points_short";
    return fill(data.words[word], { points: said(low), low: said(low), high: said(high) });
  }
  return `${low === high ? said(low) : `${said(low)}-${said(high)}`} ${form.unit}`;
}

/** The names of the bands that are possible. */
export const bandsIn = ({ bands }, { possible_bands: possible }) =>
  bands.filter(([id]) => possible.includes(id)).map(([, , label]) => label).join(" / ");

/** A known value of a number or of a choice, in words. */
export function valueIn(data, state, id, value) {
  const { labels, options, units } = data.findings[id];
  if (options) return labels[options.indexOf(value)];
  const typed = state.typed[id];
  if (typed?.text && state.own[id] != null) return `${typed.text} ${units.find(([name]) => name === typed.unit)[2]}`.trim();
  return `${numberIn(data, value, 2)} ${units[0][2]}`.trim();
}
