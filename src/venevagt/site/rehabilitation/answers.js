// What the person answered today: read from the form, with what was measured.
import data from "./data.js";
import { toldToTriage } from "./measures.js";
import { upperFirst } from "../clinic/wording.js";
import { signsToAsk } from "./state.js";
import { triageWords } from "./words.js";
import { h, made } from "../script/page/tree.js";

const NONE = "no-flag";

/** Red flags, stop signs, checks and measures as one; what was not answered is not in it. */
export function answersOf(document, readings, on) {
  const found = { ...flagsOf(document), ...toldToTriage(readings, on) };
  for (const name of [...data.stop_signs.map(({ id }) => id), ...data.checks, ...data.asked_too]) {
    const chosen = document.querySelector(`#today input[name="${name}"]:checked`);
    if (chosen && !chosen.closest("[hidden]")) found[name] = chosen.value;
  }
  return found;
}

/** Ticked ones are a yes; all are a no where none of them was ticked as such; else they are not answered. */
function flagsOf(document) {
  if (!document.querySelector("#flags input")) fill(document);
  const flags = data.red_flags.map((name) => document.getElementById(`flag-${name}`));
  const ticked = flags.filter(({ checked }) => checked);
  if (ticked.length) return Object.fromEntries(ticked.map(({ value }) => [value, "yes"]));
  return document.getElementById(NONE).checked ? Object.fromEntries(data.red_flags.map((name) => [name, "no"])) : {};
}

function fill(document) {
  const { findings } = triageWords();
  const rows = data.red_flags.map((name) =>
    h(
      "div",
      { class: "tick" },
      h("label", {}, h("input", { id: `flag-${name}`, type: "checkbox", value: name }), upperFirst(findings[name].label)),
    ),
  );
  const place = document.getElementById("flags");
  place.replaceChildren(...rows.map((row) => made(document, row)));
  const none = document.getElementById(NONE);
  none.addEventListener("change", () => {
    if (none.checked) for (const box of place.querySelectorAll("input")) box.checked = false;
  });
  place.addEventListener("change", () => {
    none.checked = false;
  });
}

/** Show the questions that this clearance asks for. */
export function fitQuestions(document, clearance) {
  const asked = signsToAsk(clearance).map(({ id }) => id);
  for (const { id } of data.stop_signs) document.getElementById(`ask-${id}`).hidden = !asked.includes(id);
  for (const name of data.asked_too) document.getElementById(`ask-${name}`).hidden = clearance?.treatment !== "ended";
}
