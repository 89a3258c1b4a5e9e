// Every part of a probability: start, drawings, a table of the sum, dependence, limits, and what tests would change.
import { h } from "../script/page/tree.js";
import { asked } from "./kleene.js";
import { list } from "./panel_parts.js";
import { legend, nomogram, people } from "./probability_drawing.js";
import { actionIn, digits, endsOf, nameOf, namesOf, of100, percent, ratioIn, togetherOf, twoDigits, withInterval } from "./probability_words.js";
import { openIn } from "./state.js";
import { fill, labelsOf, upperFirst } from "./wording.js";

/** The elements and trees of a result. */
export const partsOf = (data, outcome, result, known) => [
  startLines(data, outcome, result, known),
  pictures(data, outcome, result),
  narrow(data, outcome, result),
  table(data, outcome, result),
  result.factors.map(({ factor }) => doubt(outcome, result, factor)),
  leftOut(data, outcome, result),
  overlap(data, outcome, result),
  limits(data, result),
  result.tests.map((test) => testParts(data, outcome, result, test)),
  h("p", { class: "hint" }, data.words.advises),
];

/** The sources of all that a result rests on. */
export const sourcesIn = ({ start, factors, limits: { sources }, tests }) => [
  ...start.sources,
  ...sources,
  ...[...factors, ...tests].flatMap((one) => one.sources),
];

const formOf = ({ forms }, { score, version }) => forms.find((form) => form.score === score && form.version === version);

function startLines(data, outcome, { start }, known) {
  const { words } = data;
  const shown = withInterval(data, start.probability);
  if (!start.score) {
    const open = asked(outcome.condition).filter((id) => !(id in known));
    const note = start.applies === null && h("p", { class: "note" }, fill(words.probability_not_known_whether, { findings: labelsOf(data, open) }));
    return [h("p", {}, fill(words.probability_start_own, { percent: shown })), note];
  }
  const form = formOf(data, start);
  const values = {
    percent: shown,
    band: form.bands.find(([id]) => id === start.band)[2],
    score: `${form.name} (${fill(words.version, form)})`,
    source: start.sources.join(", "),
  };
  const note = start.applies === null && h("p", { class: "note" }, fill(words.not_known_whether, { findings: labelsOf(data, openIn(form, known)) }));
  return [h("p", {}, fill(words.probability_start_score, values)), note];
}

function pictures(data, outcome, result) {
  const box = document.createElement("div");
  box.className = "pictures";
  const [one, other, signs] = ["figure", "figure", "ul"].map((tag) => document.createElement(tag));
  const caption = document.createElement("figcaption");
  caption.textContent = of100(data, outcome, result);
  signs.className = "legend";
  signs.append(...legend(data, outcome, result));
  one.append(nomogram(data, outcome, result));
  other.append(caption, people(data, outcome, result), signs);
  box.append(one, other);
  return box;
}

function narrow({ words }, outcome, { start, without_interval: without }) {
  const names = [...(start.interval_given ? [] : [words.probability_start]), ...(without.length ? [namesOf(outcome, without)] : [])];
  if (without.length) return h("p", { class: "hint" }, fill(words.probability_too_narrow, { names: names.join("; ") }));
  return names.length > 0 && h("p", { class: "hint" }, words.probability_start_too_narrow);
}

/** The sum, row by row: the same numbers as in the drawing. */
function table(data, outcome, result) {
  const { words } = data;
  const [low, high] = endsOf(result).map((end) => percent(data, end));
  const row = (name, ratio, probability) =>
    h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, ratio), h("td", {}, probability));
  const rows = result.factors.map((factor) =>
    row(
      `${upperFirst(nameOf(outcome, factor))} (${factor.sources.join(", ")})`,
      ratioIn(data, factor),
      fill(words.panel_after, { after: percent(data, factor.after), points: digits(data, factor.points, true) }),
    ),
  );
  const heads = [words.panel_part, upperFirst(words.probability_svg_ratio), words.panel_probability];
  return [
    h(
      "table",
      {},
      h("caption", {}, words.panel_parts),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h(
        "tbody",
        {},
        row(words.panel_begin, "", withInterval(data, result.start.probability)),
        rows,
        row(words.panel_together, digits(data, togetherOf(result)), withInterval(data, result.probability)),
        row(words.panel_ends, "", fill(words.panel_from_to, { low, high })),
      ),
    ),
    !rows.length && h("p", {}, words.probability_no_factor),
  ];
}

/** A line where a test says little in this patient. */
function doubt({ tests }, { doubtful }, id) {
  const test = doubtful.includes(id) && tests.find((one) => one.id === id);
  return test && h("p", { class: "wrong" }, `${upperFirst(test.name)}: ${test.doubt}`);
}

function leftOut({ forms, words }, outcome, { factors, not_applied: left }) {
  const named = ({ reason, instead }) =>
    reason === "in_score" ? {} : { instead: nameOf(outcome, factors.find(({ factor }) => factor === instead)) };
  const lines = left.map((own) =>
    fill(words[own.reason === "in_score" ? "probability_in_score" : "probability_same_thing"], {
      name: nameOf(outcome, own),
      score: forms.find(({ score }) => score === own.instead)?.name,
      ...named(own),
    }),
  );
  return lines.length > 0 && [h("h4", {}, words.probability_not_applied), list(lines)];
}

function overlap(data, outcome, { factors, bounds }) {
  const { words } = data;
  if (factors.length < 2) return false;
  const between = (low, high) => ({ low: percent(data, low), high: percent(data, high) });
  const names = bounds.groups.map((group) => namesOf(outcome, group)).join(" / ");
  return [
    h("p", {}, words.probability_independent),
    list([
      ...(bounds.groups.length ? [fill(words.probability_groups, { names, ...between(...bounds.in_groups) })] : []),
      fill(words.probability_bounds, between(bounds.lowest.median, bounds.highest.median)),
    ]),
  ];
}

function limits(data, result) {
  const { words } = data;
  const { rule_out: out, treat, sources } = result.limits;
  return [
    h("h4", {}, words.panel_limits),
    h("p", {}, fill(words.probability_limit, { percent: percent(data, out), sources: sources.join(", ") })),
    h("p", {}, treat === null ? words.panel_no_treat : fill(words.probability_limit_treat, { percent: percent(data, treat) })),
    h("p", {}, h("b", {}, fill(words.probability_now, { action: actionIn(data, result) }))),
  ];
}

function testParts(data, outcome, result, test) {
  const { words } = data;
  const { name, names, sources } = outcome.tests.find(({ id }) => id === test.test);
  const count = (key) => twoDigits(data, test[key]);
  const numbers = ({ missed, examined, treated_without: treated }) =>
    fill(words.probability_numbers, { missed: twoDigits(data, missed), examined: twoDigits(data, examined), treated: twoDigits(data, treated) });
  const counts = { found: count("found"), overlooked: count("overlooked"), false_alarms: count("false_alarms"), cleared: count("cleared") };
  const changes = { share: percent(data, test.changes), without: numbers(test.without), with_test: numbers(test.with_test) };
  return [
    h("h4", {}, fill(words.probability_test, { name }), " ", h("span", { class: "hint" }, `(${sources.join(", ")})`)),
    doubt(outcome, result, test.test),
    list(test.results.map((one, place) => outlookLine(data, names[place], one))),
    h("p", {}, fill(words.probability_test_counts, counts)),
    h("p", {}, test.changes ? fill(words.probability_test_changes, changes) : words.probability_test_no_change),
  ];
}

function outlookLine(data, name, outlook) {
  const { words } = data;
  const { share, probability, lowest, highest } = outlook;
  const alone = withInterval(data, probability);
  const ends = { percent: alone, low: percent(data, lowest), high: percent(data, highest) };
  return fill(words.probability_test_result, {
    result: name,
    share: percent(data, share),
    percent: lowest < highest ? fill(words.probability_with_overlap, ends) : alone,
    action: actionIn(data, outlook),
  });
}
