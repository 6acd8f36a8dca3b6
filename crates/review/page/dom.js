// Elements are made here, and words get into them as text only: nothing that an
// article says is ever read as markup.

// el("p", {class: "quiet", onclick: f}, "words", child): properties that begin
// with "on" are listeners, the others attributes; false and null leave one out.
export function el(name, properties, ...children) {
  return fill(document.createElement(name), properties, children);
}

// The same for a picture's elements.
export function svg(name, properties, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), properties, children);
}

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

export function replace(node, ...children) {
  node.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

// Tells those who do not see the screen.
export function announce(text) {
  byId("live").textContent = text;
}

export const number = (value) => value.toLocaleString("en-GB");
export const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
export const percent = (part, whole) => (whole ? `${Math.round((part / whole) * 100)} %` : "–");

// A key as it is shown beside what it does.
export const key = (name) => el("kbd", {"aria-hidden": "true"}, name);

// A button with its key.
export function button(label, shortcut, onclick, properties) {
  return el("button", {type: "button", onclick, "aria-keyshortcuts": shortcut, ...properties}, label, shortcut ? key(shortcut) : null);
}

// A message at the lower edge, which goes by itself.
let toastTimer = 0;
export function toast(text, action) {
  const node = byId("toast");
  replace(node, el("span", {}, text), action);
  node.hidden = false;
  announce(text);
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (node.hidden = true), 6000);
}

// What went wrong stays until it is right again.
export function trouble(text, action) {
  const node = byId("trouble");
  node.hidden = !text;
  replace(node, text ? [el("span", {}, text), action] : []);
}
