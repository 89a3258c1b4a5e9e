// A page of questions: what server/templates/screen.html and fields.html give.
import { fill } from "../words.js";
import { bodyOf, button, formOf, home, startOver } from "./frame.js";
import { h } from "./tree.js";
import { fieldsOf, headingOf, hiddenOf, isTicking, mistakesOf } from "./wording.js";

/** { title, body } of a page of questions in one language. */
export function screenPage(knowledge, view, language) {
  const { site } = knowledge.words[language];
  const title = headingOf(knowledge, view, language);
  const mistakes = mistakesOf(knowledge, view, language);
  const hasBack = !(view.at_start && !view.one_by_one);
  const left = view.step.at_most_left;
  const form = formOf(
    knowledge,
    language,
    { hidden: hiddenOf(view), byDefault: "next", hasBack },
    mistakes.length > 0 && summary(site, view, mistakes),
    questions(knowledge, view, language, title, mistakes),
    buttons(knowledge, view, language),
    h("p", { class: "hint" }, left > 1 ? fill(site.left, { n: left }) : left ? site.left_one : site.left_none),
    view.at_start ? firstWords(language, site) : startOver(language, site),
  );
  return {
    title: mistakes.length ? `${site.error_prefix} ${title}` : title,
    body: bodyOf(knowledge, language, {}, form),
  };
}

const firstWords = (language, site) => [
  h("p", { class: "hint" }, site.privacy),
  h("p", {}, h("a", { class: "link", href: `${home(language)}${site.address_articles}/` }, site.all_articles)),
];

const summary = (site, { step }, mistakes) =>
  h(
    "div",
    { class: "problem", id: "mistakes", role: "alert", tabindex: "-1", "aria-labelledby": "mistakes-title" },
    h("h2", { id: "mistakes-title" }, site.error_summary),
    h(
      "ul",
      {},
      mistakes.map(([name, said]) => h("li", {}, h("a", { href: `#${name || step.findings[0]}` }, said))),
    ),
  );

function questions(knowledge, view, language, title, mistakes) {
  const { site } = knowledge.words[language];
  const fields = fieldsOf(knowledge, view, language).map((field) => SHOWN[field.kind](site, field));
  if (view.step.screen.shape !== "tick_list") return fields;
  const whole = mistakes.find(([name]) => !name)?.[1];
  return h(
    "fieldset",
    { class: whole && "wrong", "aria-describedby": whole && "whole" },
    h("legend", {}, heading(title)),
    h("p", { class: "hint" }, view.one_by_one ? site.one_by_one_hint : site.tick_hint),
    whole && h("p", { class: "said", id: "whole" }, whole),
    fields,
  );
}

function buttons(knowledge, view, language) {
  const { site, screens } = knowledge.words[language];
  const inside = isTicking(view)
    ? [
        button({ class: "main none", value: "none" }, screens[view.step.screen.id].none),
        button({ class: "main next", value: "next" }, site.next),
        button({ class: "second", value: "unsure" }, site.unsure),
      ]
    : button({ class: "main", value: "next" }, site.next);
  return h("div", { class: "buttons" }, inside);
}

const heading = (...children) => h("h1", { tabindex: "-1" }, ...children);

const SHOWN = { tick, number, radios };

function tick(site, field) {
  const { name, value, label } = field;
  const box = h("input", { type: "checkbox", id: name, name, value: "yes", checked: value === "yes" });
  return h("div", { class: "tick" }, h("label", { for: name }, box, h("span", {}, label)), help(site, field, true));
}

function number(site, field) {
  const { name, text, value, heads, error, optional, label } = field;
  const described = [error && `${name}-said`, heads ? "" : `${name}-hint`].filter(Boolean).join(" ");
  const input = h("input", {
    id: name,
    name,
    type: "text",
    inputmode: heads ? "numeric" : "decimal",
    maxlength: "8",
    placeholder: " ",
    value,
    "aria-invalid": error ? "true" : null,
    "aria-describedby": described || null,
  });
  const asked = heads
    ? heading(h("label", { for: name }, text.question))
    : [
        h("label", { class: "label", for: name }, fill(site.number_label, { label, unit: text.unit })),
        h("p", { class: "hint", id: `${name}-hint` }, text.question, optional && ` ${site.may_be_empty}`),
      ];
  const shown = h("p", { class: "number" }, input, ` ${text.unit}`);
  return h("div", { class: fieldClass(error) }, asked, said(field), shown, help(site, field, false));
}

function radios(site, field) {
  const { name, text, value, options, heads, error } = field;
  const radio = ([option, word], index) =>
    h(
      "label",
      {},
      h("input", { type: "radio", id: index ? null : name, name, value: option, checked: value === option }),
      h("span", {}, word),
    );
  return h(
    "fieldset",
    { class: fieldClass(error), "aria-describedby": error ? `${name}-said` : null },
    h("legend", {}, heads ? heading(text.question) : text.question),
    said(field),
    h("div", { class: "radios" }, options.map(radio)),
    help(site, field, false),
  );
}

const fieldClass = (error) => (error ? "field wrong" : "field");

const said = ({ name, error }) => error && h("p", { class: "said", id: `${name}-said` }, error);

function help(site, { label, text }, corner) {
  const summaryOf = corner
    ? [h("span", { "aria-hidden": "true" }, "?"), h("span", { class: "unseen" }, fill(site.help_for, { label }))]
    : site.help;
  const line = (title, words) => h("p", {}, h("b", {}, title), ` ${words}`);
  return h(
    "details",
    { class: corner ? "help corner" : "help" },
    h("summary", {}, summaryOf),
    h(
      "div",
      {},
      text.look && line(site.look, text.look),
      line(site.why, text.why),
      line(site.if_unsure, text.unsure),
    ),
  );
}
