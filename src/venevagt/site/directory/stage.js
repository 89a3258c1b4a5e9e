// The questions on this page, as the interview asks them, and what the door to the clinics still asks.
//
// Answers stay in memory: none in the address, the history or storage.
import { CaseError } from "../script/cases.js";
import { readInputs } from "../script/fields.js";
import { BadForm, readForm } from "../script/page/form.js";
import { respond, start } from "../script/page/journey.js";
import { pageOf } from "../script/page/pages.js";
import { made } from "../script/page/tree.js";

/** The first question. */
export const begun = (knowledge) => start(knowledge);

/** A view of the findings that the door still asks about; `done`: the interview before. */
export function further(knowledge, done, ask) {
  const screen = knowledge.screens.find(({ findings }) => ask.some((name) => findings.includes(name)));
  const step = { screen, findings: screen.findings.filter((name) => ask.includes(name)), at_most_left: 0 };
  const state = { answers: done.answers, drafts: {}, region: "", changing: false };
  return { state, step, one_by_one: true, written: {}, mistakes: [], at_start: false, further: done };
}

/** The end of the interview with further answers. */
export function ended(done, answers) {
  const all = { ...done.answers, ...answers };
  return { state: { answers: all, drafts: {}, region: "", changing: false }, done: { ...done, answers: all } };
}

/** The view that follows a form; null where it holds what this page never has. */
export function following(knowledge, view, form, button) {
  const pairs = [...new FormData(form)];
  if (button?.name) pairs.push([button.name, button.value]);
  try {
    const read = readForm(pairs);
    return view.further ? answered(knowledge, view, read) : respond(knowledge, read);
  } catch (error) {
    if (error instanceof BadForm || error instanceof CaseError) return null;
    throw error;
  }
}

function answered(knowledge, view, { fields, do: pressed }) {
  if (pressed === "back") return start(knowledge);
  const written = Object.fromEntries(view.step.findings.map((name) => [name, fields[name] ?? ""]));
  const { answers, mistakes } = readInputs(knowledge, view.step, written, { oneByOne: true });
  return mistakes.length ? { ...view, written, mistakes } : ended(view.further, answers);
}

/** The form of a view as an element, without what leads to other pages; the page's own heading stays the first. */
export function formOf(knowledge, view, language) {
  const { body, shown } = pageOf(knowledge, view, language);
  const form = made(document, body).querySelector("#form");
  for (const one of form.querySelectorAll(".switch, p:has(> a.link)")) one.remove();
  for (const heading of form.querySelectorAll("h1")) heading.replaceWith(lower(heading));
  return { form, shown };
}

function lower(heading) {
  const below = document.createElement("h2");
  below.tabIndex = -1;
  below.className = "question";
  below.append(...heading.childNodes);
  return below;
}
