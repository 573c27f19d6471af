// One picture in the grid.

import { address, showImage } from "./server.js";
import { bytes, element, moment, sides } from "./text.js";
import { hangIn, placeFor } from "./place.js";

const SIZES = [256, 512, 1024]; // px, the boxes of thumbnails
const FLATTEST = 2.5; // shapes beyond are cut
const TALLEST = 0.5;

const near = new IntersectionObserver(
  (seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.dispatchEvent(new Event("near"));
    }
  },
  { rootMargin: "400px" },
);

function widthIn(box, { width, height }) {
  return Math.max(1, Math.round(width * Math.min(1, box / Math.max(width, height))));
}

/** Make the image; it is fetched when it comes near. */
function imageOf(shown, ratio) {
  const { id, name, width, height } = shown;
  const image = element("img", { alt: name, width, height, decoding: "async" });
  image.sizes = `calc(${ratio.toFixed(3)} * 15rem)`;
  const boxes = new Map(SIZES.toReversed().map((box) => [widthIn(box, shown), box]));
  const srcset = [...boxes].map(([w, box]) => `${address(`${id}/thumbnail?size=${box}`)} ${w}w`);
  const start = () => showImage(image, `${id}/thumbnail?size=512`, srcset.join(", "));
  image.addEventListener("near", start, { once: true });
  near.observe(image);
  return image;
}

function captionOf(shown) {
  const { name, bytes: size, duplicate_of: twin } = shown;
  const facts = [sides(shown), bytes(size), twin && `same as\u00a0#${twin}`];
  return element(
    "span",
    { className: "caption" },
    element("b", { textContent: name }),
    element("span", { textContent: facts.filter(Boolean).join(" · ") }),
  );
}

/** Make a tile; in the trash it cannot be opened, but restored by `restore`. */
export function tileOf(shown, restore) {
  const ratio = Math.min(FLATTEST, Math.max(TALLEST, shown.width / shown.height));
  const tile = element("li");
  tile.dataset.id = shown.id;
  tile.style.setProperty("--ratio", ratio);
  const place = placeFor(shown);
  if (!restore) {
    hangIn(place, imageOf(shown, ratio));
    tile.append(element("a", { href: `#image-${shown.id}` }, place, captionOf(shown)));
    return tile;
  }
  const button = element("button", { type: "button", textContent: "Restore", className: "plain" });
  button.setAttribute("aria-label", `Restore ${shown.name}`);
  button.addEventListener("click", () => restore(shown));
  tile.append(place, captionOf(shown));
  if (shown.deleted_at) {
    const text = `deleted ${moment(shown.deleted_at)}`;
    tile.append(element("span", { className: "caption", textContent: text }));
  }
  tile.append(button);
  return tile;
}
