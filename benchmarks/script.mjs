// node script.mjs FOLDER: the time for one case, with the files of the bundle and cases.json in FOLDER.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const ROUNDS = 5;
const folder = process.argv[2];
const from = (name) => import(pathToFileURL(`${folder}/${name}`));
const { assess, progress, ready, result } = await from("venevagt.js");
const data = (await from("knowledge.js")).default;
const [language] = data.languages;
const words = (await from(`words.${language}.js`)).default;
const cases = JSON.parse(readFileSync(`${folder}/cases.json`, "utf-8"));

const shown = (name, milliseconds) => console.log(`${name.padEnd(52)}${milliseconds.toFixed(3).padStart(8)} ms`);

const timed = (name, action) => {
  const start = performance.now();
  const value = action();
  shown(name, performance.now() - start);
  return value;
};

const page = (knowledge, answers) => {
  progress(knowledge, answers);
  return result(knowledge, assess(knowledge, answers), answers);
};

console.log(`Node ${process.versions.node}, ${cases.length} cases of tests/scenarios`);
const knowledge = timed("the knowledge unpacked, once", () => ready(data, { [language]: words }));
timed("the first page: next question and full result", () => page(knowledge, {}));
// The best of several rounds: what else the machine does is not the script's time.
const times = cases.map((answers) => {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    page(knowledge, answers);
    return performance.now() - start;
  });
  return Math.min(...rounds);
});
times.sort((one, other) => one - other);
shown("next question and full result, one case, median", times[times.length >> 1]);
shown("next question and full result, one case, slowest", times[times.length - 1]);
