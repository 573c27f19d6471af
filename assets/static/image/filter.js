// What is looked for: a form, the page's own address, and the query that the server is asked.

const form = document.querySelector("[data-filter]");
const chip = document.querySelector("[data-near]");
const PAUSE = 250; // ms without a key before the server is asked
const DAY = { from: ["after", 0], to: ["before", 1] }; // field → parameter, days added

let timer = 0;

/** List what is filled in: field → text. */
function chosen() {
  return [...new FormData(form)]
    .map(([name, value]) => [name, value.trim()])
    .filter(([, value]) => value);
}

/** Turn a day of this reader's calendar into the moment at which it begins. */
function midnight(day, added) {
  const [year, month, date] = day.split("-").map(Number);
  return new Date(year, month - 1, date + added).toISOString();
}

/** Give the query for the list. */
export function listQuery() {
  const query = chosen().map(([name, value]) => {
    const [parameter, added] = DAY[name] ?? [];
    return parameter ? [parameter, midnight(value, added)] : [name, value];
  });
  const found = new URLSearchParams(query);
  if (found.has("near")) found.delete("sort"); // what is nearest comes first
  return found;
}

/** Whether everything that is kept is shown. */
export const isEverything = () => chosen().length === 0;
export const isTrash = () => form.elements.deleted.value === "1";

const isNarrowed = () => chosen().some(([name]) => name !== "deleted");

function fill() {
  const query = new URLSearchParams(location.search);
  for (const field of form.elements) {
    if (!field.name) continue;
    if (field.type === "radio") field.checked = field.value === (query.get(field.name) ?? "");
    else field.value = query.get(field.name) ?? "";
  }
}

function showChip() {
  const id = form.elements.near.value;
  chip.hidden = !id;
  const link = chip.querySelector("a");
  link.textContent = `Similar to #${id}`;
  link.href = `#image-${id}`;
}

function write() {
  const query = new URLSearchParams(chosen()).toString();
  history.replaceState(null, "", (query ? `?${query}` : location.pathname) + location.hash);
}

/** Look for what is similar to a picture, and for nothing else. */
export function lookFor(fields) {
  for (const field of form.elements) {
    if (field.type === "radio") field.checked = field.value === (fields[field.name] ?? "");
    else if (field.name) field.value = fields[field.name] ?? "";
  }
  form.dispatchEvent(new Event("change"));
}

/** Start the form; `changed` is called when something else is looked for. */
export function startFilter(changed) {
  let before = "";
  const refresh = () => {
    clearTimeout(timer);
    const query = listQuery().toString();
    showChip();
    write();
    form.querySelector("[data-do='clear']").hidden = !isNarrowed();
    if (query === before) return;
    before = query;
    changed();
  };
  fill();
  const folded = form.querySelector("details");
  folded.open = [...folded.querySelectorAll("[name]")].some((field) => field.value);
  form.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, target.matches("[type='radio'], select") ? 0 : PAUSE);
  });
  form.addEventListener("change", refresh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  form.querySelector("[data-do='clear']").addEventListener("click", () => {
    lookFor({});
    form.elements.q.focus();
  });
  chip.querySelector("button").addEventListener("click", () => lookFor({}));
  before = listQuery().toString();
  showChip();
  form.querySelector("[data-do='clear']").hidden = !isNarrowed();
}

/** Offer what has been seen while a field is filled. */
export function offer(list, values) {
  const known = document.getElementById(list);
  const there = new Set([...known.children].map((each) => each.value));
  for (const value of values) {
    if (!value || there.has(value) || there.size >= 200) continue;
    there.add(value);
    known.append(Object.assign(document.createElement("option"), { value }));
  }
}
