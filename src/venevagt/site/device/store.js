// What a person chose to keep on this device: named stores of entries, each under its `id`.
//
// Nothing is made before the first `put`. A promise is kept only when the entry is safely written.

const NAME = "venevagt";
const VERSION = 1;
const STORES = ["diary", "clearances", "measures", "plans", "settings"];
const PATIENCE = 3000; // milliseconds that another window has to let go

const REASONS = { QuotaExceededError: "full", VersionError: "newer" };

/** What could not be done. `reason`: full; newer (made by a newer page); blocked (by another window); failed. */
export class StoreError extends Error {
  constructor(reason, cause) {
    super(reason, { cause });
    this.name = "StoreError";
    this.reason = reason;
  }
}

const trouble = (cause) => (cause instanceof StoreError ? cause : new StoreError(REASONS[cause?.name] ?? "failed", cause));

/** Do something with the database; whatever goes wrong is a StoreError, also where there is no database at all. */
async function tried(work) {
  try {
    return await work();
  } catch (cause) {
    throw trouble(cause);
  }
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** The same for a request that another window can hold up. */
const doneInTime = (request) =>
  new Promise((resolve, reject) => {
    done(request).then(resolve, reject);
    request.onblocked = () => setTimeout(() => reject(new StoreError("blocked")), PATIENCE);
  });

async function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    const { result: database } = request;
    const missing = STORES.filter((store) => !database.objectStoreNames.contains(store));
    missing.forEach((store) => database.createObjectStore(store, { keyPath: "id" }));
  };
  const database = await doneInTime(request);
  database.onversionchange = () => database.close();
  return database;
}

const within = (stores, mode, work) =>
  tried(async () => {
    const database = await open();
    try {
      const transaction = database.transaction(stores, mode, { durability: "strict" });
      const written = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
      const found = work((store) => transaction.objectStore(store));
      await Promise.all([written, found]);
      return await found;
    } finally {
      database.close();
    }
  });

/** Whether anything was ever kept here; looking makes nothing. */
export const isKept = () =>
  tried(async () => {
    if (indexedDB.databases) return (await indexedDB.databases()).some(({ name }) => name === NAME);
    const request = indexedDB.open(NAME);
    let made = false;
    request.onupgradeneeded = () => {
      made = true;
      request.transaction.abort();
    };
    try {
      (await done(request)).close();
    } catch (error) {
      if (!made) throw error;
    }
    return !made;
  });

/** Every entry of a store, in the order of the ids. */
export async function all(store) {
  return (await isKept()) ? within([store], "readonly", (from) => done(from(store).getAll())) : [];
}

/** Keep entries, all of them or none; an entry with the same id is replaced. */
export const put = (store, ...entries) => putAll({ [store]: entries });

/** The same over several stores: { store: entries }. */
export const putAll = (kept) =>
  within(Object.keys(kept), "readwrite", (into) =>
    Promise.all(Object.entries(kept).flatMap(([store, entries]) => entries.map((entry) => done(into(store).put(entry))))),
  );

/** Remove one entry. */
export const remove = (store, id) => within([store], "readwrite", (from) => done(from(store).delete(id)));

/** Remove whole stores (or single entries of one: { store: ids }); where nothing is left, the database goes too. */
export async function forget(stores, single = {}) {
  if (!(await isKept())) return;
  await within(STORES, "readwrite", (from) =>
    Promise.all([
      ...stores.map((store) => done(from(store).clear())),
      ...Object.entries(single).flatMap(([store, ids]) => ids.map((id) => done(from(store).delete(id)))),
    ]),
  );
  const counts = await within(STORES, "readonly", (from) => Promise.all(STORES.map((store) => done(from(store).count()))));
  if (counts.every((count) => count === 0)) await wipe();
}

/** Remove everything from this device. */
export const wipe = () => tried(() => doneInTime(indexedDB.deleteDatabase(NAME)));
