// The form that composes a picture: what is made of a stored one, and what that saves.

import { ask, Composer, fileSize, hang } from "./composer.js";
import { pictureAddress, pictureAlt } from "./grammar.js";
import { responsive, snippets } from "./markup.js";
import { clearProblem } from "./problem.js";

const FORMATS = { jpeg: "JPEG", png: "PNG", webp: "WebP", avif: "AVIF", gif: "GIF" };

function measure({ width, height, format, bytes }) {
  const name = FORMATS[format] ?? format.toUpperCase();
  return `${width} × ${height} px · ${name} · ${fileSize(bytes)}`;
}

/** Say how much shorter than the stored file the new one is. */
function saving(bytes, before) {
  const share = Math.round(100 * (1 - bytes / before));
  if (share === 0) return "as long as";
  return share > 0 ? `${share} % less than` : `${-share} % more than`;
}

class PictureComposer extends Composer {
  #figure;
  #stored = { path: "", facts: null };

  constructor(form) {
    super(form);
    this.#figure = form.querySelector("[data-scale]");
  }

  async draw(state, signal) {
    if (!state.path.trim()) {
      this.#clear();
      return;
    }
    const { root } = document.body.dataset;
    const made = await ask(root + pictureAddress(state), signal);
    if (made.problem) {
      this.#tell("");
      this.fail(made.problem);
      return;
    }
    const [facts, srcset] = await Promise.all([
      this.#factsOf(state.path, signal),
      this.#ask(root + pictureAddress(state, "srcset"), signal, (answer) => answer.text()),
    ]);
    clearProblem(this.form);
    this.#hang(state, made, facts);
    this.#write(state, made, srcset);
  }

  /** Show nothing: no picture is named. */
  #clear() {
    this.#tell("");
    this.fail({ title: "" });
  }

  #hang(state, { url, size, type, width, height }, facts) {
    const zoom = 1 / (Number(state.dpr) || 1);
    hang(this.#figure, { url, size, width, height }, { alt: pictureAlt(state), zoom });
    const format = type.replace(/^image\//, "");
    const said = measure({ width, height, format, bytes: size });
    this.#figure.querySelector("[data-measure]").textContent = said;
    this.#tell(facts ? `${saving(size, facts.bytes)} ${measure(facts)}` : "");
  }

  #tell(text) {
    this.#figure.querySelector("[data-saved]").textContent = text;
  }

  #write(state, made, srcset) {
    const url = document.body.dataset.baseUrl + pictureAddress(state);
    const alt = pictureAlt(state);
    const ratio = Number(state.dpr) || 1;
    const [width, height] = [made.width, made.height].map((side) => Math.round(side / ratio));
    const notations = snippets({ url, alt, width, height });
    const image = { url, alt, width, height, srcset };
    this.show({ ...notations, srcset: srcset ? responsive(image) : notations.html });
  }

  /** What the stored picture is; asked for once as long as it stays the same. */
  async #factsOf(path, signal) {
    if (this.#stored.path !== path) {
      const address = document.body.dataset.root + pictureAddress({ path }, "info");
      const facts = await this.#ask(address, signal, (answer) => answer.json());
      this.#stored = { path, facts };
    }
    return this.#stored.facts;
  }

  /** Ask for what the picture can be shown without; null where it cannot be had. */
  async #ask(address, signal, read) {
    const answer = await fetch(address, { signal, headers: { Accept: "*/*" } });
    return answer.ok ? read(answer) : null;
  }
}

/** Start the composer of pictures. */
export function startPictureComposer(form) {
  new PictureComposer(form).refresh();
}
