// The form of an entry: what stands in it as raw values, and an entry put into it.
import { DAY } from "./entry.js";
import { numberIn } from "./files.js";

const named = (form, name) => form.elements.namedItem(name);

/** What is written, not yet checked; what is empty is left out. A number that is none stays as it was typed. */
export function writtenIn(data, form) {
  const written = { [DAY]: named(form, DAY).value };
  for (const { id, type } of data.fields) {
    const field = named(form, id);
    const text = field.type === "checkbox" ? (field.checked ? "yes" : "") : field.value;
    if (text.trim() === "") continue;
    written[id] = type === "number" ? (numberIn(text.trim()) ?? text) : text;
  }
  return written;
}

/** Put an entry into the form; with `only` empty fields are filled and the others stay. */
export function fillIn(data, form, entry, { only = false } = {}) {
  for (const { id } of data.fields) {
    const field = named(form, id);
    const value = entry[id] === undefined ? "" : String(entry[id]).replace(".", typeof entry[id] === "number" ? data.mark : ".");
    if (field.type === "checkbox") field.checked = value === "yes" || value === "unsure" || (only && field.checked);
    else if (!only || field.value === "") field.value = value;
  }
}

/** Where a mistake is put right: the id of an element. */
export const placeOf = (form, name) => {
  const field = named(form, name);
  return field ? (field.id ?? field[0].id) : "entry-title";
};
