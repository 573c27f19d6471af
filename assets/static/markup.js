// An image's address in the notations that are copied. No DOM here.

const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function html(text) {
  return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter]);
}

/** Keep a link whole in Markdown, where a parenthesis or a space would end it. */
function address(link) {
  return link.replace(/[()\s]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

/**
 * Write all notations.
 *
 * @param {object} image url; alt; link: where a click leads, or ""; for bitmaps width and height,
 *   in CSS px, and sharper: the address at twice the pixels, or "".
 */
export function snippets({ url, alt, link = "", width = 0, height = 0, sharper = "" }) {
  const picture = `![${alt.replace(/[\\[\]]/g, "\\$&")}](${url})`;
  const attributes = [
    `src="${html(url)}"`,
    sharper && `srcset="${html(sharper)} 2x"`,
    `alt="${html(alt)}"`,
    width && `width="${width}" height="${height}"`,
  ];
  const img = `<img ${attributes.filter(Boolean).join(" ")}>`;
  const target = link ? `\n   :target: ${link}` : "";
  return {
    url,
    markdown: link ? `[${picture}](${address(link)})` : picture,
    html: link ? `<a href="${html(link)}">${img}</a>` : img,
    rst: `.. image:: ${url}\n   :alt: ${alt}${target}`,
  };
}

/**
 * Write the HTML of a picture that browsers choose the size of.
 *
 * @param {object} image url; alt; width and height in CSS px; srcset: its text.
 */
export function responsive({ url, alt, width, height, srcset }) {
  const attributes = [
    `src="${html(url)}"`,
    `srcset="${html(srcset.replace(/\s*\n\s*/g, " "))}"`,
    `sizes="(max-width: ${width}px) 100vw, ${width}px"`,
    `width="${width}" height="${height}"`,
    `loading="lazy" alt="${html(alt)}"`,
  ];
  return `<img ${attributes.join(" ")}>`;
}
