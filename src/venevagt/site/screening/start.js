// The form for a physiotherapist: what is ticked is a case, and the triage answers it. Nothing is kept or sent.
import knowledge from "../script/knowledge.js";
import { addWords, assess, danishClock, fill, ready, readNumber, result } from "../script/venevagt.js";
import { handOver } from "../script/page/copy.js";
import { h, made } from "../script/page/tree.js";
import { urgencyIcon } from "../script/page/icons.js";
import { answersOf, mistakeIn } from "./answers.js";
import { referral } from "./referral.js";
import data from "./data.js";

const { language, words } = data;
const known = ready(knowledge);
addWords(known, language, data.triage);
const at = (id) => document.getElementById(id);
const { site, interface: common } = known.words[language];
let said = "";

/** The card and the reasons, as elements. */
const answerTree = ({ urgency, final }, shown, missing) =>
  h(
    "section",
    { class: urgency },
    h(
      "div",
      { class: "card" },
      h("p", { class: "urgency" }, urgencyIcon(known.urgencies.indexOf(urgency)), h("span", {}, known.words[language].urgencies[urgency].name)),
      h("h2", {}, words[`do_${urgency}`]),
      h("p", { class: "action" }, shown.why[0]),
    ),
    !final && h("p", { class: "note" }, missing),
    shown.contacts.filter((one) => one.number && one.usual_now).length > 0 &&
      h("ul", { class: "phones" }, shown.contacts.filter((one) => one.number && one.usual_now).map(contactTree)),
    shown.dont.length > 0 && h("section", {}, h("h3", {}, site.dont), h("ul", {}, shown.dont.map((line) => h("li", {}, line)))),
  );

const contactTree = ({ name, region, number }) =>
  h("li", {}, h("span", {}, region ? `${name}, ${region}` : name), " ", h("a", { class: "phone", href: `tel:${number.replaceAll(" ", "")}` }, number));

/** What is still open, in words. */
function missingIn(answers, assessment) {
  if (!at("asked").checked) return words.not_all_asked;
  const next = assessment.next_question;
  return next ? fill(words.ask_too, { finding: known.words[language].findings[next].label }) : common.not_final;
}

function show() {
  const { written, asked } = formNow();
  const wrong = [...known.findings.values()].map((finding) => [finding.id, mistakeIn(finding, written[finding.id], readNumber)]);
  for (const [id, isWrong] of wrong) sayWrong(id, isWrong);
  const answers = answersOf(known, written, asked, readNumber);
  const given = Object.keys(answers).length > 0;
  at("answer").hidden = !given;
  at("alarm").hidden = true;
  if (!given) return;
  const now = new Date();
  const assessment = assess(known, answers, { language });
  const shown = result(known, assessment, answers, { at: now });
  const text = referral(known, { language, words, day: danishClock(now).day }, answers, assessment, shown);
  at("alarm").hidden = assessment.urgency !== known.urgencies.at(-1);
  if (text === said) return;
  said = text;
  at("verdict").replaceChildren(made(document, answerTree(assessment, shown, missingIn(answers, assessment))));
  at("referral").textContent = text;
  at("copied").replaceChildren();
}

function sayWrong(id, isWrong) {
  const note = at(`wrong-${id}`);
  if (!note) return;
  note.hidden = !isWrong;
  at(`field-${id}`).setAttribute("aria-invalid", String(isWrong));
}

/** What stands in the form: finding -> its text or option, "yes" for a tick. */
function formNow() {
  const written = {};
  for (const field of at("screening").elements) {
    if (field.name && (field.type !== "checkbox" || field.checked)) written[field.name] = field.type === "checkbox" ? "yes" : field.value.trim();
  }
  return { written, asked: at("asked").checked };
}

at("screening").addEventListener("input", show);
at("screening").addEventListener("reset", () => setTimeout(show));
at("screening").addEventListener("submit", (event) => {
  event.preventDefault();
  (at("answer").hidden ? at("asked") : at("answer-title")).focus();
});
at("copy").addEventListener("click", () => void handOver(site, at("copied"), said));
at("print").addEventListener("click", () => window.print());
at("no-script").remove();
at("tools").hidden = false;
show();
