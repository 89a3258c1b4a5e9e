// The diary as it stands: in memory, and on this device from the press on.
import { all, forget, isKept, put, putAll } from "../device/store.js";
import { inOrder } from "./case.js";
import { DAY, readEntry, readSettings } from "./entry.js";

const SETTINGS = "settings";
const ENTRIES = "diary";
const OWN = "diary"; // the id under which the settings of the diary lie

/** { begun, kept, settings, entries }: `kept` as long as everything is on the device. */
export const blank = () => ({ begun: false, kept: false, settings: {}, entries: [] });

const LAST_DAY = "9999-12-31"; // what was kept is never refused for its day

/** What was kept before, as far as these scripts know it. Throws a StoreError. */
export async function found(data) {
  if (!(await isKept())) return blank();
  const own = (await all(SETTINGS)).find(({ id }) => id === OWN);
  const read = (await all(ENTRIES)).map(({ entry }) => readEntry(data, entry, LAST_DAY).entry);
  const entries = inOrder(read.filter((entry) => DAY in entry));
  const begun = Boolean(own) || entries.length > 0;
  return { begun, kept: begun, settings: readSettings(data, own?.settings ?? {}, LAST_DAY).entry, entries };
}

/** Keep entries on the device, instead of those of the same days. Throws a StoreError. */
export const keep = (...entries) => put(ENTRIES, ...entries.map((entry) => ({ id: entry[DAY], entry })));

/** Keep the settings, and entries with them. Throws a StoreError. */
export const keepSettings = (settings, entries = []) =>
  putAll({ [SETTINGS]: [{ id: OWN, settings }], [ENTRIES]: entries.map((entry) => ({ id: entry[DAY], entry })) });

/** Take one day away. Throws a StoreError. */
export const forgetDay = (day) => forget([], { [ENTRIES]: [day] });

/** Take everything away. Throws a StoreError. */
export const forgetAll = () => forget([ENTRIES], { [SETTINGS]: [OWN] });
