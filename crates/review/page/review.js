// The view on which decisions are made: the queue, the article, the quote.

import {announce, button, byId, el, replace, toast, trouble} from "./dom.js";
import {address, go, note, queryOf} from "./address.js";
import {source} from "./source.js";
import {drop, edit, missed, part, pick} from "./drafting.js";
import {quoteNow, readOnly, view} from "./view.js";
import {showArticle, showHead, statusName} from "./article.js";
import {askSpeaker, askText, showPanel} from "./panel.js";
import {showFilters, showList, showQueues} from "./list.js";

let parts = null;

// One thing after the other: keys may be pressed faster than decisions are stored,
// and each is meant for what is there when its turn comes.
let chain = Promise.resolve();
let waiting = 0;
function run(action) {
  waiting += 1;
  chain = chain
    .then(action)
    .catch((error) => trouble(error.message))
    .finally(() => (waiting -= 1));
  return chain;
}

// Builds the view anew; the queue is asked for only where the filters changed.
export function showReview(main, reviewer) {
  view.reviewer = reviewer;
  return run(() => build(main));
}

async function build(main) {
  if (!parts?.root.isConnected) {
    parts = {
      queue: el("aside", {class: "queue", "aria-label": "Queue"}),
      article: el("article", {class: "article", "aria-label": "Article"}),
      panel: el("aside", {class: "panel", "aria-label": "Quote"}),
    };
    parts.root = el("div", {class: "review"}, parts.queue, parts.article, parts.panel);
    replace(main, parts.root);
  }
  const now = address();
  const query = JSON.stringify(queryOf(now));
  if (query !== view.query) {
    view.query = query;
    await load();
  }
  if (now.quote) await openQuote(now.quote);
  else if (view.list.items.length) await choose(0);
  else {
    view.article = null;
    if (now.article) await openArticle(now.article);
  }
  draw();
}

async function load() {
  drop();
  const query = {...JSON.parse(view.query), offset: 0};
  const found = await source.quotes(query);
  view.list = {...found, items: found.quotes};
  view.position = -1;
}

// The view once more, because the files have been read on or others have decided.
export function refreshReview(changed, isComplete) {
  return run(() => refresh(changed, isComplete));
}

async function refresh(changed, isComplete) {
  if (!parts?.root.isConnected) return;
  const before = JSON.stringify([view.list.complete, view.list.items.length]);
  if (isComplete && !view.list.complete) {
    const quote = address().quote;
    await load();
    // Whoever has not begun yet begins with what is first now.
    if (!view.undo.length && view.list.items.length && !quote) await choose(0);
    else if (view.article) view.position = view.list.items.findIndex((item) => item.id === address().quote);
  } else if (!view.list.complete && view.list.items.length === 0) {
    await load();
    if (view.list.items.length) await choose(0);
  }
  if (view.article && changed.includes(view.article.id) && !view.draft && !view.picking) {
    take(await source.article(view.article.id));
    return draw();
  }
  // What has not changed is left alone: somebody may be about to select a word.
  if (before !== JSON.stringify([view.list.complete, view.list.items.length])) draw();
}

async function more() {
  // Those that are no longer in the view are not counted by it.
  const status = address().status;
  const gone = status === "undecided" ? view.list.items.filter((item) => item.status !== "undecided").length : 0;
  const query = {...JSON.parse(view.query), offset: view.list.items.length - gone};
  const found = await source.quotes(query);
  const known = new Set(view.list.items.map((item) => item.id));
  view.list = {...view.list, total: Math.max(found.total + gone, view.list.items.length), items: [...view.list.items, ...found.quotes.filter((item) => !known.has(item.id))]};
}

async function choose(position) {
  const item = view.list.items[position];
  if (!item) return;
  drop();
  view.position = position;
  if (view.article?.id !== item.article) view.article = await source.article(item.article);
  view.current = view.article.quotes.findIndex((quote) => quote.row === item.row);
  note({quote: item.id});
  draw(true);
}

async function openQuote(id) {
  const position = view.list.items.findIndex((item) => item.id === id);
  if (position >= 0) {
    if (view.article && view.position === position && view.current !== null) return;
    await choose(position);
    return;
  }
  const article = id.slice(0, id.lastIndexOf("#"));
  await openArticle(article);
  const current = view.article.quotes.findIndex((quote) => quoteId(quote) === id);
  view.current = current >= 0 ? current : null;
  draw(true);
}

async function openArticle(id) {
  drop();
  view.article = await source.article(id);
  view.current = view.article.quotes.length ? 0 : null;
}

const quoteId = (quote) => quote.details?.id ?? `${view.article.id}#@${quote.key[0][0]}`;

function chooseInArticle(number) {
  drop();
  view.current = number;
  const quote = view.article.quotes[number];
  const position = view.list.items.findIndex((item) => item.row === quote.row && quote.row !== null);
  if (position >= 0) view.position = position;
  note({quote: quoteId(quote)});
  draw(true);
}

async function step(by) {
  // From a quote beside the queue one comes back to where one was in it.
  const aside = view.list.items[view.position]?.row !== quoteNow()?.row;
  const next = aside && by > 0 ? Math.max(view.position, 0) : view.position + by;
  if (next >= view.list.items.length && view.list.items.length < view.list.total) await more();
  if (view.list.items[next]) await choose(next);
  else if (by > 0) {
    toast("That was the last one of this view.");
    draw();
  }
}

function take(article) {
  const quote = view.article?.id === article.id ? view.article.quotes[view.current] : null;
  view.article = article;
  if (quote) {
    const place = article.quotes.findIndex((one) => JSON.stringify(one.key) === JSON.stringify(quote.key));
    view.current = place >= 0 ? place : null;
  }
  for (const item of view.list.items) {
    if (item.article !== article.id) continue;
    const now = article.quotes.find((one) => one.row === item.row);
    if (!now) continue;
    const was = isDecided(item.status);
    item.status = now.status;
    item.flagged = Boolean(now.flagged);
    view.list.decided += Number(isDecided(item.status)) - Number(was);
  }
}

const isDecided = (status) => ["accepted", "rejected", "fixed", "added"].includes(status);

// Stores a decision; only when it is on the disk is it shown as made.
async function decide(decision, said) {
  if (readOnly) return false;
  const row = quoteNow()?.row;
  try {
    const stored = await source.decide({article: view.article.id, who: view.reviewer(), ...decision});
    trouble(null);
    if (decision.what === "undo") view.undo = view.undo.filter(({id}) => id !== decision.undoes);
    else view.undo.push({id: stored.id, row});
    if (stored.article.id === view.article?.id) take(stored.article);
    else {
      view.article = stored.article;
      view.current = null;
    }
    toast(said, decision.what === "undo" ? null : button("Undo", "u", () => run(undo), {class: "link"}));
    document.dispatchEvent(new CustomEvent("decided"));
    return stored;
  } catch (error) {
    trouble(error.message, button("Try again", null, () => run(() => decide(decision, said).then((stored) => stored && draw()))));
    return false;
  }
}

function short(text) {
  return text.length > 40 ? `${text.slice(0, 38)}…` : text;
}
const wordsOf = (quote) => short(quote.content.map(([start, end]) => view.article.text.slice(start, end)).join(" "));

async function accept() {
  const quote = quoteNow();
  if (view.draft) return save();
  if (!quote) return;
  if (await decide({what: "accept", content: quote.key, quote: quote.now}, `Accepted “${wordsOf(quote.now)}”`)) await step(1);
}

async function reject() {
  const quote = quoteNow();
  if (!quote || view.draft) return;
  if (await decide({what: "reject", content: quote.key}, `Rejected “${wordsOf(quote.now)}”`)) await step(1);
}

async function skip() {
  const quote = quoteNow();
  if (!quote || view.draft) return;
  if (await decide({what: "skip", content: quote.key}, "Left for later")) await step(1);
}

async function save() {
  const {draft, isNew} = view;
  if (!draft || draft.content.length === 0) return toast("A quote needs a content: select it and press c.");
  const quote = quoteNow();
  const decision = isNew ? {what: "add", content: draft.content, quote: draft} : {what: "fix", content: quote.key, quote: draft};
  const stored = await decide(decision, isNew ? `Added “${wordsOf(draft)}”` : `Corrected “${wordsOf(draft)}”`);
  if (!stored) return;
  drop();
  if (isNew) {
    view.current = view.article.quotes.findIndex((one) => JSON.stringify(one.key) === JSON.stringify(draft.content));
    draw();
  } else await step(1);
}

async function undo() {
  if (view.draft || view.picking) {
    drop();
    return draw();
  }
  const quote = quoteNow();
  const last = view.undo.at(-1) ?? {id: quote?.decided?.id, row: quote?.row};
  if (!last.id) return toast("There is nothing to undo.");
  if (!(await decide({what: "undo", undoes: last.id}, "Taken back"))) return;
  // Back to what it was about.
  const position = view.list.items.findIndex((item) => item.row === last.row);
  if (position >= 0) await choose(position);
  else draw();
}

async function flag() {
  const quote = quoteNow();
  if (!quote || quote.flagged) return;
  await decide({what: "flag", content: quote.key}, "Flagged for others to look at");
  draw();
}

function comment() {
  const quote = quoteNow();
  if (!quote) return;
  askText({
    title: "Comment",
    label: "What others ought to know about this quote",
    done: (text) => run(async () => {
      await decide({what: "comment", content: quote.key, comment: text}, "Comment stored");
      draw();
    }),
  });
}

async function readWhole() {
  if (!view.article || view.article.read) return;
  const open = view.article.quotes.filter((quote) => ["undecided", "skipped"].includes(quote.status)).length;
  if (open) return toast(`First decide the ${open} that are open in this article: then it can serve to measure what is missed.`);
  await decide({what: "read"}, "Read whole: nothing is missing");
  draw();
}

async function undoRead() {
  await decide({what: "undo", undoes: view.article.read.id}, "Taken back");
  draw();
}

function speaker() {
  const quote = quoteNow();
  if (!quote && !view.draft) return;
  const name = (view.draft ?? quote.now).speaker;
  askSpeaker({
    article: view.article,
    name,
    whole: false,
    done: (person, whole) => run(async () => {
      if (whole) return rename(name, person);
      edit().speaker = person;
      draw();
    }),
  });
}

function renameSpeaker(name) {
  askSpeaker({article: view.article, name, wholeOnly: true, done: (person) => run(() => rename(name, person))});
}

async function rename(from, to) {
  if (from === to || to === null) return;
  await decide({what: "speaker", from, to}, `“${from}” is ${to} in the whole article`);
  draw();
}

// Does what may change the draft, and draws what came of it.
function drafted(change) {
  const outcome = change();
  if (outcome) draw(outcome.scroll);
}
const choosePart = (name, add) => drafted(() => part(parts.article, name, add));
const addMissed = () => drafted(() => missed(parts.article));

const later = (action) => () => run(action);
const actions = {
  accept: later(accept), reject: later(reject), skip: later(skip), undo: later(undo), flag: later(flag), save: later(save),
  comment, missed: addMissed, speaker,
  part: (name) => choosePart(name, false),
  drop: () => { drop(); draw(); },
  why: (open) => { view.why = open; },
  rest: () => { view.rest = !view.rest; draw(); },
};

// Draws what is known. `scroll` brings the quote into sight.
function draw(scroll) {
  if (!parts?.root.isConnected) return;
  drawQueue();
  const quote = view.isNew ? null : quoteNow();
  if (!view.article) {
    replace(parts.article, el("p", {class: "empty"}, view.list.complete ? "Choose another queue, or change the filters." : "Reading the first articles …"));
    replace(parts.panel);
    parts.panel.hidden = true;
    return;
  }
  const open = view.article.quotes.some((one) => ["undecided", "skipped"].includes(one.status));
  replace(
    parts.article,
    showHead({article: view.article, renameSpeaker, readWhole: later(readWhole), undoRead: later(undoRead), readOnly, onlyThis: address().article !== view.article.id}),
    showArticle({
      article: view.article, current: view.isNew ? null : view.current, draft: view.draft, picking: view.picking,
      choose: (number) => run(() => chooseInArticle(number)), busy: () => view.draft !== null || view.picking !== null,
    }),
    readOnly ? null : el("div", {class: "end"}, view.article.read ? "You have reached the end." : open
      ? ["Is a quote missing? Select its words: ", button("Add a missed quote", "m", actions.missed, {class: "small"})]
      : ["All quotes of this article are decided. Is one missing? Select its words: ", button("Add a missed quote", "m", actions.missed, {class: "small"}), " If not: ", button("Nothing is missing", "d", later(readWhole), {class: "small"})]),
  );
  parts.panel.hidden = !quote && !view.draft;
  if (!parts.panel.hidden) {
    replace(parts.panel, showPanel({
      article: view.article, quote, number: view.current, draft: view.draft, isNew: view.isNew,
      picking: view.picking, actions, why: view.why, rest: view.rest || readOnly, readOnly,
    }));
  }
  if (scroll) {
    intoSight();
    parts.queue.querySelector('.item[aria-current="true"]')?.scrollIntoView({block: "nearest"});
    if (quote && !view.picking) announce(`Quote ${view.current + 1}, ${statusName(quote.status)}: ${wordsOf(quote.now)}`);
  }
}

// How often a quote is brought into sight again, in frames: the paragraphs before it get their
// height when they come to the screen, and again when the article is drawn anew, which moves it.
const FRAMES = 12;

function intoSight(frames = FRAMES) {
  const mark = [".picking", ".content", ".source"].map((part) => parts?.article.querySelector(part)).find(Boolean);
  mark?.scrollIntoView({block: "center", behavior: "instant"});
  if (frames > 0) requestAnimationFrame(() => intoSight(frames - 1));
}

function drawQueue() {
  const active = document.activeElement;
  const typing = parts.queue.contains(active) && ["INPUT", "SELECT"].includes(active.tagName);
  const list = el("div", {class: "list"}, showList({list: view.list, position: view.position, choose: (i) => run(() => { view.queueOpen = false; return choose(i); }), more: () => run(async () => { await more(); draw(); })}));
  const old = parts.queue.querySelector(".list");
  const top = old?.scrollTop ?? 0;
  // Nobody is disturbed while typing.
  if (typing) old?.replaceWith(list);
  else {
    replace(
      parts.queue,
      button(view.queueOpen ? "Close" : "Queue and filters", null, () => { view.queueOpen = !view.queueOpen; draw(); }, {class: "toggle", "aria-expanded": String(view.queueOpen)}),
      el("div", {class: "drawer"}, showQueues(), showFilters({open: view.filters, ontoggle: (open) => (view.filters = open)}), list),
    );
  }
  parts.queue.classList.toggle("open", view.queueOpen);
  list.scrollTop = top;
}

export const KEYS = [
  ["j", "the next quote", () => step(1)],
  ["k", "the one before", () => step(-1)],
  ["a", "accept it", accept],
  ["x", "reject it: it is no quote", reject],
  ["c", "make the selected text its content; without a selection, choose with the arrow keys", () => choosePart("content", false)],
  ["v", "the same for its cue", () => choosePart("cue", false)],
  ["s", "the same for its source", () => choosePart("source", false)],
  ["C V S", "add the selected text to that part", null],
  ["w", "say who it was", speaker],
  ["l", "leave it for later", skip],
  ["f", "flag it for others", flag],
  ["n", "comment on it", comment],
  ["m", "add a missed quote: select its words first, or choose with the arrow keys", addMissed],
  ["d", "nothing is missing in this article", readWhole],
  ["u", "undo", undo],
  ["i", "why the program thinks so", () => { view.why = !view.why; draw(); }],
];

// Whether a key was for this view.
export function reviewKey(event) {
  if (!parts?.root.isConnected) return false;
  if (waiting === 0) return handle(event);
  const {key, shiftKey} = event;
  run(() => handle({key, shiftKey, target: document.body, preventDefault() {}}, true));
  return key.length === 1;
}

// Does what a key asks for. `now` is true where its turn has come already.
function handle(event, now) {
  const act = (action) => (now ? action() : (run(action), true));
  if (view.picking && pick(event)) {
    draw(true);
    return true;
  }
  if (event.key === "Enter" && view.draft && !["BUTTON", "A", "SUMMARY"].includes(event.target.tagName)) return act(save);
  if (event.key === "Escape" && (view.draft || view.queueOpen)) {
    drop();
    view.queueOpen = false;
    draw();
    return true;
  }
  if (event.key.length === 1 && "CVS".includes(event.key)) {
    choosePart({C: "content", V: "cue", S: "source"}[event.key], true);
    return true;
  }
  const known = KEYS.find(([name]) => name === event.key);
  if (!known?.[2] || (readOnly && !"jki".includes(event.key))) return false;
  return act(known[2]);
}

export function focusSearch() {
  view.queueOpen = true;
  draw();
  byId("main").querySelector('input[name="q"]')?.focus();
}
