// A form that composes an image: what is typed is drawn, measured and written in four notations.

import { snippets } from "./markup.js";

const PAUSE = 150; // ms without a key before the server is asked
const OTHER_NAMES = { width: "size", height: "size", path: "size", colorA: "labelColor", colorB: "color" };
const ACCEPT = { headers: { Accept: "application/problem+json, image/*" } };

/** Read a form: name → text, and the links as a list. */
function stateOf(form) {
  const entries = new FormData(form);
  const state = Object.fromEntries(entries);
  state.link = entries.getAll("link").map((link) => link.trim());
  return state;
}

function fileSize(bytes) {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

/** Start a form. `maker` knows its grammar: address(state), alt(state), scaled(state, scale). */
export function startComposer(form, maker) {
  const { root, baseUrl } = document.body.dataset;
  const result = form.querySelector("[data-result]");
  const proofs = [...result.querySelectorAll("[data-scale]")];
  const problem = result.querySelector("[data-problem]");
  let pending = new AbortController();
  let timer = 0;

  /** Show one proof; tell how the server answered. */
  async function prove(figure, address, { alt, zoom, signal }) {
    const answer = await fetch(root + address, { ...ACCEPT, signal });
    if (!answer.ok) return { problem: await answer.json() };
    const { size } = await answer.blob();
    const image = new Image();
    image.src = root + address;
    await image.decode();
    signal.throwIfAborted();
    const shown = figure.querySelector("img");
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    shown.alt = figure.dataset.scale === "1" ? alt : "";
    shown.width = width * zoom;
    shown.height = height * zoom;
    shown.src = image.src;
    figure.querySelector("[data-measure]").textContent =
      `${width * zoom} × ${height * zoom} px · ${fileSize(size)}`;
    return { width, height };
  }

  function showCopies(notations) {
    for (const place of result.querySelectorAll("[data-copy]")) {
      place.value = notations?.[place.dataset.copy] ?? "";
      if (notations) place.rows = place.value.split("\n").length;
      place.closest("li").querySelector("button").disabled = !notations;
    }
  }

  function clearProblem() {
    problem.textContent = "";
    for (const place of form.querySelectorAll("[data-error-of]")) place.hidden = true;
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  }

  /** Find what a problem is about; of fields with one name, the one that holds the value. */
  function guilty({ parameter = "", value = "" }) {
    const name = CSS.escape(OTHER_NAMES[parameter] ?? parameter);
    const fields = [...form.querySelectorAll(`[name="${name}"]`)];
    const field = fields.find((each) => each.value === value) ?? fields[0];
    const place = document.getElementById(`${field?.id}-error`);
    return { field, place: place ?? form.querySelector(`[data-error-of="${name}"]`) };
  }

  /** Tell what is wrong at the field that it is about, and beside the proofs. */
  function showProblem(wrong) {
    const { accepted = "", detail = "", title = "" } = wrong;
    const { field, place } = guilty(wrong);
    problem.textContent = detail || title;
    if (!field || !place) return;
    place.textContent = accepted ? `Accepted: ${accepted}.` : detail;
    place.hidden = false;
    if (field.type !== "radio") field.setAttribute("aria-invalid", "true");
    const group = place.closest("details");
    if (group) group.open = true;
  }

  async function refresh() {
    pending.abort();
    pending = new AbortController();
    const { signal } = pending;
    const state = stateOf(form);
    const alt = maker.alt(state);
    const drawn = state.file === "json" ? { ...state, file: "" } : state;
    const shown = proofs.map((figure) => {
      const scale = Number(figure.dataset.scale);
      const address = maker.address(maker.scaled(drawn, scale === 1 ? "" : String(scale)));
      return prove(figure, address, { alt, signal, zoom: maker.bitmap(drawn) ? 1 : scale });
    });
    try {
      const [one, two] = await Promise.all(shown);
      finish(state, alt, one, two);
    } catch (error) {
      if (!signal.aborted) fail({ title: `This cannot be shown: ${error.message}` });
    }
  }

  function fail(wrong) {
    clearProblem();
    for (const figure of proofs) figure.dataset.state = "failed";
    showCopies(null);
    showProblem(wrong);
  }

  function finish(state, alt, one, two) {
    if (one.problem) {
      fail(one.problem);
      return;
    }
    clearProblem();
    proofs[0].dataset.state = "drawn";
    proofs[1].dataset.state = two.problem ? "failed" : "drawn";
    if (two.problem) proofs[1].querySelector("[data-measure]").textContent = "over the limit";
    const bitmap = maker.bitmap(state);
    showCopies(
      snippets({
        url: baseUrl + maker.address(state),
        alt,
        link: state.link[0] ?? "",
        ...(bitmap && { width: one.width, height: one.height }),
        sharper:
          bitmap && !maker.scale(state) && !two.problem
            ? baseUrl + maker.address(maker.scaled(state, "2"))
            : "",
      }),
    );
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  refresh();
}
