// The form that asks for a token, once for all who wait for one.

const dialog = document.querySelector("[data-token]");
const form = dialog.querySelector("form");
const field = form.elements.token;
let waiting = null;

/**
 * Ask for a token.
 *
 * @param {string} why what the server said.
 * @returns {Promise<string>} the token; "" if none was given.
 */
export function letIn(why) {
  dialog.querySelector("[data-say='why']").textContent = why;
  waiting ??= new Promise((resolve) => {
    const before = document.activeElement;
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => {
        waiting = null;
        before?.focus();
        resolve(dialog.returnValue === "use" ? field.value.trim() : "");
        field.value = "";
      },
      { once: true },
    );
    dialog.showModal();
  });
  return waiting;
}

dialog.querySelector("[data-do='leave']").addEventListener("click", () => dialog.close(""));
