// A question before something goes for good, as a dialog: the answer is a promise.

/** Whether the person says yes; Escape says no, and so does the dialog's other button. */
export function asked(dialog, question, yes) {
  dialog.querySelector("p").textContent = question;
  dialog.querySelector("[value=yes]").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
