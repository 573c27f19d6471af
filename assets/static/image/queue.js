// Files that wait for their turn, a few at a time, each sent again until it has arrived.

import { askForToken, mayUpload, rules } from "./server.js";
import { send } from "./send.js";

const AT_ONCE = 3;
const TRIES = 8;
const LONGEST_PAUSE = 30; // s
// No answer, or one that says: later. 409: the same key is being worked on.
const AGAIN = [0, 408, 409, 429, 502, 503, 504];
const AFTER_A_CHANGE = [401, 403, 507]; // again when somebody has done something

/** Make a key of 128 random bits; randomUUID is not there without https. */
function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A file and how far it is. `changed` is called whenever that changes. */
class Item {
  key = randomKey();
  state = "waiting"; // sending, reading, pausing, done, refused, broken, cancelled
  part = 0; // 0 to 1, of the bytes
  note = ""; // why it was refused, or is sent again
  image = null; // what the server made of it
  #stop = new AbortController();
  #wake = () => {};

  constructor(file, changed) {
    Object.assign(this, { file, changed });
  }

  become(state, note = "") {
    if (this.state === "cancelled") return;
    Object.assign(this, { state, note });
    this.changed(this);
  }

  get over() {
    return ["done", "refused", "broken", "cancelled"].includes(this.state);
  }

  /** Whether it can be sent once more. */
  get repeatable() {
    return this.state === "broken" || this.state === "pausing";
  }

  cancel() {
    if (this.over) return;
    this.become("cancelled");
    this.#stop.abort();
    this.#wake();
  }

  /** End a pause. */
  wake() {
    this.#wake();
  }

  /** Wait; `wake` and `cancel` end that. */
  pause(seconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, seconds * 1000);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  send() {
    this.part = 0;
    this.become("sending");
    const progressed = (part) => {
      this.part = part;
      this.become(part < 1 ? "sending" : "reading");
    };
    return send(this.file, this.key, progressed, this.#stop.signal);
  }
}

/** Say how long to wait before the next try. */
function pauseBefore(tries, asked) {
  return asked >= 0 ? Math.min(asked, 600) : Math.min(LONGEST_PAUSE, 2 ** (tries - 1));
}

function settle(item, { status, body }) {
  if (status === 200 || status === 201) {
    Object.assign(item, { image: body, part: 1 });
    item.become("done");
    return;
  }
  const note = body.detail || body.title || `The server answered ${status}.`;
  item.become(AFTER_A_CHANGE.includes(status) ? "broken" : "refused", note);
}

/** Send until there is an answer that is final. */
async function deliver(item) {
  for (let tries = 1; !item.over; tries += 1) {
    const answer = await item.send();
    if (item.over) return; // cancelled meanwhile
    if ([401, 403].includes(answer.status) && (await askForToken(answer.body.detail))) continue;
    if (!AGAIN.includes(answer.status)) {
      settle(item, answer);
      return;
    }
    const why = answer.status ? "The server is busy" : "Connection lost";
    if (tries >= TRIES) {
      item.become("broken", `${why}.`);
      return;
    }
    const seconds = pauseBefore(tries, answer.pause);
    item.become("pausing", `${why}; again in ${Math.ceil(seconds)} s`);
    await item.pause(seconds);
  }
}

/** All files that were given. */
export class Queue {
  items = [];
  #running = 0;
  #admitted = rules.open;

  /** Take a file; `changed` is told with its item whenever something is new. */
  add(file, changed) {
    const item = new Item(file, changed);
    this.items.push(item);
    if (file.size > rules.largest) item.become("refused", "Larger than this server takes.");
    else if (!file.size) item.become("refused", "The file is empty.");
    else changed(item);
    this.#next();
  }

  /** Send once more what was given up; what only pauses goes on at once. */
  retry(item) {
    item.wake();
    if (item.state !== "broken") return;
    item.become("waiting");
    this.#next();
  }

  /** The line is back: nobody needs to wait any more. */
  wake() {
    for (const item of this.items) item.wake();
  }

  forget(item) {
    this.items = this.items.filter((each) => each !== item);
  }

  get busy() {
    return this.items.some((item) => !item.over);
  }

  async #next() {
    if (this.#running >= AT_ONCE) return;
    const item = this.items.find((each) => each.state === "waiting");
    if (!item) return;
    this.#running += 1;
    item.become("sending");
    this.#admitted ||= await mayUpload();
    if (this.#admitted) await deliver(item);
    else item.become("broken", "It needs a token.");
    this.#running -= 1;
    this.#next();
  }
}
