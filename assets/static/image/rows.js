// A row for each file that is sent: what it is, how far it is, and what can be done about it.

import { bytes, element, say } from "./text.js";

const HEIGHT = 112; // px of a preview, twice what is shown
const list = document.querySelector("[data-rows]");
const template = document.querySelector("[data-row]");
const tidy = document.querySelector("[data-do='tidy']");

let drawing = Promise.resolve(); // previews are made one by one: each is a whole photo

/** Draw a file small, if the browser can read it. */
function preview(file, canvas) {
  drawing = drawing.then(async () => {
    try {
      const bitmap = await createImageBitmap(file, { resizeHeight: HEIGHT });
      Object.assign(canvas, { width: bitmap.width, height: bitmap.height });
      canvas.getContext("2d").drawImage(bitmap, 0, 0);
      bitmap.close();
    } catch {
      canvas.hidden = true; // the server may know more kinds of files
    }
  });
}

function link(id) {
  return element("a", { href: `#image-${id}`, textContent: `#${id}` });
}

const STATES = {
  waiting: () => ["Waiting"],
  sending: ({ part }) => [`Sending, ${Math.floor(part * 100)} %`],
  reading: () => ["Being read"],
  pausing: ({ note }) => [note],
  done: ({ image: { id, duplicate_of: twin } }) =>
    twin ? ["Already here: ", link(twin), "; this one is ", link(id)] : ["Done: ", link(id)],
  refused: ({ note }) => [note],
  broken: ({ note }) => [note],
  cancelled: () => ["Cancelled"],
};

/** Make the row of a file; give what is to be called when its item changes. */
export function rowOf(queue, file) {
  const row = template.content.firstElementChild.cloneNode(true);
  const part = (name) => row.querySelector(`[data-say='${name}']`);
  const button = (name) => row.querySelector(`[data-do='${name}']`);
  const name = file.name || "picture";
  const bar = row.querySelector("progress");
  part("name").textContent = name;
  part("size").textContent = bytes(file.size);
  bar.setAttribute("aria-label", `Upload of ${name}`);
  for (const each of ["retry", "cancel"]) button(each).setAttribute("aria-label", `${each} ${name}`);
  let shown = "";
  let item = null;
  button("retry").addEventListener("click", () => queue.retry(item));
  button("cancel").addEventListener("click", () => item.cancel());
  preview(file, row.querySelector("canvas"));
  list.prepend(row);
  return (changed) => {
    item = changed;
    row.dataset.state = item.state;
    part("state").replaceChildren(...STATES[item.state](item));
    bar.value = item.part * 100;
    bar.hidden = item.over;
    button("retry").hidden = !item.repeatable;
    button("cancel").hidden = item.over;
    tidy.hidden = !queue.items.some((each) => each.over);
    if (item.over && shown !== item.state) say(`${name}: ${part("state").textContent}`);
    shown = item.state;
  };
}

/** Let a button take away what is over. */
export function startTidying(queue) {
  tidy.addEventListener("click", () => {
    for (const row of [...list.children]) {
      if (/done|refused|cancelled|broken/.test(row.dataset.state)) row.remove();
    }
    for (const item of queue.items.filter((each) => each.over)) queue.forget(item);
    tidy.hidden = true;
    document.getElementById("upload-files").focus();
  });
}
