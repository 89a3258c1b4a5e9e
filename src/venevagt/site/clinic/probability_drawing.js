// A probability as two drawings: a Fagan nomogram, and 100 people. Both say in words what they show.
import { h } from "../script/page/tree.js";
import { logOdds } from "./probability_log_odds.js";
import { digits, endsOf, of100, percent, togetherOf, withInterval } from "./probability_words.js";
import { fill } from "./wording.js";

const DRAWN = "http://www.w3.org/2000/svg";
const [WIDTH, HEIGHT] = [330, 470];
const [BEFORE, RATIO, AFTER] = [58, 165, 272];
const CENTRE = 246;
const PER_LOG_ODDS = 28;
const END = 7.6; // log-odds at the ends of the outer scales
const PERCENT_TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 98, 99, 99.5, 99.8, 99.9];
const RATIO_TICKS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
const SMALLEST = 1e-6;
const ROUNDING = 1e-6; // 12 of 100 stay 12, whatever the last digit of the calculation is
const PEOPLE = 100;
const A_ROW = 10;
const CELL = 22;

/** The elements of a drawing. */
function drawn({ tag, attributes, children }) {
  const element = document.createElementNS(DRAWN, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((inner) => (typeof inner === "object" ? drawn(inner) : inner)));
  return element;
}

/** A picture with a title and a description for whoever does not see it. */
const picture = (id, across, down, title, description, parts) =>
  drawn(
    h(
      "svg",
      { id, class: "drawn", viewBox: `0 0 ${across} ${down}`, role: "img", "aria-labelledby": `${id}-title`, "aria-describedby": `${id}-words` },
      h("title", { id: `${id}-title` }, title),
      h("desc", { id: `${id}-words` }, description),
      parts,
    ),
  );

const text = (x, y, words, anchor) => h("text", { x, y, "text-anchor": anchor }, words);

const clipped = (odds) => Math.max(-END, Math.min(END, odds));

/** The log-odds of a share; one that was rounded to 0 or 1 stands at the end. */
const onScale = (share) => logOdds(Math.min(Math.max(share, SMALLEST), 1 - SMALLEST));

const rounded = (value) => Math.round(value * 10) / 10;

/** How far down log-odds stand: the scale before grows downwards, the one after upwards. */
const downBefore = (odds) => rounded(CENTRE + PER_LOG_ODDS * clipped(odds));
const downAfter = (odds) => rounded(CENTRE - PER_LOG_ODDS * clipped(odds));

const downRatio = (ratio) => rounded(CENTRE - (PER_LOG_ODDS * Math.log(ratio)) / 2);

function tick(x, y, label, anchor) {
  const step = anchor === "end" ? -6 : 6;
  return [h("path", { class: "axis", d: `M${x} ${y}h${step}` }), text(x + 1.5 * step, y + 4, label, anchor)];
}

/** What the nomogram shows, in words. */
export function nomogramWords(data, result) {
  const [low, high] = endsOf(result).map((end) => percent(data, end));
  return fill(data.words.probability_svg_nomogram, {
    before: percent(data, result.start.probability.median),
    ratio: digits(data, togetherOf(result)),
    after: percent(data, result.probability.median),
    low,
    high,
  });
}

/** Fagan's nomogram: a line from before, through the likelihood ratio, to after. */
export function nomogram(data, outcome, result) {
  const { words } = data;
  const { start, probability } = result;
  const label = (number) => String(number).replace(".", data.mark);
  const [low, high] = endsOf(result);
  const corners = [
    [BEFORE, downBefore(onScale(start.probability.low))],
    [BEFORE, downBefore(onScale(start.probability.high))],
    [AFTER, downAfter(onScale(high))],
    [AFTER, downAfter(onScale(low))],
  ];
  const line = [downBefore(onScale(start.probability.median)), downAfter(onScale(probability.median))];
  const title = fill(words.probability_svg_title, { outcome: outcome.name, percent: withInterval(data, probability) });
  return picture(`nomogram-${outcome.id}`, WIDTH, HEIGHT, title, nomogramWords(data, result), [
    text(BEFORE, 16, `${words.probability_svg_before} (%)`, "middle"),
    text(RATIO, 16, words.probability_svg_ratio, "middle"),
    text(AFTER, 16, `${words.probability_svg_after} (%)`, "middle"),
    [BEFORE, RATIO, AFTER].map((x) => h("path", { class: "axis", d: `M${x} ${downBefore(-END)}V${downBefore(END)}` })),
    PERCENT_TICKS.map((share) => tick(BEFORE, downBefore(logOdds(share / 100)), label(share), "end")),
    PERCENT_TICKS.map((share) => tick(AFTER, downAfter(logOdds(share / 100)), label(share), "start")),
    RATIO_TICKS.map((ratio, place) => tick(RATIO, downRatio(ratio), label(ratio), place % 2 ? "end" : "start")),
    h("polygon", { class: "band", points: corners.join(" ") }),
    h("path", { class: "line", d: `M${BEFORE} ${line[0]}L${AFTER} ${line[1]}` }),
  ]);
}

/** From how many to how many of 100: the lower end rounded down and the upper one up. */
function peopleOf(result) {
  const [low, high] = endsOf(result);
  return [Math.floor(PEOPLE * low + ROUNDING), Math.ceil(PEOPLE * high - ROUNDING)];
}

/** A filled square has it, a dashed one may, a ring does not: so that it is seen without colours too. */
const icon = (kind, x, y) =>
  kind === "ring"
    ? h("circle", { class: kind, cx: x, cy: y, r: 6 })
    : h("path", { class: kind, d: `M${x - 7} ${y - 7}h14v14h-14z` });

/** 100 people: those who have it, those who may, and the others. */
export function people(data, outcome, result) {
  const [low, high] = peopleOf(result);
  const counted = of100(data, outcome, result);
  const words = fill(data.words.probability_svg_icons, { counted, low, high });
  const kindAt = (place) => (place < low && "have") || (place < high && "may") || "ring";
  const all = Array.from({ length: PEOPLE }, (_, place) =>
    icon(kindAt(place), CELL * ((place % A_ROW) + 0.5), CELL * (Math.floor(place / A_ROW) + 0.5)),
  );
  return picture(`people-${outcome.id}`, A_ROW * CELL, (PEOPLE / A_ROW) * CELL, counted, words, all);
}

/** What the signs of the people mean; only of those that are there. */
export function legend({ words }, outcome, result) {
  const [low, high] = peopleOf(result);
  const lines = [
    low > 0 && ["have", fill(words.probability_svg_have, { outcome: outcome.name, low })],
    high > low && ["may", fill(words.probability_svg_may, { high })],
    high < PEOPLE && ["ring", words.probability_svg_others],
  ];
  return lines.filter(Boolean).map(([kind, label]) => {
    const sign = drawn(h("svg", { class: "sign", viewBox: `0 0 ${CELL} ${CELL}`, "aria-hidden": "true" }, icon(kind, CELL / 2, CELL / 2)));
    const line = document.createElement("li");
    line.append(sign, ` ${label}`);
    return line;
  });
}
