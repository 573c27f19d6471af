// Deleting at once, with a way back: for some seconds in a toast, for days in the trash.

import { dismiss, refresh } from "./grid.js";
import { ask } from "./server.js";
import { element } from "./text.js";

const SECONDS = 10;
const place = document.querySelector("[data-toasts]");

/** Tell something for some seconds, or for as long as it is looked at. */
export function toast(text, action, act) {
  const note = element("p", {}, element("span", { textContent: text }));
  let timer = 0;
  const leave = () => note.remove();
  const wait = () => (timer = setTimeout(leave, SECONDS * 1000));
  const stay = () => clearTimeout(timer);
  if (action) {
    const button = element("button", { type: "button", textContent: action });
    button.addEventListener("click", () => {
      leave();
      act();
    });
    note.append(button);
  }
  for (const [kind, handler] of Object.entries({
    pointerenter: stay,
    focusin: stay,
    pointerleave: wait,
    focusout: wait,
  })) {
    note.addEventListener(kind, handler);
  }
  place.append(note);
  wait();
}

/** Bring a picture back. */
export async function restore({ id, name }) {
  try {
    await ask(`${id}/restore`, { method: "POST" });
  } catch (error) {
    return toast(error.message);
  }
  dismiss(id);
  toast(`Restored ${name}.`);
}

/** Delete a picture; tell whether that was done. */
export async function remove({ id, name }) {
  try {
    await ask(String(id), { method: "DELETE" });
  } catch (error) {
    toast(error.message);
    return false;
  }
  dismiss(id);
  toast(`Deleted ${name}.`, "Undo", async () => {
    await restore({ id, name });
    refresh();
  });
  return true;
}
