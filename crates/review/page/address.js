// The address says what is shown, so that it can be shared, kept and gone
// back to.

export const FILTERS = ["status", "q", "speaker", "outlet", "kind", "act", "source", "corpus", "rule", "article", "from", "to"];

// The view of an address without any query: what is undecided, as a fair sample, so that
// whatever has been decided so far tells how good the output is.
const USUAL = {view: "review", status: "undecided", order: "random"};

const listeners = [];

export function onAddress(listener) {
  listeners.push(listener);
}

export function address() {
  const query = new URLSearchParams(location.search || location.hash.slice(1));
  const all = Object.fromEntries(query);
  return {...USUAL, ...all};
}

// The same address with some things changed; what is empty is left out.
export function addressWith(changes) {
  const next = {...address(), ...changes};
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(next)) {
    if (value !== "" && value !== null && value !== undefined && USUAL[name] !== value) query.set(name, value);
    // To show all is not what one usually sees.
    if (name === "status" && value === "") query.set(name, "all");
  }
  const text = query.toString();
  // A file has no query of its own in all browsers.
  if (location.protocol === "file:") return `#${text}`;
  return text ? `?${text}` : location.pathname;
}

// An address of a view of its own, without the filters of this one.
export function addressOf(wanted) {
  const nothing = Object.fromEntries([...FILTERS, "quote", "order", "offset"].map((name) => [name, USUAL[name] ?? ""]));
  return addressWith({...nothing, ...wanted});
}

export function go(changes) {
  history.pushState(null, "", addressWith(changes));
  tell();
}

// Changes the address without a step to go back to, and without showing anew.
export function note(changes) {
  history.replaceState(null, "", addressWith(changes));
}

function tell() {
  for (const listener of listeners) listener(address());
}

window.addEventListener("popstate", tell);
window.addEventListener("hashchange", tell);

// Links within the page need not load it again.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-inside]");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.pushState(null, "", link.getAttribute("href"));
  tell();
});

// The filters of an address, as the server takes them.
export function queryOf(address) {
  const query = {};
  for (const name of [...FILTERS, "order"]) if (address[name]) query[name] = address[name];
  return query;
}
