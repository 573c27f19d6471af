// Buttons that copy the field beside them, and say so to ears too.

async function copy(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // without https there is no clipboard object: copy the selection
    return document.execCommand("copy");
  }
  return true;
}

/** Start all copy buttons. `announce` is a live region. */
export function startCopying(announce) {
  for (const button of document.querySelectorAll("[data-copies]")) {
    const item = button.closest("li");
    const field = item.querySelector("[data-copy]");
    const name = item.querySelector("label").textContent;
    button.hidden = false;
    item.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(field);
      announce.textContent = done ? `Copied ${name}` : `${name} is selected: press Ctrl+C`;
      button.textContent = done ? "Copied" : "Selected";
      setTimeout(() => {
        button.textContent = "Copy";
        announce.textContent = "";
      }, 2000);
    });
    field.addEventListener("focus", () => field.select());
  }
}
