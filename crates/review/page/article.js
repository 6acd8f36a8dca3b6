// One article as it reads: its paragraphs, with the parts of the quotes marked.

import {button, counted, el} from "./dom.js";
import {addressOf} from "./address.js";

const PARTS = ["content", "cue", "source"];

const STATUS = {
  undecided: ["", "undecided"],
  accepted: ["✓", "accepted"],
  rejected: ["✗", "rejected"],
  fixed: ["✎", "corrected"],
  added: ["+", "added"],
  skipped: ["…", "left for later"],
};
export const sign = (status) => STATUS[status][0];
export const statusName = (status) => STATUS[status][1];

// The article; `current` is the quote that is looked at, `draft` what it is about
// to become, `picking` a range that is being chosen, `choose` is told which quote
// somebody clicks on.
export function showArticle({article, current, draft, picking, choose, busy}) {
  const text = el("div", {class: "text", lang: "en"});
  const marks = marksOf(article, current, draft, picking);
  const chips = chipsOf(article, current, choose);
  for (const [start, end, role] of article.paragraphs) {
    const tag = {title: "h3", heading: "h4"}[role] ?? "p";
    const paragraph = el(tag, {class: role});
    if (role === "boilerplate" || role === "dateline") paragraph.title = `Not read for quotes: ${role}`;
    fillParagraph(paragraph, article.text, start, end, marks, chips);
    text.append(paragraph);
  }
  linkOnHover(text);
  text.addEventListener("click", (event) => {
    if (!getSelection().isCollapsed || busy?.()) return;
    const piece = event.target.closest("[data-content]");
    if (piece) choose(innermost(article, piece.dataset.content.split(" ").map(Number)));
  });
  return text;
}

// Of quotes within quotes, the shortest one is meant.
function innermost(article, quotes) {
  const length = (quote) => article.quotes[quote].now.content.reduce((sum, [start, end]) => sum + end - start, 0);
  return quotes.sort((a, b) => length(a) - length(b))[0];
}

// All marked stretches: where, which part of which quote, and whether it is the
// current one.
function marksOf(article, current, draft, picking) {
  const marks = [];
  article.quotes.forEach((quote, number) => {
    if (quote.status === "rejected" && number !== current) return;
    const shown = number === current && draft ? draft : quote.now;
    for (const part of PARTS) {
      for (const [start, end] of shown[part]) marks.push({start, end, part, number, now: number === current});
    }
  });
  if (draft && current === null) {
    for (const part of PARTS) {
      for (const [start, end] of draft[part]) marks.push({start, end, part, number: -1, now: true});
    }
  }
  if (picking) marks.push({start: picking.start, end: picking.end, part: "picking", number: -2, now: true});
  return marks.sort((a, b) => a.start - b.start);
}

// The numbers of the quotes, after the ends of their contents.
function chipsOf(article, current, choose) {
  const chips = new Map();
  article.quotes.forEach((quote, number) => {
    const last = Math.max(...quote.now.content.map((span) => span[1]));
    // After the mark that closes it and the full stop.
    const end = last + article.text.slice(last, last + 4).match(/^[”’"'»).,;:!?]*/)[0].length;
    const label = `Quote ${number + 1}${quote.now.speaker ? `, ${quote.now.speaker}` : ""}, ${statusName(quote.status)}`;
    const chip = el(
      "button",
      {
        type: "button", class: `number ${quote.status}`, "aria-label": label, title: label,
        "aria-current": number === current && "true", onclick: () => choose(number),
        onfocus: (event) => link(event.target.closest(".text"), number), onblur: (event) => unlink(event.target.closest(".text")),
      },
      `${number + 1}${sign(quote.status)}`,
    );
    chips.set(end, [...(chips.get(end) ?? []), chip]);
  });
  return chips;
}

function fillParagraph(paragraph, text, start, end, marks, chips) {
  const here = marks.filter((mark) => mark.start < end && mark.end > start);
  const borders = new Set([start, end]);
  for (const mark of here) {
    borders.add(Math.max(mark.start, start));
    borders.add(Math.min(mark.end, end));
  }
  for (const at of chips.keys()) if (at > start && at <= end) borders.add(at);
  const sorted = [...borders].sort((a, b) => a - b);
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    const [from, to] = [sorted[i], sorted[i + 1]];
    const over = here.filter((mark) => mark.start <= from && mark.end >= to);
    const piece = el("span", {"data-start": from}, text.slice(from, to));
    const classes = new Set();
    for (const part of PARTS) {
      const numbers = over.filter((mark) => mark.part === part);
      if (numbers.length === 0) continue;
      piece.dataset[part] = numbers.map((mark) => mark.number).filter((n) => n >= 0).join(" ");
      if (!piece.dataset[part]) delete piece.dataset[part];
      if (numbers.some((mark) => mark.now)) classes.add(part);
      else if (part === "content") classes.add("other");
    }
    if (over.some((mark) => mark.part === "picking")) classes.add("picking");
    piece.className = [...classes].join(" ");
    paragraph.append(piece);
    // A word joiner keeps the number in the line of its quote.
    for (const chip of chips.get(to) ?? []) paragraph.append("\u2060", chip);
  }
}

// Resting on one part shows the others that belong to it.
function linkOnHover(text) {
  text.addEventListener("mouseover", (event) => {
    const piece = event.target.closest("[data-content], [data-cue], [data-source]");
    unlink(text);
    if (!piece) return;
    const number = (piece.dataset.cue ?? piece.dataset.source ?? piece.dataset.content).split(" ").at(-1);
    link(text, number);
  });
  text.addEventListener("mouseleave", () => unlink(text));
}

function link(text, number) {
  for (const part of PARTS) {
    for (const piece of text.querySelectorAll(`[data-${part}~="${Number(number)}"]`)) piece.classList.add("linked", `linked-${part}`);
  }
}

function unlink(text) {
  for (const piece of text?.querySelectorAll(".linked") ?? []) {
    piece.classList.remove("linked", "linked-content", "linked-cue", "linked-source");
  }
}

// What is above the text: whose it is, and the people in it.
export function showHead({article, renameSpeaker, readWhole, undoRead, readOnly, onlyThis}) {
  const meta = [article.outlet, article.date, article.author && `by ${article.author}`].filter(Boolean).join(" · ");
  const decided = article.quotes.filter((quote) => quote.found && !["undecided", "skipped"].includes(quote.status)).length;
  const found = article.quotes.filter((quote) => quote.found).length;
  const people = new Map();
  for (const quote of article.quotes) {
    if (quote.status !== "rejected" && quote.now.speaker) people.set(quote.now.speaker, (people.get(quote.now.speaker) ?? 0) + 1);
  }
  const chips = [...people].map(([name, count]) =>
    readOnly
      ? el("span", {class: "chip"}, name, el("span", {class: "count"}, count))
      : el(
          "button",
          {type: "button", class: "chip", title: `Correct “${name}” in the whole article`, onclick: () => renameSpeaker(name)},
          name,
          el("span", {class: "count", "aria-label": counted(count, "quote", "quotes")}, count),
        ),
  );
  return el(
    "header",
    {class: "article-head"},
    el("p", {class: "meta"}, meta || article.corpus, el("span", {class: "id"}, article.id)),
    el("h2", {}, article.title ?? article.id),
    el(
      "div",
      {class: "article-state"},
      el("span", {}, `${decided} of ${counted(found, "quote", "quotes")} decided`),
      onlyThis ? el("a", {href: addressOf({article: article.id, order: "text", status: "all"}), "data-inside": true}, "This article in order") : null,
      article.read
        ? el("span", {class: "read"}, `✓ read whole by ${article.read.who}`, readOnly ? null : button("Undo", null, undoRead, {class: "link"}))
        : readOnly
          ? null
          : button("Nothing is missing", "d", readWhole, {class: "small", title: "You have read the whole article, and no quote is missing"}),
    ),
    chips.length ? el("div", {class: "chips", "aria-label": "Speakers"}, chips) : null,
    article.other_text ? el("p", {class: "quiet"}, `${counted(article.other_text, "decision was", "decisions were")} made about another text of this article, and do not count here.`) : null,
    article.unfit ? el("p", {class: "quiet"}, `The offsets of ${counted(article.unfit, "quote does", "quotes do")} not fit this text: they cannot be shown.`) : null,
    article.notes.map((note) => el("p", {class: "note"}, el("b", {}, note.who), ` ${note.text ?? "asks others to look"}`)),
  );
}
