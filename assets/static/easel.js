// The composer page: each form with its grammar, the colour wells, the copy buttons.

import { startColorField } from "./colorfield.js";
import { startComposer } from "./composer.js";
import { startCopying } from "./copying.js";
import { badgeAddress, badgeAlt, placeholderAddress, placeholderAlt } from "./grammar.js";

const BITMAP = /^(png|webp|jpg|gif|avif)$/;

const makers = {
  badge: {
    address: badgeAddress,
    alt: badgeAlt,
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
startCopying(document.querySelector("[data-announce]"));
for (const form of document.querySelectorAll("[data-composer]")) {
  startComposer(form, makers[form.dataset.composer]);
}
