// The place of a picture, which shows what it is like until it has come.

import { element } from "./text.js";
import { drawThumbHash } from "./thumbhash.js";

/** Make the place. */
export function placeFor({ width, height, thumbhash, dominant_color: color }) {
  const place = element("span", { className: "hung" });
  if (color) place.style.backgroundColor = color;
  if (!thumbhash) return place;
  const canvas = element("canvas", { ariaHidden: "true" });
  drawThumbHash(canvas, thumbhash, width / height);
  place.append(canvas);
  return place;
}

/** Hang an image into its place, which then is bare: through what is clear the page is seen. */
export function hangIn(place, image) {
  const arrive = () => {
    image.classList.add("here");
    place.querySelector("canvas")?.remove();
    place.style.backgroundColor = "";
  };
  image.addEventListener("load", arrive, { once: true });
  place.append(image);
}
