// The pages of projects: their copy buttons.

import { startCopying } from "./copying.js";

startCopying(document.querySelector("[data-announce]"));
