// The generated knowledge, unpacked once and made ready to answer.
//
// knowledge.js and words.*.js hold tables: one row of column names, then the rows. What stands at
// the end of a row may be left out.
import { formulaFrom } from "./implicant.js";

const byId = (rows) => new Map(rows.map((row) => [row.id, row]));

const table = ([columns, ...rows], filler) =>
  rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? filler])));

/** The knowledge with its words by language; `words`: { da: the module words.da.js, ... }. */
export function ready(data, words = {}) {
  const findings = table(data.findings).map(completed);
  const variables = findings.slice(0, data.variables);
  const rules = table(data.rules).map((rule) => ({
    ...rule,
    always: rule.always.map((encoded) => formulaFrom(encoded, variables)),
    choices: rule.choices.map((encoded) => formulaFrom(encoded, variables)),
  }));
  const levels = data.urgencies.map((_, rank) => rules.filter((rule) => rule.rank === rank));
  const earned = levels.slice(0, data.default_rank).flat();
  const knowledge = {
    ...data,
    findings: byId(findings),
    variables,
    optional: Object.fromEntries(
      findings.filter((finding) => finding.not_measured != null).map(({ id, not_measured }) => [id, not_measured]),
    ),
    rules,
    levels,
    earned,
    neededForEarned: earned.flatMap((rule) => rule.always),
    worseAnswers: variables.filter(
      ({ type, direction, told }) => type === "yes_no" && direction !== 0 && told !== TOLD_FIRST,
    ),
    advice: table(data.advice, []),
    screens: table(data.screens),
    services: table(data.services, ""),
    words: {},
  };
  for (const language of Object.keys(words)) addWords(knowledge, language, words[language]);
  return knowledge;
}

/** One more language: the default export of its words module. */
export function addWords(knowledge, language, words) {
  const zipped = (keys, values) => Object.fromEntries([...keys].map((key, index) => [key, values[index]]));
  const findings = zipped(knowledge.findings.keys(), table(words.findings, ""));
  for (const [name, finding] of knowledge.findings) {
    findings[name].options = zipped(finding.options, findings[name].options);
  }
  knowledge.words[language] = {
    ...words,
    findings,
    rules: zipped([...knowledge.rules.map((rule) => rule.id), NO_RULE], words.rules),
    urgencies: zipped(knowledge.urgencies, table(words.urgencies, "")),
    services: zipped(knowledge.services.map((service) => service.id), table(words.services, "")),
    facts: zipped(Object.keys(knowledge.facts), table(words.facts, "")),
    screens: zipped(knowledge.screens.map((screen) => screen.id), table(words.screens, "")),
  };
}

/** What is given as the reason where no rule speaks. */
export const NO_RULE = "no_rule";

/** How a finding is told: always; as a sign; on being asked; and then never as a "no". */
export const TOLD_FIRST = 2;
export const TOLD = 1;
export const NEVER_AS_NO = -1;

function completed(finding) {
  const { type = "yes_no", options = [], classes, tests = [] } = finding;
  return {
    ...finding,
    type,
    options,
    tests,
    classes: classes ?? (type === "yes_no" ? [false, true] : options),
  };
}
