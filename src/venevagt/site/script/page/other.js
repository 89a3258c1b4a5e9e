// For another person: a line on every page says for whom to answer. Nothing else changes.
import { h, made } from "./tree.js";

const MODE = "for-other"; // a class of the whole document; the style sheet shows what fits it

/** Put the line into a page's body, and on the first page, which has no way back, the button that shows and hides it. */
export function addOther(document, body, site) {
  const line = h("p", { class: "note other" }, site.other_line);
  body.querySelector("#offline").after(made(document, line));
  const top = body.querySelector(".top");
  if (!top || top.querySelector("[value=back]")) return;
  const words = [h("span", { class: "self" }, site.for_other), h("span", { class: "other" }, site.for_self)];
  const button = made(document, h("button", { type: "button", class: "link" }, words));
  button.addEventListener("click", () => document.documentElement.classList.toggle(MODE));
  top.prepend(button);
}

/** Back to answering for oneself. */
export const forgetOther = (document) => document.documentElement.classList.remove(MODE);
