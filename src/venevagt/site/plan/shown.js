// A finished plan as a tree, in the order of the terminal.
import { h } from "../script/page/tree.js";
import { fill } from "../script/words.js";
import { dayWords } from "./days.js";
import { lineOf } from "./lines.js";
import { list, title } from "./steps.js";

const ALARM = ["emergency", "now", "soon"];
const CONTROLS_AFTER = "doctor_today";
const DATED = "expect";

/** Everything of a plan; `facts`: what {names} in its words stand for. */
export function planOf(plan, found, facts) {
  const { words } = plan;
  const texts = Object.fromEntries(plan.lines.map(lineOf).map(({ id, text }) => [id, fill(text, facts)]));
  return [
    title(words.page_plan),
    found.start && h("p", {}, fill(words.page_from, { day: dayWords(words, found.start) })),
    h("p", {}, words.page_advises),
    plan.parts.map((part) => [
      partOf(words, part, found.lines.filter((line) => line.part === part), texts),
      part === CONTROLS_AFTER && found.controls && controlsOf(words, found.controls, texts),
    ]),
    found.ask.length > 0 &&
      h(
        "section",
        { class: "unknown" },
        h("h3", {}, words.page_unknown),
        h("p", {}, words.page_unknown_hint),
        list(found.ask.map((name) => words[`ask_${name}`])),
      ),
  ];
}

const partOf = (words, part, lines, texts) =>
  lines.length > 0 &&
  h(
    "section",
    { class: ALARM.includes(part) ? "part alarm" : "part" },
    h("h3", {}, words[`part_${part}`]),
    h("ul", {}, lines.map((line) => h("li", {}, when(words, line), texts[line.id], byDoctor(words, line)))),
  );

function when(words, { part, first, last }) {
  if (part !== DATED || !first) return null;
  const [one, other] = [first, last].map((day) => dayWords(words, day));
  return h("b", {}, `${first === last ? one : fill(words.page_days, { first: one, last: other })}: `);
}

const byDoctor = (words, line) => line.decided_by === "doctor" && ` ${words.page_doctor_decides}`;

const controlsOf = (words, controls, texts) =>
  h(
    "section",
    { class: "part" },
    h("h3", {}, words.page_controls),
    controls.map((control) => [
      h("h4", {}, `${words[control.id]}. ${fill(words.page_around, { day: dayWords(words, control.on) })}.`),
      control.every > 0 && h("p", {}, words.page_every),
      h("p", {}, fill(words.page_look, { items: control.look_at.map((item) => words[item]).join(", ") })),
      control.ask.length > 0 && [h("p", {}, words.page_ask), list(control.ask.map((name) => texts[name]))],
    ]),
  );
