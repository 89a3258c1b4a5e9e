// The findings as rows: three answers to choose from, a list, or a field with its unit.
import { h, made } from "../script/page/tree.js";
import { typeOf } from "./state.js";
import { fill, labelOf, numberIn, upperFirst } from "./wording.js";

const NAMES = new Map([[true, "yes"], [false, "no"], [null, ""]]);
const VALUES = new Map([...NAMES].map(([value, name]) => [name, value]));

const ORIGINS = new Map([["patient", "from_patient"], ["heard", "follows_heard"], ["follows", "follows"]]);

/** The value that a radio button of a row stands for. */
export const valueOfRadio = (name) => VALUES.get(name);

export const fieldOf = (id) => document.getElementById(`field-${id}`);
export const unitOf = (id) => document.getElementById(`unit-${id}`);
export const rowOf = (id) => document.getElementById(`row-${id}`);

/** The elements of a row. */
export function rowElement(data, { id, key }) {
  const type = typeOf(data, id);
  const { help } = data.findings[id];
  const name = [key && h("kbd", { "aria-hidden": "true" }, key), " ", upperFirst(labelOf(data, id))];
  const below = [help && h("p", { class: "hint" }, help), h("p", { class: "hint origin" })];
  if (type === "yes_no") {
    return made(
      document,
      h(
        "div",
        { class: "finding", id: `row-${id}`, role: "radiogroup", "aria-labelledby": `name-${id}`, "aria-keyshortcuts": key || null },
        h("p", { class: "asked", id: `name-${id}` }, name),
        h("div", { class: "three" }, [true, false, null].map((value) => radio(data, id, value))),
        below,
      ),
    );
  }
  const label = h("label", { class: "asked", for: `field-${id}` }, name, type === "number" && oneUnit(data, id));
  const wrong = type === "number" && h("p", { class: "said", id: `wrong-${id}`, role: "alert" });
  return made(
    document,
    h("div", { class: "finding", id: `row-${id}` }, label, type === "number" ? number(data, id, key) : choice(data, id, key), wrong, below),
  );
}

const radio = ({ words }, id, value) =>
  h(
    "label",
    {},
    h("input", { type: "radio", name: `f-${id}`, value: NAMES.get(value), checked: value === null }),
    h("span", {}, words[NAMES.get(value) || "unknown"]),
  );

const choice = ({ words, findings }, id, key) =>
  h(
    "select",
    { id: `field-${id}`, "data-choice": id, "aria-keyshortcuts": key || null },
    h("option", { value: "" }, words.unknown),
    findings[id].options.map((option, place) => h("option", { value: option }, upperFirst(findings[id].labels[place]))),
  );

/** The unit behind the label of a number that has only one. */
const oneUnit = ({ findings }, id) => findings[id].units.length === 1 && findings[id].units[0][2] && ` (${findings[id].units[0][2]})`;

function number(data, id, key) {
  const { units, ask } = data.findings[id];
  return h(
    "div",
    { class: "measure" },
    h("input", {
      id: `field-${id}`,
      "data-number": id,
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      "aria-describedby": `wrong-${id}`,
      "aria-keyshortcuts": key || null,
    }),
    units.length > 1 &&
      h(
        "select",
        { id: `unit-${id}`, "data-unit": id, "aria-label": fill(data.words.unit_of, { finding: labelOf(data, id) }) },
        ask && h("option", { value: "" }, data.words.choose),
        units.map(([unit, , shown]) => h("option", { value: unit }, shown || unit)),
      ),
  );
}

/** What a field says is wrong with its number; nothing where all is well. */
export function sayWrong(data, id, wrong) {
  const { units } = data.findings[id];
  const unit = unitOf(id)?.value ?? units[0][0];
  const shown = units.find(([name]) => name === unit)?.[2] ?? "";
  const limit = (value) => value !== undefined && numberIn(data, value, 4);
  const said = wrong
    ? fill(data.words[`wrong_${wrong.wrong}`], { finding: upperFirst(labelOf(data, id)), low: limit(wrong.low), high: limit(wrong.high), unit: shown })
    : "";
  const place = document.getElementById(`wrong-${id}`);
  if (place.textContent !== said) place.textContent = said;
  fieldOf(id).setAttribute("aria-invalid", String(Boolean(wrong)));
}

/** Show a row as it stands now. */
export function showRow(data, { id, shown, value, origin }) {
  const row = rowOf(id);
  row.hidden = !shown;
  row.dataset.origin = origin;
  row.querySelector(".origin").textContent = ORIGINS.has(origin) ? data.words[ORIGINS.get(origin)] : "";
  const type = typeOf(data, id);
  if (type === "yes_no") for (const input of row.querySelectorAll("input")) input.checked = input.value === NAMES.get(value);
  if (type === "choice") fieldOf(id).value = value ?? "";
  if (type === "number" && origin !== "own" && document.activeElement !== fieldOf(id) && !fieldOf(id).matches("[aria-invalid=true]")) {
    fieldOf(id).value = value === null ? "" : numberIn(data, value, 2);
    const unit = unitOf(id);
    if (unit && value !== null) unit.value = data.findings[id].units[0][0];
  }
}
