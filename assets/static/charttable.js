// Rows as they come from a spreadsheet, in the grammar of data, labels and names. No DOM here.
// endpoint/chart/pasted.py reads the same for those without script.

const NUMBER = /^[-+]?(?=\.?[0-9])[0-9]*(?:\.[0-9]*)?(?:[eE][-+]?[0-9]{1,4})?$/;
const DECIMAL_COMMA = /^[-+]?[0-9.]*,(?:[0-9]{1,2}|[0-9]{4,})$/;
const YEAR = /^(?:19|20)[0-9]{2}$/;
const UNSAID = /[\s'$€£%]/g;
const FEW = 2; // so many rows are the columns of a table that lies on its side

const isNumber = (cell) => NUMBER.test(cell);
const isWord = (cell) => cell !== "" && !isNumber(cell);
const column = (rows, at) => rows.map((row) => row[at]);

function listed(words) {
  return words.some(Boolean) ? words.map((word) => word.replaceAll(",", "\\,")).join(",") : "";
}

/** Write a number as the service reads it; words stay as they are. */
function written(text, decimal) {
  let said = text.replace(UNSAID, "").replaceAll("\u2212", "-");
  if (said.includes(",")) {
    said = decimal ? said.replaceAll(".", "").replaceAll(",", ".") : said.replaceAll(",", "");
  }
  return isNumber(said) ? said : text;
}

function cellsOf(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim());
  const separator = ["\t", ";"].find((each) => text.includes(each)) ?? ",";
  const found = (lines.length ? lines : [""]).map((line) =>
    line.split(separator).map((cell) => cell.trim()),
  );
  const width = Math.max(...found.map((row) => row.length));
  const plain = (cell) => cell.replace(UNSAID, "");
  const decimal = separator !== "," && found.flat().some((cell) => DECIMAL_COMMA.test(plain(cell)));
  return found.map((row) =>
    Array.from({ length: width }, (_, at) => written(row[at] ?? "", decimal)),
  );
}

/** Stand a table up that lies on its side. */
function upright(cells) {
  if (cells.length > FEW || cells.length >= cells[0].length) return cells;
  return cells[0].map((_, at) => column(cells, at));
}

/** Put the first column before each of the others; before each two of a bubble chart. */
function placed(head, body, step) {
  const starts = [];
  for (let at = 1; at + step <= head.length; at += step) starts.push(at);
  const known = body.filter((row) => row[0]);
  const series = starts.map((at) =>
    known.map((row) => [row[0], ...row.slice(at, at + step)].join(":")).join(","),
  );
  return { data: series.join("|"), labels: "", names: listed(starts.map((at) => head[at])) };
}

function areLabels(cells, besideNames) {
  return besideNames || cells.some(isWord) || cells.every((cell) => YEAR.test(cell));
}

/** Tell whether a text is rows, and not `1,2|3,4` already. */
export function isTable(text) {
  return text.includes("\t") || (text.trim().includes("\n") && !text.includes("|"));
}

/**
 * Read rows: columns are series, words above them their names, words beside them labels.
 *
 * @param {object} table text, with tabs between cells, or semicolons, or commas; type: what it is
 *   shown as; a scatter chart's first column says where values stand.
 */
export function readTable({ text, type = "" }) {
  const cells = upright(cellsOf(text));
  const width = cells[0].length;
  const headed =
    cells.length > 1 &&
    ((width > 1 && !cells[0][0]) || cells[0].slice(width > 1 ? 1 : 0).some(isWord));
  const head = headed ? cells[0] : cells[0].map(() => "");
  const body = headed ? cells.slice(1) : cells;
  if (["scatter", "bubble"].includes(type) && width > 1) {
    return placed(head, body, type === "scatter" ? 1 : 2);
  }
  const first = width > 1 && areLabels(column(body, 0), headed && !head[0]) ? 1 : 0;
  const labels = first ? column(body, 0) : [];
  const names = head.slice(first);
  const columns = names.map((_, at) => column(body, at + first));
  if (type === "boxplot") {
    const boxes = columns.map((cells) => cells.filter(Boolean).join(","));
    return { data: boxes.join(";"), labels: listed(names), names: "" };
  }
  const data = columns.map((cells) => cells.join(",")).join("|");
  return { data, labels: listed(labels), names: listed(names) };
}
