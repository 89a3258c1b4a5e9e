// Keeps the site on the phone, so that it works without a network. It answers with the files of its
// own build and with nothing else; each was compared with its digest when it was fetched.
"use strict";
const BUILD = {};
const PREFIX = "venevagt-";

const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const fetched = async (address, digest) => {
  const response = await fetch(address, { cache: "no-cache", credentials: "omit", referrerPolicy: "no-referrer" });
  const content = await response.arrayBuffer();
  if (hex(await crypto.subtle.digest("SHA-256", content)) !== digest) throw new Error(`${address} is not of this build`);
  // A response of its own: one that was redirected could not be shown as a page.
  const type = response.headers.get("Content-Type") || "application/octet-stream";
  return new Response(content, { headers: { "Content-Type": type } });
};

const keepAll = async () => {
  const cache = await caches.open(BUILD.cache);
  await Promise.all(
    Object.entries(BUILD.files).map(async ([address, digest]) => {
      if (!(await cache.match(address))) await cache.put(address, await fetched(address, digest));
    }),
  );
};

const dropOlder = async () => {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== BUILD.cache).map((name) => caches.delete(name)));
  await self.clients.claim();
};

// A folder with or without its last / and with or without index.html is the same page.
const addressOf = (path) =>
  [path, `${path}/`, path.replace(/index\.html$/, "")].find((address) => Object.hasOwn(BUILD.files, address));

const answer = async (path) => {
  const cache = await caches.open(BUILD.cache);
  const address = addressOf(path);
  // Pages that are too many to keep: with a network as the host gives them, else that there is none.
  if (!address && BUILD.passed.some((folder) => path.startsWith(folder))) {
    const found = await fetch(path, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => null);
    if (found && found.ok && !found.redirected) return found;
  }
  const kept = await cache.match(address || BUILD.missing);
  if (!kept) return address ? fetched(address, BUILD.files[address]) : Response.error();
  return address ? kept : new Response(kept.body, { status: 404, headers: kept.headers });
};

self.addEventListener("install", (event) => event.waitUntil(keepAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const own = origin === self.location.origin && event.request.method === "GET";
  event.respondWith(own ? answer(pathname) : Response.error());
});
