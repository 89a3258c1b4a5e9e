// What stands on the page below the form: the days, the drawings and the page for a control, as trees.
import { listOf } from "../script/page/frame.js";
import { h } from "../script/page/tree.js";
import { changes } from "./case.js";
import { DAY } from "./entry.js";
import { plotsOf } from "./plot.js";
import { changeText, dayText, linesOfEntry, linesOfSettings, said } from "./words.js";

const lineOf = ([label, value]) => `${label}: ${value}`;

/** Every day, the last one first, with its buttons. */
export function daysOf(data, entries) {
  if (!entries.length) return [h("p", {}, said(data, "nothing_yet"))];
  return [...entries].reverse().map((entry) => {
    const day = dayText(data, entry[DAY]);
    const button = (does) =>
      h("button", { type: "button", class: "second", "data-does": does, "data-day": entry[DAY], "aria-label": said(data, `${does}_day`, { day }) }, said(data, does));
    return h("section", { class: "day" }, h("h3", {}, day), listOf(linesOfEntry(data, entry).map(lineOf)), h("p", { class: "tools" }, button("edit"), button("remove")));
  });
}

/** The drawings, or that there is nothing to draw. */
export function drawingsOf(data, entries) {
  const plots = plotsOf(data, entries);
  return plots.length ? plots : [h("p", {}, said(data, "nothing_to_draw"))];
}

/** What is printed for a control above the drawings. */
export function controlOf(data, settings, entries, today) {
  const last = entries.at(-1);
  const changed = last ? changes(data, last, entries).map((change) => changeText(data, change)) : [];
  return [
    h("h2", {}, said(data, "control_title", { day: dayText(data, today) })),
    h("p", {}, said(data, "control_lead")),
    h("h3", {}, said(data, "settings_title")),
    listOf(linesOfSettings(data, settings).map(lineOf)),
    changed.length > 0 && [h("h3", {}, said(data, "control_changes")), listOf(changed)],
    h("h3", {}, said(data, "days_title")),
    h(
      "table",
      {},
      h("tbody", {}, entries.map((entry) => h("tr", {}, h("th", { scope: "row" }, dayText(data, entry[DAY])), h("td", {}, linesOfEntry(data, entry).map(lineOf).join(" · "))))),
    ),
  ].flat();
}
