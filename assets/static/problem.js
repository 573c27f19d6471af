// What is wrong with a form, told at the field that it is about and beside the proofs.

// Of a parameter whose field has another name; the first that the form has.
const OTHER_NAMES = {
  width: ["size", "w"],
  height: ["size", "h"],
  path: ["size"],
  padding: ["pad"],
  focal_point: ["fp"],
};

/** Name a field as its label does; a radio by its group. */
function nameOf(field) {
  const group = field.type === "radio" && field.closest("fieldset").querySelector("legend");
  return (group || field.labels[0]).textContent.trim();
}

/** Find what a problem is about; of fields with one name, the one that holds the value. */
function guilty(form, { parameter = "", value = "" }) {
  const named = (each) => [...form.querySelectorAll(`[name="${CSS.escape(each)}"]`)];
  const names = [parameter, ...(OTHER_NAMES[parameter] ?? [])];
  const name = names.find((each) => named(each).length) ?? parameter;
  const fields = named(name);
  const field = fields.find((each) => each.value === value) ?? fields[0];
  const place = document.getElementById(`${field?.id}-error`);
  return { field, place: place ?? form.querySelector(`[data-error-of="${CSS.escape(name)}"]`) };
}

/** Take back what was told. */
export function clearProblem(form) {
  form.querySelector("[data-problem]").textContent = "";
  for (const place of form.querySelectorAll("[data-error-of]")) place.hidden = true;
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
}

/** Tell a problem document (RFC 9457). */
export function showProblem(form, problem) {
  const { accepted = "", detail = "", title = "", value = "" } = problem;
  const { field, place } = guilty(form, problem);
  const status = form.querySelector("[data-problem]");
  status.textContent = detail || title;
  if (!field || !place) return;
  status.textContent = `${nameOf(field)}: “${value}” is not accepted.`;
  place.textContent = accepted ? `Accepted: ${accepted}.` : detail;
  place.hidden = false;
  if (field.type !== "radio") field.setAttribute("aria-invalid", "true");
  const group = place.closest("details");
  if (group) group.open = true;
}
