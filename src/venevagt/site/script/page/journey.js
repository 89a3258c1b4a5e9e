// One step of the interview on the page: from what the form says to what comes next.
//
// What server/journey.py does, in the same words. A state: { answers, drafts, region, changing }; `drafts`
// are answers given before, shown again, that do not count now. A view is a page of questions (it has a
// `step`) or the end of the interview (it has `done`).
import { readDrafts, readInputs } from "../fields.js";
import { progress } from "../interview.js";
import { BadForm, encoded, readAnswers } from "./form.js";

export const CHANGE = "change:";
const MOST_WRITTEN = 100;

/** The first page. */
export const start = (knowledge) => show(knowledge, { answers: {}, drafts: {}, region: "", changing: false });

/** The end of the interview with these answers, every one of them; null where they are not those of a whole one. */
export function arrive(knowledge, answers) {
  const { done } = show(knowledge, { answers, drafts: {}, region: "", changing: false });
  const whole = done && Object.keys(answers).every((name) => name in done.answers);
  return whole ? { state: { answers: done.answers, drafts: {}, region: "", changing: false }, done } : null;
}

/** The view that follows a form (of readForm). Throws a BadForm or CaseError for what this site never has. */
export function respond(knowledge, form) {
  const { screens, services } = knowledge;
  const screen = screens.find(({ id }) => id === form.screen);
  if (form.screen && !screen) throw new BadForm("unknown screen");
  if (form.region && !services.some(({ region }) => region === form.region)) throw new BadForm("unknown region");
  const state = {
    answers: readAnswers(knowledge, without(form.fields, screen?.findings ?? [])),
    drafts: readAnswers(knowledge, form.drafts),
    region: form.region,
    changing: form.changing,
  };
  if (form.do.startsWith(CHANGE)) return change(knowledge, state, form.do.slice(CHANGE.length));
  const at = progress(knowledge, state.answers);
  if (at.next?.screen.id !== form.screen) {
    const settled = { ...state, changing: false };
    return form.do === "back" && !form.screen ? back(knowledge, settled) : show(knowledge, settled);
  }
  const written = at.next.findings.map((name) => [name, (form.fields[name] ?? "").slice(0, MOST_WRITTEN)]);
  const here = {
    state,
    step: at.next,
    one_by_one: form.one_by_one,
    written: Object.fromEntries(written),
    mistakes: [],
    at_start: !at.answered.length && !state.changing,
  };
  return onScreen(knowledge, here, form.do);
}

function onScreen(knowledge, here, button) {
  switch (button) {
    case "show":
      return here;
    case "unsure":
      return { ...here, one_by_one: true };
    case "back":
      return leave(knowledge, here);
    case "next":
    case "none":
      return answer(knowledge, here, button === "none");
  }
  throw new BadForm("unknown button");
}

function answer(knowledge, here, none) {
  const { state, step, written, one_by_one: oneByOne } = here;
  const { answers, mistakes } = readInputs(knowledge, step, written, { oneByOne, none });
  if (mistakes.length) return { ...here, mistakes };
  return show(knowledge, { ...state, answers: { ...state.answers, ...answers }, changing: false });
}

/** Back: to the result when it was opened from there, from one-by-one to the list, else one page. */
function leave(knowledge, here) {
  const { state, step } = here;
  if (state.changing) {
    const answers = { ...state.answers, ...only(state.drafts, step.findings) };
    return show(knowledge, { ...state, answers, changing: false });
  }
  if (here.one_by_one) return { ...here, one_by_one: false };
  const drafts = { ...without(state.drafts, step.findings), ...readDrafts(knowledge, step, here.written) };
  return back(knowledge, { ...state, drafts });
}

/** The page before, with its answers to be seen, but not counted. */
function back(knowledge, state) {
  const done = progress(knowledge, state.answers);
  return done.answered.length ? reopen(knowledge, state, done, done.answered.at(-1)) : show(knowledge, state);
}

/** One page again, all other answers kept. */
function change(knowledge, state, screen) {
  const done = progress(knowledge, state.answers);
  const step = done.answered.find((one) => one.screen.id === screen);
  if (!step) throw new BadForm("a screen that was not answered");
  return reopen(knowledge, { ...state, changing: true }, done, step);
}

function reopen(knowledge, state, done, { findings }) {
  const drafts = { ...state.drafts, ...only(done.answers, findings) };
  return show(knowledge, { ...state, answers: without(done.answers, findings), drafts });
}

/** The view of a state: what has become irrelevant is dropped, answers and drafts alike. */
function show(knowledge, state) {
  const done = progress(knowledge, state.answers);
  if (!done.next) {
    return { state: { answers: done.answers, drafts: {}, region: state.region, changing: false }, done };
  }
  const relevant = progress(knowledge, { ...state.drafts, ...done.answers }).answers;
  const open = Object.keys(state.drafts).filter((name) => name in relevant && !(name in done.answers));
  const drafts = only(state.drafts, open);
  const shown = Object.entries(only(drafts, done.next.findings));
  const type = (name) => knowledge.findings.get(name).type;
  return {
    state: { ...state, answers: done.answers, drafts },
    step: done.next,
    one_by_one:
      done.next.screen.shape === "tick_list" &&
      shown.some(([name, draft]) => draft === "unsure" && type(name) === "yes_no"),
    // A measurement that was not made leaves its field empty.
    written: Object.fromEntries(
      shown.map(([name, draft]) => [name, draft === "unsure" && type(name) === "number" ? "" : encoded(draft)]),
    ),
    mistakes: [],
    at_start: !done.answered.length && !state.changing,
  };
}

const without = (answers, names) =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !names.includes(name)));

const only = (answers, names) =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(answers, name)).map((name) => [name, answers[name]]));
