// The colour well beside a field that takes a colour's name or value.

const BADGE_NAMES = {
  brightgreen: "#44bb00",
  green: "#67ac09",
  yellow: "#d8b800",
  yellowgreen: "#95991a",
  orange: "#ea7233",
  red: "#dd4343",
  blue: "#007ec6",
  grey: "#555555",
  gray: "#555555",
  lightgrey: "#939393",
  success: "#44bb00",
  important: "#ea7233",
  critical: "#dd4343",
  informational: "#007ec6",
  inactive: "#939393",
};
const canvas = document.createElement("canvas").getContext("2d");

/** Give "#rrggbb" for what a browser can read, else an empty text. */
function hex(text, names) {
  const word = text.trim().toLowerCase();
  if (names[word]) return names[word];
  const value = /^([0-9a-f]{3}|[0-9a-f]{6})$/.test(word) ? `#${word}` : word;
  if (!CSS.supports("color", value)) return "";
  canvas.fillStyle = value;
  return canvas.fillStyle.startsWith("#") ? canvas.fillStyle : "";
}

/** Start the well of one field: each follows the other. */
export function startColorField(place) {
  const [field, well] = place.querySelectorAll("input");
  const names = field.getAttribute("list") === "css-colors" ? {} : BADGE_NAMES;
  const follow = () => {
    well.value = hex(field.value || field.placeholder, names) || "#ffffff";
  };
  well.hidden = false;
  well.addEventListener("input", () => {
    field.value = well.value.slice(1);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", follow);
  follow();
}
