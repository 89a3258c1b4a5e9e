// A score of one patient, exactly as care/score.py counts it: the range is exact, and what is not known is never a no.
//
// A form: { score, version, condition, items, factors, bands, classes, ranges, unit }. An item: [id, levels, value];
// levels: [[condition, points], ...], of which the first that holds counts; value: a finding whose number counts.
// A factor: [value, minus_from, power, condition, factor]. `classes`: finding -> a value for each class.
import { asked, evaluate } from "./kleene.js";

const MILLION = 1000000; // results have six digits

/** Without the digits that only rounding made. */
const plain = (value) => Math.floor(value * MILLION + 0.5) / MILLION;

const distinct = (list) => [...new Set(list)];

/** The findings that an item looks at, each once. */
export const findingsOf = ([, levels, value]) =>
  distinct([...levels.flatMap(([condition]) => asked(condition)), ...(value ? [value] : [])]);

/** Everything that a form asks about to count its points. */
export const countedIn = ({ classes, ranges }) => distinct([...Object.keys(classes), ...Object.keys(ranges)]);

/** One form with what is known. */
export function count(form, known) {
  const counter = counterOf(form, known);
  const [low, high] = ends(counter.totals({}));
  const bands = counter.bands({});
  const missing = low < high ? counter.missing() : [];
  const left = bands.length === 1 ? [] : missing.map((name) => [name, ...counter.left(name)]);
  const best = left.reduce((one, other) => (one && !fewer(other, one) ? one : other), null);
  return {
    score: form.score,
    version: form.version,
    applies: form.condition ? evaluate(form.condition, known) : true,
    low: plain(low),
    high: plain(high),
    points: low === high ? plain(low) : null,
    band: bands.length === 1 ? bands[0] : null,
    possible_bands: bands,
    missing,
    settles: best && best[1] === 1 && best[2] === 1 ? best[0] : null,
    next_finding: best ? best[0] : null,
    items: counter.items(),
  };
}

/** The points, or null while they are open. */
export function pointsOf(form, known) {
  const [low, high] = ends(counterOf(form, known).totals({}));
  return low === high ? plain(low) : null;
}

const fewer = ([, most, average], [, otherMost, otherAverage]) =>
  most < otherMost || (most === otherMost && average < otherAverage);

const ends = (ranges) => [
  Math.min(...ranges.map(([low]) => low)),
  Math.max(...ranges.map(([, high]) => high)),
];

/** Ranges, each once. Most are single numbers, which need no text as their key. */
const each = (ranges) => [
  ...new Map(ranges.map((range) => [range[0] === range[1] ? range[0] : range.join(), range])).values(),
];

function added(ranges, more) {
  const found = ranges.flatMap(([low, high]) => more.map(([one, other]) => [low + one, high + other]));
  return more.length === 1 ? found : each(found);
}

const asText = (ranges) => ranges.map((range) => range.join()).sort().join(";");

function bandsOf({ bands }, low, high) {
  return bands
    .filter(([, start], place) => {
      const [, end] = bands[place + 1] ?? [];
      return (start == null || high >= start) && (end == null || low < end);
    })
    .map(([id]) => id);
}

function counterOf(form, known) {
  const { items, factors, classes, ranges } = form;
  const looksAt = items.map(findingsOf);
  const open = new Set(countedIn(form).filter((name) => !Object.hasOwn(known, name)));
  const often = looksAt.flat().filter((name) => open.has(name));
  const shared = distinct(often.filter((name, place) => often.indexOf(name) < place)).filter(
    (name) => name in classes && !(name in ranges),
  );
  const kept = new Map();
  const texts = new Map();
  const sums = new Map();

  /** Every combination of answers to these findings. */
  const answers = (names) =>
    names.reduce((all, name) => all.flatMap((one) => classes[name].map((value) => ({ ...one, [name]: value }))), [{}]);

  function itemRanges(place, more) {
    const tried = looksAt[place].filter((name) => Object.hasOwn(more, name)).map((name) => [name, more[name]]);
    const key = tried.length ? JSON.stringify([place, tried]) : place;
    if (!kept.has(key)) {
      const values = { ...known, ...more };
      const unknown = looksAt[place].filter((name) => !Object.hasOwn(values, name) && name !== items[place][2]);
      kept.set(key, each(answers(unknown).map((answer) => pointsIn(items[place], { ...values, ...answer }))));
    }
    return kept.get(key);
  }

  function pointsIn([, levels, value], values) {
    if (value) return Object.hasOwn(values, value) ? [values[value], values[value]] : ranges[value];
    const [, points] = levels.find(([condition]) => evaluate(condition, values)) ?? [null, 0];
    return [points, points];
  }

  function factorRange([value, minusFrom, power, condition, factor], more) {
    const values = { ...known, ...more };
    if (!value) {
      const holds = condition ? evaluate(condition, values) : true;
      if (holds !== null) return holds ? [factor, factor] : [1, 1];
      return factor < 1 ? [factor, 1] : [1, factor];
    }
    let [low, high] = Object.hasOwn(values, value) ? [values[value], values[value]] : ranges[value];
    if (minusFrom !== null) [low, high] = [Math.max(0, minusFrom - high), Math.max(0, minusFrom - low)];
    return power === -1 ? [1 / high, 1 / low] : [low, high];
  }

  function totals(more) {
    if (factors.length) {
      const parts = factors.map((factor) => factorRange(factor, more));
      return [parts.reduce(([low, high], [one, other]) => [low * one, high * other], [1, 1])];
    }
    const together = answers(shared.filter((name) => !Object.hasOwn(more, name)));
    return each(
      together.flatMap((answer) => {
        const all = { ...more, ...answer };
        return sumOf(items.map((_, place) => itemRanges(place, all)));
      }),
    );
  }

  /** What the points of all items add up to. The answers to many findings leave the same sum: it is made once. */
  function sumOf(parts) {
    const key = parts.map(textOf).sort().join("|");
    if (!sums.has(key)) sums.set(key, parts.reduce(added, [[0, 0]]));
    return sums.get(key);
  }

  function textOf(ranges) {
    if (!texts.has(ranges)) texts.set(ranges, asText(ranges));
    return texts.get(ranges);
  }

  function bands(more) {
    const found = new Set(totals(more).flatMap(([low, high]) => bandsOf(form, plain(low), plain(high))));
    return form.bands.map(([id]) => id).filter((id) => found.has(id));
  }

  /** The open findings that can still change the points. */
  function missing() {
    const inFactors = factors.flatMap(([value, , , condition]) => [
      ...(value ? [value] : []),
      ...(condition ? Object.keys(classes) : []),
    ]);
    return distinct([...looksAt.flat(), ...inFactors]).filter((name) => open.has(name) && canChange(name));
  }

  const canChange = (name) => name in ranges || matters(name);

  /** Whether some item gives other points for another answer, with some answers to what else it looks at. */
  function matters(name) {
    const differ = (rangesFor) => distinct(classes[name].map((value) => asText(rangesFor(value)))).length > 1;
    if (factors.length) return differ((value) => totals({ [name]: value }));
    return items.some((_, place) => {
      const others = looksAt[place].filter((other) => open.has(other) && other !== name && other in classes);
      const looks = looksAt[place].includes(name);
      return looks && answers(others).some((answer) => differ((value) => itemRanges(place, { ...answer, [name]: value })));
    });
  }

  /** How many bands the answers to a finding leave: at the most, and on average. */
  function left(name) {
    const counts = (classes[name] ?? ranges[name]).map((value) => bands({ [name]: value }).length);
    const most = Math.max(...counts, ...(name in classes ? [] : [2]));
    return [most, counts.reduce((sum, one) => sum + one, 0) / counts.length];
  }

  const itemResults = () =>
    items.map(([id], place) => {
      const [low, high] = ends(itemRanges(place, {}));
      return { item: id, low: plain(low), high: plain(high), points: low === high ? plain(low) : null, findings: looksAt[place] };
    });

  return { totals, bands, missing, left, items: itemResults };
}
