// Keeps the site for use without a network, and says when a newer version is ready or this copy is
// old. It asks for nothing but the site's own worker.
(() => {
  "use strict";
  const { worker, scope, built } = document.currentScript.dataset;
  const OLD_DAYS = 30;
  const today = new Date().toLocaleDateString("sv-SE"); // 2026-11-24, by the phone's own clock

  const show = (id) => {
    const notice = document.getElementById(id);
    if (notice) notice.hidden = false;
  };

  const days = (from, to) => (Date.parse(to) - Date.parse(from)) / 86400000;
  if (days(built, today) > OLD_DAYS) show("old-copy");

  // A number is never shown after its last day, however old the copy is.
  for (const element of document.querySelectorAll("[data-valid-to]")) {
    if (element.dataset.validTo < today) element.replaceWith(element.dataset.instead);
  }

  if (!worker || !("serviceWorker" in navigator)) return; // in a frame of another page nothing is kept

  // Only the page on which a person asks for the newer version is shown again: another may hold answers.
  const offer = (waiting) => {
    show("newer");
    document.getElementById("take-newer").addEventListener("click", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("take over");
    }, { once: true });
  };

  const watch = (registration) => {
    if (registration.waiting && navigator.serviceWorker.controller) offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) offer(coming);
      });
    });
  };

  // Only when the page is all there: on a slow line the files to keep would take its place.
  // Where the browser refuses (a private window), the site works as before, only not without a network.
  const keep = () => navigator.serviceWorker.register(worker, { scope }).then(watch, () => {});
  addEventListener("load", keep, { once: true });
})();
