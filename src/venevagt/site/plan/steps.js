// The steps of a plan's page as trees: the red flags, the questions, and what is shown instead of a plan.
import { upperFirst } from "../clinic/wording.js";
import { phone } from "../script/page/icons.js";
import { h } from "../script/page/tree.js";
import { fill } from "../script/words.js";

export const title = (text) => h("h2", { id: "step", tabindex: "-1" }, text);

export const list = (lines) => h("ul", {}, lines.map((line) => h("li", {}, line)));

/** A button that says in data-do what it does. */
export const button = (does, text, look = "second", type = "button") =>
  h("button", { type, class: look, "data-do": does }, text);

/** First of all: is one of the signs true now? */
export const flagsStep = ({ common }, { findings }, { words }, flags, none) =>
  h(
    "form",
    { novalidate: true, autocomplete: "off" },
    h(
      "fieldset",
      {},
      h("legend", {}, title(words.page_danger)),
      h("p", { class: "hint" }, words.page_danger_which),
      flags.map((name) =>
        h(
          "div",
          { class: "tick" },
          h(
            "label",
            { for: `flag-${name}` },
            h("input", { type: "checkbox", id: `flag-${name}`, name, value: "yes" }),
            h("span", {}, upperFirst(findings[name].label)),
          ),
        ),
      ),
    ),
    h("div", { class: "buttons" }, button("no-flags", none, "main none", "submit"), button("flags", common.next, "main next", "submit")),
  );

/** What the triage says of a red flag: the number, what to say, what to do meanwhile, and nothing else. */
export const alarmStep = ({ common }, number, shown) => [
  h(
    "div",
    { class: "card" },
    h("h2", { id: "step", tabindex: "-1" }, shown.headline),
    h("p", {}, h("a", { class: "huge", href: `tel:${number}` }, phone(), h("span", {}, number))),
  ),
  shown.say.length > 0 && [h("h2", {}, common.say), shown.say.map((line) => h("p", { class: "say" }, line))],
  h("h2", {}, common.while_waiting),
  list([...shown.do, ...shown.dont]),
  h("p", { class: "tools" }, button("again", common.back)),
];

/** The questions; `hidden` of the ones that do not fit are set as answers come. */
export const questionsStep = (data, plan, { start, kept, latest }) =>
  h(
    "form",
    { novalidate: true, autocomplete: "off" },
    title(plan.words.page_questions),
    kept &&
      h(
        "div",
        { class: "kept" },
        h("p", {}, plan.words.page_kept_before),
        h("p", { class: "tools" }, button("show-kept", plan.words.page_show_kept), button("forget", plan.words.page_forget)),
      ),
    h("p", { class: "hint" }, plan.words.page_questions_hint),
    plan.words.page_start && startField(plan, start, latest),
    plan.questions.map(([id, , options]) => questionField(data, plan, id, options)),
    h("div", { id: "not-confirmed", hidden: true }),
    h("div", { class: "buttons" }, button("make", plan.words.page_make, "main", "submit")),
  );

const startField = ({ words }, start, latest) =>
  h(
    "div",
    { class: "field", id: "start-field" },
    h("label", { class: "label", for: "start" }, words.page_start),
    h("p", { class: "said", id: "start-said", role: "alert" }),
    h(
      "p",
      { class: "number day" },
      h("input", { type: "date", id: "start", name: "start", value: start, max: latest, "aria-describedby": "start-said" }),
    ),
  );

const questionField = ({ common }, { words }, id, options) =>
  h(
    "fieldset",
    { class: options.length ? "field" : "field short", id: `question-${id}`, hidden: true },
    h("legend", {}, words[`ask_${id}`]),
    h(
      "div",
      { class: "radios" },
      [...(options.length ? options : ["yes", "no"]), "unsure"].map((option) =>
        h(
          "label",
          {},
          h("input", { type: "radio", name: id, value: option }),
          h("span", {}, optionWords(common, words, id, option)),
        ),
      ),
    ),
  );

const optionWords = (common, words, id, option) =>
  ({ yes: common.yes, no: common.no, unsure: common.not_sure })[option] ?? words[`ask_${id}_${option}`];

/** Where no doctor has spoken of a clot: the way to the triage. */
export const notConfirmed = ({ words }, home) =>
  h("div", {}, h("p", { class: "note" }, words.page_not_confirmed), h("p", {}, h("a", { class: "second", href: home }, words.page_to_triage)));

/** What can be done with a finished plan. */
export const toolsOf = ({ words }, { calendar, kept }) =>
  h(
    "div",
    { class: "plan-tools" },
    h(
      "div",
      { class: "buttons" },
      button("print", words.page_print),
      calendar && button("calendar", words.page_calendar),
      button("json", words.page_json),
      kept ? button("forget", words.page_forget) : button("keep", words.page_keep),
      button("change", words.page_change),
    ),
    calendar && [
      h("p", { class: "hint" }, fill(words.page_calendar_hint, { title: words.page_event })),
      h(
        "div",
        { class: "tick" },
        h("label", { for: "open-titles" }, h("input", { type: "checkbox", id: "open-titles" }), h("span", {}, words.page_calendar_open)),
      ),
    ],
    h("p", { id: "said", role: "status" }),
  );
