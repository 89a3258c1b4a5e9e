// The entry of a plan's page: first the red flags, then the questions, then the plan.
//
// Everything stays in memory until the person presses the button that keeps it; nothing is sent.
import data from "./data.js";
import { all, isKept, put, remove } from "../device/store.js";
import { home } from "../script/page/frame.js";
import { made } from "../script/page/tree.js";
import { addWords, assess, danishClock, emergencyNumber, ready, result, shownFacts } from "../script/venevagt.js";
import { fittingAnswers, knownFrom } from "./answers.js";
import { calendarOf } from "./calendar.js";
import { isDay } from "./days.js";
import { makers } from "./kinds.js";
import { questionsFor } from "./lines.js";
import { planOf } from "./shown.js";
import { alarmStep, flagsStep, notConfirmed, questionsStep, toolsOf } from "./steps.js";

const STORE = "plans";
const { language } = data;
const knowledge = ready(data.knowledge);
addWords(knowledge, language, data.words);
const words = knowledge.words[language];
const app = document.getElementById("plan-app");
const kind = app.dataset.plan;
const plan = data.plans[kind];
const today = danishClock(new Date()).day;
const [first] = knowledge.screens;
const state = { answers: {}, start: "", kept: null, found: null };
const at = (id) => document.getElementById(id);

/** Show a step in the place of the one before, and go to its heading. */
function show(trees, { look = "", focus = true } = {}) {
  document.body.classList.toggle("emergency", look === "emergency");
  app.replaceChildren(...[trees].flat(Infinity).filter((tree) => tree).map((tree) => made(document, tree)));
  if (focus) at("step").focus();
}

const showFlags = (focus = true) =>
  show(flagsStep(data, words, plan, first.findings, words.screens[first.id].none), { focus });

const ticked = () => [...app.querySelectorAll("input[type=checkbox]:checked")].map((box) => box.name);

/** What the triage says of these red flags. */
function showAlarm() {
  const chosen = ticked();
  const answers = Object.fromEntries(first.findings.map((name) => [name, chosen.includes(name) ? "yes" : "no"]));
  const found = assess(knowledge, answers, { language });
  if (found.urgency !== knowledge.urgencies.at(-1)) return;
  const shown = result(knowledge, found, answers);
  show(alarmStep(data, emergencyNumber(knowledge), shown), { look: "emergency" });
}

function showQuestions() {
  show(questionsStep(data, plan, { start: state.start, kept: state.kept, latest: today }));
  for (const [name, answer] of Object.entries(state.answers)) {
    const radio = app.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(answer)}"]`);
    if (radio) radio.checked = true;
  }
  refresh();
}

/** Show the questions that fit the answers so far, and whether there can be a plan. */
function refresh() {
  const answers = Object.fromEntries([...app.querySelectorAll("input[type=radio]:checked")].map((one) => [one.name, one.value]));
  state.answers = fittingAnswers(data, plan, answers);
  const fits = new Set(questionsFor(plan, knownFrom(data, state.answers)).map(({ id }) => id));
  for (const [id] of plan.questions) at(`question-${id}`).hidden = !fits.has(id);
  const refused = Object.hasOwn(state.answers, "clot_confirmed") && state.answers.clot_confirmed !== "yes";
  const place = at("not-confirmed");
  if (refused !== !place.hidden) {
    place.replaceChildren(...(refused ? [made(document, notConfirmed(plan, home(language)))] : []));
    place.hidden = !refused;
  }
  app.querySelector("[data-do=make]").hidden = refused;
}

function make() {
  if (plan.words.page_start) {
    const typed = at("start").value;
    const wrong = !isDay(typed) || typed > today;
    at("start-said").textContent = wrong ? plan.words.page_start_wrong : "";
    at("start").setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      at("start").focus();
      return;
    }
    state.start = typed;
  }
  showPlan();
}

function showPlan() {
  state.found = makers[kind](data, knownFrom(data, state.answers), state.start);
  if (!state.found) {
    const confirm = app.querySelector("input[name=clot_confirmed]");
    if (confirm) confirm.focus();
    return;
  }
  const facts = { ...shownFacts(knowledge, language, today), number: emergencyNumber(knowledge) };
  show([planOf(plan, state.found, facts), toolsOf(plan, { calendar: Boolean(state.found.controls), kept: state.kept })]);
}

function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

async function keep() {
  const kept = { id: kind, start: state.start, answers: state.answers };
  try {
    await put(STORE, kept);
    state.kept = kept;
    showPlan();
    at("said").textContent = plan.words.page_kept;
  } catch {
    at("said").textContent = plan.words.page_keep_failed;
  }
}

async function forget() {
  await remove(STORE, kind);
  state.kept = null;
  showQuestions();
  app.prepend(Object.assign(document.createElement("p"), { role: "status", textContent: plan.words.page_forgotten }));
}

function showKept() {
  Object.assign(state, { answers: state.kept.answers, start: state.kept.start });
  showPlan();
}

const DOES = {
  // Enter presses this button also where a sign is ticked.
  "no-flags": () => (ticked().length ? showAlarm() : showQuestions()),
  flags: showAlarm,
  again: () => showFlags(),
  make,
  change: showQuestions,
  print: () => window.print(),
  calendar: () =>
    save("plan.ics", "text/calendar", calendarOf(data, plan, state.found, new Date(), at("open-titles").checked)),
  json: () =>
    save("plan.json", "application/json", JSON.stringify({ language, answers: state.answers, ...state.found }, null, 2)),
  keep,
  forget,
  "show-kept": showKept,
};

app.addEventListener("click", (event) => {
  const does = event.target.closest("[data-do]")?.dataset.do;
  if (!does) return;
  event.preventDefault();
  void DOES[does]();
});
app.addEventListener("submit", (event) => event.preventDefault());
app.addEventListener("change", ({ target }) => target.matches("input[type=radio]") && refresh());

async function look() {
  if (await isKept()) state.kept = (await all(STORE)).find(({ id }) => id === kind) ?? null;
}
at("no-script").remove();
app.hidden = false;
showFlags(false);
look().catch(() => {});
