// An assessment in the order and the words in which it is shown to a person.
import { whomToCall } from "./services.js";
import { answerLabel, fill } from "./words.js";

const SPOKEN = { "<": "below", ">=": "from", "<=": "up_to", ">": "above" };

/** The assessment of a case in words, at a moment (a Date; now) and in a region of Denmark ("": all). */
export function result(knowledge, assessment, answers, { at = new Date(), region = "" } = {}) {
  const { urgency, final, language } = assessment;
  const { urgencies, sources, default_rank } = knowledge;
  const words = knowledge.words[language];
  const { headline, action } = words.urgencies[urgency];
  const unfinished = !final && [urgencies[0], urgencies[default_rank]].includes(urgency);
  const highest = urgency === urgencies[urgencies.length - 1];
  return {
    urgency,
    headline,
    action: unfinished ? words.interface.unfinished : action,
    why: assessment.reasons.map((reason) => reason.text),
    because: highest ? [] : because(knowledge, assessment, answers),
    contacts: whomToCall(knowledge, urgency, language, at, region),
    say: assessment.say,
    do: assessment.do.filter((line) => line.replace(/\.+$/, "") !== headline),
    dont: assessment.dont,
    safety_net: assessment.safety_net,
    changes: highest ? [] : assessment.would_change.map((change) => changeInWords(knowledge, language, change)),
    notes: [
      ...(final ? [] : [words.interface.not_final]),
      ...(assessment.review_due.length ? [words.interface.review_due] : []),
    ],
    sources: [...new Set(assessment.reasons.flatMap((reason) => reason.sources).map((source) => sources[source]))],
  };
}

/** The answers behind the first reason in a few words each; many answers "no" are said in one line. */
function because(knowledge, { language, reasons }, answers) {
  const names = reasons[0].because.filter((name) => wasAnswered(knowledge, answers, name));
  const many = names.filter((name) => answers[name] === "no").length > knowledge.most.no;
  const lines = names
    .filter((name) => !(many && answers[name] === "no"))
    .map((name) => answerLabel(knowledge, language, name, answers[name]));
  return many ? [...lines, knowledge.words[language].interface.nothing_else] : lines;
}

const wasAnswered = ({ findings }, answers, name) =>
  answers[name] !== undefined && !(answers[name] === "unsure" && findings.get(name).unsure === "not_asked");

function changeInWords(knowledge, language, { finding, to, urgency }) {
  const words = knowledge.words[language];
  const answer =
    to === "yes" || to === "no"
      ? answerLabel(knowledge, language, finding, to)
      : `${words.findings[finding].label}${limitInWords(words, finding, to)}`;
  return fill(words.interface.would_change, { answer, urgency: words.urgencies[urgency].name });
}

function limitInWords(words, finding, to) {
  const { options, unit } = words.findings[finding];
  if (options[to]) return `: ${options[to]}`;
  const [sign, limit] = to.split(" ");
  const spoken = SPOKEN[sign];
  return spoken ? ` ${fill(words.interface[spoken], { limit, unit })}` : `: ${words.interface.elsewhere}`;
}
