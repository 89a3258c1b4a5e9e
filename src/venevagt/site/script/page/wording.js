// A view put into words: what server/screens.py does.
import { answerLabel, fill, general } from "../words.js";
import { DRAFT, encoded } from "./form.js";
import { CHANGE } from "./journey.js";

const upperFirst = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);

const isQuestion = (step) => step.screen.shape === "question" && step.findings.length === 1;

/** The question itself where there is only one, else the screen's title. */
export function headingOf(knowledge, { step }, language) {
  const { findings, screens } = knowledge.words[language];
  return isQuestion(step) ? findings[step.findings[0]].question : screens[step.screen.id].title;
}

/** Whether the page is a list to tick, and not one question after the other. */
export const isTicking = ({ step, one_by_one: oneByOne }) => step.screen.shape === "tick_list" && !oneByOne;

/**
 * The fields of a page of questions. `kind`: tick, number or radios; `value`: what stands there now;
 * `heads`: the question is the page's heading; `error`: what is to be put right.
 */
export function fieldsOf(knowledge, view, language) {
  const errors = Object.fromEntries(mistakesOf(knowledge, view, language));
  return view.step.findings.map((name) => {
    const finding = knowledge.findings.get(name);
    const text = knowledge.words[language].findings[name];
    const kind = finding.type === "number" ? "number" : isTicking(view) && finding.type === "yes_no" ? "tick" : "radios";
    const value = view.written[name] ?? "";
    return {
      name,
      kind,
      text,
      label: upperFirst(text.label),
      value: kind === "number" ? value.replace(".", knowledge.words[language].interface.decimal_mark) : value,
      options: optionsOf(knowledge, finding, language),
      optional: finding.unsure !== "must_be_answered",
      heads: isQuestion(view.step),
      error: errors[name] ?? "",
    };
  });
}

/** What can be chosen: [answer, its word]. */
function optionsOf(knowledge, { id, type, options, unsure }, language) {
  const { site, findings } = knowledge.words[language];
  return [
    ...(type === "yes_no" ? ["yes", "no"].map((one) => [one, site[one]]) : []),
    ...options.map((option) => [option, upperFirst(findings[id].options[option])]),
    ...(unsure === "must_be_answered" ? [] : [["unsure", site.not_sure]]),
  ];
}

/** What has to be put right: [finding, or "" for the whole list; the sentence]. */
export function mistakesOf(knowledge, { step, mistakes }, language) {
  const { site, screens, findings } = knowledge.words[language];
  return mistakes.map(({ word, finding }) => {
    const { none } = screens[step.screen.id];
    if (!finding) return ["", fill(site[word], { none, next: site.next })];
    const { type, low, high } = knowledge.findings.get(finding);
    const limits = type === "number" ? { low: general(low), high: general(high) } : {};
    return [finding, fill(site[word], { label: findings[finding].label, ...limits })];
  });
}

/** The hidden fields that carry everything on to the next page: [name, value]. */
export function hiddenOf({ state, step, one_by_one: oneByOne }) {
  const kept = [
    ...Object.entries(state.answers).map(([name, answer]) => [name, encoded(answer)]),
    ...Object.entries(state.drafts).map(([name, answer]) => [DRAFT + name, encoded(answer)]),
  ];
  if (!step) return kept;
  return [
    ...kept,
    ["page-screen", step.screen.id],
    ...(state.region ? [["page-region", state.region]] : []),
    ...(oneByOne ? [["page-one_by_one", "1"]] : []),
    ...(state.changing ? [["page-changing", "1"]] : []),
  ];
}

/** Neighbours with the same name and hours as one group, each region a contact in it. */
export function groupsOf(contacts) {
  const groups = [];
  for (const one of contacts) {
    const last = groups.at(-1);
    const { name, hours, usual_now: usual } = one;
    if (last && last.name === name && last.hours === hours && last.usual === usual) last.contacts.push(one);
    else groups.push({ name, hours, usual, contacts: [one] });
  }
  return groups;
}

/** The answers of each screen, and the value of the button that changes them. */
export const answeredOf = (knowledge, { answered, answers }, language) =>
  answered.map(({ screen, findings }) => ({
    title: knowledge.words[language].screens[screen.id].title,
    labels: findings.map((name) => upperFirst(answerOf(knowledge, language, name, answers[name]))),
    button: CHANGE + screen.id,
  }));

/** One answer in a few words; a measurement that was left out is called that. */
function answerOf(knowledge, language, name, answer) {
  const { site, findings } = knowledge.words[language];
  if (answer === "unsure" && knowledge.findings.get(name).type === "number") {
    return fill(site.not_measured, { label: findings[name].label });
  }
  return answerLabel(knowledge, language, name, answer);
}
