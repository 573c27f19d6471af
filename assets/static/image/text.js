// How numbers, times and names are written on this page.

const NUMBER = new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 3 });
const TIME = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const UNITS = ["B", "kB", "MB", "GB"];

/** Write a number of bytes: 812 B, 1.24 MB. */
export function bytes(count) {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, count)) / 3));
  return `${NUMBER.format(count / 1000 ** power)}\u00a0${UNITS[power]}`;
}

/** Write a width and a height; a line does not break in it. */
export function sides({ width, height }) {
  return `${width}\u00a0×\u00a0${height}`;
}

/** Write a moment, in the reader's own time. */
export function moment(iso) {
  return TIME.format(new Date(iso));
}

/** Make an element; text is only ever text. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

const announce = document.querySelector("[data-announce]");

/** Say something to those who listen. */
export function say(text) {
  announce.textContent = text;
}
