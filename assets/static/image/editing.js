// A picture's name and tags, changed where they are shown.

import { renew } from "./grid.js";
import { ask } from "./server.js";
import { element, say } from "./text.js";

/** Start both forms; `changed` is told with the picture as it is then. */
export function startEditing(dialog, changed) {
  const naming = dialog.querySelector("[data-naming]");
  const tagging = dialog.querySelector("[data-tagging]");
  const chips = dialog.querySelector("[data-tags]");
  const problem = dialog.querySelector("[data-say='problem']");
  let current = null;
  if (!naming) return { show() {} }; // the service only reads

  async function change(fields, done) {
    problem.textContent = "";
    const { id } = current;
    try {
      const image = await ask(String(id), { method: "PATCH", json: fields });
      renew(image);
      if (current?.id !== id) return;
      current = { ...current, ...image };
      if (fields.name) naming.elements.name.value = image.name;
      show(current);
      changed(image);
      say(done);
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  function chipOf(tag) {
    const button = element("button", { type: "button", textContent: "×" });
    button.setAttribute("aria-label", `Remove the tag ${tag}`);
    button.addEventListener("click", async () => {
      await change({ tags: current.tags.filter((each) => each !== tag) }, `Removed ${tag}`);
      tagging.elements.tag.focus();
    });
    return element("li", {}, element("span", { textContent: tag }), button);
  }

  function show(image) {
    // Details come later than the picture: what somebody types meanwhile stays.
    const typed = current?.id === image.id && naming.elements.name.value !== current.name;
    current = image;
    if (!typed) naming.elements.name.value = image.name;
    naming.querySelector("button").disabled = naming.elements.name.value === image.name;
    chips.replaceChildren(...image.tags.map(chipOf));
    chips.hidden = !image.tags.length;
  }

  naming.addEventListener("input", () => {
    naming.querySelector("button").disabled = naming.elements.name.value === current.name;
  });
  naming.addEventListener("submit", (event) => {
    event.preventDefault();
    change({ name: naming.elements.name.value }, "Renamed");
  });
  tagging.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = tagging.elements.tag.value.split(",").map((word) => word.trim());
    const tags = [...new Set([...current.tags, ...words.filter(Boolean)])];
    if (tags.length === current.tags.length) return;
    await change({ tags }, `Tagged ${words.join(", ")}`);
    if (!problem.textContent) tagging.reset();
  });
  dialog.addEventListener("close", () => {
    current = null;
  });
  return { show };
}
