// Whether a doctor's clearance that is kept on this device is valid on a day: as on the page for rehabilitation.
import { all } from "../device/store.js";

/**
 * Whether the clearance given last is valid on a day: between its days, and no lapse of it or after it.
 *
 * `held`: what the store `clearances` has, each { clearance: { given_on, until, ... }, lapse: { on } or null }.
 */
export function isValid(held, day) {
  const entries = held.filter(({ clearance }) => clearance);
  const current = entries.reduce((last, one) => (!last || one.clearance.given_on >= last.clearance.given_on ? one : last), null);
  if (!current) return false;
  const { given_on: from, until } = current.clearance;
  const lapsed = entries.some((one) => one.lapse && (one.lapse.on > from || same(one.clearance, current.clearance)));
  return !lapsed && from <= day && day <= until;
}

const same = (one, other) =>
  Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);

/** Whether there is a valid one; where nothing can be read there is none. */
export async function isCleared(day) {
  try {
    return isValid(await all("clearances"), day);
  } catch {
    return false;
  }
}
