// The gallery's large view: a dialog over the page, with arrow keys, a swipe, Escape and a way back.

const SWIPE = 40; // px

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dialog = document.querySelector("[data-large]");
const links = [...document.querySelectorAll("[data-opens]")];
const place = dialog.querySelector("[data-place]");
const say = (name) => dialog.querySelector(`[data-say="${name}"]`);
let current = 0;
let touched = 0;

/** Make the image of a tile as large as the room allows, and no larger than it is. */
function imageOf({ dataset }) {
  const { name, width, height } = dataset;
  const src = dataset.src + (calm.matches && "moves" in dataset ? "?format=jpeg" : "");
  const scale = Math.min(1, place.clientWidth / width, place.clientHeight / height);
  const image = document.createElement("img");
  Object.assign(image, {
    alt: name,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  });
  Object.assign(image.dataset, { src, max: width });
  return image;
}

function show(index) {
  current = (index + links.length) % links.length;
  const link = links[current];
  const { name, width, height } = link.dataset;
  say("name").textContent = name;
  say("size").textContent = `${width} × ${height} px`;
  say("count").textContent = `${current + 1} of ${links.length}`;
  say("file").href = link.href;
  place.replaceChildren(imageOf(link));
}

const steps = {
  previous: () => show(current - 1),
  next: () => show(current + 1),
  close: () => dialog.close(),
};
const keys = {
  ArrowLeft: steps.previous,
  ArrowRight: steps.next,
  Home: () => show(0),
  End: () => show(links.length - 1),
};

for (const [index, link] of links.entries()) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    dialog.showModal();
    show(index);
  });
}
for (const button of dialog.querySelectorAll("[data-step]")) {
  button.addEventListener("click", steps[button.dataset.step]);
}
dialog.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
dialog.addEventListener("close", () => links[current].focus());
place.addEventListener("click", ({ target }) => target === place && dialog.close());
place.addEventListener("touchstart", ({ touches }) => (touched = touches[0].clientX), {
  passive: true,
});
place.addEventListener("touchend", ({ changedTouches }) => {
  const way = changedTouches[0].clientX - touched;
  if (Math.abs(way) > SWIPE) show(current - Math.sign(way));
});
addEventListener("resize", () => dialog.open && show(current));
