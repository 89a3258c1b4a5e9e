// The numbers as drawings, each with the same numbers as a table. Left and right differ in marks, lines and words.
import { h } from "../script/page/tree.js";
import { dayAfter } from "./case.js";
import { numberText } from "./entry.js";
import { scale, series } from "./series.js";
import { dayText, said, valueText } from "./words.js";

const WIDTH = 320;
const HEIGHT = 140;
const EDGE = 8;
const RADIUS = 3.5;
const MOST_DAYS = 90;
const SIDES = ["left", "right"];

/** Every drawing that has a number, as trees. */
export function plotsOf(data, entries) {
  const found = series(data, entries).filter(({ runs }) => runs.length);
  const plots = [...new Set(found.map(({ plot }) => plot))];
  return plots.map((plot) => figure(data, plot, found.filter((one) => one.plot === plot)));
}

/** Points as far as the drawing goes back. */
function recent(found) {
  const last = found.flatMap(({ runs }) => runs.at(-1).at(-1)[0]).sort().at(-1);
  const first = dayAfter(last, 1 - MOST_DAYS);
  const within = ({ runs, ...own }) => ({
    ...own,
    runs: runs.map((run) => run.filter(([day]) => day >= first)).filter((run) => run.length),
  });
  return found.map(within);
}

function figure(data, plot, found) {
  const title = said(data, `plot_${plot}`);
  const shown = recent(found);
  const days = shown.flatMap(({ runs }) => runs.flat().map(([day]) => day)).sort();
  const [first, last] = [days[0], days.at(-1)];
  const [low, high] = scale(data, shown);
  const across = (day) => (first === last ? WIDTH / 2 : EDGE + ((WIDTH - 2 * EDGE) * between(first, day)) / between(first, last));
  const up = (value) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (high - low);
  const name = `${title}. ${shown.map((own) => summary(data, own)).join(" ")}`;
  return h(
    "figure",
    { class: "plot" },
    h("figcaption", {}, title),
    h(
      "div",
      { class: "frame" },
      h("p", { class: "highest", "aria-hidden": "true" }, numberText(high)),
      h("p", { class: "lowest", "aria-hidden": "true" }, numberText(low)),
      h(
        "svg",
        { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": name, focusable: "false" },
        h("path", { class: "grid", d: [low, (low + high) / 2, high].map((value) => `M0 ${up(value)}H${WIDTH}`).join("") }),
        shown.map((own) => curve(own, across, up)),
      ),
      h("p", { class: "from", "aria-hidden": "true" }, dayText(data, first)),
      h("p", { class: "to", "aria-hidden": "true" }, first === last ? "" : dayText(data, last)),
    ),
    found.length > 1 && found.map(({ field }) => legend(data, sideOf(field))),
    h("details", {}, h("summary", {}, said(data, "plot_table", { plot: title })), table(data, found)),
  );
}

const between = (one, other) => (Date.parse(other) - Date.parse(one)) / 86_400_000;

const sideOf = (field) => SIDES.find((side) => field.includes(side)) ?? "left";

/** What the drawing shows, for whoever hears it. */
function summary(data, { field, runs }) {
  const points = runs.flat();
  if (!points.length) return "";
  const [[firstDay, firstValue], [lastDay, lastValue]] = [points[0], points.at(-1)];
  const told = ([day, value]) => `${dayText(data, day)}: ${valueText(data, field, value)}`;
  return `${data.labels[field]}, ${told([firstDay, firstValue])}; ${told([lastDay, lastValue])}.`;
}

function curve({ field, runs }, across, up) {
  const side = sideOf(field);
  const at = ([day, value]) => `${across(day).toFixed(1)} ${up(value).toFixed(1)}`;
  return [
    h("path", { class: `line ${side}`, d: runs.filter((run) => run.length > 1).map((run) => `M${run.map(at).join("L")}`).join("") }),
    h("path", { class: `mark ${side}`, d: runs.flat().map(([day, value]) => mark(side, across(day), up(value))).join("") }),
  ];
}

function mark(side, x, y) {
  const left = (x - RADIUS).toFixed(1);
  const wide = 2 * RADIUS;
  if (side === "right") return `M${left} ${(y - RADIUS).toFixed(1)}h${wide}v${wide}h${-wide}z`;
  return `M${left} ${y.toFixed(1)}a${RADIUS} ${RADIUS} 0 1 0 ${wide} 0a${RADIUS} ${RADIUS} 0 1 0 ${-wide} 0z`;
}

const legend = (data, side) =>
  h(
    "p",
    { class: "legend" },
    h(
      "svg",
      { viewBox: "0 0 40 12", "aria-hidden": "true", focusable: "false" },
      h("path", { class: `line ${side}`, d: "M0 6H40" }),
      h("path", { class: `mark ${side}`, d: mark(side, 20, 6) }),
    ),
    " ",
    said(data, `plot_${side}`),
  );

function table(data, found) {
  const values = found.map(({ runs }) => new Map(runs.flat()));
  const days = [...new Set(values.flatMap((own) => [...own.keys()]))].sort().reverse();
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, data.labels.day), found.map(({ field }) => h("th", { scope: "col" }, data.labels[field])))),
    h(
      "tbody",
      {},
      days.map((day) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, dayText(data, day)),
          found.map(({ field }, place) => h("td", {}, values[place].has(day) ? valueText(data, field, values[place].get(day)) : "–")),
        ),
      ),
    ),
  );
}
