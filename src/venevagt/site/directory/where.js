// What was typed as a place: a postcode, a region or a town. Nothing of it leaves the device.

import { distance } from "./distance.js";

const LETTERS = { æ: "ae", ø: "oe", å: "aa", ä: "ae", ö: "oe" };
const MOST_MEANT = 5;
const PART = / [A-ZÆØÅ]{1,2}$/;

/** A text for comparing: without capitals and marks, and å as aa. */
export const folded = (text) =>
  text
    .toLowerCase()
    .normalize("NFC")
    .replace(/[æøåäö]/g, (letter) => LETTERS[letter])
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

/** The regions of a day ("2026-11-24"). */
export const regionsOn = (regions, day) => regions.filter(({ from, to }) => (!from || from <= day) && (!to || day <= to));

/**
 * The place that was meant: { postcode }, { town }, { region }, {} for an empty field, null for what is not known; and
 * `others`: what else it could have been.
 */
export function meantBy(typed, places, regions) {
  const text = folded(typed);
  if (!text) return { where: {}, name: "", others: [] };
  const [, digits] = /^([0-9]{1,4})\b/.exec(text) ?? [];
  if (digits) return byCode(digits, places);
  const fitting = [...townsOf(places), ...regions.map(({ id, name }) => named(name, { region: id }))]
    .map((one) => ({ ...one, rank: bestOf(one, text) }))
    .filter(({ rank }) => rank > 0)
    .sort((one, other) => other.rank - one.rank || one.name.length - other.name.length || (one.name < other.name ? -1 : 1));
  if (!fitting.length) return { where: null, name: "", others: [] };
  const [{ where, name }, ...others] = fitting;
  return { where, name, others: others.slice(0, MOST_MEANT).map((one) => one.name) };
}

/** Every town, whole and by the parts that have a postcode of their own: Odense, Odense C. */
function townsOf(places) {
  if (!known.has(places)) {
    const names = new Set(places.flatMap(({ name }) => [name.replace(PART, "").trim(), name]));
    known.set(places, [...names].map((name) => named(name, { town: name })));
  }
  return known.get(places);
}

const known = new WeakMap();

const named = (name, where) => ({ name, where, text: folded(name), plain: loose(folded(name)) });

/** Letters that are often typed without their ring or stroke. */
const loose = (text) => text.replace(/aa/g, "a").replace(/oe/g, "o").replace(/ae/g, "a");

const bestOf = (name, text) => Math.max(rankOf(name.text, text), rankOf(name.plain, loose(text)) - SLIP);

const WHOLE = 3;
const SLIP = 0.5;

function rankOf(name, text) {
  if (name === text) return WHOLE;
  if (name.startsWith(text)) return 2;
  return ` ${name}`.includes(` ${text}`) ? 1 : 0;
}

function byCode(digits, places) {
  const place = places.find(({ code }) => code === digits.padEnd(code.length, "0")) ?? places.find(({ code }) => code.startsWith(digits));
  if (!place) return { where: null, name: "", others: [] };
  return { where: { postcode: place.code }, name: `${place.code} ${place.name}`, others: [] };
}

/** Where to search: { position, within, near, region }. The middle of a town is that of its postcodes' points. */
export function placeOf({ position, postcode, town, region = "" }, places, within) {
  const from = position ?? middleOf(places.filter(({ code, name }) => code === postcode || name === town || name.startsWith(`${town} `)));
  const near = from ? places.filter((place) => distance(from, place) <= within).map(({ code }) => code) : [];
  return { position: from, within, near: new Set(near), region };
}

function middleOf(places) {
  if (!places.length) return null;
  const mean = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return { lat: mean("lat"), lon: mean("lon") };
}
