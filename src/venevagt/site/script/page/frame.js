// What stands around every page (server/templates/base.html) and around its form (form.html).
import { emergencyNumber } from "../services.js";
import { fill } from "../words.js";
import { phone } from "./icons.js";
import { h } from "./tree.js";

const SHOWN_OF_HASH = 8;

/** The first page's address in a language; the files of the site may lie in a folder of their host. */
export const home = (language) => `${globalThis.document?.documentElement.dataset.base ?? "/"}${language}/`;

/** A page's body. `look`: its class; `foot`: whether it ends with what this site is. */
export function bodyOf(knowledge, language, { look = "", foot = true }, ...content) {
  const { site } = knowledge.words[language];
  const number = emergencyNumber(knowledge);
  return h(
    "body",
    { class: look },
    h("a", { class: "skip", href: "#main" }, site.skip),
    h(
      "header",
      {},
      h("a", { class: "call", href: `tel:${number}` }, phone(), fill(site.call_emergency, { number })),
      h("p", { class: "name" }, h("b", {}, site.name), " ", h("span", {}, site.tagline)),
    ),
    h(
      "main",
      { id: "main", tabindex: "-1" },
      h("p", { id: "offline", class: "problem", role: "alert", hidden: true }, fill(site.offline, { number })),
      content,
    ),
    foot && footOf(knowledge, site),
  );
}

const footOf = ({ version, sha256 }, site) =>
  h(
    "footer",
    {},
    h("p", {}, site.purpose),
    h("p", {}, fill(site.knowledge, { version, sha: sha256.slice(0, SHOWN_OF_HASH) })),
  );

/** The form around a page's content: its hidden fields, back, and the other languages. */
export function formOf(knowledge, language, { hidden, byDefault, hasBack }, ...content) {
  const { site } = knowledge.words[language];
  return h(
    "form",
    { id: "form", method: "post", action: home(language), novalidate: true, autocomplete: "off" },
    // Enter presses the first button of a form: this one, which nobody sees.
    button({ class: "default", value: byDefault, tabindex: "-1", "aria-hidden": "true" }, site.next),
    hidden.map(([name, value]) => h("input", { type: "hidden", name, value })),
    h(
      "div",
      { class: "top" },
      hasBack && button({ class: "link", value: "back" }, h("span", { "aria-hidden": "true" }, "‹ "), site.back),
      knowledge.named
        .filter(([code]) => code !== language)
        .map(([code, name]) =>
          button({ class: "link switch", value: "show", formaction: home(code), lang: code }, name),
        ),
    ),
    content,
  );
}

/** A button of the form, which says in `value` what it does. */
export const button = (attributes, ...children) => h("button", { name: "page-do", ...attributes }, ...children);

/** A heading with a list below; nothing where there is none. */
export const linesOf = (title, lines) => lines.length > 0 && h("section", {}, h("h2", {}, title), listOf(lines));

export const listOf = (lines) => h("ul", {}, lines.map((line) => h("li", {}, line)));

/** The way back to the first page. */
export const startOver = (language, site, look = "link") =>
  h("p", {}, h("a", { class: look, href: home(language) }, site.start_over));
