// The person's page: closed until there is a clearance and today's answers; everything stays on this device.
import data from "./data.js";
import { answersOf, fitQuestions } from "./answers.js";
import { ClearanceError, canonical, readClearance, readHeld, writeHeld } from "./clearance.js";
import { danger } from "./danger.js";
import { readingForm } from "./reading.js";
import { showClearance, showProgramme, showSheet, showStatus } from "./show.js";
import { fingerprint } from "./signature.js";
import { state, triageCase } from "./state.js";
import { words } from "./words.js";
import { courses } from "./course.js";
import { all, put, remove } from "../device/store.js";
import { danishClock } from "../script/venevagt.js";
import { fill } from "../script/words.js";
import { made } from "../script/page/tree.js";

const today = () => danishClock(new Date()).day;

export async function personPage(document) {
  const at = (id) => document.getElementById(id);
  let held = [];
  let readings = [];
  let keeping = false;
  // The clearance that lapsed by answers that can still be put right; "" once they were sent.
  let tentative = "";
  // Answers count for the day on which they were given.
  let day = today();

  const say = (id, text) => {
    at(id).textContent = text;
  };
  const putIn = (id, ...trees) => at(id).replaceChildren(...trees.filter(Boolean).map((tree) => made(document, tree)));

  async function keepAll() {
    if (!keeping) return;
    try {
      await put("clearances", ...held);
      await put("measures", ...readings);
      say("keep-said", words.kept);
    } catch {
      say("keep-said", words.not_kept);
    }
  }

  /** The clearances without a lapse that can still be put right. */
  const standing = () => held.map((one) => (one.id === tentative ? { ...one, lapse: null } : one));

  function noteLapse(found, on) {
    const lapsing = found.lapses.length ? held.find((one) => one.id === canonical(found.clearance)).id : "";
    if (!lapsing && !tentative) return;
    held = standing().map((one) =>
      one.id === lapsing ? { ...one, lapse: { on, because: found.lapses } } : one,
    );
    tentative = lapsing;
    void keepAll();
  }

  function render() {
    const on = today();
    if (on !== day) {
      at("today").reset();
      [day, tentative] = [on, ""];
    }
    const answers = answersOf(document, readings, on);
    const found = state(standing(), answers, on);
    noteLapse(found, on);
    fitQuestions(document, found.clearance);
    const told = triageCase(found.clearance, answers);
    const isNew = found.triage && !at("danger").firstChild;
    putIn("danger", found.triage && danger(found.triage, told));
    if (isNew) at("danger").scrollIntoView();
    const highest = found.triage?.urgency === data.knowledge.urgencies.at(-1);
    for (const id of ["allowed", "programme", "measure", "keeping"]) at(id).hidden = highest;
    showStatus(document, found);
    showProgramme(document, found);
    const own = held.find((one) => found.clearance && one.id === canonical(found.clearance));
    showClearance(document, own, found);
    putIn("course", ...courses(readings, { drawn: true }));
    showSheet(document, found, own, courses(readings, { drawn: false }));
    at("save").hidden = !own;
  }

  async function add(one) {
    const id = canonical(one.clearance);
    const was = held.find((other) => other.id === id);
    if (was?.lapse) {
      say("clearance-said", words.lapsed_already);
      return;
    }
    const numbers = one.public_key ? await fingerprint(one.public_key) : "";
    held = [...held.filter((other) => other.id !== id), { ...one, id, numbers }];
    say("clearance-said", one.public_key ? words.imported : words.entered);
    await keepAll();
    render();
    at("now-title").focus();
  }

  async function attempt(work) {
    try {
      await add(await work());
    } catch (error) {
      if (!(error instanceof ClearanceError)) throw error;
      say("clearance-said", fill(words[error.word], { field: words[`field_${error.field}`] ?? error.field }));
    }
  }

  at("file").addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) void attempt(async () => readHeld(new Uint8Array(await file.arrayBuffer())));
    target.value = "";
  });
  at("own").addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = Object.fromEntries([...new FormData(event.target)].map(([name, value]) => [name, value.trim()]));
    void attempt(() => ({ clearance: readClearance(typed), public_key: "", signature: "", lapse: null }));
  });
  document.addEventListener("visibilitychange", render);
  at("today").addEventListener("change", render);
  at("today").addEventListener("submit", (event) => {
    event.preventDefault();
    tentative = "";
    render();
    (at("danger").firstChild ?? at("now")).scrollIntoView();
    at("now-title").focus({ preventScroll: true });
  });
  readingForm(document, today, (reading) => {
    readings = [...readings.filter(({ id }) => id !== reading.id), reading];
    render();
    void keepAll();
  });
  at("keep").addEventListener("click", () => {
    keeping = true;
    void keepAll();
  });
  at("save").addEventListener("click", () => {
    const own = held.find((one) => one.id === canonical(state(standing(), {}, today()).clearance));
    download(document, "venevagt-clearance.json", writeHeld(own));
  });
  at("print").addEventListener("click", () => print());
  at("wipe").addEventListener("click", async () => {
    for (const [store, entries] of [["clearances", held], ["measures", readings]]) {
      for (const { id } of keeping ? entries : []) await remove(store, id);
    }
    [held, readings, keeping, tentative] = [[], [], false, ""];
    at("today").reset();
    render();
    say("keep-said", words.wiped);
  });

  try {
    [held, readings] = [await all("clearances"), await all("measures")];
  } catch {
    say("keep-said", words.not_kept);
  }
  keeping = held.length + readings.length > 0;
  at("rehabilitation").hidden = false;
  render();
}

/** Give a file to the person. */
export function download(document, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  const link = made(document, { tag: "a", attributes: { href: address, download: name }, children: [] });
  link.click();
  URL.revokeObjectURL(address);
}
