// The numbers over the days, for drawings and tables; a day without a number is a gap: what care/diary_series.py does.
import { dayAfter, inOrder } from "./case.js";
import { DAY } from "./entry.js";

/** Every field that is drawn: { plot, field, unit, runs }; in a run, [day, number] of days that follow on each other. */
export function series(data, entries) {
  const ordered = inOrder(entries);
  return data.fields
    .filter(({ plot }) => plot)
    .map(({ plot, id, unit }) => ({
      plot,
      field: id,
      unit,
      runs: runs(ordered.filter((entry) => id in entry).map((entry) => [entry[DAY], entry[id]])),
    }));
}

/** The lowest and the highest number of a drawing. */
export function scale(data, found) {
  const values = found.flatMap(({ runs: own }) => own.flat().map(([, value]) => value));
  const fields = new Map(data.fields.map((field) => [field.id, field]));
  if (found.every(({ field }) => fields.get(field).low === 0)) return [0, Math.max(10, 10 * Math.ceil(Math.max(0, ...values) / 10))];
  const some = values.length ? values : [1];
  return [Math.floor(Math.min(...some)) - 1, Math.ceil(Math.max(...some)) + 1];
}

function runs(points) {
  const found = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last && dayAfter(last.at(-1)[0], 1) === point[0]) last.push(point);
    else found.push([point]);
  }
  return found;
}
