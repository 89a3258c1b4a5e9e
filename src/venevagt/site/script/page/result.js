// The page with the advice: server/templates/result.html.
import { regionsOf } from "../services.js";
import { answersOf } from "./answers.js";
import { bodyOf, button, formOf, linesOf, listOf, startOver } from "./frame.js";
import { phone, urgencyIcon } from "./icons.js";
import { h } from "./tree.js";
import { groupsOf, hiddenOf } from "./wording.js";

/** { title, body } of the page. `shown`: what ../result.js gives. */
export function resultPage(knowledge, view, language, shown) {
  const { site } = knowledge.words[language];
  const [nearest, ...others] = groupsOf(shown.contacts);
  const form = formOf(
    knowledge,
    language,
    { hidden: hiddenOf(view), byDefault: "show", hasBack: true },
    h(
      "div",
      { class: "first" },
      card(knowledge, shown, language),
      h("p", { class: "reason" }, shown.why[0]),
      nearest && h("section", { class: "contact", "aria-label": site.contact }, group(nearest)),
      h("p", { class: "more" }, site.more),
    ),
    contacts(knowledge, view, language, shown, others),
    linesOf(site.because, shown.why.slice(1)),
    linesOf(site.you_answered, shown.because),
    shown.say.length > 0 && h("section", {}, h("h2", {}, site.say), shown.say.map((line) => h("p", {}, line))),
    linesOf(site.do, shown.do),
    linesOf(site.dont, shown.dont),
    shown.safety_net.length > 0 && h("div", { class: "watch" }, linesOf(site.safety_net, shown.safety_net)),
    shown.changes.length > 0 && folded(site.changes, linesOf(site.changes_title, shown.changes)),
    folded(site.sure, [
      [site.sure_rests, site.sure_signs, site.sure_call].map((text) => h("p", {}, text)),
      linesOf(site.sources, knowledge.sure),
    ]),
    answersOf(knowledge, view, language),
    folded(site.sources, listOf(shown.sources)),
    startOver(language, site),
  );
  return { title: shown.headline, body: bodyOf(knowledge, language, { look: shown.urgency }, form) };
}

const folded = (title, content) => h("details", {}, h("summary", {}, title), content);

const card = (knowledge, { urgency, headline, action }, language) =>
  h(
    "div",
    { class: "card" },
    h(
      "p",
      { class: "urgency" },
      urgencyIcon(knowledge.urgencies.indexOf(urgency)),
      h("span", {}, knowledge.words[language].urgencies[urgency].name),
    ),
    h("h1", { tabindex: "-1" }, headline),
    h("p", { class: "action" }, action),
  );

/** Notes, the choice of a region, whom to call at other times. */
function contacts(knowledge, { state }, language, shown, others) {
  const { site } = knowledge.words[language];
  const byRegion = shown.contacts.some((one) => one.region);
  return [
    shown.notes.map((note) => h("p", { class: "note" }, note)),
    byRegion
      ? regionChoice(knowledge, language, state.region)
      : state.region && h("input", { type: "hidden", name: "page-region", value: state.region }),
    others.length > 0 && h("section", {}, h("h2", {}, site.other_times), others.map(group)),
  ];
}

function regionChoice(knowledge, language, region) {
  const { site } = knowledge.words[language];
  const option = (code, name) => h("option", { value: code, selected: code !== "" && code === region }, name);
  return h(
    "p",
    { class: "region" },
    h("label", { for: "region" }, site.region),
    h(
      "select",
      { id: "region", name: "page-region" },
      option("", site.all_regions),
      regionsOf(knowledge, language).map(([code, name]) => option(code, name)),
    ),
    " ",
    button({ class: "second", value: "show" }, site.show),
  );
}

function group({ name, hours, contacts: members }) {
  const [only] = members;
  return [
    h("p", {}, h("b", {}, name), `, ${hours}`),
    members.length === 1
      ? h("p", {}, contact(only, true), only.region && ` ${only.region}`)
      : h(
          "ul",
          { class: "phones" },
          members.map((one) => h("li", {}, h("span", {}, one.region), " ", contact(one, false))),
        ),
  ];
}

function contact({ number, note }, withIcon) {
  if (!number) return note && h("span", {}, note);
  return h(
    "a",
    { class: "phone", href: `tel:${number.replaceAll(" ", "")}` },
    withIcon && phone(),
    h("span", {}, number),
  );
}
