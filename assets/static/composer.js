// A form that composes an image: what is typed is drawn, measured and written in four notations.

import { snippets } from "./markup.js";
import { clearProblem, showProblem } from "./problem.js";

const PAUSE = 150; // ms without a key before the server is asked
// What an <img> of this browser would accept, so that the same bytes are measured.
const ACCEPT = { headers: { Accept: "application/problem+json, image/avif, image/webp, image/*" } };

/** Read a form: name → text, and the links as a list. */
function stateOf(form) {
  const entries = new FormData(form);
  return {
    ...Object.fromEntries(entries),
    link: entries.getAll("link").map((link) => link.trim()),
  };
}

/** Say how long a file is. */
export function fileSize(bytes) {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** Ask for an image; give its bytes, type and size in px, or the problem that the server told. */
export async function ask(url, signal) {
  const answer = await fetch(url, { ...ACCEPT, signal });
  if (!answer.ok) return { problem: await answer.json() };
  const { size, type } = await answer.blob();
  const image = new Image();
  image.src = url;
  await image.decode();
  signal.throwIfAborted();
  return { url: image.src, size, type, width: image.naturalWidth, height: image.naturalHeight };
}

/** Hang an image, or take one down. */
export function hang(figure, { url, size, width, height, problem }, { alt, zoom }) {
  const measure = figure.querySelector("[data-measure]");
  figure.dataset.state = problem ? "failed" : "drawn";
  measure.textContent = "";
  if (problem) return;
  const image = figure.querySelector("img");
  Object.assign(image, { alt, width: width * zoom, height: height * zoom, src: url });
  measure.textContent = `${width * zoom} × ${height * zoom} px · ${fileSize(size)}`;
}

/** One form; what is drawn of it, and where, is told by `draw`. */
export class Composer {
  #pending = new AbortController();
  #timer = 0;

  constructor(form) {
    this.form = form;
    form.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.refresh(), PAUSE);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.refresh();
    });
  }

  /** Draw what the form says; what was asked before and is not there yet is dropped. */
  async refresh() {
    this.#pending.abort();
    this.#pending = new AbortController();
    const { signal } = this.#pending;
    try {
      await this.draw(stateOf(this.form), signal);
    } catch (error) {
      if (!signal.aborted) this.fail({ title: `This cannot be shown: ${error.message}` });
    }
  }

  /** Write the notations, or none. */
  show(notations) {
    for (const place of this.form.querySelectorAll("[data-copy]")) {
      place.value = notations?.[place.dataset.copy] ?? "";
      if (notations) place.rows = place.value.split("\n").length;
      place.closest("li").querySelector("button").disabled = !notations;
    }
  }

  /** Tell what is wrong. */
  fail(problem) {
    for (const figure of this.form.querySelectorAll("[data-scale]")) hang(figure, { problem }, {});
    this.show(null);
    clearProblem(this.form);
    showProblem(this.form, problem);
  }
}

/**
 * Shows an image at 1× and at 2×. `maker` knows its grammar: address, alt, scale, scaled, bitmap,
 * each of a state.
 */
class ProofComposer extends Composer {
  #maker;
  #proofs;

  constructor(form, maker) {
    super(form);
    this.#maker = maker;
    this.#proofs = [...form.querySelectorAll("[data-scale]")];
  }

  async draw(state, signal) {
    const { root } = document.body.dataset;
    const maker = this.#maker;
    const drawn = state.file === "json" ? { ...state, file: "" } : state;
    const asked = ["", "2"].map((scale) =>
      ask(root + maker.address(maker.scaled(drawn, scale)), signal),
    );
    const [[one, two], alt] = await Promise.all([Promise.all(asked), maker.alt(state, signal)]);
    if (one.problem) {
      this.fail(one.problem);
      return;
    }
    clearProblem(this.form);
    hang(this.#proofs[0], one, { alt, zoom: 1 });
    hang(this.#proofs[1], two, { alt: "", zoom: maker.bitmap(drawn) ? 1 : 2 });
    if (two.problem) this.#proofs[1].querySelector("[data-measure]").textContent = "over the limit";
    this.#write(state, { alt, ...(maker.bitmap(state) && one), sharp: !two.problem });
  }

  /** Write the notations of what was drawn. */
  #write(state, { alt, width, height, sharp }) {
    const { baseUrl } = document.body.dataset;
    const maker = this.#maker;
    const sharper = width && sharp && !maker.scale(state) && maker.address(maker.scaled(state, "2"));
    const url = baseUrl + maker.address(state);
    const link = state.link.find(Boolean);
    this.show(snippets({ url, alt, link, width, height, sharper: sharper && baseUrl + sharper }));
  }
}

/** Start the composer of one form. */
export function startComposer(form, maker) {
  new ProofComposer(form, maker).refresh();
}
