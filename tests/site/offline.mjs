// Runs script/offline.js or script/choose.js in a small copy of a page, and prints what became of it.
// Read from standard input: {script, today, built, controlled, waiting, numbers, languages}.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const given = JSON.parse(readFileSync(0, "utf8"));
const element = () => {
  const listeners = {};
  return {
    hidden: true,
    dataset: {},
    addEventListener: (name, listener) => { listeners[name] = listener; },
    click: () => listeners.click?.(),
  };
};
const elements = { newer: element(), "old-copy": element(), "take-newer": element() };
const numbers = (given.numbers || []).map(([validTo, instead]) => {
  const own = { dataset: { validTo, instead }, shown: "number", replaceWith: (text) => { own.shown = text; } };
  return own;
});
const links = ["da", "en"].map((language) => ({ dataset: { language }, href: `/${language}/` }));
const messages = [];
let reloads = 0;
let gone = "";
const container = {};
const navigator = {
  languages: given.languages || [],
  serviceWorker: {
    controller: given.controlled ? {} : null,
    addEventListener: (name, listener) => { container[name] = listener; },
    register: async (worker, options) => {
      messages.push([worker, options.scope]);
      return {
        waiting: given.waiting ? { postMessage: (text) => messages.push(text) } : null,
        addEventListener: () => {},
      };
    },
  },
};
if (given.no_worker) delete navigator.serviceWorker;
class Today extends Date {
  constructor(...values) { super(...(values.length ? values : [`${given.today}T12:00:00`])); }
}
const document = {
  currentScript: { dataset: { worker: given.framed ? undefined : "/worker.js", scope: "/", built: given.built } },
  getElementById: (id) => elements[id],
  querySelectorAll: (selector) => (selector === "[data-valid-to]" ? numbers : links),
};
const location = { reload: () => { reloads += 1; }, replace: (href) => { gone = href; } };
let arrived = () => {};
const addEventListener = (name, listener) => { if (name === "load") arrived = listener; };
vm.runInNewContext(given.script, { document, navigator, location, addEventListener, Date: Today });
const early = messages.length;
arrived();
await new Promise((resolve) => setTimeout(resolve, 0));
container.controllerchange?.();
const unasked = reloads;
elements["take-newer"].click();
container.controllerchange?.();
console.log(JSON.stringify({
  old: !elements["old-copy"].hidden,
  newer: !elements.newer.hidden,
  numbers: numbers.map((own) => own.shown),
  early, messages, unasked, reloads, gone,
}));
