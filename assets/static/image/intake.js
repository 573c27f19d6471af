// The ways in: chosen, taken with the camera, dropped anywhere on the page, pasted.

const veil = document.querySelector("[data-veil]");

function carriesFiles({ dataTransfer }) {
  return [...(dataTransfer?.types ?? [])].includes("Files");
}

/** Start all ways; `take` is called with files. */
export function startIntake(take) {
  for (const field of document.querySelectorAll("[data-takes]")) {
    field.addEventListener("change", () => {
      take([...field.files]);
      field.value = ""; // the same file may be chosen again
    });
  }
  let depth = 0; // every element that is entered and left tells so
  const lift = () => {
    depth = 0;
    veil.hidden = true;
  };
  addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth += 1;
    veil.hidden = false;
  });
  addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  addEventListener("dragleave", (event) => {
    if (carriesFiles(event) && --depth <= 0) lift();
  });
  addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    lift();
    take([...event.dataTransfer.files]);
  });
  addEventListener("paste", ({ clipboardData }) => {
    const files = [...(clipboardData?.files ?? [])];
    if (files.length) take(files);
  });
}
