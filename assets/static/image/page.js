// The page of images: files come in, pictures are found, shown, changed, deleted and restored.

import { startCopying } from "../copying.js";
import { startDetails } from "./details.js";
import { startFilter } from "./filter.js";
import { refresh, startGrid, welcome } from "./grid.js";
import { startIntake } from "./intake.js";
import { Queue } from "./queue.js";
import { restore } from "./removal.js";
import { rowOf, startTidying } from "./rows.js";

function startUploads() {
  const queue = new Queue();
  startIntake((files) => {
    for (const file of files) {
      const show = rowOf(queue, file);
      queue.add(file, (item) => {
        show(item);
        if (item.state === "done") welcome(item.image);
      });
    }
  });
  startTidying(queue);
  addEventListener("online", () => queue.wake());
  addEventListener("beforeunload", (event) => queue.busy && event.preventDefault());
}

document.documentElement.classList.add("scripted");
startCopying(document.querySelector("[data-announce]"));
if (document.querySelector("[data-rows]")) startUploads();
startFilter(refresh);
await startGrid(restore);
startDetails();
