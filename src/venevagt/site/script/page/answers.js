// All answers, each page of them with a button to change it: server/templates/answers.html.
import { button, listOf } from "./frame.js";
import { h } from "./tree.js";
import { answeredOf } from "./wording.js";

export function answersOf(knowledge, view, language) {
  const { site } = knowledge.words[language];
  const one = ({ title, labels, button: value }) =>
    h(
      "section",
      {},
      h("h2", {}, title),
      listOf(labels),
      button({ class: "second", value }, site.change, h("span", { class: "unseen" }, `: ${title}`)),
    );
  const sections = answeredOf(knowledge, view.done, language).map(one);
  return h("details", { class: "answers" }, h("summary", {}, site.answers), sections);
}
