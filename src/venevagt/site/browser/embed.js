// The web component: <venevagt-check lang="da"></venevagt-check> shows the interview in a page of somebody else.
//
// The questions stand in a frame, behind the wall that browsers keep between two sites, so no script of the page
// around can read an answer. Out of the frame come its height and "another page"; into it goes a language.
const SITE = {};

const HERE = new URL(".", import.meta.url);
const FRAME = "venevagt-check"; // its name tells the page in it that the bar with the number stands outside
const MOST_HIGH = 50000;

const LOOKS = new CSSStyleSheet();
LOOKS.replaceSync(`
:host {
  all: initial !important;
  display: block !important;
  box-sizing: border-box !important;
  width: 100% !important;
  isolation: isolate !important;
  overflow-wrap: break-word !important;
  scroll-margin-top: var(--venevagt-top, 0px) !important;
  color-scheme: light dark !important;
  font: medium/1.5 system-ui, sans-serif !important;
}
:host([hidden]) { display: none !important; }
a:focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
.call { position: sticky; top: var(--venevagt-top, 0px); z-index: 1; display: flex; align-items: center; justify-content: center; box-sizing: border-box; min-height: 2.6em; padding: .4em .8em; background: #b3001b; color: #fff; font-size: 1.25em; font-weight: 700; text-decoration: none; }
.call:focus-visible { outline-color: #fff; outline-offset: -5px; }
slot { display: block; padding: .75em; }
.open { display: inline-block; padding: .75em 0; color: light-dark(#1d4f91, #8db9f2); }
iframe { display: block; width: 100%; height: 0; border: 0; visibility: hidden; }
.there slot { display: none; }
.there iframe { visibility: visible; }
@media (forced-colors: active) { .call { border: 2px solid; } }
@media print {
  .call { position: static; border: 2px solid #000; background: none; color: #000; }
  .there .call { display: none; }
}
`);

/** The language that is spoken here and fits best: the site's first where none does. */
const nearest = (asked) => {
  const [wanted] = asked.toLowerCase().split("-");
  return Object.hasOwn(SITE.languages, wanted) ? wanted : Object.keys(SITE.languages)[0];
};

const made = (tag, properties, ...inner) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inner);
  return element;
};

class VenevagtCheck extends HTMLElement {
  static observedAttributes = ["lang"];
  #root = this.attachShadow({ mode: "open" });
  #box;
  #call;
  #link;
  #frame;
  #language; // of the page in the frame, as far as it was asked for

  connectedCallback() {
    this.#root.adoptedStyleSheets = [LOOKS];
    this.#call = made("a", { className: "call", href: `tel:${SITE.number}` });
    this.#link = made("a", { className: "open", target: "_top" });
    this.#box = made("div", {}, this.#call, made("slot", {}, this.#link));
    this.#root.replaceChildren(this.#box);
    this.#begin();
    addEventListener("message", this.#hear);
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.#frame = undefined;
  }

  attributeChangedCallback() {
    if (!this.#frame || this.#wanted === this.#language) return;
    if (this.#isThere) this.#turn();
    else this.#begin();
  }

  get #wanted() {
    return nearest(this.lang || this.closest("[lang]:not([lang=''])")?.lang || document.documentElement.lang);
  }

  get #isThere() {
    return this.#box.classList.contains("there");
  }

  /** A frame anew. Until the page in it answers, the way to the site stands there: so it does where nothing comes. */
  #begin() {
    this.#frame?.remove();
    this.#frame = made("iframe", { name: FRAME, referrerPolicy: "no-referrer", allow: "clipboard-write" });
    this.#speak();
    this.#frame.src = new URL(SITE.languages[this.#language].page, HERE).href;
    this.#box.append(this.#frame);
  }

  /** The words around the frame, in the language that is wanted now. */
  #speak() {
    this.#language = this.#wanted;
    const words = SITE.languages[this.#language];
    this.#box.lang = this.#language;
    this.#call.textContent = words.call;
    this.#link.textContent = words.open;
    this.#link.href = new URL(words.home, HERE).href;
    this.#frame.title = words.title;
  }

  /** The page in the frame in another language, its answers kept. */
  #turn() {
    this.#speak();
    this.#frame.contentWindow.postMessage({ venevagt: "language", language: this.#language }, HERE.origin);
  }

  #hear = ({ source, origin, data }) => {
    if (!source || source !== this.#frame?.contentWindow || origin !== HERE.origin) return;
    if (data?.venevagt === "height") this.#fit(data.height);
    if (data?.venevagt === "page") this.#toTop();
  };

  #fit(height) {
    if (!(height > 0 && height <= MOST_HIGH)) return;
    this.#frame.style.height = `${height}px`;
    this.#box.classList.add("there");
  }

  /** Another page begins at its top: to there, if that is out of sight. */
  #toTop() {
    const top = parseFloat(getComputedStyle(this).scrollMarginTop);
    if (this.getBoundingClientRect().top < top) this.scrollIntoView({ block: "start", behavior: "instant" });
  }
}

// Twice on one page, the script defines it once.
if (!customElements.get("venevagt-check")) customElements.define("venevagt-check", VenevagtCheck);
