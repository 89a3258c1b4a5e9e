// Whether a doctor's clearance that is kept on this device is valid on a day.
import { all } from "../device/store.js";

/** A clearance is valid between its days, and until it has lapsed; where nothing can be read there is none. */
export const isValid = ({ clearance, lapsed }, day) =>
  Boolean(clearance) && !lapsed && clearance.given_on <= day && day <= clearance.until;

export async function isCleared(day) {
  try {
    return (await all("clearances")).some((one) => isValid(one, day));
  } catch {
    return false;
  }
}
