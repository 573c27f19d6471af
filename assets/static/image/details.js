// The large view of one picture: the fragment of the page's address says which, #image-5.

import { startEditing } from "./editing.js";
import { showCopies, showFacts } from "./facts.js";
import { lookFor } from "./filter.js";
import { showMore, shown, tileFor } from "./grid.js";
import { hangIn, placeFor } from "./place.js";
import { remove } from "./removal.js";
import { address, ask, canResize, showImage } from "./server.js";
import { element, say } from "./text.js";

const STEP = 160; // px: few widths share what is kept
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dialog = document.querySelector("[data-details]");
const place = dialog.querySelector("[data-place]");
const part = (name) => dialog.querySelector(`[data-say='${name}']`);

let current = null;
let opener = null;

const idOf = () => Number(/^#image-(\d{1,15})$/.exec(location.hash)?.[1] ?? 0);

/** Point the address at a picture, or at none. */
function point(id) {
  const rest = id ? `#image-${id}` : "";
  history.replaceState(null, "", location.pathname + location.search + rest);
}

/** Make the picture as large as the room allows, and no larger than it is. */
function hang(picture) {
  const { id, name, width, height, frames = 1 } = picture;
  const scale = Math.min(1, place.clientWidth / width, place.clientHeight / height);
  const css = Math.max(1, Math.round(width * scale));
  const image = element("img", { alt: name, width, height });
  const frame = placeFor(picture);
  frame.style.aspectRatio = `${width} / ${height}`;
  frame.style.width = `${css}px`;
  hangIn(frame, image);
  const format = frames > 1 && calm.matches ? "jpeg" : "auto";
  const at = (ratio) => {
    const w = Math.min(width, Math.ceil((css * ratio) / STEP) * STEP);
    return `${id}?w=${w}&format=${format}`;
  };
  place.replaceChildren(frame);
  if (!canResize()) return showImage(image, String(id));
  const srcset = `${address(at(1))} 1x, ${address(at(2))} 2x`;
  return showImage(image, at(devicePixelRatio > 1 ? 2 : 1), srcset);
}

function show(image) {
  current = image;
  part("title").textContent = image.name;
  part("number").textContent = `#${image.id}`;
  part("file").href = address(image.id);
  showFacts(dialog, image);
  showCopies(dialog, image);
  editing.show(image);
}

/** Open a picture, known already or not. */
async function open(id) {
  opener ??= document.activeElement;
  if (!dialog.open) dialog.showModal();
  place.replaceChildren();
  part("problem").textContent = "";
  const known = shown.get(id);
  if (known) {
    show(known);
    hang(known);
  } else part("title").textContent = `#${id}`;
  try {
    const found = await ask(`${id}/details`);
    if (idOf() !== id) return; // somebody went on
    show(found);
    if (!known) hang(found);
    say(`${found.name}, ${found.width} by ${found.height} pixels`);
  } catch (error) {
    if (idOf() === id) part("problem").textContent = error.message;
  }
}

async function step(way) {
  const ids = [...shown.keys()];
  const index = ids.indexOf(idOf()) + way;
  if (index < 0) return;
  if (index >= ids.length) {
    if (await showMore()) await step(way);
    return;
  }
  point(ids[index]);
  await open(ids[index]);
}

async function removeCurrent() {
  const image = current;
  const ids = [...shown.keys()];
  const neighbour = ids[ids.indexOf(image.id) + 1] ?? ids[ids.indexOf(image.id) - 1];
  if (!(await remove(image))) return;
  opener = tileFor(neighbour)?.querySelector("a") ?? null;
  current = null;
  dialog.close();
}

const editing = startEditing(dialog, (image) => {
  current = { ...current, ...image };
  part("title").textContent = image.name;
  showCopies(dialog, current);
});

const acts = {
  previous: () => step(-1),
  next: () => step(1),
  close: () => dialog.close(),
  delete: removeCurrent,
  similar: () => {
    const { id } = current;
    dialog.close();
    lookFor({ near: id });
  },
};

function follow() {
  const id = idOf();
  if (id) open(id);
  else dialog.close();
}

/** Start the large view. */
export function startDetails() {
  for (const button of dialog.querySelectorAll("[data-act]")) {
    button.addEventListener("click", acts[button.dataset.act]);
  }
  dialog.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("input, textarea")) return;
    event.preventDefault();
    step(way);
  });
  dialog.addEventListener("close", () => {
    const back = (current && tileFor(current.id)?.querySelector("a")) ?? opener;
    point(0);
    opener = null;
    back?.focus();
  });
  addEventListener("hashchange", follow);
  addEventListener("resize", () => dialog.open && current && hang(current));
  follow();
}
