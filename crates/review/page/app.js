// Begins here: the head of the page, which view is shown, and the keys.

import {byId, counted, el, button, key, number, percent, replace, trouble} from "./dom.js";
import {address, addressOf, onAddress} from "./address.js";
import {report, source} from "./source.js";
import {KEYS, focusSearch, refreshReview, reviewKey, showReview} from "./review.js";
import {loadChoices} from "./list.js";
import {showCorpus} from "./corpus.js";
import {showClusters} from "./clusters.js";

const VIEWS = [["review", "Review"], ["corpus", "Corpus"], ["clusters", "Repeated quotes"]];

const main = byId("main");
let decisions = 0;
let complete = false;
let lost = false;

// Who decides: as typed here before, or as the program was told.
const given = document.querySelector('meta[name="reviewer"]').content;
const stored = () => {
  try {
    return localStorage.getItem("reviewer");
  } catch {
    return null;
  }
};
const reviewer = () => stored() || given;

async function show() {
  const {view} = address();
  replace(byId("views"), VIEWS.map(([name, label]) => el("a", {href: addressOf(name === "review" ? {view: "review"} : {view: name}), "data-inside": true, "aria-current": view === name && "page"}, label)));
  try {
    if (view === "corpus") await showCorpus(main);
    else if (view === "clusters") await showClusters(main);
    else await showReview(main, reviewer);
    trouble(null);
  } catch (error) {
    trouble(error.message, button("Try again", null, show));
  }
}

function showProgress(state) {
  byId("folder").textContent = state.folder;
  document.title = report ? `${state.folder} · sayso` : `${state.folder} · sayso review`;
  const {accepted = 0, rejected = 0, fixed = 0, added = 0} = state.statuses;
  const decided = accepted + rejected + fixed;
  replace(
    byId("progress"),
    el("meter", {min: 0, max: Math.max(state.quotes, 1), value: decided, "aria-label": "Decided"}),
    el("span", {title: `${accepted} accepted, ${fixed} corrected, ${rejected} rejected, ${added} added`},
      `${number(decided)} of ${counted(state.quotes, "quote", "quotes")} decided`,
      added ? `, ${number(added)} added` : "",
      state.articles_read ? ` · ${counted(state.articles_read, "article", "articles")} read whole` : ""),
    state.complete ? null : el("span", {class: "reading", role: "status"}, `reading ${percent(state.progress[0], state.progress[1])}`),
    state.problems.length ? el("details", {class: "problems"}, el("summary", {}, `${counted(state.problems.length, "line", "lines")} cannot be used`), el("ul", {}, state.problems.map((problem) => el("li", {}, problem)))) : null,
  );
}

async function poll() {
  let wait = 2000;
  try {
    const state = await source.state(decisions);
    const first = !complete && state.complete;
    decisions = state.decisions;
    complete = state.complete;
    if (!complete) wait = 500;
    showProgress(state);
    if (lost && !byId("trouble").querySelector("button")) trouble(null);
    lost = false;
    if (first) {
      await loadChoices();
      if (address().view !== "review") await show();
    }
    if (address().view === "review") await refreshReview(state.changed, state.complete);
  } catch (error) {
    // What was not stored is more urgent.
    if (byId("trouble").hidden) {
      lost = true;
      trouble(error.message);
    }
  }
  if (!report) setTimeout(poll, wait);
}

document.addEventListener("decided", async () => {
  try {
    showProgress(await source.state(decisions));
  } catch {
    // The next look tells.
  }
});

function showTools() {
  const input = el("input", {id: "reviewer", value: reviewer(), size: 8, autocomplete: "off", onchange: (event) => {
    try {
      localStorage.setItem("reviewer", event.target.value.trim());
    } catch {
      // Then it holds until the page is closed.
    }
  }});
  replace(byId("tools"), report ? null : el("label", {class: "who"}, "You are ", input), button("Keys", "?", showKeys, {class: "small"}));
}

function showKeys() {
  const dialog = byId("keys");
  const rows = [...KEYS.map(([name, what]) => [name, what]), ["/", "search"], ["?", "these keys"], ["Esc", "leave what is begun"]];
  replace(
    dialog,
    el("h2", {id: "keys-title"}, "Keys"),
    el("p", {class: "colours"}, el("span", {class: "content"}, "what was said (content)"), el("span", {class: "cue"}, "the words that attribute it (cue)"), el("span", {class: "source"}, "who said it (source)")),
    el("dl", {class: "keys"}, rows.map(([name, what]) => [el("dt", {}, name.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, what)])),
    button("Close", "Esc", () => dialog.close(), {class: "primary"}),
  );
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
  if (typing) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") showKeys();
  else if (event.key === "/" && address().view === "review") focusSearch();
  else if (address().view !== "review" || !reviewKey(event)) return;
  event.preventDefault();
});

onAddress(show);
showTools();
await show();
await loadChoices().catch(() => {});
await poll();
