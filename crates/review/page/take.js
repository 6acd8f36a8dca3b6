// Charts to take along: their numbers as CSV, and the picture as SVG or PNG, as it is on
// the screen.

import {button, el} from "./dom.js";

// How many dots of a PNG a dot of the screen becomes, so that it can be printed.
const SCALE = 2;
const EDGE = 16;

export function takeAlong(title, rows, columns) {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");
  const figure = (event) => event.target.closest("figure");
  return el(
    "p",
    {class: "take"},
    "Take it along: ",
    button("CSV", null, () => download(`${name}.csv`, "text/csv", table(rows, columns)), {class: "link", "aria-label": `${title} as CSV`}),
    button("SVG", null, (event) => download(`${name}.svg`, "image/svg+xml", drawing(figure(event), title).text), {class: "link", "aria-label": `${title} as SVG`}),
    button("PNG", null, (event) => paint(figure(event), title, name), {class: "link", "aria-label": `${title} as PNG`}),
  );
}

function download(name, type, contents) {
  const address = URL.createObjectURL(new Blob([contents], {type}));
  el("a", {href: address, download: name}).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// Numbers without marks between thousands. As in `sayso export`, the file begins with a byte
// order mark, for Excel, and no cell can be taken for a formula.
function table(rows, columns) {
  const cell = (value) => {
    const text = String(value ?? "");
    const plain = /^\d{1,3}(,\d{3})+$/.test(text) ? text.replaceAll(",", "") : text.replace(/^[=+@-]/, "'$&");
    return /[",\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  const lines = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
}

const escaped = (text) => text.replace(/[&<>"]/g, (c) => ({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})[c]);

// What the picture of a figure shows, as one SVG: each bar, line and word where it is.
function drawing(figure, title) {
  const picture = figure.querySelector(".picture");
  const box = picture.getBoundingClientRect();
  const style = getComputedStyle(figure);
  const measure = document.createElement("canvas").getContext("2d");
  const family = style.fontFamily;
  // Words in a picture are scaled with it.
  const sizeOf = (node) => parseFloat(getComputedStyle(node).fontSize) * (node.getScreenCTM?.().a ?? 1);
  const drawn = [];
  const kinds = new Map();
  let left = 0;
  for (const node of picture.querySelectorAll("rect, line, text, .name, .amount, .legend-word, h4")) {
    const at = node.getBoundingClientRect();
    const [x, y] = [at.left - box.left, at.top - box.top];
    const look = getComputedStyle(node);
    if (node.tagName === "rect" && node.classList.length) kinds.set(node.classList[0], look.fill);
    if (node.tagName === "rect") drawn.push(`<rect x="${x}" y="${y}" width="${at.width}" height="${at.height}" fill="${look.fill}"/>`);
    else if (node.tagName === "line") drawn.push(`<line x1="${x}" y1="${y}" x2="${x + at.width}" y2="${y}" stroke="${look.stroke}"/>`);
    else {
      const size = sizeOf(node);
      const words = node.textContent.trim();
      const toRight = look.textAlign === "right" || look.textAlign === "end";
      measure.font = `${size}px ${family}`;
      if (toRight) left = Math.max(left, measure.measureText(words).width - (x + at.width));
      drawn.push(`<text x="${toRight ? x + at.width : x}" y="${y + at.height / 2}" dominant-baseline="central"${toRight ? ' text-anchor="end"' : ""} font-size="${size}" fill="${node.tagName === "text" ? look.fill : look.color}">${escaped(words)}</text>`);
    }
  }
  const [head, foot] = [30, kinds.size ? 26 : 0];
  const [width, height] = [left + box.width + 2 * EDGE, box.height + head + foot + 2 * EDGE];
  let x = -left;
  for (const name of ["direct", "mixed", "indirect"].filter((kind) => kinds.has(kind))) {
    drawn.push(`<rect x="${x}" y="${box.height + 10}" width="12" height="12" fill="${kinds.get(name)}"/>`);
    drawn.push(`<text x="${x + 18}" y="${box.height + 16}" dominant-baseline="central" font-size="13" fill="${style.color}">${name}</text>`);
    x += 86;
  }
  const text = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${-EDGE - left} ${-EDGE - head} ${width} ${height}" font-family="${escaped(style.fontFamily)}">`
    + `<rect x="${-EDGE - left}" y="${-EDGE - head}" width="${width}" height="${height}" fill="${style.backgroundColor}"/>`
    + `<text x="${-left}" y="${-head / 2}" font-size="16" font-weight="600" fill="${style.color}">${escaped(title)}</text>${drawn.join("")}</svg>`;
  return {text, width, height};
}

function paint(figure, title, name) {
  const {text, width, height} = drawing(figure, title);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => download(`${name}.png`, "image/png", blob));
  };
  image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
}
