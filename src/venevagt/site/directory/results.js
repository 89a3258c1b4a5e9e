// Clinics in words: what is known, since when, and what is not known.
import { h } from "../script/page/tree.js";
import { phone } from "../script/page/icons.js";
import { fill } from "../script/words.js";
import { dayText, knownFact } from "./packed.js";

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
const NEAR = 10;

/** A day in the words of a language: what site/directory_pages.py writes. */
export function inWords(number, language) {
  const [year, month, day] = dayText(number).split("-").map(Number);
  return language === "da" ? `${day}.${month}.${year}` : `${day} ${MONTHS.slice(3 * (month - 1), 3 * month)} ${year}`;
}

/** A distance in kilometres, in words. */
export function far(km, { words, language }) {
  const rounded = km < NEAR ? km.toFixed(1) : km.toFixed(0);
  return fill(words.find_km, { km: language === "da" ? rounded.replace(".", ",") : rounded });
}

/** The value of a fact in words. */
export function valueInWords({ words, kinds, language }, name, value) {
  if (value === undefined) return words.page_value_unknown;
  if (typeof value === "boolean") return words[value ? "find_value_yes" : "find_value_no"];
  if (Array.isArray(value)) return value.map((one) => words[`fact_${name}_${one}`]).join(", ");
  if (typeof value === "number") return language === "da" ? String(value).replace(".", ",") : String(value);
  if (kinds[name].asked === "open_at") return hoursInWords(words, value);
  return kinds[name].type === "choice" ? words[`fact_${name}_${value}`] : value;
}

const hoursInWords = (words, hours) =>
  hours.replace(/[A-Za-z]+/g, (word) => words[`hours_${word}`] ?? word).replace(/,(?=\S)/g, ", ");

/** One clinic as an item of the list. `found`: of ./find.js; `data`: words and kinds of facts; `on`: the day. */
export function itemOf(found, data, on) {
  const { clinic } = found;
  const { words } = data;
  const address = [clinic.street, `${clinic.postcode} ${clinic.town}`.trim()].filter(Boolean).join(", ");
  return h(
    "li",
    { class: "clinic", id: `clinic-${clinic.page}`, tabindex: "-1" },
    h("h3", {}, h("a", { href: `${data.home}${clinic.page}/` }, clinic.name)),
    clinic.fictitious && h("p", { class: "made-up" }, words.find_fictitious),
    h("p", {}, address),
    h("p", { class: "why" }, whyOf(found, data)),
    h(
      "p",
      { class: "ways-to" },
      clinic.telephone &&
        h("a", { class: "phone", href: `tel:${clinic.telephone.replaceAll(" ", "")}` }, phone(), h("span", {}, clinic.telephone)),
      clinic.lat !== null && h("a", { class: "link", href: routeTo(clinic), rel: "noreferrer noopener" }, words.page_route),
    ),
    h(
      "details",
      { "data-clinic": clinic.id },
      h("summary", {}, words.page_all_facts, h("span", { class: "unseen" }, `: ${clinic.name}`)),
    ),
    h(
      "p",
      { class: "hint" },
      fill(words[clinic.checked + data.old_after < on ? "find_old" : "find_checked"], { day: inWords(clinic.checked, data.language) }),
      " ",
      fill(words.find_source, { source: [clinic.source, clinic.licence && `(${clinic.licence})`].filter(Boolean).join(" ") }),
    ),
  );
}

/** A page that shows the way: it is asked only when the person follows the link. */
export const routeTo = ({ lat, lon }) =>
  `https://www.openstreetmap.org/directions?to=${lat.toFixed(5)}%2C${lon.toFixed(5)}`;

/** Why a clinic stands where it stands. */
function whyOf({ km, fits }, data) {
  const those = (answer) => fits.filter(([, own]) => own === answer).map(([wish]) => wishInWords(wish, data));
  const line = (word, answer) => those(answer).length > 0 && fill(data.words[word], { facts: those(answer).join("; ") });
  return [km !== null && far(km, data), line("find_yes", "yes"), line("find_unknown", "unknown"), line("find_no", "no")]
    .filter(Boolean)
    .join(". ");
}

function wishInWords({ fact, option, number }, { words, kinds }) {
  const name = words[`fact_${fact}`];
  if (kinds[fact].asked === "has") return name;
  const more = option ? words[`fact_${fact}_${option}`] : fill(words.find_at_most, { number: String(number) });
  return `${name}: ${more}`;
}

const nameOf = (name, { words }) => words[`fact_${name}`];

/** Every fact of a clinic with its source and its dates, as a list. */
export const factsOf = (clinic, data, on) =>
  h(
    "dl",
    {},
    Object.keys(data.kinds).flatMap((name) => {
      const fact = clinic.facts[name];
      const value = knownFact(clinic, name, on);
      const known = value !== undefined;
      return [
        h("dt", {}, nameOf(name, data)),
        h(
          "dd",
          { class: known ? null : "unknown" },
          valueInWords(data, name, value),
          fact && ` ${fill(data.words[known ? "page_since" : "page_was"], { day: inWords(fact.checked, data.language), source: fact.source })}`,
        ),
      ];
    }),
  );
