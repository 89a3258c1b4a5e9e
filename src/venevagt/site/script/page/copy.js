// A tool of the result: copy what to say on the telephone.

export const copySay = {
  word: "copy_say",
  fits: ({ shown }) => shown.say.length > 0,
  use: ({ site, shown, status }) => handOver(site, status, shown.say.join("\n")),
};

/** Copy a text; where the browser does not let us, show it and mark it. `status`: the element to say it in. */
export async function handOver(site, status, text) {
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = site.copied;
  } catch {
    const marked = document.createElement("b");
    marked.textContent = text;
    status.replaceChildren(site.marked, document.createElement("br"), marked);
    getSelection().selectAllChildren(marked);
  }
}
