// Assess a case: the urgency, why, what to do, and what is still open.
import { effectiveOf } from "./cases.js";
import { intervalOf, rankOf, spokenRules, valuesOf } from "./engine.js";
import { changesOf, explained, reasonsOf } from "./explain.js";
import { nextFinding } from "./interview.js";
import { danishClock } from "./services.js";
import { adviceLines, whatToSay } from "./words.js";

/**
 * One case, finished or not, in the words of one language.
 *
 * `on`: the day of the answer ("2026-11-24"; today in Denmark), for what has expired by then.
 * Throws a CaseError for an unknown finding or a wrong value.
 */
export function assess(knowledge, answers, { language = knowledge.languages[0], on = today() } = {}) {
  const { urgencies, words, version, sha256 } = knowledge;
  const known = effectiveOf(knowledge, answers);
  const values = valuesOf(knowledge, known);
  const rank = rankOf(knowledge, values);
  const [low, high] = intervalOf(knowledge, values);
  const spoken = spokenRules(knowledge, rank, values);
  const why = explained(knowledge, spoken, rank, values, known);
  const reasons = reasonsOf(why);
  const concerns = new Set(spoken.map((rule) => rule.concern));
  const lines = adviceLines(knowledge, rank, concerns, values, language, on);
  const told = reasons.flatMap((reason) => reason.because);
  return {
    urgency: urgencies[rank],
    possible: [urgencies[low], urgencies[high]],
    final: low === high,
    reasons: reasons.map(({ rule, because, sources }) => ({
      rule,
      text: words[language].rules[rule],
      because,
      sources,
    })),
    do: lines.do,
    dont: lines.dont,
    safety_net: lines.safety_net,
    say: whatToSay(knowledge, rank, lines.say, told, answers, language),
    would_change: changesOf(why),
    next_question: nextFinding(knowledge, values),
    review_due: spoken.filter(({ until }) => until && on > until).map((rule) => rule.id),
    language,
    knowledge: { version, sha256 },
  };
}

const today = () => danishClock(new Date()).day;
