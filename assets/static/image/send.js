// One file on its way: XMLHttpRequest, since fetch does not tell how much has been sent.

import { address, credentials, problemOf } from "./server.js";

const LOST = 0; // the status of what never got an answer

/** Read Retry-After, which is seconds or a date; NaN where it is not sent. */
function pauseOf(request) {
  const text = request.getResponseHeader("Retry-After") ?? "";
  return /^\d+$/.test(text) ? Number(text) : (Date.parse(text) - Date.now()) / 1000;
}

/** Name a file; what comes from the clipboard or a camera may have no name. */
function nameOf(file) {
  return file.name || `picture.${file.type.split("/")[1] ?? "bin"}`;
}

/**
 * Send a file.
 *
 * @param {File} file
 * @param {string} key the Idempotency-Key; the same whenever the same file is sent again.
 * @param {(part: number) => void} progressed told 0 to 1; 1: all is sent, the answer is awaited.
 * @param {AbortSignal} signal
 * @returns {Promise<{status: number, body: object, pause: number}>} status 0: the connection was
 *   lost; pause: s, what the server asks to wait.
 */
export function send(file, key, progressed, signal) {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append("image", file, nameOf(file));
  request.open("POST", address("upload"));
  const headers = { ...credentials(), Accept: "application/json", "Idempotency-Key": key };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ loaded, total }) => {
    progressed(Math.min(0.99, loaded / total));
  });
  request.upload.addEventListener("load", () => progressed(1));
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      const { status, responseText } = request;
      const body = status === LOST ? {} : problemOf(responseText);
      resolve({ status, body, pause: status === LOST ? NaN : pauseOf(request) });
    });
    request.send(form);
  });
}
