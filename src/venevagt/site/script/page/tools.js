// What can be done with a result on this device: a row of buttons above the answers.
import { clear } from "./clear.js";
import { copySay } from "./copy.js";
import { copyLink } from "./link.js";
import { print } from "./print.js";
import { remind } from "./remind.js";
import { h, made } from "./tree.js";

const TOOLS = [print, copySay, copyLink, remind, clear];

/**
 * Put the buttons into the body of a result.
 *
 * A tool is { word: the id of its button's word, fits(context), use(context) }. The context: { knowledge,
 * language, site, shown: the result, answers, forget(): to the first page, nothing kept }, and, when used,
 * `status`: the element in which to say what was done.
 */
export function addTools(document, body, context) {
  const { site } = context;
  const fitting = TOOLS.filter((tool) => tool.fits(context));
  const buttons = fitting.map(({ word }) => h("button", { type: "button", class: "second" }, site[word]));
  const row = h(
    "section",
    { class: "tools" },
    h("h2", {}, site.tools),
    h("div", { class: "buttons" }, buttons),
    h("p", { role: "status" }),
  );
  const section = made(document, row);
  const status = section.querySelector("[role=status]");
  section.querySelectorAll("button").forEach((button, index) => {
    button.addEventListener("click", () => void fitting[index].use({ ...context, status }));
  });
  body.querySelector(".answers").before(section);
}
