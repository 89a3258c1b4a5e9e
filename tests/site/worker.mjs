// Runs the worker of a build in a small copy of what a browser gives it, and prints what came of it.
// Read from standard input: {worker, files: {address: base64}, earlier: [cache names]}.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const { worker, files, earlier } = JSON.parse(readFileSync(0, "utf8"));
const HOST = "https://example.org";
const stores = new Map(earlier.map((name) => [name, new Map()]));
const asked = [];
let online = true;

const cacheOf = (store) => ({
  match: async (address) => store.get(address)?.clone(),
  put: async (address, response) => { store.set(address, response); },
});
const caches = {
  open: async (name) => {
    if (!stores.has(name)) stores.set(name, new Map());
    return cacheOf(stores.get(name));
  },
  keys: async () => [...stores.keys()],
  delete: async (name) => stores.delete(name),
};
const fetch = async (address) => {
  asked.push(address);
  if (!online || !(address in files)) throw new TypeError("no network");
  return new Response(Buffer.from(files[address], "base64"), { headers: { "Content-Type": "text/html" } });
};
const listeners = {};
let tookOver = false;
const self = {
  location: { origin: HOST },
  clients: { claim: async () => {} },
  skipWaiting: () => { tookOver = true; },
  addEventListener: (name, listener) => { listeners[name] = listener; },
};
vm.runInNewContext(worker, { self, caches, fetch, crypto, Response, URL, Uint8Array, Object, Promise, Error });

const happens = async (name, event = {}) => {
  let waited;
  listeners[name]({ ...event, waitUntil: (promise) => { waited = promise; } });
  await waited;
};
const answered = async (url, method = "GET") => {
  let answer;
  listeners.fetch({ request: { url, method }, respondWith: (promise) => { answer = promise; } });
  const response = await answer;
  return { status: response.status, type: response.type, text: Buffer.from(await response.arrayBuffer()).toString("base64") };
};

const result = { installed: true };
try {
  await happens("install");
} catch (error) {
  result.installed = String(error.message);
}
result.fetched = [...asked];
asked.length = 0;
online = false;
if (result.installed === true) {
  await happens("activate");
  result.answers = {};
  for (const address of Object.keys(files)) result.answers[address] = await answered(HOST + address);
  result.unknown = await answered(`${HOST}/leg/da/nothing`);
  result.without_slash = await answered(`${HOST}/leg/da/tabel`);
  result.index = await answered(`${HOST}/leg/da/tabel/index.html?a=1`);
  result.elsewhere = await answered("https://tracker.example/x.js");
  result.posted = await answered(`${HOST}/leg/da/`, "POST");
}
result.asked_later = asked;
result.caches = [...stores.keys()];
await happens("message", { data: "something" });
result.took_over_unasked = tookOver;
await happens("message", { data: "take over" });
result.took_over = tookOver;
console.log(JSON.stringify(result));
