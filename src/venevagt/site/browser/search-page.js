// The page of the search: the index is fetched once, what is typed stays here.
import { search } from "./search.js";

const MOST = 12;
const MOST_CLINICAL = 4;
const form = document.getElementById("search");
const field = form.querySelector("input");
const said = document.getElementById("search-said");
const list = document.getElementById("search-found");
const everything = document.getElementById("search-all");
const index = fetch(form.dataset.index).then((response) => response.json());

const element = (tag, text, attributes = {}) => Object.assign(document.createElement(tag), { textContent: text, ...attributes });

const row = ([title, page, href, lead]) => {
  const item = document.createElement("li");
  item.append(element("a", title, { href }), element("p", `${page}. ${lead}`, { className: "hint" }));
  return item;
};

// The best, and after them the best for clinicians, which would else be out of their reach behind the others.
const shown = (found) => [...found.slice(0, MOST), ...found.slice(MOST).filter((one) => one[6]).slice(0, MOST_CLINICAL)];

const show = async () => {
  const typed = field.value.trim();
  const found = search(await index, typed);
  list.replaceChildren(...shown(found).map(row));
  everything.hidden = found.length > 0;
  said.textContent = !typed ? "" : found.length ? form.dataset.count.replace("{count}", found.length) : form.dataset.none;
};

form.hidden = false;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
field.addEventListener("input", show);
