// From what the form of charts holds to an address, as grammar.js does for other images. No DOM here.

import { isTable, readTable } from "./charttable.js";
import { chosen, encode, query } from "./grammar.js";

const NUMBERS = ["data", "labels", "names"];
const LOOK = [
  "type",
  "width",
  "height",
  "title",
  "theme",
  "colors",
  "background",
  "stacked",
  "horizontal",
  "numbers",
  "legend",
  "log",
  "min",
  "max",
  "unit",
  "x_title",
  "y_title",
  "bins",
  "mark",
  "limits",
];
const OF_FILES = ["x", "y", "by", "kind", "window", "bucket", "agg"];
const KINDS = {
  bar: "Bars",
  line: "Line",
  area: "Area",
  pie: "Pie",
  doughnut: "Doughnut",
  scatter: "Dots",
  bubble: "Bubbles",
  radar: "Radar",
  polar: "Polar chart",
  gauge: "Gauge",
  histogram: "Histogram",
  heatmap: "Heat map",
  boxplot: "Box plot",
  sparkline: "Sparkline",
};

const sharpAtAnySize = (format) => format === "svg" || format === "json";

/** Tell whether a chart is one of pixels. */
export function isBitmap({ format = "" }) {
  return !sharpAtAnySize(format);
}

/** Give data, labels and names in the address's grammar, however they were typed. */
export function numbersOf(state) {
  const { data = "", labels = "", names = "", type } = state;
  if (!isTable(data)) return { data: data.trim(), labels, names };
  const read = readTable({ text: data, type });
  return { data: read.data, labels: labels || read.labels, names: names || read.names };
}

/** Write a chart's address: of a file with its format as a suffix, of numbers in the query. */
export function chartAddress(state) {
  const { format = "", scale = "" } = state;
  const ratio = isBitmap(state) ? scale : "";
  const look = chosen(state, LOOK);
  if (state.from === "file") {
    const path = (state.filename ?? "").split("/").map(encode).join("/").replaceAll("%40", "@");
    const suffix = format || (ratio && "png");
    const tail = `${ratio && `@${ratio}x`}${suffix && `.${suffix}`}`;
    return `/chart/${path}${tail}${query([...look, ...chosen(state, OF_FILES)])}`;
  }
  const numbers = numbersOf(state);
  const said = NUMBERS.map((name) => [name, numbers[name]]).filter(
    ([name, text]) => text || name === "data",
  );
  return `/chart${query([...said, ...look, ...chosen({ format, scale: ratio }, ["format", "scale"])])}`;
}

/** Say what a chart shows. */
export function chartAlt(state) {
  if (state.title) return state.title;
  const kind = KINDS[state.type] ?? "Chart";
  if (state.from === "file") return `${kind} of ${state.filename}`;
  const names = numbersOf(state).names.replaceAll("\\,", ",").replaceAll(",", ", ");
  return names ? `${kind}: ${names}` : `${kind} of numbers`;
}
