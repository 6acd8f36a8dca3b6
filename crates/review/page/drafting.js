// What a quote is about to become: its parts, chosen by selecting words or with the arrow keys.

import {announce} from "./dom.js";
import {endAfter, endBefore, selected, startAfter, startBefore, trimmed, wordFrom} from "./selection.js";
import {quoteNow, readOnly, view} from "./view.js";

// The draft, made where there is none.
export function edit() {
  view.draft ??= structuredClone(quoteNow().now);
  return view.draft;
}

export function drop() {
  view.draft = null;
  view.isNew = false;
  view.picking = null;
}

// c, s and v: what is selected becomes that part, or else one chooses with the
// arrow keys. With Shift it is added to what the part has already. `article` is the element
// with the article's text. Says whether there is something to draw, and where to scroll.
export function part(article, name, add) {
  if (!view.article || readOnly) return null;
  const range = selected(article);
  const span = range && trimmed(view.article.text, range);
  if (!view.draft && !quoteNow()) return null;
  if (span) {
    const draft = edit();
    draft[name] = add ? merged([...draft[name], span]) : [span];
    getSelection().removeAllRanges();
    view.picking = null;
    return {scroll: false};
  }
  const spans = (view.draft ?? quoteNow().now)[name];
  // The same key again moves to the next piece.
  const index = view.picking?.part === name && spans.length ? (view.picking.index + 1) % spans.length : 0;
  const content = (view.draft ?? quoteNow().now).content;
  const from = spans[index] ?? wordFrom(view.article.text, content.length ? Math.max(...content.map((one) => one[1])) : 0);
  if (!from) return null;
  view.picking = {part: name, index, start: from[0], end: from[1], isNew: spans.length === 0};
  announce(`Choosing the ${name} with the arrow keys`);
  return {scroll: true};
}

function merged(spans) {
  spans.sort((a, b) => a[0] - b[0]);
  const out = [];
  for (const [start, end] of spans) {
    const last = out.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else out.push([start, end]);
  }
  return out;
}

// Moves the borders of the part that is being chosen; false for keys that mean something else.
export function pick(event) {
  const {picking} = view;
  const text = view.article.text;
  const move = {
    ArrowRight: () => (event.shiftKey ? (picking.start = Math.min(startAfter(text, picking.start), picking.end - 1)) : (picking.end = endAfter(text, picking.end))),
    ArrowLeft: () => (event.shiftKey ? (picking.start = startBefore(text, picking.start)) : (picking.end = Math.max(endBefore(text, picking.end), picking.start + 1))),
    ArrowDown: () => ([picking.start, picking.end] = wordFrom(text, picking.end) ?? [picking.start, picking.end]),
    ArrowUp: () => ([picking.start, picking.end] = [startBefore(text, picking.start), endAfter(text, startBefore(text, picking.start))]),
    Enter: () => keep([picking.start, picking.end]),
    Delete: () => keep(null),
    Backspace: () => keep(null),
    Escape: () => (view.picking = null),
  }[event.key];
  if (!move) return false;
  event.preventDefault();
  move();
  if (view.picking) announce(text.slice(picking.start, picking.end));
  if (view.isNew && !view.draft.content.length && !view.picking) drop();
  return true;
}

function keep(span) {
  const {part, index} = view.picking;
  const spans = edit()[part].toSpliced(index, 1, ...(span ? [span] : []));
  edit()[part] = merged(spans);
  view.picking = null;
}

// m: the draft of a quote that was missed, of the selected words if there are any. Answers
// as `part` does.
export function missed(article) {
  if (!view.article || readOnly) return null;
  const range = selected(article);
  const span = range && trimmed(view.article.text, range);
  const from = quoteNow()?.now.content.at(-1)?.[1] ?? 0;
  drop();
  view.draft = {content: span ? [span] : [], cue: [], source: [], speaker: null};
  view.isNew = true;
  getSelection().removeAllRanges();
  if (!span) {
    const [start, end] = wordFrom(view.article.text, from) ?? wordFrom(view.article.text, 0) ?? [0, 0];
    view.picking = {part: "content", index: 0, start, end};
  }
  return {scroll: true};
}
