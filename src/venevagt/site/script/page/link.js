// Tools of the result: a link that carries the answers, to be copied, and to another page that shows them.
import { CaseError } from "../cases.js";
import { handOver } from "./copy.js";
import { encoded, readAnswers } from "./form.js";
import { OPTION, beginning, sumOf, writtenIn } from "./fragment.js";
import { home } from "./frame.js";
import { arrive } from "./journey.js";

export const copyLink = {
  word: "copy_link",
  fits: () => true,
  async use(context) {
    const { site, status } = context;
    await handOver(site, status, linkOf(context));
    status.append(" ", site.link_warning);
  },
};

/** A page that can show the answers beside something else. */
export const compare = {
  word: "compare",
  fits: ({ knowledge }) => Boolean(knowledge.compared),
  address: ({ knowledge, language, answers }) => home(language) + knowledge.compared + fragmentOf(knowledge, answers),
};

/** The search for a physiotherapist, where the site has clinics; its door weighs the answers once more. */
export const findClinic = {
  word: "directory_title",
  fits: ({ knowledge, shown }) =>
    "clinics" in document.documentElement.dataset && knowledge.urgencies.indexOf(shown.urgency) <= knowledge.default_rank,
  address: ({ knowledge, language, site, answers }) =>
    `${home(language)}${site.address_directory}/${fragmentOf(knowledge, answers)}`,
};

/** The whole address that brings these answers back. */
export const linkOf = ({ knowledge, language, answers }) =>
  location.origin + home(language) + fragmentOf(knowledge, answers);

/** The answers as the fragment of an address. */
export function fragmentOf(knowledge, answers) {
  const signs = [...knowledge.findings.values()].map((finding) => signOf(finding, answers[finding.id])).join("");
  const short = signs.replace(/o+$/, "").replace(/([A-Za-z])\1{2,}/g, (run, sign) => sign + run.length);
  return `${beginning(knowledge)}${short}.${sumOf(short)}`;
}

function signOf({ options }, answer) {
  if (answer === undefined) return "o";
  if (typeof answer === "number") return `~${encoded(answer)}~`;
  const which = options.indexOf(answer);
  return which < 0 ? answer[0] : String.fromCharCode(OPTION + which);
}

/** The end of the interview with a fragment's answers; null where it cannot be read or is of other knowledge. */
export function viewOf(knowledge, fragment) {
  const written = writtenIn(knowledge, fragment);
  try {
    return written && arrive(knowledge, readAnswers(knowledge, written));
  } catch (error) {
    if (error instanceof CaseError) return null;
    throw error;
  }
}
