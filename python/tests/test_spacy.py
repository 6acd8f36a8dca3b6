"""In a pipeline of spaCy."""

from __future__ import annotations

import doctest
import warnings
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import Articles

spacy = pytest.importorskip("spacy")


@pytest.fixture()
def nlp() -> Any:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso")
    return nlp


def check(docs: list[Any], texts: list[str]) -> None:
    """The attributions are those of the package, and the tokens those of their words."""
    assert len(docs) == len(texts)
    for doc, text in zip(docs, texts):
        expected = list(sayso.extract(text, id="0"))
        quotes = [quote.attribution for quote in doc._.attributions]
        assert [quote.content for quote in quotes] == [quote.content for quote in expected]
        assert [quote.speaker and quote.speaker.name for quote in quotes] == [
            quote.speaker and quote.speaker.name for quote in expected
        ]
        for quote in doc._.attributions:
            for span, (start, end) in zip(quote.content, quote.attribution.content.spans):
                assert text[start:end] in span.text and span.label_ == "CONTENT"
        assert len(doc.spans["sayso"]) >= len(quotes)


def test_the_same(nlp: Any, sample: Articles) -> None:
    texts = [article["text"] for article in sample]
    check([nlp(text) for text in texts[:3]], texts[:3])
    check(list(nlp.pipe(texts, batch_size=7)), texts)


def test_processes_and_files(nlp: Any, sample: Articles, tmp_path: Path) -> None:
    texts = [article["text"] for article in sample[:6]]
    check(list(nlp.pipe(texts, n_process=2, batch_size=2)), texts)
    nlp.to_disk(tmp_path)
    docs = list(spacy.load(tmp_path).pipe(texts))
    check(docs, texts)
    saved = spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes()
    check(list(spacy.tokens.DocBin().from_bytes(saved).get_docs(nlp.vocab)), texts)


def test_settings() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sayso", config={"model": "rules-only", "min_confidence": 1.0})
    assert not nlp("“No,” said Ben Lund.").spans["sayso"]


def test_odd_texts(nlp: Any) -> None:
    assert not nlp("")._.attributions and not nlp(" \n")._.attributions
    with pytest.warns(UserWarning, match="mistakes of encoding"):
        assert not nlp("\ufeff“No,” said Ben Lund.")._.attributions


def test_displacy_shows_them(nlp: Any) -> None:
    html = spacy.displacy.render(nlp("“No,” said Ben Lund."), style="span", options={"spans_key": "sayso"}, jupyter=False)
    assert "CONTENT" in html and "CUE" in html


def test_example() -> None:
    import sayso.spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert doctest.testmod(sayso.spacy).failed == 0
