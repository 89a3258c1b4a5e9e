// To the page in the first of the browser's languages that there is; the links work without this.
(() => {
  "use strict";
  const links = [...document.querySelectorAll("a[data-language]")];
  const wanted = navigator.languages.map((tag) => tag.toLowerCase().split("-")[0]);
  const found = wanted.map((tag) => links.find((link) => link.dataset.language === tag)).find(Boolean);
  location.replace((found || links[0]).href);
})();
