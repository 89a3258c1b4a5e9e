// Answers for the tests: one JSON request a line in, one JSON answer a line out, all in one process.
// node driver.mjs FOLDER, with the files of the bundle in FOLDER.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const from = (name) => import(pathToFileURL(`${process.argv[2]}/${name}`));
const site = await from("venevagt.js");
const { because, formulaFrom } = await from("implicant.js");
const { general } = await from("words.js");
const { BadForm, readForm } = await from("page/form.js");
const { respond, start } = await from("page/journey.js");
const { pageOf, refusalPage } = await from("page/pages.js");
const { calendar, nextLook } = await from("page/remind.js");
const { fragmentOf, viewOf } = await from("page/link.js");
const { modulesOf } = await from("page/qr.js");
const knowledge = site.ready((await from("knowledge.js")).default);
for (const language of knowledge.languages) {
  site.addWords(knowledge, language, (await from(`words.${language}.js`)).default);
}

const answerTo = {
  case({ answers, language, on, at, region }) {
    const assessment = site.assess(knowledge, answers, { language, on });
    const result = site.result(knowledge, assessment, answers, { at: new Date(at), region });
    return { assessment, result, progress: site.progress(knowledge, answers) };
  },
  end({ answers }) {
    const { urgency, final, next_question } = site.assess(knowledge, answers);
    return { urgency, final, next_question };
  },
  matters: ({ answers, name }) => site.matters(knowledge, answers, name),
  inputs: ({ answers, written, one_by_one: oneByOne, none }) =>
    site.readInputs(knowledge, site.progress(knowledge, answers).next, written, { oneByOne, none }),
  drafts: ({ answers, written }) => site.readDrafts(knowledge, site.progress(knowledge, answers).next, written),
  regions: ({ language }) => site.regionsOf(knowledge, language),
  emergency: () => site.emergencyNumber(knowledge),
  general: ({ numbers }) => numbers.map(general),
  page({ form, language, at }) {
    const view = form ? respond(knowledge, readForm(form)) : start(knowledge);
    return { view, page: pageOf(knowledge, view, language, new Date(at)) };
  },
  refusal: ({ language, word }) => refusalPage(knowledge, language, word),
  fragment: ({ answers }) => fragmentOf(knowledge, answers),
  link: ({ fragment }) => viewOf(knowledge, fragment),
  code: ({ text }) => modulesOf(text).map((row) => row.join("")),
  reminder: ({ language, at }) =>
    calendar(knowledge.words[language].site, site.emergencyNumber(knowledge), new Date(at)),
  next_look: ({ at }) => nextLook(new Date(at)).getTime(),
  because({ always, choices, exact, names, values }) {
    const variables = names.map((id) => ({ id }));
    const unpacked = (encoded) => encoded.map((one) => formulaFrom(one, variables));
    return because({ always: unpacked(always), choices: unpacked(choices), exact }, values);
  },
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  let answer;
  try {
    answer = answerTo[request.ask](request);
  } catch (error) {
    if (!(error instanceof site.CaseError || error instanceof BadForm)) throw error;
    answer = { refused: error.finding ?? "", expected: error.expected ?? [] };
  }
  console.log(JSON.stringify(answer));
}
