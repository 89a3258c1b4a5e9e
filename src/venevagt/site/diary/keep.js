// The diary as it stands: in memory, and on this device from the press on.
import { all, forget, isKept, putAll } from "../device/store.js";
import { inOrder } from "./case.js";
import { DAY } from "./entry.js";

const SETTINGS = "settings";
const ENTRIES = "diary";
const OWN = "diary"; // the id under which the settings of the diary lie

/** { begun, kept, settings, entries }: `kept` as long as everything is on the device. */
export const blank = () => ({ begun: false, kept: false, settings: {}, entries: [] });

/** What was kept before. Throws a StoreError. */
export async function found() {
  if (!(await isKept())) return blank();
  const own = (await all(SETTINGS)).find(({ id }) => id === OWN);
  const entries = (await all(ENTRIES)).map(({ entry }) => entry);
  return { begun: Boolean(own), kept: Boolean(own), settings: own?.settings ?? {}, entries: inOrder(entries) };
}

/** Keep changes on the device; `entries` replace those of the same days. Throws a StoreError. */
export const keep = (settings, entries = []) =>
  putAll({ [SETTINGS]: [{ id: OWN, settings }], [ENTRIES]: entries.map((entry) => ({ id: entry[DAY], entry })) });

/** Take one day away. Throws a StoreError. */
export const forgetDay = (day) => forget([], { [ENTRIES]: [day] });

/** Take everything away. Throws a StoreError. */
export const forgetAll = () => forget([ENTRIES], { [SETTINGS]: [OWN] });
