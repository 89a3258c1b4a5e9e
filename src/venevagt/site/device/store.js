// What a person chose to keep on this device: named stores of entries, each under its `id`.
//
// Nothing is made before the first `put`. A promise is kept only when the entry is safely written.

const NAME = "venevagt";
const VERSION = 1;
const STORES = ["diary", "clearances", "measures", "plans", "settings"];

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = () => STORES.forEach((store) => request.result.createObjectStore(store, { keyPath: "id" }));
  return done(request);
}

async function within(store, mode, work) {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const written = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
    const found = await work(transaction.objectStore(store));
    await written;
    return found;
  } finally {
    database.close();
  }
}

/** Whether anything was ever kept here; looking makes nothing. */
export async function isKept() {
  return (await indexedDB.databases()).some(({ name }) => name === NAME);
}

/** Every entry of a store, in the order of the ids. */
export async function all(store) {
  return (await isKept()) ? within(store, "readonly", (entries) => done(entries.getAll())) : [];
}

/** Keep entries, all of them or none; an entry with the same id is replaced. */
export const put = (store, ...entries) =>
  within(store, "readwrite", (into) => Promise.all(entries.map((entry) => done(into.put(entry)))));

/** Remove one entry. */
export const remove = (store, id) => within(store, "readwrite", (entries) => done(entries.delete(id)));

/** Remove everything from this device. */
export const wipe = () => done(indexedDB.deleteDatabase(NAME));
