// The clinics that were asked for, in the order of fit, distance and date checked: what care/find_clinic.py does.
//
// What is not known, or known no longer, counts as neither yes nor no.
import { distance } from "./distance.js";
import { dayOf, knownFact } from "./packed.js";
import { regionsOn } from "./where.js";

/** Whether a clinic has what is wished on a day: "yes", "no" or "unknown". `wish`: { fact, option, number }. */
export function fit(clinic, { fact, option, number }, kinds, on) {
  const value = knownFact(clinic, fact, on);
  if (value === undefined) return "unknown";
  const { asked, fulfils } = kinds[fact];
  const several = Array.isArray(value) ? value : [value];
  const own = asked === "has" && typeof value === "boolean";
  const holds = own ? value : asked === "has" ? fulfils.includes(value) : asked === "at_most" ? value <= number : several.includes(option);
  return holds ? "yes" : "no";
}

/**
 * Every clinic that fits: [{ clinic, fits: [[wish, answer]], km }], best first.
 *
 * `search`: { position, within, near: postcodes (a Set) for a clinic whose place is not known, region, wishes };
 * `known`: { kinds, regions, day }.
 */
export function found(clinics, search, { kinds, regions, day }) {
  const on = dayOf(day);
  const areas = search.region ? (regionsOn(regions, day).find(({ id }) => id === search.region)?.areas ?? []) : null;
  return clinics
    .map((clinic) => match(clinic, search, areas, kinds, on))
    .filter(Boolean)
    .sort(order)
    .map(({ one }) => one);
}

function match(clinic, { position, within, near, wishes }, areas, kinds, on) {
  if (areas && !areas.includes(clinic.area)) return null;
  const km = distance(position, clinic);
  if (position && !(km === null ? near.has(clinic.postcode) : km <= within)) return null;
  const fits = wishes.map((wish) => [wish, fit(clinic, wish, kinds, on)]);
  const count = (answer) => fits.filter(([, own]) => own === answer).length;
  return { one: { clinic, fits, km }, yes: count("yes"), no: count("no"), far: km ?? Infinity };
}

const order = (one, other) =>
  other.yes - one.yes ||
  one.no - other.no ||
  (one.far === other.far ? 0 : one.far - other.far) ||
  other.one.clinic.checked - one.one.clinic.checked ||
  (one.one.clinic.id < other.one.clinic.id ? -1 : 1);
