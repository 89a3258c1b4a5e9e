// The site works without this. With it the page is not loaded anew at each step, and the browser's
// back button shows the pages as they were. Answers stay in memory: none in the address, in the
// history or in storage.
(() => {
  "use strict";
  const pages = new Map();
  let key = Date.now();
  let busy = false;

  const keep = () => pages.set(key, { body: document.body, title: document.title, lang: document.documentElement.lang });

  const show = (page) => {
    document.documentElement.lang = page.lang;
    document.title = page.title;
    document.body.replaceWith(page.body);
    window.scrollTo(0, 0);
    document.querySelector("#mistakes, h1").focus({ preventScroll: true });
  };

  const send = async (form, button) => {
    const fields = new URLSearchParams(new FormData(form));
    if (button && button.name) fields.append(button.name, button.value);
    const address = (button && button.getAttribute("formaction")) || form.getAttribute("action");
    const response = await fetch(address, { method: "POST", body: fields });
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    if (!found.querySelector("main")) throw new Error("no page");
    found.querySelector("[autofocus]")?.removeAttribute("autofocus"); // show() sets the focus
    keep();
    key += 1;
    history.pushState(key, "", address);
    show({ body: document.adoptNode(found.body), title: found.title, lang: found.documentElement.lang });
  };

  history.scrollRestoration = "manual";
  history.replaceState(key, "");

  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    send(event.target, event.submitter)
      .catch(() => {
        const offline = document.getElementById("offline");
        offline.hidden = false;
        offline.scrollIntoView();
      })
      .finally(() => { busy = false; });
  });

  window.addEventListener("popstate", (event) => {
    if (event.state === null) return; // a link within the page
    keep();
    key = event.state;
    const page = pages.get(key);
    if (page) show(page);
    else location.reload();
  });
})();
