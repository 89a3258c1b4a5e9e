// The page of a view: { title, lang, body: a tree to be made into elements, shown: the result, if it is one }.
import { assess } from "../assess.js";
import { result } from "../result.js";
import { alarmPage } from "./alarm.js";
import { bodyOf, startOver } from "./frame.js";
import { resultPage } from "./result.js";
import { screenPage } from "./screen.js";
import { h } from "./tree.js";

/** The page in one language, at a moment (a Date). */
export function pageOf(knowledge, view, language, at = new Date()) {
  return named(knowledge, language, view.step ? screenPage(knowledge, view, language) : endPage(knowledge, view, language, at));
}

/** The page that says what could not be read (a form: "unreadable"): no advice, and the way to the first page. */
export function refusalPage(knowledge, language, word) {
  const { site } = knowledge.words[language];
  const content = [
    h("h1", { tabindex: "-1" }, site[word]),
    h("p", {}, site[`${word}_text`]),
    startOver(language, site, "main"),
  ];
  const title = `${site.error_prefix} ${site[word]}`;
  return named(knowledge, language, { title, body: bodyOf(knowledge, language, {}, ...content) });
}

function endPage(knowledge, view, language, at) {
  const { answers } = view.done;
  const shown = result(knowledge, assess(knowledge, answers, { language }), answers, { at, region: view.state.region });
  const { urgencies } = knowledge;
  const page = shown.urgency === urgencies.at(-1) ? alarmPage : resultPage;
  return { ...page(knowledge, view, language, shown), shown };
}

const named = (knowledge, language, { title, body, shown }) => ({
  title: `${title} – ${knowledge.words[language].site.name}`,
  lang: language,
  body,
  shown,
});
