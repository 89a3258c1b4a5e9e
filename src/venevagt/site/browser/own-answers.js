// The article with the comparison: a link can bring a person's own answers, which are shown beside each sign.
// They are read from the address, which no browser sends, and are put nowhere but on this page.
import { isLink, writtenIn } from "./fragment.js";

const table = document.getElementById("comparison");
const rows = [...table.querySelectorAll("[data-finding]")];
const box = document.getElementById("own");
const bad = document.getElementById("own-bad");
const { sha256, findings, units, mark, words, said, not_asked: notAsked } = JSON.parse(box.dataset.own);
const knowledge = { sha256, findings: new Map(findings.map(([id, options]) => [id, { id, options }])) };
const leading = [box.querySelector("a"), document.querySelector(".switch")].map((link) => [link, link.getAttribute("href")]);

/** An answer in words; a number with its unit. */
const inWords = (finding, answer) => words[answer] ?? `${answer.replace(".", mark)} ${units[finding]}`;

/** Put the answers into the table, and those links that go on with them; null takes everything away. */
const show = (written, fragment) => {
  for (const row of rows) {
    row.querySelector(".own")?.remove();
    if (!written) continue;
    const { finding } = row.dataset;
    const text = finding in written ? said.replace("{answer}", inWords(finding, written[finding])) : notAsked;
    const answer = Object.assign(document.createElement("p"), { className: "own" });
    answer.append(Object.assign(document.createElement("b"), { textContent: text }));
    row.cells[0].append(answer);
  }
  for (const [link, address] of leading) link.setAttribute("href", address + fragment);
  box.hidden = !written;
};

const arriving = () => {
  if (!isLink(location.hash)) return;
  const written = writtenIn(knowledge, location.hash);
  show(written, written ? location.hash : "");
  bad.hidden = Boolean(written);
  (bad.previousElementSibling ?? bad).scrollIntoView();
  (written ? box : bad).focus({ preventScroll: true });
};

table.before(bad, box);
table.tabIndex = -1;
box.querySelector("button").addEventListener("click", () => {
  history.replaceState(null, "", location.pathname);
  show(null, "");
  table.focus({ preventScroll: true });
});
window.addEventListener("hashchange", arriving);
arriving();
