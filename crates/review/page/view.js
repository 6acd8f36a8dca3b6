// What the view for reviewing knows, shared by those who draw it and those who change it.

import {report} from "./source.js";

// Whether the page is a report that only shows.
export const readOnly = report !== null;

// What this view knows. `current` is the quote's place in the article, `position`
// that in the queue; `draft` is what the quote is about to become.
export const view = {
  list: {items: [], total: 0, all: 0, decided: 0, complete: true},
  query: null,
  position: -1,
  article: null,
  current: null,
  draft: null,
  isNew: false,
  picking: null,
  why: false,
  rest: false,
  filters: false,
  queueOpen: false,
  undo: [],
  reviewer: () => "",
};

export const quoteNow = () => (view.article && view.current !== null ? view.article.quotes[view.current] : null);
