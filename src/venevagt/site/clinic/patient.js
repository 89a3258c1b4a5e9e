// A patient's own answers from the link that the result gives: what is known by them.
import { isLink, writtenIn } from "../script/page/fragment.js";

const SAID = { yes: true, no: false };

/** Finding -> value; null for a link that is broken, of other knowledge, or none. In doubt is not known. */
export function answersIn({ sha256, triage, findings }, address) {
  const fragment = address.slice(Math.max(0, address.indexOf("#"))).trim();
  const knowledge = { sha256, findings: new Map(triage.map((id) => [id, { id, options: findings[id].options ?? [] }])) };
  const written = isLink(fragment) ? writtenIn(knowledge, fragment) : null;
  if (!written) return null;
  const read = Object.entries(written).map(([id, answer]) => [id, valueIn(findings[id], answer)]);
  return read.some(([, value]) => value === undefined) ? null : Object.fromEntries(read.filter(([, value]) => value !== null));
}

/** The value of an answer; null where it is not known, undefined where it is no answer to this finding. */
function valueIn({ type, options, low, high }, answer) {
  if (answer === "unsure") return null;
  if (type === "number") {
    const number = Number(answer);
    return number >= low && number <= high ? number : undefined;
  }
  if (type === "choice") return options.includes(answer) ? answer : undefined;
  return SAID[answer];
}
