// The entry of the diary's page. Nothing is kept before the press on "keep on this device"; then in IndexedDB alone.
//
// Every entry is assessed by the triage as it is written, before it is kept; what the triage says stands here unchanged.
import data from "./data.js";
import knowledgeData from "../script/knowledge.js";
import { addWords, ready } from "../script/model.js";
import { h, made } from "../script/page/tree.js";
import { danishClock } from "../script/services.js";
import { asked } from "./ask.js";
import { cardOf } from "./card.js";
import { changes, current, judge, missedDoses } from "./case.js";
import { DAY, SEEN_ON, inWords, readEntry, readSettings, unlikely } from "./entry.js";
import { fromFile, merged, takeOver, toCsv, toJson } from "./files.js";
import { fillIn, placeOf, writtenIn } from "./form.js";
import { blank, forgetAll, forgetDay, found, keep, keepSettings } from "./keep.js";
import { controlOf, daysOf, drawingsOf } from "./view.js";
import { changeText, dayText, said, valueText } from "./words.js";

const knowledge = ready(knowledgeData);
addWords(knowledge, data.language, data.words);
const urgencies = knowledge.urgencies;
const at = (id) => document.getElementById(id);
const today = () => danishClock(new Date()).day;
const build = (trees) => trees.filter(Boolean).map((tree) => made(document, tree));
let diary = blank();
let warned = "";

function say(id, text, bad = false) {
  at(id).textContent = text;
  at(id).classList.toggle("problem", bad && text !== "");
}

/** Do what writes to the device; where that fails, say so and go on in memory. Whether it was kept. */
async function kept(write) {
  if (!diary.kept) return false;
  try {
    await write();
    say("trouble", "");
    return true;
  } catch (error) {
    const word = `store_${error.reason ?? "failed"}`;
    say("trouble", said(data, word), true);
    return false;
  }
}

function show() {
  at("start").hidden = diary.begun;
  at("work").hidden = !diary.begun;
  if (!diary.begun) return;
  at("days").replaceChildren(...build(daysOf(data, diary.entries)));
  at("plots").replaceChildren(...build(drawingsOf(data, diary.entries)));
  at("control").replaceChildren(...build(controlOf(data, diary.settings, diary.entries, today())));
  showNow();
}

/** The card of the last entry, as long as it says how the person is now. */
function showNow() {
  const last = current(data, diary.entries, today());
  const verdict = last && verdictOf(last);
  const title = last && said(data, "now_title", { day: dayText(data, last[DAY]) });
  at("now").replaceChildren(...build([verdict?.speaks && cardOf(data, knowledge, verdict, title)]));
}

const verdictOf = (entry) => judge(data, knowledge, diary.settings, entry, diary.entries, today());

/** While it is being written: whatever is dangerous stands there at once, mistakes or not. */
function watch() {
  const { entry } = readEntry(data, writtenIn(data, at("entry")), today());
  const verdict = verdictOf(entry);
  const { urgency } = verdict.assessment;
  const speaks = urgencies.indexOf(urgency) > knowledge.default_rank;
  const told = speaks ? JSON.stringify(verdict.case) : "";
  if (told === warned) return;
  const isNew = speaks && !at("live").querySelector(`.${urgency}`);
  warned = told;
  at("live").replaceChildren(...build([speaks && cardOf(data, knowledge, verdict, said(data, "now_title", { day: dayOf(entry) }))]));
  if (isNew && urgency === urgencies.at(-1)) at("live").querySelector("h2").focus();
}

const dayOf = (entry) => dayText(data, entry[DAY] ?? today());

function clearForm(day = today()) {
  at("entry").reset();
  Object.assign(at("entry").elements.namedItem(DAY), { value: day, max: today() });
  const entry = diary.entries.find((one) => one[DAY] === day);
  if (entry) fillIn(data, at("entry"), entry);
  at("mistakes").hidden = true;
  at("entry-title").textContent = entry ? said(data, "edit_title", { day: dayText(data, day) }) : said(data, "today_title");
  warned = "";
  at("live").replaceChildren();
}

function showMistakes(mistakes) {
  at("mistakes").hidden = !mistakes.length;
  if (!mistakes.length) return;
  const item = (mistake) => h("li", {}, h("a", { href: `#${placeOf(at("entry"), mistake.field)}` }, inWords(data, mistake)));
  at("mistakes").querySelector("ul").replaceChildren(...build(mistakes.map(item)));
  at("mistakes").querySelector("h3").focus();
}

async function save() {
  const { entry, mistakes } = readEntry(data, writtenIn(data, at("entry")), today());
  const verdict = verdictOf(entry);
  watch();
  showMistakes(mistakes);
  if (mistakes.length) return;
  const before = diary.entries;
  diary.entries = merged(before, [entry]);
  const isKept = await kept(() => keep(entry));
  const values = { day: dayText(data, entry[DAY]) };
  say("saved", said(data, isKept ? "saved" : "kept_here_only", values), !isKept);
  at("notes").replaceChildren(...build(notesOn(entry, verdict)));
  clearForm();
  show();
  if (verdict.speaks && !at("now").firstChild) {
    const title = said(data, "now_title", values);
    at("now").replaceChildren(...build([cardOf(data, knowledge, verdict, title)]));
  }
  (at("now").querySelector("h2") ?? at("saved")).focus();
}

/** What else is to be said of an entry; beside 112 nothing. */
function notesOn(entry, verdict) {
  if (verdict.assessment.urgency === urgencies.at(-1)) return [];
  const looked = unlikely(data, entry).map((id) => said(data, "unlikely", { field: data.labels[id], found: valueText(data, id, entry[id]) }));
  const missed = missedDoses(entry);
  const lines = [
    ...(verdict.speaks ? [] : [said(data, "quiet")]),
    ...looked,
    ...(missed ? [said(data, "missed", { count: missed })] : []),
    ...changes(data, entry, diary.entries).map((change) => changeText(data, change)),
  ];
  return lines.map((line) => h("p", {}, line));
}

async function saveSettings() {
  const form = at("settings");
  const names = [SEEN_ON, "leg", ...data.settings];
  const raw = Object.fromEntries(names.map((name) => [name, form.elements.namedItem(name).value]).filter(([, value]) => value));
  const { entry, mistakes } = readSettings(data, raw, today());
  if (mistakes.length) return say("settings-said", mistakes.map((mistake) => inWords(data, mistake)).join(" "), true);
  diary.settings = entry;
  const isKept = await kept(() => keepSettings(entry));
  say("settings-said", isKept ? said(data, "settings_saved") : said(data, "start_failed"), !isKept);
  return show();
}

function fillSettings() {
  for (const field of at("settings").elements) if (field.name) field.value = diary.settings[field.name] ?? "";
}

async function takeAway(day) {
  const values = { day: dayText(data, day) };
  if (!(await asked(at("ask"), said(data, "remove_question", values), said(data, "yes_remove")))) return;
  diary.entries = diary.entries.filter((entry) => entry[DAY] !== day);
  await kept(() => forgetDay(day));
  at("notes").replaceChildren();
  say("saved", said(data, "removed", values));
  clearForm();
  show();
  at("saved").focus();
}

async function wipe() {
  if (!(await asked(at("ask"), said(data, "wipe_question"), said(data, "wipe_yes")))) return;
  if (diary.kept && !(await kept(forgetAll))) return;
  diary = blank();
  fillSettings();
  clearForm();
  for (const id of ["saved", "settings-said", "imported"]) say(id, "");
  for (const id of ["notes", "now", "refused", "days", "plots", "control"]) at(id).replaceChildren();
  show();
  say("wiped", said(data, "wiped"));
  at("wiped").focus();
}

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}

async function readIn() {
  const [file] = at("import-file").files;
  say("imported", "");
  at("refused").replaceChildren();
  if (!file) return say("imported", said(data, "import_choose"), true);
  const taken = fromFile(data, new Uint8Array(await file.arrayBuffer()), today());
  const { added, same, settings } = takeOver(taken, diary.settings, diary.entries, at("import-replace").checked);
  diary.entries = merged(diary.entries, added);
  diary.settings = settings;
  const isKept = await kept(() => keepSettings(settings, added));
  const told = [said(data, "import_done", { count: added.length })];
  if (same.length) told.push(said(data, "import_kept", { days: same.join(", ") }));
  if (!isKept) told.push(said(data, "store_failed"));
  const line = ({ line: place, mistake }) => h("li", {}, place > 0 && [said(data, "import_line", { line: place }), " "], inWords(data, mistake));
  const refused = taken.refused.length > 0 && [h("p", {}, said(data, "import_refused")), h("ul", {}, taken.refused.map(line))];
  at("refused").replaceChildren(...build(refused || []));
  fillSettings();
  clearForm();
  show();
  say("imported", told.join(" "), !isKept || taken.refused.length > 0);
  return at("imported").focus();
}

async function begin() {
  diary = { ...blank(), begun: true, kept: true };
  say("wiped", "");
  try {
    await keepSettings({});
  } catch {
    diary.kept = false;
    say("trouble", said(data, "start_failed"), true);
  }
  clearForm();
  show();
  at("entry-title").focus();
}

at("begin").addEventListener("click", () => void begin());
at("entry").addEventListener("submit", (event) => {
  event.preventDefault();
  void save();
});
at("entry").addEventListener("input", watch);
at("entry").addEventListener("change", (event) => {
  if (event.target.name === DAY) {
    const entry = diary.entries.find((one) => one[DAY] === event.target.value);
    if (entry) fillIn(data, at("entry"), entry, { only: true });
    at("entry-title").textContent = entry ? said(data, "edit_title", { day: dayOf(entry) }) : said(data, "today_title");
  }
  watch();
});
at("entry-cancel").addEventListener("click", () => clearForm());
at("settings").addEventListener("submit", (event) => {
  event.preventDefault();
  void saveSettings();
});
at("seen-today").addEventListener("click", () => {
  at("settings").elements.namedItem(SEEN_ON).value = today();
  void saveSettings();
});
at("days").addEventListener("click", ({ target }) => {
  const { does, day } = target.dataset;
  if (does === "remove") void takeAway(day);
  if (does !== "edit") return;
  clearForm(day);
  watch();
  at("entry-title").focus();
});
at("export-json").addEventListener("click", () => download(`venevagt-${today()}.json`, "application/json", toJson(data, diary.settings, diary.entries)));
at("export-csv").addEventListener("click", () => download(`venevagt-${today()}.csv`, "text/csv", toCsv(data, diary.entries)));
at("import").addEventListener("click", () => void readIn());
at("print").addEventListener("click", () => window.print());
at("wipe").addEventListener("click", () => void wipe());

/** Another window may have changed what is kept: look when this one is seen again. */
async function lookAgain() {
  if (document.visibilityState !== "visible" || !(diary.kept || !diary.begun)) return;
  const now = await found(data).catch(() => diary);
  if (JSON.stringify(now) === JSON.stringify(diary)) return;
  diary = now;
  fillSettings();
  show();
  say("saved", said(data, "store_changed"));
}
document.addEventListener("visibilitychange", () => void lookAgain());

async function arrive() {
  try {
    diary = await found(data);
  } catch (error) {
    say("trouble", said(data, `store_${error.reason ?? "failed"}`), true);
  }
  at("no-script").remove();
  at("diary").hidden = false;
  fillSettings();
  clearForm();
  show();
}
void arrive();
