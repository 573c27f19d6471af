// What is known of a picture, as tables, and its addresses to take away.

import { snippets } from "../markup.js";
import { bytes, element, moment, sides } from "./text.js";

const HASHES = ["sha256", "pixel_hash", "perceptual_hash", "blurhash", "thumbhash"];

/** Write a value of a table. */
function text(value) {
  if (Array.isArray(value)) return value.map(text).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function table(body, rows) {
  const filled = rows.filter(([, value]) => value !== null && value !== undefined && value !== "");
  body.replaceChildren(
    ...filled.map(([name, value]) =>
      element(
        "tr",
        {},
        element("th", { scope: "row", textContent: name }),
        element("td", {}, value instanceof Node ? value : text(value)),
      ),
    ),
  );
  return filled.length;
}

function plain(image) {
  const { duplicate_of: twin, frames = 1 } = image;
  return [
    ["Type", image.type],
    ["Size", `${sides(image)}\u00a0px, ${bytes(image.bytes)}`],
    ["Frames", frames > 1 ? frames : null],
    ["Uploaded", `${moment(image.uploaded_at)} by ${image.uploader}`],
    ["Camera", image.camera],
    ["Lens", image.lens],
    ["Taken", image.taken_at],
    ["Mode", image.mode],
    ["Orientation", image.orientation > 1 ? image.orientation : null],
    ["Colour profile", image.icc],
    ["Main colour", image.dominant_color],
    ["Same picture", twin ? element("a", { href: `#image-${twin}`, textContent: `#${twin}` }) : ""],
  ];
}

/** Fill the tables. */
export function showFacts(dialog, image) {
  const groups = {
    plain: plain(image),
    exif: Object.entries(image.exif ?? {}),
    xmp: Object.entries(image.xmp ?? {}),
    iptc: Object.entries(image.iptc ?? {}),
    location: Object.entries(image.location ?? {}),
    hashes: HASHES.map((name) => [name, image[name]]),
  };
  for (const [name, rows] of Object.entries(groups)) {
    const group = dialog.querySelector(`[data-facts='${name}']`);
    group.hidden = !table(group.querySelector("tbody"), rows);
  }
}

/** Fill the fields that are copied from. */
export function showCopies(dialog, { url, share_url: share, name, width, height }) {
  const { markdown, html } = snippets({ url, alt: name, width, height });
  for (const [kind, value] of Object.entries({ url, share, markdown, html })) {
    dialog.querySelector(`[data-copy='${kind}']`).value = value;
  }
}
