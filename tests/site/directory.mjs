// The scripts that find a physiotherapist, for the tests: one JSON request a line in, one JSON answer a line out.
// node directory.mjs FOLDER, with the files that tests/site/directory_node.py puts there.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const from = (name) => import(pathToFileURL(`${process.argv[2]}/${name}`));
const { default: data } = await from("directory/data.js");
const { default: knowledgeData } = await from("script/knowledge.js");
const { addWords, ready } = await from("script/model.js");
const { assess } = await from("script/assess.js");
const { mayShowClinics } = await from("directory/door.js");
const { isValid } = await from("directory/cleared.js");
const { found } = await from("directory/find.js");
const { knownFact, dayOf, dayText, unpacked } = await from("directory/packed.js");
const { meantBy, placeOf, regionsOn } = await from("directory/where.js");
const { valueInWords } = await from("directory/results.js");
const { gathered, onto, placed, turned, whole } = await from("directory/map.js");

const knowledge = ready(knowledgeData);
addWords(knowledge, "da", data.triage);
let list = null;

const answerTo = {
  door: ({ answers, cleared }) =>
    mayShowClinics(knowledge, data.ways, answers, assess(knowledge, answers, { language: "da" }), cleared),
  cleared: ({ held, day }) => isValid(held, day),
  load({ packed }) {
    list = unpacked(packed, data.kinds);
    return { places: list.places, clinics: list.clinics };
  },
  known: ({ fact, day }) => list.clinics.map((clinic) => [clinic.id, knownFact(clinic, fact, dayOf(day)) ?? null]),
  words: ({ day }) =>
    list.clinics.map((clinic) => [
      clinic.id,
      Object.keys(data.kinds).map((name) => valueInWords(data, name, knownFact(clinic, name, dayOf(day)))),
    ]),
  find: ({ search, day }) =>
    found(list.clinics, { ...search, near: new Set(search.near) }, { kinds: data.kinds, regions: data.regions, day }).map(
      ({ clinic, fits, km }) => [clinic.id, fits.map(([, answer]) => answer), km],
    ),
  meant: ({ typed, day }) => meantBy(typed, list.places, regionsOn(data.regions, day)),
  place({ where, within }) {
    const { near, ...found } = placeOf(where, list.places, within);
    return { ...found, near: [...near] };
  },
  day: ({ text }) => dayText(dayOf(text)),
  map({ points, turns, unit }) {
    const box = turns.reduce(turned, whole());
    const groups = gathered(points.map(([lat, lon]) => placed(list.borders, lat, lon)), box, unit);
    return { box, whole: whole(), groups, onto: groups.map(({ members }) => onto(members, box)) };
  },
  speed({ searches, day }) {
    const known = { kinds: data.kinds, regions: data.regions, day };
    return searches.map(({ typed, wishes }) => {
      const began = performance.now();
      const meant = meantBy(typed, list.places, regionsOn(data.regions, day));
      const place = placeOf(meant.where ?? {}, list.places, 25);
      const { length } = found(list.clinics, { ...place, wishes }, known);
      return [performance.now() - began, length];
    });
  },
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answerTo[request.ask](request)));
}
