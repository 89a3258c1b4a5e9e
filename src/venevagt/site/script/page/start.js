// The entry: takes over the page that the server gave, and its forms.
//
// From then on every page is made here and no answer leaves the device: no request follows but that
// for the words of another language. Answers stay in memory: none in the address, the history or storage.
import data from "../knowledge.js";
import { addWords, ready } from "../model.js";
import { BadForm, readForm } from "./form.js";
import { respond, start } from "./journey.js";
import { pageOf, unreadablePage } from "./pages.js";
import { made } from "./tree.js";
import { CaseError } from "../cases.js";

const knowledge = ready(data);
const pages = new Map();
let key = Date.now();
let failures = 0;
let busy = false;

/** Load the words of a language. Throws where there is no way through. */
async function learn(language) {
  if (knowledge.words[language]) return;
  // An address that has failed once may stay failed; another is asked again.
  const again = failures ? `?${failures}` : "";
  try {
    addWords(knowledge, language, (await import(`../words.${language}.js${again}`)).default);
  } catch (error) {
    failures += 1;
    throw error;
  }
}

const keep = () =>
  pages.set(key, { body: document.body, title: document.title, lang: document.documentElement.lang });

/** Show a page instead of the one that stands there; `focus`: the element to go on from. */
function show({ title, lang, body }, focus = "#mistakes, h1") {
  document.documentElement.lang = lang;
  document.title = title;
  document.body.replaceWith(body);
  document.querySelector(focus).focus({ preventScroll: true });
}

/** Show a new page, as the next one in the history. */
function goTo(page) {
  keep();
  key += 1;
  history.pushState(key, "", `/${page.lang}/`);
  show({ ...page, body: made(document, page.body) });
  window.scrollTo(0, 0);
}

const languageOf = (address) => knowledge.languages.find((code) => address === `/${code}/`);

/** The page that follows a form; `button` is what was pressed, if anything. */
function following(form, button, language) {
  const pairs = [...new FormData(form)];
  if (button?.name) pairs.push([button.name, button.value]);
  try {
    return pageOf(knowledge, respond(knowledge, readForm(pairs)), language);
  } catch (error) {
    if (error instanceof BadForm || error instanceof CaseError) return unreadablePage(knowledge, language);
    throw error;
  }
}

/** Do something in a language once its words are there; without them, say that there is no way through. */
async function inLanguage(language, action) {
  if (busy) return;
  busy = true;
  try {
    await learn(language);
    action();
  } catch (error) {
    const offline = document.getElementById("offline");
    offline.hidden = false;
    offline.scrollIntoView();
    console.error(error);
  } finally {
    busy = false;
  }
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const language = languageOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
  event.preventDefault();
  void inLanguage(language, () => goTo(following(form, submitter, language)));
});

document.addEventListener("click", (event) => {
  const address = event.target.closest("a")?.getAttribute("href");
  const language = languageOf(address);
  const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (elsewhere || !(language || address?.startsWith("#"))) return;
  event.preventDefault();
  if (language) void inLanguage(language, () => goTo(pageOf(knowledge, start(knowledge), language)));
  else document.getElementById(address.slice(1)).focus(); // no entry in the history that shows the same
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "region") return;
  const { form } = event.target;
  const language = document.documentElement.lang;
  const showing = { name: "page-do", value: "show" };
  void inLanguage(language, () => {
    const page = following(form, showing, language);
    show({ ...page, body: made(document, page.body) }, "#region");
  });
});

window.addEventListener("popstate", (event) => {
  if (event.state === null) return; // an address that was changed by hand
  keep();
  key = event.state;
  const page = pages.get(key);
  if (page) {
    show(page);
    window.scrollTo(0, 0);
  } else {
    const language = document.documentElement.lang;
    void inLanguage(language, () => {
      const { body, ...first } = pageOf(knowledge, start(knowledge), language);
      show({ ...first, body: made(document, body) });
    });
  }
});

history.scrollRestoration = "manual";
history.replaceState(key, "");
void learn(document.documentElement.lang).catch(() => {});
