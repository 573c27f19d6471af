// From what a form holds to an address: the inverse of the server's parsers. No DOM here.
// A state is an object of texts; what is empty or missing was not chosen. Links are a list.

const BADGE_QUERY = [
  "style",
  "labelColor",
  "logo",
  "logoColor",
  "logoSize",
  "logoWidth",
  "format",
  "precision",
  "prefix",
  "suffix",
  "thresholds",
  "segments",
  "theme",
  "cacheSeconds",
];
const SAID_BY_SEGMENTS = {
  label: "",
  message: "",
  color: "",
  labelColor: "",
  format: "",
  precision: "",
  prefix: "",
  suffix: "",
  thresholds: "",
};
const PLACEHOLDER_QUERY = ["text", "font", "font_size", "align", "radius", "border", "gradient"];
const PICTURE_QUERY = [
  "w",
  "h",
  "fit",
  "gravity",
  "fp",
  "crop",
  "trim",
  "rotate",
  "flip",
  "enlarge",
  "dpr",
  "format",
  "quality",
  "max_bytes",
  "progressive",
  "blur",
  "sharpen",
  "grayscale",
  "brightness",
  "contrast",
  "saturation",
  "radius",
  "pad",
  "background",
  "watermark",
  "watermark_position",
  "watermark_opacity",
  "watermark_scale",
];
const WORD = /^[a-z0-9]+$/i; // a colour that a path can hold

/** Encode for a path segment or a query; parentheses too, at which Markdown would end a link. */
export function encode(text) {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Write a query, easy on the eye: what may stand unescaped there does. */
export function query(pairs) {
  const written = pairs.map(
    ([name, value]) => `${name}=${encode(value).replace(/%(2C|3A|2F|40)/g, decodeURIComponent)}`,
  );
  return written.length ? `?${written.join("&")}` : "";
}

/** List what was chosen of some names, in their order. */
export function chosen(state, names) {
  return names.map((name) => [name, state[name] ?? ""]).filter(([, value]) => value !== "");
}

/** Both links have a place of their own: a right one alone stands after an empty one. */
function links({ link = [] }) {
  const last = link.findLastIndex((each) => each !== "");
  return link.slice(0, last + 1).map((each) => ["link", each]);
}

function tail(scale, file) {
  return `${scale ? `@${scale}x` : ""}${file ? `.${file}` : ""}`;
}

/**
 * Write a part of a badge's path: `-` and `_` are doubled, a space becomes `_`, or keeps its percent
 * sign where two underscores would meet.
 */
export function badgePart(text) {
  return encode(text.replaceAll("-", "--").replaceAll("_", "__")).replace(/%20(?!%20|_)/g, "_");
}

/** Leave out what the server would refuse beside segments or thresholds: they say it. */
function settled(state) {
  if (state.segments) return { ...state, ...SAID_BY_SEGMENTS };
  return state.thresholds ? { ...state, color: "" } : state;
}

/** Write a badge's address. `scale` is for bitmaps: an SVG has none. */
export function badgeAddress(given) {
  const state = settled(given);
  const { label = "", message = "", file = "" } = state;
  const color = (state.color ?? "").replace(/^#/, "");
  const end = tail(file === "" || file === "json" ? "" : state.scale, file);
  const style = state.style === "flat" ? "" : state.style;
  const rest = [...chosen({ ...state, style }, BADGE_QUERY), ...links(state)];
  if (!WORD.test(color)) {
    return `/badge${end}${query([...chosen(state, ["label", "message", "color"]), ...rest])}`;
  }
  const parts = [badgePart(message), color];
  if (label.endsWith("-")) rest.unshift(["label", label]);
  else if (label) parts.unshift(badgePart(label));
  return `/badge/${parts.join("-")}${end}${query(rest)}`;
}

/** Say what a badge says. */
export function badgeAlt({ label = "", message = "", prefix = "", suffix = "", segments = "" }) {
  if (!segments) return [label, prefix + message + suffix].filter(Boolean).join(": ");
  const texts = segments
    .split(/(?<!\\),(?![^(]*\))/)
    .map((item) => item.replace(/:[^:]*$/, "").replace(/\\(.)/g, "$1"));
  return texts.length > 1 ? `${texts[0]}: ${texts.slice(1).join(", ")}` : texts[0];
}

/** Write a placeholder's address; colours that a path cannot hold go to the query. */
export function placeholderAddress(state) {
  const background = (state.background ?? "").replace(/^#/, "");
  const foreground = (state.foreground ?? "").replace(/^#/, "");
  const text = (state.text ?? "").replace(/\r?\n/g, "\\n");
  const path = [encode(state.size ?? "").replaceAll("%3A", ":")];
  const pairs = [];
  if (WORD.test(background)) path.push(background);
  else if (background) pairs.push(["background", background]);
  if (WORD.test(foreground) && path.length === 2) path.push(foreground);
  else if (foreground) pairs.push(["foreground", foreground]);
  pairs.push(...chosen({ ...state, text }, PLACEHOLDER_QUERY));
  if (!state.bold) pairs.push(["bold", "false"]);
  return `/${path.join("/")}${tail(state.dpr, state.file)}${query(pairs)}`;
}

/** Say what a placeholder says. */
export function placeholderAlt({ text = "", size = "" }) {
  return text.replace(/\s*(\\n|\||\r?\n)\s*/g, " ") || `Placeholder ${size}`;
}

/** Write a picture's address; `what` is a part of its own below it, such as "info". */
export function pictureAddress(state, what = "") {
  const path = state.path.split("/").map(encode).join("/").replaceAll("%40", "@");
  const background = (state.background ?? "").replace(/^#/, "");
  const pairs = chosen({ ...state, background }, PICTURE_QUERY);
  return `/picture/${path}${what && `/${what}`}${query(pairs)}`;
}

/** Say what a picture shows, as far as its file's name does. */
export function pictureAlt({ path = "" }) {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/\.[a-z0-9]+$/i, "");
  return name.replace(/[-_\s]+/g, " ").trim();
}
