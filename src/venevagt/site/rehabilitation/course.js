// What was measured, as a small drawing and a table.
import data from "./data.js";
import { partsOf } from "./measures.js";
import { dayShown, numberShown, words } from "./words.js";
import { h } from "../script/page/tree.js";

const WIDTH = 320;
const HEIGHT = 100;
const EDGE = 10;
const DAY = 24 * 60 * 60 * 1000;

/** The measures that have readings, each as a tree; `drawn`: with the drawing. */
export function courses(readings, { drawn }) {
  return data.measures.map((measure) => {
    const own = readings.filter((one) => one.measure === measure.id).sort((a, b) => (a.on < b.on ? -1 : 1));
    if (!own.length) return false;
    return h(
      "div",
      {},
      h("h3", {}, words[`measure_${measure.id}`]),
      drawn && own.length > 1 && plot(measure, own),
      table(measure, own),
    );
  });
}

const unitOf = ({ unit }) => words[`unit_${unit.replace(" ", "_")}`];

function table(measure, own) {
  const parts = partsOf(measure);
  const name = (part) => (part === "value" ? unitOf(measure) : `${words[part]} (${unitOf(measure)})`);
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.measure_day), parts.map((part) => h("th", { scope: "col" }, name(part))))),
    h(
      "tbody",
      {},
      own.map(({ on, values }) =>
        h("tr", {}, h("th", { scope: "row" }, dayShown(on)), parts.map((part) => h("td", {}, numberShown(values[part])))),
      ),
    ),
  );
}

/** One line for each side; the table beside it says the same to those who cannot see it. */
function plot(measure, own) {
  const parts = partsOf(measure);
  const all = own.flatMap(({ values }) => parts.map((part) => values[part]));
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const days = own.map(({ on }) => Date.parse(`${on}T00:00:00Z`) / DAY);
  const x = (day) => EDGE + ((WIDTH - 2 * EDGE) * (day - days[0])) / (days.at(-1) - days[0] || 1);
  const y = (value) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (value - low)) / (high - low || 1);
  const at = (part, place) => `${x(days[place]).toFixed(1)} ${y(own[place].values[part]).toFixed(1)}`;
  const line = (part) => `M${own.map((_, place) => at(part, place)).join("L")}`;
  const dots = (part) => own.map((_, place) => `M${at(part, place)}m-3 0h6m-3 -3v6`).join("");
  return h(
    "svg",
    { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" },
    h("path", { class: "axis", d: `M0 ${HEIGHT - 1}H${WIDTH}M1 0V${HEIGHT}` }),
    parts.map((part, place) => h("path", { class: place ? "second-line" : "first-line", d: line(part) })),
    parts.map((part) => h("path", { d: dots(part) })),
  );
}
