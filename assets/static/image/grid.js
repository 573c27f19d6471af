// The pictures that were found, newest first, a page of the list at a time.

import { isEverything, isTrash, listQuery, offer } from "./filter.js";
import { ask } from "./server.js";
import { say } from "./text.js";
import { tileOf } from "./tile.js";

const place = document.querySelector("[data-grid]");
const more = document.querySelector("[data-do='more']");
const count = document.querySelector("[data-say='count']");
const problem = document.querySelector("[data-say='list-problem']");
const PAGE = "40";

/** What is shown, in its order: id → picture. */
export const shown = new Map();

let next = ""; // the query of what follows
let asking = new AbortController();
let restore = () => {};

function tell() {
  const one = shown.size === 1 ? "picture" : "pictures";
  const nothing = isTrash() ? "The trash is empty." : "Nothing fits.";
  const empty = isEverything() ? "There are no pictures here yet." : nothing;
  count.textContent = shown.size ? `${shown.size}${next ? "+" : ""} ${one}` : empty;
  more.hidden = !next;
}

function learn({ uploader, tags, camera }) {
  offer("known-uploaders", [uploader]);
  offer("known-tags", tags);
  offer("known-cameras", [camera]);
}

/** Put pictures into the grid, but for those that are there. */
function add(images, where = "append") {
  const fresh = images.filter(({ id }) => !shown.has(id));
  place[where](...fresh.map((each) => tileOf(each, isTrash() ? restore : null)));
  const all = where === "append" ? [...shown.values(), ...fresh] : [...fresh, ...shown.values()];
  shown.clear();
  for (const each of all) shown.set(each.id, each);
  fresh.forEach(learn);
}

async function load(query) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  place.setAttribute("aria-busy", "true");
  problem.textContent = "";
  try {
    const page = await ask(`list?${query}`, { signal });
    return signal.aborted ? null : page;
  } catch (error) {
    if (!signal.aborted) problem.textContent = error.message;
    return null;
  } finally {
    if (!signal.aborted) place.removeAttribute("aria-busy");
  }
}

/** Show what the filter says now. */
export async function refresh() {
  const query = listQuery();
  query.set("limit", PAGE);
  const page = await load(query);
  if (!page) return;
  shown.clear();
  place.replaceChildren();
  next = page.next ? new URL(page.next).search.slice(1) : "";
  add(page.images);
  tell();
  say(count.textContent);
}

/** Show what follows; tell whether there was anything. */
export async function showMore() {
  if (!next || place.ariaBusy === "true") return false;
  const page = await load(next);
  if (!page) return false;
  next = page.next ? new URL(page.next).search.slice(1) : "";
  const held = document.activeElement === more;
  const first = page.images[0]?.id;
  add(page.images);
  tell();
  if (held && more.hidden) tileFor(first)?.querySelector("a, button").focus();
  return page.images.length > 0;
}

export const tileFor = (id) => place.querySelector(`[data-id="${id}"]`);

/** Put a new picture first, if it is among those that are looked for. */
export function welcome(image) {
  if (!isEverything()) return;
  add([image], "prepend");
  tell();
}

/** Show what has changed of a picture. */
export function renew(image) {
  if (!shown.has(image.id)) return;
  const old = tileFor(image.id);
  const held = old.contains(document.activeElement);
  shown.set(image.id, image);
  learn(image);
  old.replaceWith(tileOf(image, isTrash() ? restore : null));
  if (held) tileFor(image.id).querySelector("a, button").focus();
}

/** Take a picture away; the focus goes to its neighbour. */
export function dismiss(id) {
  const tile = tileFor(id);
  if (!tile) return;
  const neighbour = tile.nextElementSibling ?? tile.previousElementSibling;
  const held = tile.contains(document.activeElement);
  tile.remove();
  shown.delete(id);
  tell();
  if (held) (neighbour?.querySelector("a, button") ?? count).focus();
}

/** Start; `bringBack` restores a picture out of the trash. */
export function startGrid(bringBack) {
  restore = bringBack;
  more.addEventListener("click", showMore);
  new IntersectionObserver(([{ isIntersecting }]) => isIntersecting && showMore(), {
    rootMargin: "600px",
  }).observe(more);
  return refresh();
}
