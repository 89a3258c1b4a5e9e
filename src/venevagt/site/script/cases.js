// A case: what one person answered, checked, and what each answer counts as.

/** A case that cannot be assessed. `finding`: where; `expected`: what could stand there instead. */
export class CaseError extends Error {
  constructor(finding, expected = []) {
    super([finding, ...expected].join(" "));
    this.name = "CaseError";
    this.finding = finding;
    this.expected = expected;
  }
}

/** Check the answers: each for a finding that exists, and one that it can have. Throws a CaseError. */
export function readCase(knowledge, answers) {
  effectiveOf(knowledge, answers);
  return answers;
}

/** What each answer counts as: unsure as its finding says. Throws a CaseError. */
export function effectiveOf(knowledge, answers) {
  if (answers === null || typeof answers !== "object" || Array.isArray(answers)) throw new CaseError("");
  const values = {};
  for (const [name, answer] of Object.entries(answers)) {
    const finding = knowledge.findings.get(name);
    if (!finding) throw new CaseError(name);
    values[name] = counted(finding, answer);
  }
  return values;
}

function counted(finding, answer) {
  const { type, unsure, low, high, options, not_measured } = finding;
  if (answer === "unsure" && unsure !== "must_be_answered") {
    return unsure === "not_asked" ? (not_measured ?? null) : counted(finding, unsure);
  }
  if (type === "number" && typeof answer === "number" && low <= answer && answer <= high) return answer;
  if (type === "yes_no" && (answer === "yes" || answer === "no")) return answer === "yes";
  if (type === "choice" && options.includes(answer)) return answer;
  throw new CaseError(finding.id, expected(finding));
}

const expected = ({ type, unsure, low, high, options }) => [
  ...(type === "number" ? [low, high] : type === "yes_no" ? ["yes", "no"] : options),
  ...(unsure === "must_be_answered" ? [] : ["unsure"]),
];
