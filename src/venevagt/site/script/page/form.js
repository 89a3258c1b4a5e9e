// A form's fields, told apart, and read as answers: what server/forms.py does.
//
// All state of the interview is in the fields: a finding's answer under the finding's id, an answer
// that is only shown again under `was-` and the id, and the page's own fields under `page-`.
import { readCase } from "../cases.js";
import { readNumber } from "../fields.js";

export const DRAFT = "was-";
const PAGE = "page-";
const OWN = ["do", "screen", "one_by_one", "changing", "region"];
const DECIMALS = 9;

/** A form that this site never has. */
export class BadForm extends Error {}

/** Take [name, value] pairs apart. Throws a BadForm when something is said twice or is unknown. */
export function readForm(pairs) {
  const page = new Map();
  const fields = new Map();
  const drafts = new Map();
  for (const [name, value] of pairs) {
    const [target, prefix] = name.startsWith(PAGE) ? [page, PAGE] : name.startsWith(DRAFT) ? [drafts, DRAFT] : [fields, ""];
    const key = name.slice(prefix.length);
    if (target.has(key)) throw new BadForm("a field stands there twice");
    target.set(key, value);
  }
  for (const key of page.keys()) if (!OWN.includes(key)) throw new BadForm("a field that this site does not have");
  return {
    do: page.get("do") || "next",
    screen: page.get("screen") ?? "",
    one_by_one: Boolean(page.get("one_by_one")),
    changing: Boolean(page.get("changing")),
    region: page.get("region") ?? "",
    fields: Object.fromEntries(fields),
    drafts: Object.fromEntries(drafts),
  };
}

/** Answers that a page has kept in hidden fields. Throws a CaseError when one of them is none. */
export const readAnswers = (knowledge, written) =>
  readCase(
    knowledge,
    Object.fromEntries(Object.entries(written).map(([name, text]) => [name, decoded(knowledge, name, text)])),
  );

const decoded = ({ findings }, name, text) =>
  findings.get(name)?.type === "number" ? (readNumber(text) ?? text) : text;

/** An answer as a hidden field holds it; readAnswers reads it back. */
export const encoded = (answer) =>
  typeof answer === "string" ? answer : answer.toFixed(DECIMALS).replace(/\.?0+$/, "");
