// The interview in a frame of another page. The scripts that make the pages know nothing of it; what they ask of the
// window is handed on here: to the page around goes the height and "another page", never where or what was answered.
(() => {
  "use strict";
  const FRAME = "venevagt-check";
  const root = document.documentElement;
  const framed = window.name === FRAME && parent !== window;
  const tell = (message) => framed && parent.postMessage(message, "*");

  let wanted = ""; // the language that the page around asks for
  let quiet = false; // whether the next page comes without anybody in here having asked for it

  // The address stays that of this page: the first page's own may not be framed.
  const [push, replace] = [history.pushState.bind(history), history.replaceState.bind(history)];
  const own = (address) => address && location.pathname;
  history.pushState = (state, title, address) => (quiet ? replace : push)(state, title, own(address));
  history.replaceState = (state, title, address) => replace(state, title, own(address));

  const focus = HTMLElement.prototype.focus;
  HTMLElement.prototype.focus = function (...how) {
    if (!quiet) focus.apply(this, how);
  };

  document.addEventListener(
    "click",
    ({ target }) => {
      const link = target.closest("a");
      if (!link || /^(#|tel:)/.test(link.getAttribute("href"))) return;
      link.target = "_blank";
      link.rel = "noopener";
    },
    true,
  );

  if (!framed) return;
  root.classList.add("framed");
  window.scrollTo = () => quiet || tell({ venevagt: "page" });
  const measure = () => tell({ venevagt: "height", height: Math.ceil(root.getBoundingClientRect().height) });
  new ResizeObserver(measure).observe(root);

  const turn = () => {
    const way = [...document.querySelectorAll(".switch")].find(({ lang }) => lang === wanted);
    if (!way || root.lang === wanted) return;
    if (way.href) return location.replace(way.href); // no script has made the page yet
    quiet = !document.hasFocus();
    way.click();
  };

  // Each page is a new body. A language that was asked for while another was on its way comes after it.
  new MutationObserver(() => {
    measure(); // an observer of sizes rests while the frame is out of sight
    quiet = false;
    if (root.lang === wanted) wanted = "";
    turn();
  }).observe(root, { childList: true });

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.venevagt !== "language") return;
    wanted = data.language;
    turn();
  });
})();
