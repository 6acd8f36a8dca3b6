// Finds selectors of the Web Annotation Data Model in texts with Apache Annotator. Standard input
// is JSON, a list of [text, selector]; standard output the list of what each finds, as
// [[start, words], …] with the start in UTF-16 code units.

import { readFileSync } from "node:fs";
import { textPositionSelectorMatcher, textQuoteSelectorMatcher } from "@apache-annotator/selector";

const MATCHERS = { TextPositionSelector: textPositionSelectorMatcher, TextQuoteSelector: textQuoteSelectorMatcher };

// A text as the library reads one: in pieces, of which ours has one.
function pieces(text) {
  const piece = { data: text, equals: (other) => other === piece };
  return { currentChunk: piece, nextChunk: () => null, previousChunk: () => null, precedesCurrentChunk: () => false };
}

const found = [];
for (const [text, selector] of JSON.parse(readFileSync(0, "utf8"))) {
  const places = [];
  for await (const { startIndex, endIndex } of MATCHERS[selector.type](selector)(pieces(text))) {
    places.push([startIndex, text.slice(startIndex, endIndex)]);
  }
  found.push(places);
}
console.log(JSON.stringify(found));
