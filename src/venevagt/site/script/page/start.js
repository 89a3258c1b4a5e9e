// The entry: takes over the page that the server gave, and its forms.
//
// From then on every page is made here and no answer leaves the device: no request follows but that
// for the words of another language. Answers stay in memory: none in the address, the history or storage.
import data from "../knowledge.js";
import { CaseError } from "../cases.js";
import { addWords, ready } from "../model.js";
import { BadForm, readForm } from "./form.js";
import { home } from "./frame.js";
import { respond, start } from "./journey.js";
import { isLink } from "./fragment.js";
import { viewOf } from "./link.js";
import { addOther, forgetOther } from "./other.js";
import { pageOf, refusalPage } from "./pages.js";
import { begin, goTo, show, startAnew } from "./stage.js";
import { addTools } from "./tools.js";
import { h, made } from "./tree.js";

const SHOW = { name: "page-do", value: "show" };
const knowledge = ready(data);
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
    console.error(error.name);
  } finally {
    busy = false;
  }
}

/** The page of a view as elements, with what this device can do beside it. */
function pageFor(view, language) {
  const { shown, body, ...page } = pageOf(knowledge, view, language);
  const elements = made(document, body);
  const { site } = knowledge.words[language];
  addOther(document, elements, site);
  if (shown && shown.urgency !== knowledge.urgencies.at(-1)) {
    addTools(document, elements, { knowledge, language, site, shown, answers: view.state.answers, forget });
  }
  return { ...page, body: elements };
}

const firstPage = (language) => pageFor(start(knowledge), language);

function forget() {
  forgetOther(document);
  startAnew(firstPage(document.documentElement.lang));
}

/** The page that follows a form; `button` is what was pressed, if anything. */
function following(form, button, language) {
  const pairs = [...new FormData(form)];
  if (button?.name) pairs.push([button.name, button.value]);
  try {
    return pageFor(respond(knowledge, readForm(pairs)), language);
  } catch (error) {
    if (!(error instanceof BadForm || error instanceof CaseError)) throw error;
    return refusal(language, "unreadable");
  }
}

function refusal(language, word) {
  const { body, ...page } = refusalPage(knowledge, language, word);
  return { ...page, body: made(document, body) };
}

/** The result of the answers that came with the link; the address is rid of them. */
function open(fragment, language) {
  const view = viewOf(knowledge, fragment);
  if (!view) return startAnew(refusal(language, "bad_link"));
  const page = pageFor(view, language);
  const { site } = knowledge.words[language];
  const address = `${home(language)}${site.address_clinician}/${fragment}`;
  const said = made(document, h("p", { class: "note" }, site.from_link, " ", h("a", { href: address }, site.clinician_title)));
  page.body.querySelector(".first").after(said);
  startAnew(page);
}

const languageOf = (address) => knowledge.languages.find((code) => address === home(code));

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  const language = languageOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action"));
  event.preventDefault();
  void inLanguage(language, () => goTo(following(form, submitter, language)));
});

document.addEventListener("change", (event) => {
  if (event.target.id !== "region") return;
  const language = document.documentElement.lang;
  void inLanguage(language, () => show(following(event.target.form, SHOW, language), "#region"));
});

document.addEventListener("click", (event) => {
  const address = event.target.closest("a")?.getAttribute("href");
  const language = languageOf(address);
  const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (elsewhere || !(language || address?.startsWith("#"))) return;
  event.preventDefault();
  if (language) void inLanguage(language, () => goTo(firstPage(language)));
  else document.getElementById(address.slice(1)).focus(); // no entry in the history that shows the same
});

begin(() => {
  const language = document.documentElement.lang;
  void inLanguage(language, () => show(firstPage(language)));
});

const given = document.body;
const spoken = document.documentElement.lang;

const arriving = () => {
  const language = document.documentElement.lang;
  if (isLink(location.hash)) void inLanguage(language, () => open(location.hash, language));
};
window.addEventListener("hashchange", arriving);

if (isLink(location.hash)) {
  arriving();
} else if (document.getElementById("form")) {
  void learn(spoken).then(
    () => addOther(document, given, knowledge.words[spoken].site),
    () => {}, // what needs the words asks again, and says so
  );
} else {
  void inLanguage(spoken, () => show(firstPage(spoken), "")); // a file without the questions
}
