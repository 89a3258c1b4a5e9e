// The results: a card for each score that applies, or may.
import { h, made } from "../script/page/tree.js";
import { openIn } from "./state.js";
import { bandsIn, fill, labelOf, labelsOf, numberIn, upperFirst } from "./wording.js";

/** How a result is named: points, or the value of a formula; whole or between what it is. */
const amountWord = ({ unit }, { points }) =>
  unit ? (points === null ? "value_between" : "value") : points === null ? "points_between" : "points";

/** The element of one score. */
export function cardOf(data, { known }, { form, result, place, versions }) {
  const { words } = data;
  const said = (value) => `${numberIn(data, value)} ${form.unit}`.trim();
  const single = result.possible_bands.length === 1;
  const next = result.next_finding;
  const lines = [
    result.applies === null && h("p", { class: "note" }, fill(words.not_known_whether, { findings: labelsOf(data, openIn(form, known)) })),
    h(
      "p",
      {},
      fill(words[amountWord(form, result)], {
        points: said(result.low),
        low: said(result.low),
        high: said(result.high),
      }),
    ),
    h("p", {}, h("b", {}, fill(words[single ? "result" : "results"], { band: bandsIn(form, result), bands: bandsIn(form, result) }))),
    next && h("p", { class: "next-finding" }, fill(words[result.settles ? "settles" : "ask_next"], { finding: labelOf(data, next) })),
    result.missing.length > 0 && h("p", { class: "hint" }, fill(words.missing, { findings: labelsOf(data, result.missing) })),
    form.note && h("p", { class: "hint" }, form.note),
    form.published.filter(([band]) => band === result.band).map(([, text]) => h("p", { class: "hint" }, text)),
  ];
  const title = h("h4", {}, form.name, " ", h("span", { class: "hint" }, `(${fill(words.version, { version: form.called })}; ${form.sources.join(" ")})`));
  const choice = versions.length > 1 && versionChoice(data, form, place, versions);
  return made(document, h("section", { class: "score", "data-score": form.score }, title, choice, lines));
}

/** A list of the versions of a score, and how the others differ from its own. */
function versionChoice({ words, forms }, { name }, chosen, [first, ...others]) {
  const option = (place) => h("option", { value: String(place), selected: place === chosen }, fill(words.version, { version: forms[place].called }));
  const differing = others.map((place) => differenceIn(words, forms[place]));
  return [
    h(
      "select",
      { id: `version-${first}`, "data-version": String(first), "aria-label": fill(words.choose_version, { score: name }) },
      [first, ...others].map(option),
    ),
    differing.map((text) => h("p", { class: "hint" }, text)),
  ];
}

/** How a version differs; what already begins with its name is not named twice. */
const differenceIn = (words, { called, differs }) =>
  upperFirst(fill(words.other_version, { version: called, differs: differs.replace(`${called}: `, "") }));

/** Why a score is not shown. */
export const notFor = ({ words }, { name, called, whom }) =>
  made(
    document,
    h("p", { class: "hint" }, `${name} (${fill(words.version, { version: called })}). `, fill(words.not_for_this_patient, { whom })),
  );

