// The text for the doctor: what was found, what was asked and is not there, and what the triage says.
import { answerLabel, fill } from "../script/words.js";

const OF_HASH = 8;

/** The lines of the text, as one. */
export function referral(knowledge, { language, words, day }, answers, assessment, shown) {
  const label = (name) => answerLabel(knowledge, language, name, answers[name]);
  const named = (keep) => Object.keys(answers).filter((name) => keep(answers[name])).map(label);
  const line = (word, list) => list.length > 0 && fill(words[word], { findings: list.join("; ") });
  return [
    fill(words.text_first, { day }),
    line("text_found", named((answer) => answer !== "no" && answer !== "unsure")),
    Object.values(answers).includes("no") && words.text_not_found,
    fill(words.text_verdict, { urgency: knowledge.words[language].urgencies[assessment.urgency].name, reason: shown.why[0] }),
    assessment.final ? "" : words.text_not_final,
    fill(words.text_last, { version: knowledge.version, sha: knowledge.sha256.slice(0, OF_HASH) }),
  ]
    .filter(Boolean)
    .join("\n");
}
