// The composer page: each form with its grammar, the colour wells, the copy buttons.

import { startColorField } from "./colorfield.js";
import { startComposer } from "./composer.js";
import { startCopying } from "./copying.js";
import { badgeAddress, badgeAlt, placeholderAddress, placeholderAlt } from "./grammar.js";
import { startPictureComposer } from "./picturecomposer.js";

/** Fill the list of logos when one is about to be typed: there are thousands. */
async function offerLogos() {
  const answer = await fetch(`${document.body.dataset.root}/logos.txt`);
  if (!answer.ok) return;
  const lines = (await answer.text()).trimEnd().split("\n");
  const options = lines.map((line) => {
    const [name, title] = line.split("\t");
    return Object.assign(document.createElement("option"), { value: name, label: title });
  });
  document.getElementById("badge-logos").append(...options);
}

/** Say what a badge says; a value is written by the server. */
async function badgeSays(state, signal) {
  const { label, message, format, precision, prefix, suffix, segments } = state;
  if (!format || segments) return badgeAlt(state);
  const words = { label, message, format, precision, prefix, suffix, file: "json" };
  const answer = await fetch(document.body.dataset.root + badgeAddress(words), { signal });
  return badgeAlt(answer.ok ? await answer.json() : state);
}

const BITMAP = /^(png|webp|jpg|gif|avif)$/;

const makers = {
  badge: {
    address: badgeAddress,
    alt: badgeSays,
    scale: (state) => state.scale,
    scaled: (state, scale) => ({ ...state, scale }),
    bitmap: ({ file }) => BITMAP.test(file),
  },
  placeholder: {
    address: placeholderAddress,
    alt: placeholderAlt,
    scale: (state) => state.dpr,
    scaled: (state, dpr) => ({ ...state, dpr }),
    bitmap: ({ file }) => BITMAP.test(file || "png"),
  },
};

document.documentElement.classList.add("scripted");
for (const place of document.querySelectorAll("[data-color]")) startColorField(place);
document.getElementById("badge-logo").addEventListener("focus", offerLogos, { once: true });
startCopying(document.querySelector("[data-announce]"));
for (const form of document.querySelectorAll("[data-composer]")) {
  const maker = makers[form.dataset.composer];
  if (maker) startComposer(form, maker);
  else startPictureComposer(form);
}
