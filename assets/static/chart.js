// The page that composes charts: what the form says is drawn, and its address written.

import { startColorField } from "./colorfield.js";
import { ask, Composer, hang } from "./composer.js";
import { chartAddress, chartAlt, isBitmap, numbersOf } from "./chartgrammar.js";
import { isTable } from "./charttable.js";
import { startCopying } from "./copying.js";
import { snippets } from "./markup.js";
import { clearProblem } from "./problem.js";

/** Say what pasted rows were read as. */
function readAs(state) {
  if (state.from === "file" || !isTable(state.data)) return "";
  const { data, labels, names } = numbersOf(state);
  const count = data.split(state.type === "boxplot" ? ";" : "|").length;
  const what = state.type === "boxplot" ? ["box", "boxes"] : ["series", "series"];
  const beside = [labels && "labels", names && "names"].filter(Boolean).join(" and ");
  return `Read as ${count} ${what[count === 1 ? 0 : 1]}${beside && ` with ${beside}`}.`;
}

class ChartComposer extends Composer {
  #figure;

  constructor(form) {
    super(form);
    this.#figure = form.querySelector("[data-scale]");
  }

  async draw(state, signal) {
    const { root } = document.body.dataset;
    this.form.querySelector("[data-read]").textContent = readAs(state);
    const picture = state.format === "json" ? { ...state, format: "" } : state;
    this.#figure.dataset.state = "asked";
    const made = await ask(root + chartAddress(picture), signal);
    if (made.problem) {
      this.fail(made.problem);
      return;
    }
    clearProblem(this.form);
    const zoom = 1 / ((isBitmap(picture) && Number(state.scale)) || 1);
    hang(this.#figure, made, { alt: chartAlt(state), zoom });
    this.#write(state, { width: made.width * zoom, height: made.height * zoom });
  }

  fail(problem) {
    super.fail(problem);
    this.form.querySelector("[data-open]").hidden = true;
  }

  #write(state, { width, height }) {
    const { baseUrl, root } = document.body.dataset;
    const open = this.form.querySelector("[data-open]");
    open.href = root + chartAddress(state);
    open.hidden = false;
    const url = baseUrl + chartAddress(state);
    const image = { url, alt: chartAlt(state) };
    if (isBitmap(state)) {
      const sharper = state.scale ? "" : baseUrl + chartAddress({ ...state, scale: "2" });
      Object.assign(image, { width, height, sharper });
    }
    this.show(snippets(image));
  }
}

document.documentElement.classList.add("scripted");
for (const place of document.querySelectorAll("[data-color]")) startColorField(place);
startCopying(document.querySelector("[data-announce]"));
new ChartComposer(document.querySelector("[data-composer]")).refresh();
