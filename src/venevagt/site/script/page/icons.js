// The signs beside the words: the paths of server/templates/phone.svg and icons.svg.
import { h } from "./tree.js";

const PHONE =
  "M6.6 2.6 9.5 2a1.5 1.5 0 0 1 1.7.9l1.2 2.9a1.5 1.5 0 0 1-.4 1.7L10.3 9a12.5 12.5 0 0 0 4.7 4.7l1.5-1.7a1.5 1.5 0 0 1 1.7-.4l2.9 1.2a1.5 1.5 0 0 1 .9 1.7l-.6 2.9A3 3 0 0 1 18.4 20 15.5 15.5 0 0 1 4 5.6a3 3 0 0 1 2.6-3z";
const BY_RANK = [
  "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm-1.5 16.2-5-5 2-2 3 3 6.5-6.5 2 2z",
  "M6 1h3v2h6V1h3v2h3a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h3zM5 9v11h14V9zm5.5 2h3v2.5H16v3h-2.5V19h-3v-2.5H8v-3h2.5z",
  "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm-1.5 4.5h3v6l4 2.3-1.5 2.6-5.5-3.2z",
];

const icon = (path) =>
  h("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, h("path", { d: path }));

export const phone = () => icon(PHONE);

/** The sign of an urgency by its rank. */
export const urgencyIcon = (rank) => icon(BY_RANK[rank]);
