// The panel of how likely a clot is: where to start, then every part of the sum while it is filled in.
import { h, made } from "../script/page/tree.js";
import { asked } from "./kleene.js";
import { elements, folded, say, sourceLines } from "./panel_parts.js";
import { askFor } from "./panel_rows.js";
import { assess, readShare } from "./probability.js";
import { partsOf, sourcesIn } from "./probability_parts.js";
import { of100, withInterval } from "./probability_words.js";
import { bandsIn, fill, labelOf } from "./wording.js";

/** The panel of one outcome. */
export function probabilityPanel(data, outcome, gate) {
  const { words } = data;
  const { id } = outcome;
  const starts = startsOf(data, outcome, gate);
  const more = folded(`more-${id}`, words.panel_more);
  more.box.className = "rows";
  const sources = folded(`sources-${id}`, words.panel_sources);
  const element = made(
    document,
    h(
      "section",
      { class: "panel", id: `probability-${id}`, "aria-labelledby": `probability-${id}-title` },
      h("h3", { id: `probability-${id}-title` }, fill(words.probability_of, { outcome: outcome.name })),
      h("p", {}, h("label", { class: "label", for: `start-${id}` }, words.panel_start)),
      h("p", { class: "measure" }, h("select", { id: `start-${id}` }, starts.map(({ label }, place) => h("option", { value: place }, label)))),
      h(
        "div",
        { id: `own-${id}` },
        h("p", {}, h("label", { class: "label", for: `share-${id}` }, words.panel_own)),
        h("p", { class: "measure" }, h("input", { id: `share-${id}`, type: "text", autocomplete: "off", "aria-describedby": `share-${id}-wrong` })),
        h("p", { id: `share-${id}-wrong`, class: "said", role: "alert" }),
      ),
      h("p", { class: "panel-now", role: "status" }),
      h("div", { class: "parts" }),
    ),
  );
  element.append(more.element, sources.element);
  const [now, parts] = [element.querySelector(".panel-now"), element.querySelector(".parts")];
  const [own, wrong] = [element.querySelector(`#own-${id}`), element.querySelector(".said")];
  const [select, field] = [element.querySelector("select"), element.querySelector("input")];
  const asks = findingsOf(outcome);
  let last = null;

  function show(view, state) {
    last = [view, state];
    const start = starts[select.value];
    own.hidden = !start.own;
    const share = start.own ? readShare(data.probability, field.value) : null;
    const result = start.own && !share ? null : assess(data, outcome, view.known, { share, form: start.form });
    const known = result && !result.refused;
    say(now, known ? nowIn(data, outcome, result) : refusalIn(data, result));
    parts.replaceChildren(...(known ? elements(partsOf(data, outcome, result, view.known)) : []));
    sources.element.hidden = !known;
    sources.box.replaceChildren(...(known ? elements(sourceLines(data, sourcesIn(result))) : []));
    askFor(data, more.box, asks, view, state);
  }

  /** While it is being typed, nothing is said to be wrong. */
  function change(whole) {
    const bad = whole && field.value.trim() !== "" && !readShare(data.probability, field.value);
    say(wrong, bad ? words.panel_own_wrong : "");
    field.setAttribute("aria-invalid", String(bad));
    show(...last);
  }

  select.addEventListener("change", () => show(...last));
  field.addEventListener("input", () => change(false));
  field.addEventListener("change", () => change(true));
  return { element, show };
}

/** From where one can start: a score for such patients, one's own number, or that with the ratio of a score's band. */
function startsOf({ forms, words }, { start, shares, ratios }, gate) {
  const places = [...new Set([start, ...shares.map(([place]) => place)])];
  const forSuch = ({ condition }) => condition && asked(condition).includes(gate.finding);
  const named = ({ name, version }) => `${name}, ${fill(words.version, { version })}`;
  const scores = places.map((place) => forms[place]).filter(forSuch);
  const withRatio = [...new Set(ratios.filter(({ band }) => band).map((ratio) => forms[ratio.form]))];
  return [
    ...scores.map((form) => ({ label: named(form), form, own: false })),
    { label: words.panel_start_own, form: null, own: true },
    ...withRatio.map((form) => ({ label: fill(words.panel_start_ratio, { score: named(form) }), form, own: true })),
  ];
}

/** All findings that can change the probability. */
function findingsOf({ ratios, tests }) {
  const conditions = [...tests.flatMap((test) => [...test.conditions, test.doubtful]), ...ratios.map(({ condition }) => condition)];
  return [...new Set(conditions.filter(Boolean).flatMap(asked))];
}

const nowIn = (data, outcome, result) =>
  `${fill(data.words.probability_result, { percent: withInterval(data, result.probability) })}. ${of100(data, outcome, result)}`;

/** Why it cannot start there. */
function refusalIn(data, result) {
  if (!result) return data.words.panel_own_first;
  const { refused, form, band, possible, next } = result;
  return fill(data.words[`panel_refused_${refused}`], {
    score: form?.name,
    band: form && band && bandsIn(form, { possible_bands: [band] }),
    bands: possible && bandsIn(form, { possible_bands: possible }),
    finding: next && labelOf(data, next),
  });
}
