// What the triage says of an entry: the card with whom to call, as on the page of a result.
import { home, listOf } from "../script/page/frame.js";
import { phone, urgencyIcon } from "../script/page/icons.js";
import { h } from "../script/page/tree.js";
import { groupsOf } from "../script/page/wording.js";
import { result } from "../script/result.js";
import { emergencyNumber } from "../script/services.js";

/** The card as a tree; `title`: what it is about. */
export function cardOf(data, knowledge, verdict, title) {
  const shown = result(knowledge, verdict.assessment, verdict.case);
  const highest = shown.urgency === knowledge.urgencies.at(-1);
  return h("div", { class: `verdict ${shown.urgency}` }, highest ? alarm(data, knowledge, shown, title) : advice(data, knowledge, shown, title));
}

function alarm(data, knowledge, shown, title) {
  const { site } = knowledge.words[data.language];
  const number = emergencyNumber(knowledge);
  return [
    h(
      "div",
      { class: "card" },
      h("h2", { tabindex: "-1" }, shown.headline),
      h("p", {}, h("a", { class: "huge", href: `tel:${number}` }, phone(), h("span", {}, number))),
    ),
    h("p", { class: "hint" }, title),
    shown.say.length > 0 && section(site.say, shown.say.map((line) => h("p", { class: "say" }, line))),
    section(site.while_waiting, listOf([...shown.do, ...shown.dont])),
  ];
}

function advice(data, knowledge, shown, title) {
  const words = knowledge.words[data.language];
  const { site } = words;
  return [
    h(
      "div",
      { class: "card" },
      h("p", { class: "urgency" }, urgencyIcon(knowledge.urgencies.indexOf(shown.urgency)), h("span", {}, words.urgencies[shown.urgency].name)),
      h("h2", { tabindex: "-1" }, shown.headline),
      h("p", { class: "action" }, shown.action),
    ),
    h("p", { class: "hint" }, title),
    shown.urgency === knowledge.urgencies[knowledge.default_rank] && h("p", {}, h("a", { href: home(data.language) }, data.texts.answer_all)),
    shown.why.map((line) => h("p", { class: "reason" }, line)),
    groupsOf(shown.contacts).map((group, place) => h("section", place ? {} : { class: "contact", "aria-label": site.contact }, contacts(group))),
    shown.because.length > 0 && section(site.you_answered, listOf(shown.because)),
    shown.say.length > 0 && section(site.say, shown.say.map((line) => h("p", {}, line))),
    shown.do.length > 0 && section(site.do, listOf(shown.do)),
    shown.dont.length > 0 && section(site.dont, listOf(shown.dont)),
    shown.safety_net.length > 0 && h("div", { class: "watch" }, section(site.safety_net, listOf(shown.safety_net))),
  ];
}

const section = (title, content) => h("section", {}, h("h3", {}, title), content);

function contacts({ name, hours, contacts: members }) {
  return [
    h("p", {}, h("b", {}, name), `, ${hours}`),
    members.length === 1
      ? h("p", {}, call(members[0], true), members[0].region && ` ${members[0].region}`)
      : h("ul", { class: "phones" }, members.map((one) => h("li", {}, h("span", {}, one.region), " ", call(one, false)))),
  ];
}

function call({ number, note }, withIcon) {
  if (!number) return note && h("span", {}, note);
  return h("a", { class: "phone", href: `tel:${number.replaceAll(" ", "")}` }, withIcon && phone(), h("span", {}, number));
}
