// The diary's scripts for the tests: one JSON request a line in, one JSON answer a line out.
// node diary.mjs FOLDER, with the files that diary_node.py puts into FOLDER.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const from = (name) => import(pathToFileURL(`${process.argv[2]}/${name}`));
const data = (await from("diary/data.js")).default;
const { addWords, ready } = await from("script/model.js");
const { changes, current, judge, missedDoses } = await from("diary/case.js");
const { inWords, readEntry, readSettings, unlikely } = await from("diary/entry.js");
const { fromFile, merged, takeOver, toCsv, toJson } = await from("diary/files.js");
const { scale, series } = await from("diary/series.js");

const knowledge = ready((await from("script/knowledge.js")).default);
addWords(knowledge, data.language, data.words);

const told = ({ entry, mistakes }) => ({ entry, mistakes, words: mistakes.map((one) => inWords(data, one)) });

const answerTo = {
  entry: ({ raw, today }) => {
    const read = readEntry(data, raw, today);
    return { ...told(read), unlikely: unlikely(data, read.entry), missed: missedDoses(read.entry) };
  },
  settings: ({ raw, today }) => told(readSettings(data, raw, today)),
  judge: ({ settings, entry, entries, on }) => ({
    ...judge(data, knowledge, settings, entry, entries, on),
    changes: changes(data, entry, entries),
    now: current(data, entries, on),
  }),
  series: ({ entries }) => {
    const found = series(data, entries);
    const plots = [...new Set(found.map(({ plot }) => plot))];
    return { found, scales: plots.map((plot) => scale(data, found.filter((one) => one.plot === plot))) };
  },
  write: ({ settings, entries }) => ({ json: toJson(data, settings, entries), csv: toCsv(data, entries) }),
  file: ({ bytes, today }) => fromFile(data, Uint8Array.from(Buffer.from(bytes, "base64")), today),
  merged: ({ old, added }) => merged(old, added),
  take: ({ found, settings, entries, over }) => takeOver(found, settings, entries, over),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answerTo[request.ask](request)));
}
