// A tool of the result: a link that carries the answers, in the part after # that no browser sends.
//
// #a=1.SHA.ANSWERS, the first letters of the knowledge's hash, then one sign for each finding in order:
// y, n, u for yes, no, unsure; A, B, ... for an option; ~54~ for a number; o where there is no answer.
// A number after a letter says how often it stands there. At the end, after a point, the sum of it all.
import { CaseError } from "../cases.js";
import { encoded, readAnswers } from "./form.js";
import { handOver } from "./copy.js";
import { home } from "./frame.js";
import { arrive } from "./journey.js";

const MOST_SUM = 2 ** 31 - 1;
const START = "#a=";
const FORM = "1";
const OF_HASH = 8;
const OPTION = 65;
const SIGN = /~([0-9.]{1,20})~|([A-Za-z])([0-9]{0,3})/g;
const SAID = { y: "yes", n: "no", u: "unsure" };

export const copyLink = {
  word: "copy_link",
  fits: () => true,
  async use({ knowledge, language, site, answers, status }) {
    await handOver(site, status, `${location.origin}${home(language)}${fragmentOf(knowledge, answers)}`);
    status.append(" ", site.link_warning);
  },
};

/** Whether an address's fragment is meant as such a link. */
export const isLink = (fragment) => fragment.startsWith(START);

const beginning = ({ sha256 }) => `${START}${FORM}.${sha256.slice(0, OF_HASH)}.`;

/** The answers as the fragment of an address. */
export function fragmentOf(knowledge, answers) {
  const signs = [...knowledge.findings.values()].map((finding) => signOf(finding, answers[finding.id])).join("");
  const short = signs.replace(/o+$/, "").replace(/([A-Za-z])\1{2,}/g, (run, sign) => sign + run.length);
  return `${beginning(knowledge)}${short}.${sumOf(short)}`;
}

/** A few letters that change with every sign, so that a link that lost a part of itself is noticed. */
function sumOf(text) {
  let sum = 0;
  for (const sign of text) sum = (sum * 31 + sign.charCodeAt(0)) % MOST_SUM;
  return sum.toString(36);
}

function signOf({ options }, answer) {
  if (answer === undefined) return "o";
  if (typeof answer === "number") return `~${encoded(answer)}~`;
  const which = options.indexOf(answer);
  return which < 0 ? answer[0] : String.fromCharCode(OPTION + which);
}

/** The end of the interview with a fragment's answers; null where it cannot be read or is of other knowledge. */
export function viewOf(knowledge, fragment) {
  if (!fragment.startsWith(beginning(knowledge))) return null;
  const [, text, sum] = fragment.slice(beginning(knowledge).length).match(/^(.*)\.([0-9a-z]*)$/) ?? [];
  if (!text || sumOf(text) !== sum) return null;
  const written = answersOf([...knowledge.findings.values()], text);
  try {
    return written && arrive(knowledge, readAnswers(knowledge, written));
  } catch (error) {
    if (error instanceof CaseError) return null;
    throw error;
  }
}

/** Finding -> what a form would hold; null for what no link of ours says. */
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
