/*
Fetches pictures when they come near, as large as shown.

  <script src="/static/lazyload.js" defer></script>
  <img data-src="/picture/a.jpg" width="600" height="400" alt="A bay">
  <noscript><img src="/picture/a.jpg?w=800" alt="A bay"></noscript>

img { display: block; max-width: 100%; height: auto } keeps room,
@media (scripting: none) { [data-src] { display: none } } for noscript.

data-src gets `w` and `format=auto`, unless signed. data-max: px, the most.
data-srcset instead: the browser chooses by `sizes`, else by width.
*/
{
  const saving =
    navigator.connection?.saveData || matchMedia("(prefers-reduced-data: reduce)").matches;
  const asked = new WeakMap(); // image → px
  const near = new Set();

  // CSS px; of the whole image where it is cut to its box
  const widthOf = (image) => {
    const width = image.clientWidth || image.parentElement.clientWidth || innerWidth;
    const ratio = image.getAttribute("width") / image.getAttribute("height");
    const cut = ratio && getComputedStyle(image).objectFit === "cover";
    return Math.ceil(cut ? Math.max(width, image.clientHeight * ratio) : width);
  };

  const addressOf = (src, width) => {
    if (/[?&]signature=/.test(src)) return src;
    const url = new URL(src, document.baseURI);
    const query = url.searchParams;
    const [w, h] = [query.get("w"), query.get("h")];
    if (w && h) query.set("h", Math.round((h * width) / w));
    if (!/[?&](format|encoding)=/.test(src)) query.set("format", "auto");
    query.set("w", width);
    return url;
  };

  const load = (image) => {
    if (!image.isConnected) return;
    const { max, own, src, srcset } = image.dataset;
    const css = widthOf(image);
    const exact = css * (saving ? 1 : devicePixelRatio);
    const step = 2 ** Math.floor(Math.log2(exact)) / 4; // few sizes share caches
    const width = Math.min(Math.ceil(exact / step) * step, max || 4096);
    const before = asked.get(image) ?? 0;
    if (width <= before) return;
    asked.set(image, width);
    if (srcset) {
      if (own || !image.sizes) image.dataset.own = image.sizes = css + "px";
      image.srcset = srcset;
      return;
    }
    const larger = before ? new Image() : image;
    larger.src = addressOf(src, width);
    if (!before) return;
    larger.decode().then(
      () => asked.get(image) === width && (image.src = larger.src),
      () => asked.set(image, before),
    );
  };

  const places = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        near[isIntersecting ? "add" : "delete"](target);
        if (isIntersecting) load(target);
      }
    },
    { rootMargin: saving ? "0px" : "400px" },
  );
  const observe = () => {
    for (const image of document.querySelectorAll("img[data-src], img[data-srcset]"))
      places.observe(image);
  };

  new MutationObserver(observe).observe(document, { childList: true, subtree: true });
  addEventListener("resize", () => near.forEach(load));
  observe();
}
