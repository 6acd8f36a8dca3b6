// Places in the text: of what is selected with a mouse or a finger, and of words,
// for those who choose with the keyboard.

// The selection as [start, end] in the article's text, without white space at its
// ends; null where nothing of the article is selected.
export function selected(root) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  let [start, end] = [null, null];
  const pieces = root.querySelectorAll("[data-start]");
  for (const piece of pieces) {
    if (!range.intersectsNode(piece)) continue;
    const text = piece.firstChild;
    const at = Number(piece.dataset.start);
    const from = range.startContainer === text ? range.startOffset : 0;
    const to = range.endContainer === text ? range.endOffset : text.length;
    if (to <= from) continue;
    start ??= at + from;
    end = at + to;
  }
  return start === null ? null : [start, end];
}

export function trimmed(text, [start, end]) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
}

const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*|\S/gu;

// How far from a place words are looked for.
const FAR = 400;

function near(text, at) {
  const from = Math.max(0, at - FAR);
  const words = [];
  for (const match of text.slice(from, at + FAR).matchAll(WORD)) {
    words.push([from + match.index, from + match.index + match[0].length]);
  }
  return words;
}

// The end of the next word, or of the one before.
export function endAfter(text, at) {
  return near(text, at).find(([, end]) => end > at)?.[1] ?? at;
}
export function endBefore(text, at) {
  return near(text, at).findLast(([, end]) => end < at)?.[1] ?? at;
}
export function startAfter(text, at) {
  return near(text, at).find(([start]) => start > at)?.[0] ?? at;
}
export function startBefore(text, at) {
  return near(text, at).findLast(([start]) => start < at)?.[0] ?? at;
}
// The first whole word from a place on.
export function wordFrom(text, at) {
  return near(text, at).find(([start, end]) => start >= at && /[\p{L}\p{N}]/u.test(text.slice(start, end))) ?? null;
}
