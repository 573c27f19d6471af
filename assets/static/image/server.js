// The server as this page speaks to it: addresses, the token, problems.

import { letIn } from "./token.js";

const root = document.body.dataset.root;
const page = document.querySelector("[data-image-page]").dataset;
const KEY = "easel-token";
const JSON_TYPE = { "Content-Type": "application/json" };
const CLOSED = [401, 403];

/** Everything that the server says of itself on the page. */
export const rules = {
  largest: Number(page.largest), // bytes
  open: "open" in page, // no token needed here
  private: "private" in page, // not even to look
  signed: "signed" in page, // other sizes are for signed addresses, or with a token
};

export const address = (rest) => `${root}/image/${rest}`;

/** Give the headers that say who we are. */
export function credentials() {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Ask for a token; false if none was given. */
export async function askForToken(why) {
  const token = await letIn(why);
  if (token) sessionStorage.setItem(KEY, token);
  return Boolean(token);
}

/** What the server did not do, and why. */
export class Refused extends Error {
  constructor(status, { detail = "", title = "", accepted = "" }) {
    super(detail || title || `The server answered ${status}.`);
    Object.assign(this, { status, accepted });
  }
}

/** Read a problem document, or whatever came in its place. */
export function problemOf(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/**
 * Ask for JSON; where a token is needed, ask for that first.
 *
 * @param {string} rest what stands after /image/ in the address.
 * @throws {Refused} the server said no.
 */
export async function ask(rest, { method = "GET", json, signal } = {}) {
  const body = json && JSON.stringify(json);
  for (;;) {
    const headers = { Accept: "application/json", ...credentials(), ...(body && JSON_TYPE) };
    const answer = await fetch(address(rest), { method, headers, body, signal });
    if (answer.ok) return answer.status === 204 ? null : answer.json();
    const refused = new Refused(answer.status, problemOf(await answer.text()));
    if (!CLOSED.includes(answer.status) || !(await askForToken(refused.message))) throw refused;
  }
}

/** Find out whether files will be taken, before a long one is sent in vain. */
export async function mayUpload() {
  try {
    await ask("upload", { method: "POST" });
  } catch (error) {
    if (error instanceof Refused) return !CLOSED.includes(error.status);
  }
  return true; // the sending itself will tell
}

/** Whether an uploaded picture can be had in other sizes. */
export const canResize = () => !rules.signed || "Authorization" in credentials();

/** Put a picture into an <img>; where plain addresses would be refused, by way of a fetch. */
export async function showImage(image, rest, srcset = "") {
  const headers = credentials();
  if (!headers.Authorization || !(rules.private || (rules.signed && /[?&]w=/.test(rest)))) {
    image.srcset = srcset;
    image.src = address(rest);
    return;
  }
  const answer = await fetch(address(rest), { headers });
  if (!answer.ok) return;
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  image.src = URL.createObjectURL(await answer.blob());
}
