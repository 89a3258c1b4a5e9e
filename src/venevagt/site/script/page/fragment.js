// The answers in the part of an address after #, which no browser sends: told apart, and read.
//
// #a=1.SHA.ANSWERS, the first letters of the knowledge's hash, then one sign for each finding in order:
// y, n, u for yes, no, unsure; A, B, ... for an option; ~54~ for a number; o where there is no answer.
// A number after a letter says how often it stands there. At the end, after a point, the sum of it all.

export const OPTION = 65;
const MOST_SUM = 2 ** 31 - 1;
const START = "#a=";
const FORM = "1";
const OF_HASH = 8;
const SIGN = /~([0-9.]{1,20})~|([A-Za-z])([0-9]{0,3})/g;
const SAID = { y: "yes", n: "no", u: "unsure" };

/** Whether an address's fragment is meant as such a link. */
export const isLink = (fragment) => fragment.startsWith(START);

/** How the fragments of this knowledge begin. */
export const beginning = ({ sha256 }) => `${START}${FORM}.${sha256.slice(0, OF_HASH)}.`;

/** A few letters that change with every sign, so that a link that lost a part of itself is noticed. */
export function sumOf(text) {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + sign.charCodeAt(0)) % MOST_SUM;
  return sum.toString(36);
}

/** Finding -> what a form would hold; null for a fragment that is broken or of other knowledge. */
export function writtenIn(knowledge, fragment) {
  if (!fragment.startsWith(beginning(knowledge))) return null;
  const [, text, sum] = fragment.slice(beginning(knowledge).length).match(/^(.*)\.([0-9a-z]*)$/) ?? [];
  return text && sumOf(text) === sum ? answersOf([...knowledge.findings.values()], text) : null;
}

function answersOf(findings, text) {
  const written = {};
  let read = 0;
  let next = 0;
  for (const [whole, number, sign, times] of text.matchAll(SIGN)) {
    read += whole.length;
    for (let count = Number(times || 1); count > 0; count -= 1, next += 1) {
      if (next >= findings.length) return null;
      const { id, options } = findings[next];
      const answer = number ?? SAID[sign] ?? options[sign.charCodeAt(0) - OPTION];
      if (answer === undefined && sign !== "o") return null;
      if (answer !== undefined) written[id] = answer;
    }
  }
  return read === text.length ? written : null;
}
