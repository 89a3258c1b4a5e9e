// The entry of the page that finds a physiotherapist: first the questions, then, where the door is open, the clinics.
//
// Nothing of it is kept, and nothing is asked of the network but the packed list, which is the same for everybody.
import data from "./data.js";
import knowledgeData from "../script/knowledge.js";
import { assess } from "../script/assess.js";
import { addWords, ready } from "../script/model.js";
import { danishClock } from "../script/services.js";
import { home } from "../script/page/frame.js";
import { isLink } from "../script/page/fragment.js";
import { viewOf } from "../script/page/link.js";
import { mayShowClinics } from "./door.js";
import { isCleared } from "./cleared.js";
import { finder } from "./finder.js";
import { begun, ended, following, formOf, further } from "./stage.js";

const { words, language } = data;
const knowledge = ready(knowledgeData);
addWords(knowledge, language, data.triage);

const at = (id) => document.getElementById(id);
const today = () => danishClock(new Date()).day;
const clinics = finder({ ...data, home: `${home(language)}${data.page}` }, { packed: at("directory").dataset.packed, today });
let view = begun(knowledge);

/** Show the questions of a view, or what the door says at their end. */
async function show(next, focus = true) {
  view = next;
  if (view.step) return stage(focus);
  const { answers } = view.done;
  const assessment = assess(knowledge, answers, { language, on: today() });
  const door = mayShowClinics(knowledge, data.ways, answers, assessment, await isCleared(today()));
  if (door.ask.length && view === next) return show(further(knowledge, view.done, door.ask), focus);
  return door.refusal ? refuse(door.refusal) : open(assessment);
}

function parts(shown) {
  for (const id of ["intro", "closed", "before", "stage", "again", "open"]) at(id).hidden = !shown.includes(id);
}

function stage(focus) {
  const { form } = formOf(knowledge, view, language);
  at("stage").className = "";
  at("stage").replaceChildren(form);
  parts(view.further ? ["before", "stage"] : ["intro", "stage"]);
  if (focus) (at("mistakes") ?? at("stage").querySelector("h2")).focus();
}

/** No clinic is shown; what to do instead is. */
function refuse(refusal) {
  clinics.leave();
  const { form, shown } = formOf(knowledge, view, language);
  at("stage").className = shown.urgency;
  at("stage").replaceChildren(form);
  at("refusal").textContent = words[`door_${refusal}`];
  parts(["closed", "stage", "again"]);
  at("closed").focus();
  window.scrollTo(0, 0);
}

function open({ urgency }) {
  const { headline, action } = knowledge.words[language].urgencies[urgency];
  at("stage").replaceChildren();
  at("headline").textContent = headline;
  at("action").textContent = action;
  parts(["intro", "open"]);
  at("search-title").focus();
  clinics.enter();
}

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.id !== "form") return;
  const next = following(knowledge, view, event.target, event.submitter);
  if (next) void show(next);
});

document.addEventListener("change", ({ target }) => {
  if (target.id !== "region") return;
  view = { ...view, state: { ...view.state, region: target.value } };
  at("stage").replaceChildren(formOf(knowledge, view, language).form);
  at("region").focus();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-again]")) void show(begun(knowledge));
  const address = event.target.closest("#stage a")?.getAttribute("href");
  if (!address?.startsWith("#")) return;
  event.preventDefault();
  at(address.slice(1)).focus();
});

/** Answers that came with a link; the address is rid of them. */
function arriving() {
  if (!isLink(location.hash)) return false;
  const found = viewOf(knowledge, location.hash);
  history.replaceState(null, "", location.pathname);
  at("bad-link").hidden = Boolean(found);
  void show(found ? ended(found.done, {}) : begun(knowledge), Boolean(found));
  if (!found) at("bad-link").focus();
  return true;
}

at("no-script").remove();
at("directory").hidden = false;
window.addEventListener("hashchange", arriving);
if (!arriving()) void show(view, false);
