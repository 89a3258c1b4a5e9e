// A tool of the result: the link with the answers as a code that another phone's camera reads.
import { linkOf } from "./link.js";
import { MOST_BYTES, modulesOf } from "./qr.js";
import { h, made } from "./tree.js";

export const showCode = {
  word: "show_code",
  fits: (context) => linkOf(context).length <= MOST_BYTES,
  use(context) {
    const { site, status } = context;
    // Pressed once more, it goes.
    if (status.querySelector("svg")) status.replaceChildren();
    else status.replaceChildren(made(document, drawn(modulesOf(linkOf(context)), site.code)), site.code_text);
  },
};

/** The modules as a drawing, with four modules of light around them, without which no reader finds them. */
const drawn = (modules, name) =>
  h(
    "svg",
    { class: "code", viewBox: `-4 -4 ${modules.length + 8} ${modules.length + 8}`, role: "img", "aria-label": name },
    h("path", { d: modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("") }),
  );
