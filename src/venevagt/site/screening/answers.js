// What stands in the form, as the answers of a case.

/** The answers. `asked`: everything was asked, so what is not ticked is a no; else it was not asked. */
export function answersOf(knowledge, written, asked, readNumber) {
  const answers = {};
  for (const finding of knowledge.findings.values()) {
    const answer = answerOf(finding, written[finding.id] ?? "", asked, readNumber);
    if (answer !== undefined) answers[finding.id] = answer;
  }
  return answers;
}

function answerOf(finding, text, asked, readNumber) {
  if (text && !mistakeIn(finding, text, readNumber)) return finding.type === "number" ? readNumber(text) : text;
  if (!asked || text) return undefined;
  if (finding.type === "yes_no") return "no";
  return finding.unsure === "must_be_answered" ? undefined : "unsure";
}

/** Whether a field holds something that is no number, or none that can be. */
export function mistakeIn({ type, low, high }, text, readNumber) {
  if (type !== "number" || !text) return false;
  const number = readNumber(text);
  return number === null || number < low || number > high;
}
