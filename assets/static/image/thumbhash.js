// A ThumbHash drawn: what a picture looks like in some 25 bytes, until it has come.
// Source: https://github.com/evanw/thumbhash (its format)

const SIDE = 24; // px, the longer one

/** Read one channel: the cosines that fit into a triangle of nx by ny. */
function channel(nx, ny, scale, next) {
  const found = [];
  for (let cy = 0; cy < ny; cy += 1) {
    for (let cx = cy ? 0 : 1; cx * ny < nx * (ny - cy); cx += 1) {
      found.push({ cx, cy, factor: (next() / 7.5 - 1) * scale });
    }
  }
  return found;
}

/** Read what a hash holds: per channel its mean and its cosines. */
function read(hash) {
  const head = hash[0] | (hash[1] << 8) | (hash[2] << 16);
  const shape = hash[3] | (hash[4] << 8);
  const hasAlpha = head >> 23;
  const landscape = shape >> 15;
  const long = hasAlpha ? 5 : 7;
  const lx = Math.max(3, landscape ? long : shape & 7);
  const ly = Math.max(3, landscape ? shape & 7 : long);
  let place = (hasAlpha ? 6 : 5) * 2; // half bytes
  const next = () => (hash[place >> 1] >> ((place++ & 1) << 2)) & 15;
  const luma = channel(lx, ly, ((head >> 18) & 31) / 31, next);
  const p = channel(3, 3, (((shape >> 3) & 63) / 63) * 1.25, next);
  const q = channel(3, 3, (((shape >> 9) & 63) / 63) * 1.25, next);
  const alpha = hasAlpha ? channel(5, 5, (hash[5] >> 4) / 15, next) : [];
  return [
    { mean: (head & 63) / 63, waves: luma },
    { mean: ((head >> 6) & 63) / 31.5 - 1, waves: p },
    { mean: ((head >> 12) & 63) / 31.5 - 1, waves: q },
    { mean: hasAlpha ? (hash[5] & 15) / 15 : 1, waves: alpha },
  ];
}

function value({ mean, waves }, x, y) {
  let sum = mean;
  for (const { cx, cy, factor } of waves) {
    sum += factor * 2 * Math.cos(Math.PI * cx * x) * Math.cos(Math.PI * cy * y);
  }
  return sum;
}

/** Draw a hash; `ratio` is the picture's width by its height. */
export function drawThumbHash(canvas, base64, ratio) {
  const channels = read(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  const width = Math.max(2, Math.round(Math.min(SIDE, SIDE * ratio)));
  const height = Math.max(2, Math.round(Math.min(SIDE, SIDE / ratio)));
  Object.assign(canvas, { width, height });
  const drawing = canvas.getContext("2d");
  const pixels = drawing.createImageData(width, height);
  for (let index = 0; index < width * height; index += 1) {
    const x = ((index % width) + 0.5) / width;
    const y = (Math.floor(index / width) + 0.5) / height;
    const [l, p, q, a] = channels.map((each) => value(each, x, y));
    const blue = l - (2 / 3) * p;
    const red = (3 * l - blue + q) / 2;
    pixels.data.set([red, red - q, blue, a].map((each) => each * 255), index * 4);
  }
  drawing.putImageData(pixels, 0, 0);
}
