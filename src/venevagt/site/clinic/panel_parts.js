// Parts that both panels have.
import { h, made } from "../script/page/tree.js";

/** Elements of these trees. */
export const elements = (...trees) => trees.flat(Infinity).filter(Boolean).map((tree) => (tree.tag ? made(document, tree) : tree));

/** A list of lines. */
export const list = (lines) => lines.length > 0 && h("ul", {}, lines.map((line) => h("li", {}, line)));

/** Set a text only where it changes, so that it is read out only then. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** What can be folded out, and the box inside it, which is filled later. */
export function folded(id, name) {
  const element = made(document, h("details", { id }, h("summary", {}, name), h("div", {})));
  return { element, name: element.firstChild, box: element.lastChild };
}

/** The sources that are named, in the order of the knowledge. */
export const sourceLines = ({ citations }, named) =>
  list(Object.keys(citations).filter((id) => named.includes(id)).map((id) => `${id}: ${citations[id]}`));
