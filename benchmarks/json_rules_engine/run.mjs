// One run: {rules, cases, seconds} on standard input; the rule of each case, and how many a second, on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const found = createRequire(join(process.argv[2], "package.json"));
const { Engine } = found("json-rules-engine");
const { version } = found("json-rules-engine/package.json");

const { rules, cases, seconds } = JSON.parse(readFileSync(0, "utf8"));
const engine = new Engine([], { allowUndefinedFacts: true });
rules.forEach((conditions, number) => {
  engine.addRule({
    conditions,
    event: { type: "rule", params: { number } },
    priority: rules.length - number,
    onSuccess: () => engine.stop(),
  });
});

const decide = async (facts) => {
  const { events } = await engine.run(facts);
  return events.length === 0 ? rules.length : Math.min(...events.map((event) => event.params.number));
};

const answers = [];
for (const facts of cases) answers.push(await decide(facts));
let done = 0;
const start = performance.now();
while (performance.now() - start < seconds * 1000) {
  await decide(cases[done % cases.length]);
  done += 1;
}
console.log(JSON.stringify({ answers, version, rate: done / ((performance.now() - start) / 1000) }));
