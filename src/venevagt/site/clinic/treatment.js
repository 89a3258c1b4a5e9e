// What is known of treating a confirmed clot, exactly as care/treatment.py says it: what is not known is never a no.
//
// An entry: { id, text, topic, strength, conditions, scores: [[place of the form, bands], ...], unknown, stopped_by,
// controls: [[day, every, what is looked at], ...], sources }. `unknown`: it stands while one of these is not known.
import { count } from "./count.js";
import { asked, evaluate } from "./kleene.js";

const distinct = (list) => [...new Set(list)];

/** { statements, open, withheld, plan }; null without a confirmed clot. */
export function recommend({ treatment, forms }, known) {
  const { entries, confirmed } = treatment;
  if (known[confirmed] !== true) return null;
  const verdicts = new Map(entries.map((entry) => [entry.id, verdictOf(entry, forms, known)]));
  const found = { statements: [], open: [], withheld: [] };
  for (const entry of entries) {
    const own = verdicts.get(entry.id);
    const { id, topic, strength, sources } = entry;
    const by = entry.stopped_by.filter((other) => verdicts.get(other).stands);
    const undecided = [own, ...entry.stopped_by.map((other) => verdicts.get(other))].filter(({ stands }) => stands === null);
    if (own.stands === false || (own.stands === null && by.length)) continue;
    if (by.length) found.withheld.push({ entry: id, topic, by });
    else if (undecided.length) {
      found.open.push({ entry: id, topic, missing: distinct(undecided.flatMap(({ missing }) => missing)), sources });
    } else {
      const because = own.because.map((name) => [name, known[name] ?? null]);
      found.statements.push({ entry: id, topic, strength, because, sources });
    }
  }
  return { ...found, plan: planOf(entries, found.statements) };
}

const NOT = { stands: false, missing: [], because: [] };

/** Whether an entry's own conditions hold, whatever other entries say: { stands, missing, because }. */
function verdictOf({ conditions, unknown, scores }, forms, known) {
  const parts = conditions.map((condition) => holds(condition, known));
  const open = unknown.filter((name) => !Object.hasOwn(known, name));
  if (unknown.length) parts.push({ stands: open.length > 0, missing: [], because: open });
  if (parts.some(({ stands }) => stands === false)) return NOT;
  // Counting takes time: only where the rest does not decide already.
  parts.push(...scores.map(([place, bands]) => inBands(forms[place], bands, known)));
  if (parts.some(({ stands }) => stands === false)) return NOT;
  return {
    stands: parts.every(({ stands }) => stands) || null,
    missing: distinct(parts.flatMap(({ missing }) => missing)),
    because: distinct(parts.flatMap(({ because }) => because)),
  };
}

function holds(condition, known) {
  const stands = evaluate(condition, known);
  const names = distinct(deciding(condition, stands, known));
  return stands === null ? { stands, missing: names, because: [] } : { stands, missing: [], because: names };
}

/** The findings that give the condition this value, which it has: those not known where it is open. */
function deciding(condition, value, known) {
  const [first, second] = condition;
  const negated = first === "not";
  if (typeof condition === "string" || !(negated || typeof first === "number")) return asked(condition);
  const wanted = negated && value !== null ? !value : value;
  const parts = negated ? [second] : second;
  return parts.filter((part) => evaluate(part, known) === wanted).flatMap((part) => deciding(part, wanted, known));
}

/** Whether a score that applies is in one of the bands. */
function inBands(form, bands, known) {
  const result = count(form, known);
  if (result.applies === false || !result.possible_bands.some((band) => bands.includes(band))) return NOT;
  const missing = [
    ...(result.applies ? [] : holds(form.condition, known).missing),
    ...(result.possible_bands.every((band) => bands.includes(band)) ? [] : result.missing),
  ];
  const because = distinct(result.items.flatMap(({ findings }) => findings)).filter((name) => Object.hasOwn(known, name));
  return { stands: missing.length ? null : true, missing, because };
}

/** The controls of the entries that stand, those of one day together. */
function planOf(entries, statements) {
  const standing = new Set(statements.map(({ entry }) => entry));
  const found = new Map();
  for (const { id, controls, sources } of entries.filter((entry) => standing.has(entry.id))) {
    for (const [day, every, looks] of controls) {
      const one = found.get(`${day} ${every}`) ?? { day, every, look_at: [], entries: [], sources: [] };
      one.look_at = distinct([...one.look_at, ...looks]);
      one.entries.push(id);
      one.sources = distinct([...one.sources, ...sources]);
      found.set(`${day} ${every}`, one);
    }
  }
  return [...found.values()].sort((one, other) => one.day - other.day || one.every - other.every);
}
