// The form in which a measure is entered.
import data from "./data.js";
import { partsOf, readNumber } from "./measures.js";
import { isDay } from "./clearance.js";
import { numberShown, words } from "./words.js";
import { fill } from "../script/words.js";
import { h, made } from "../script/page/tree.js";

/** Each measure that can be used is given to `took`. */
export function readingForm(document, today, took) {
  const at = (id) => document.getElementById(id);
  const chosen = () => data.measures.find(({ id }) => id === at("measure-name").value);
  const unit = (measure) => words[`unit_${measure.unit.replace(" ", "_")}`];

  function fields() {
    const measure = chosen();
    at("measure-how").textContent = words[`measure_${measure.id}_how`];
    const rows = partsOf(measure).map((part) =>
      h(
        "p",
        { class: "field number" },
        h("label", { class: "label", for: `measure-${part}` }, part === "value" ? unit(measure) : `${words[part]} (${unit(measure)})`),
        " ",
        h("input", { id: `measure-${part}`, type: "text", inputmode: "decimal", autocomplete: "off", required: true }),
      ),
    );
    at("measure-values").replaceChildren(...rows.map((row) => made(document, row)));
  }

  at("measure-day").value = today();
  at("measure-day").max = today();
  at("measure-name").addEventListener("change", fields);
  at("reading").addEventListener("submit", (event) => {
    event.preventDefault();
    const measure = chosen();
    const on = at("measure-day").value;
    const values = Object.fromEntries(
      partsOf(measure).map((part) => [part, readNumber(measure, at(`measure-${part}`).value)]),
    );
    const right = isDay(on) && on <= today() && Object.values(values).every((value) => value !== null);
    const [low, high] = [numberShown(measure.low), numberShown(measure.high)];
    at("measure-said").textContent = right ? words.measure_added : fill(words.measure_wrong, { low, high, unit: unit(measure) });
    if (right) took({ id: `${on} ${measure.id}`, on, measure: measure.id, values });
  });
  fields();
}
