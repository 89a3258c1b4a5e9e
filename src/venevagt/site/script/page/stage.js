// Pages on the screen and in the history: shown in full each time, kept in memory and nowhere else.

import { home } from "./frame.js";

const pages = new Map();
const NOTICES = "#newer, #old-copy";
let key = Date.now();

const keep = () =>
  pages.set(key, { body: document.body, title: document.title, lang: document.documentElement.lang });

/** Show a page instead of the one that stands there; `focus`: the element to go on from, if any. */
export function show({ title, lang, body }, focus = "#mistakes, h1") {
  document.documentElement.lang = lang;
  document.title = title;
  // What is said of the copy as a whole goes on standing there.
  for (const notice of document.querySelectorAll(NOTICES)) body.querySelector("main").prepend(notice);
  document.body.replaceWith(body);
  const element = focus && document.querySelector(focus);
  if (!element) return;
  element.focus({ preventScroll: true });
  if (!element.closest("select, button")) window.scrollTo(0, 0);
}

/** Show a page as the next one in the history. */
export function goTo(page) {
  keep();
  key += 1;
  history.pushState(key, "", home(page.lang));
  show(page);
}

/** Show a page with nothing before or after it: every page that was kept is forgotten. */
export function startAnew(page) {
  pages.clear();
  history.replaceState(key, "", home(page.lang));
  show(page);
}

/** Begin to keep the pages; `first` shows the first page where one is no longer kept. */
export function begin(first) {
  history.scrollRestoration = "manual";
  history.replaceState(key, "");
  window.addEventListener("popstate", (event) => {
    if (event.state === null) return; // an address that was changed by hand
    keep();
    key = event.state;
    if (pages.has(key)) show(pages.get(key));
    else first();
  });
}
