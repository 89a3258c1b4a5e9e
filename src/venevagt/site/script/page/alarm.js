// The page that only says whom to call at once, what to say, and what to do until help is there.
import { emergencyNumber } from "../services.js";
import { answersOf } from "./answers.js";
import { bodyOf, formOf, linesOf } from "./frame.js";
import { phone } from "./icons.js";
import { h } from "./tree.js";
import { hiddenOf } from "./wording.js";

/** { title, body } of the page: the number, what to say, what to do while waiting, and nothing else. */
export function alarmPage(knowledge, view, language, shown) {
  const { site } = knowledge.words[language];
  const number = emergencyNumber(knowledge);
  const { region } = view.state;
  const form = formOf(
    knowledge,
    language,
    { hidden: hiddenOf(view), byDefault: "show", hasBack: true },
    region && h("input", { type: "hidden", name: "page-region", value: region }),
    h(
      "div",
      { class: "first" },
      h(
        "div",
        { class: "card" },
        h("h1", { tabindex: "-1" }, shown.headline),
        h("p", {}, h("a", { class: "huge", href: `tel:${number}` }, phone(), h("span", {}, number))),
      ),
      shown.say.length > 0 &&
        h("section", {}, h("h2", {}, site.say), shown.say.map((line) => h("p", { class: "say" }, line))),
    ),
    linesOf(site.while_waiting, [...shown.do, ...shown.dont]),
    answersOf(knowledge, view, language),
  );
  return { title: shown.headline, body: bodyOf(knowledge, language, { look: shown.urgency, foot: false }, form) };
}
