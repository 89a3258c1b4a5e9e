// A page as plain objects, { tag, attributes, children }, and those as elements. No text becomes markup.

const DRAWN = "http://www.w3.org/2000/svg";

/** One element. An attribute that is false, null or undefined is left out; so is such an inner part. */
export const h = (tag, attributes, ...children) => ({
  tag,
  attributes: Object.fromEntries(
    Object.entries(attributes ?? {})
      .filter(([, value]) => value !== false && value != null)
      .map(([name, value]) => [name, value === true ? "" : String(value)]),
  ),
  children: children.flat(Infinity).filter((inner) => inner !== false && inner != null && inner !== ""),
});

/** The elements of a tree; `document` makes them. `inside`: it is a part of a drawing. */
export function made(document, tree, inside = false) {
  if (typeof tree !== "object") return document.createTextNode(tree);
  const { tag, attributes, children } = tree;
  const drawn = inside || tag === "svg";
  const element = drawn ? document.createElementNS(DRAWN, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.map((inner) => made(document, inner, drawn)));
  return element;
}
