"""The spaCy component ``sayso``, which needs no other component.

>>> import spacy
>>> nlp = spacy.blank("en")
>>> _ = nlp.add_pipe("sayso")
>>> doc = nlp("“We will appeal,” said Ana Ruiz.")
>>> [(span.text, span.label_) for span in doc.spans["sayso"]]
[('We will appeal,', 'CONTENT'), ('Ana Ruiz', 'SOURCE'), ('said', 'CUE')]
>>> quote = doc._.attributions[0]
>>> quote.attribution.speaker.name, quote.content[0].start, quote.cue[0].text
('Ana Ruiz', 1, 'said')
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from .extractor import Extractor
from .records import Article, Attribution, Passage, _attribution

__all__ = ["AttributedSpans", "Sayso"]

KEY = "sayso"
"""Where the spans of a doc are, and what spaCy saves with it."""


class AttributedSpans(NamedTuple):
    """A quote or claim, and the tokens of its parts, whole ones."""

    attribution: Attribution
    content: list[Span]
    source: list[Span]
    cue: list[Span]


class Sayso:
    """Fills ``doc.spans["sayso"]`` and ``doc._.attributions``."""

    def __init__(self, extractor: Extractor, any_language: bool) -> None:
        self._extractor = extractor
        self._any_language = any_language
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", getter=_attributions)

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Reads many docs, each batch of them on all cores."""
        for batch in minibatch(docs, batch_size):
            articles = self._extractor.extract_all([doc.text for doc in batch], any_language=self._any_language)
            for doc, article in zip(batch, articles):
                _fill(doc, article)
                yield doc


def _fill(doc: Doc, article: Article) -> None:
    quotes = article.attributions
    if article.text != doc.text:
        # Without a byte order mark, or with “Ã©” mended.
        warnings.warn(f"no quotes in {doc!r:.40}: its text has mistakes of encoding", stacklevel=4)
        quotes = ()
    # As text, since spaCy saves a doc and hands it to other processes as such.
    doc.user_data[KEY] = [json.dumps(asdict(quote), default=str) for quote in quotes]
    doc.spans[KEY] = [span for quote in _attributions(doc) for part in quote[1:] for span in part]


def _attributions(doc: Doc) -> list[AttributedSpans]:
    quotes = [_attribution(json.loads(line)) for line in doc.user_data.get(KEY, ())]
    return [
        AttributedSpans(
            quote,
            _spans(doc, quote.content, "CONTENT"),
            _spans(doc, quote.source, "SOURCE"),
            _spans(doc, quote.cue, "CUE"),
        )
        for quote in quotes
    ]


def _spans(doc: Doc, passage: Passage | None, label: str) -> list[Span]:
    spans = passage.spans if passage else ()
    return [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end in spans]


def make(
    nlp: Language,
    name: str,
    model: str,
    lexicon: Any,
    convention: str,
    min_confidence: float,
    any_language: bool,
) -> Sayso:
    """The component, as ``nlp.add_pipe("sayso", config={"model": "accurate"})`` makes it."""
    extractor = Extractor(model, lexicon=lexicon, convention=convention, min_confidence=min_confidence)
    return Sayso(extractor, any_language)


Language.factory(
    "sayso",
    assigns=["doc.spans", "doc._.attributions"],
    default_config={
        "model": "fast",
        "lexicon": None,
        "convention": "news",
        "min_confidence": 0.0,
        "any_language": True,
    },
    func=make,
)
