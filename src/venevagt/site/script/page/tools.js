// What can be done with a result on this device: a row of buttons and links above the answers.
import { clear } from "./clear.js";
import { showCode } from "./code.js";
import { copySay } from "./copy.js";
import { compare, copyLink, findClinic } from "./link.js";
import { print } from "./print.js";
import { remind } from "./remind.js";
import { h, made } from "./tree.js";

const TOOLS = [print, copySay, copyLink, showCode, remind, compare, findClinic, clear];

/**
 * Put the buttons into the body of a result.
 *
 * A tool is { word: the id of its word, fits(context), use(context) }, or a link, with address(context)
 * instead of use. The context: { knowledge, language, site, shown: the result, answers, forget(): to the first page,
 * nothing kept }, and, when used, `status`: the element in which to say what was done.
 */
export function addTools(document, body, context) {
  const { site } = context;
  const fitting = TOOLS.filter((tool) => tool.fits(context));
  const buttons = fitting.map(({ word, address }) =>
    address
      ? h("a", { class: "second", href: address(context) }, site[word])
      : h("button", { type: "button", class: "second" }, site[word]),
  );
  const row = h(
    "section",
    { class: "tools" },
    h("h2", {}, site.tools),
    h("div", { class: "buttons" }, buttons),
    h("p", { role: "status" }),
  );
  const section = made(document, row);
  const status = section.querySelector("[role=status]");
  section.querySelectorAll(".second").forEach((button, index) => {
    const { use } = fitting[index];
    if (use) button.addEventListener("click", () => void use({ ...context, status }));
  });
  body.querySelector(".answers").before(section);
}
