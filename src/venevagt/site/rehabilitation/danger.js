// What the triage says of a danger, as it stands above everything.
import { knowledge } from "./triage.js";
import { triageWords, words } from "./words.js";
import { result } from "../script/venevagt.js";
import { h } from "../script/page/tree.js";

/** The tree of it. `told`: the answers as the triage got them. After 112 there is nothing but the call. */
export function danger(assessment, told) {
  const { site } = triageWords();
  const shown = result(knowledge, assessment, told);
  const emergency = shown.urgency === knowledge.urgencies.at(-1);
  const list = (title, lines) =>
    lines.length > 0 && [h("h3", {}, title), h("ul", {}, lines.map((line) => h("li", {}, line)))];
  return h(
    "div",
    { class: shown.urgency },
    h("div", { class: "card" }, h("h2", {}, shown.headline), h("p", { class: "action" }, shown.action)),
    h("h3", {}, site.contact),
    h("ul", { class: "phones" }, shown.contacts.map((one) => h("li", {}, h("span", {}, nameOf(one)), " ", phone(one)))),
    !emergency && h("p", { class: "reason" }, shown.why[0]),
    shown.say.length > 0 && [h("h3", {}, site.say), shown.say.map((line) => h("p", {}, line))],
    list(site.do, shown.do),
    list(site.dont, shown.dont),
    !emergency && list(site.safety_net, shown.safety_net),
    h("p", { class: "hint" }, words.slip),
  );
}

const nameOf = ({ name, region, hours }) => [name, region, hours].filter(Boolean).join(", ");

const phone = ({ number, note }) =>
  number ? h("a", { class: "phone", href: `tel:${number.replaceAll(" ", "")}` }, number) : h("span", {}, note);
