// The panel of treating a confirmed clot: what stands, topic by topic, what is open, and the controls. No prescription.
import { h, made } from "../script/page/tree.js";
import { countedIn } from "./count.js";
import { asked } from "./kleene.js";
import { elements, folded, list, say, sourceLines } from "./panel_parts.js";
import { askFor } from "./panel_rows.js";
import { recommend } from "./treatment.js";
import { fill, labelOf, labelsOf, valueIn } from "./wording.js";

/** The panel. It asks where the clot is, so that a clot can be said to be confirmed at whatever the page began with. */
export function treatmentPanel(data) {
  const { words, treatment } = data;
  const element = made(
    document,
    h(
      "section",
      { class: "panel", id: "treatment", "aria-labelledby": "treatment-title" },
      h("h3", { id: "treatment-title" }, words.treatment_title),
      h("p", {}, words.panel_site),
      h("div", { class: "rows" }),
      h("p", { class: "panel-now", role: "status" }),
      h("div", { class: "parts" }),
    ),
  );
  const [site, now, parts] = [".rows", ".panel-now", ".parts"].map((part) => element.querySelector(part));
  const [open, more, sources] = [folded("treatment-open", ""), folded("treatment-more", words.panel_missing), folded("treatment-sources", words.panel_sources)];
  more.box.className = "rows";
  element.append(open.element, more.element, sources.element);
  const asks = findingsOf(data);

  function show(view, state) {
    const found = recommend(data, view.known);
    const missing = found ? found.open.flatMap((entry) => entry.missing) : [];
    say(now, found ? fill(words.panel_treatment_now, { count: found.statements.length, open: found.open.length }) : words.treatment_unconfirmed);
    parts.replaceChildren(...(found ? elements(standing(data, state, found)) : []));
    say(open.name, fill(words.panel_open_count, { count: found?.open.length }));
    open.box.replaceChildren(...(found ? elements(openLines(data, found)) : []));
    sources.box.replaceChildren(...(found ? elements(sourceLines(data, namedIn(found))) : []));
    askFor(data, site, [treatment.site], view, state);
    const answered = asks.filter((id) => id !== treatment.site && (state.own[id] ?? state.patient[id] ?? null) !== null);
    askFor(data, more.box, found ? [...new Set([...missing, ...answered])] : [], view, state);
    open.element.hidden = !missing.length;
    more.element.hidden = !more.box.querySelector(":scope > :not([hidden])");
    sources.element.hidden = !found;
  }

  return { element, show };
}

/** All findings that some entry looks at. */
function findingsOf({ forms, treatment }) {
  const conditions = treatment.entries.flatMap((entry) => entry.conditions);
  const scores = treatment.entries.flatMap((entry) => entry.scores.map(([place]) => forms[place]));
  return [...new Set([...conditions.flatMap(asked), ...scores.flatMap(countedIn)])];
}

const textOf = ({ treatment }, id) => treatment.entries.find((entry) => entry.id === id).text;

function standing(data, state, { statements, withheld, plan }) {
  const { words, treatment } = data;
  return [
    h("p", { class: "note" }, words.treatment_advises),
    treatment.topics.map((topic) => topicPart(data, state, topic, statements.filter((one) => one.topic === topic))),
    plan.length > 0 && [h("h4", {}, words.treatment_plan), list(plan.map((control) => controlLine(data, control)))],
    withheld.length > 0 && [h("h4", {}, words.treatment_withheld), list(withheld.map((one) => withheldLine(data, one)))],
  ];
}

function topicPart(data, state, topic, statements) {
  const { words } = data;
  const line = ({ entry, strength, sources, because }) => [
    `${textOf(data, entry)} (${words[`strength_${strength}`]}; ${sources.join(", ")})`,
    h("p", { class: "hint" }, fill(words.treatment_because, { findings: because.map((one) => answerIn(data, state, one)).join("; ") })),
  ];
  return statements.length > 0 && [h("h4", {}, words[`topic_${topic}`]), list(statements.map(line))];
}

/** A finding with what is known of it; its name alone says yes. */
function answerIn(data, state, [id, value]) {
  const { words } = data;
  const finding = labelOf(data, id);
  if (value === true) return finding;
  if (value === null) return fill(words.treatment_not_known, { finding });
  return value === false ? fill(words.treatment_no, { finding }) : `${finding}: ${valueIn(data, state, id, value)}`;
}

const controlLine = ({ words, treatment }, { day, every, look_at: looks, sources }) =>
  `${fill(words[every ? "treatment_every" : "treatment_day"], { day, every, items: looks.map((item) => treatment.looks[item]).join(", ") })} (${sources.join(", ")})`;

const withheldLine = (data, { entry, by }) => [
  textOf(data, entry),
  h("p", { class: "hint" }, fill(data.words.treatment_by, { entries: by.map((other) => textOf(data, other)).join(" ") })),
];

const openLines = (data, { open }) =>
  list(
    open.map(({ entry, missing, sources }) => [
      `${textOf(data, entry)} (${sources.join(", ")})`,
      h("p", { class: "hint" }, fill(data.words.treatment_missing, { findings: labelsOf(data, missing) })),
    ]),
  );

const namedIn = ({ statements, open, plan }) => [...statements, ...open, ...plan].flatMap(({ sources }) => sources);
