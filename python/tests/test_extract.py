"""Texts in, objects out."""

from __future__ import annotations

import dataclasses
import datetime
import json
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import ROOT, lines_of
from sayso import records

TEXT = (
    "Council votes\n\nThe mayor, Ana Ruiz, said on Friday that the bridge would stay shut. "
    "“We will appeal,” she told reporters. “Soon.”"
)


def test_an_article() -> None:
    article = sayso.extract(TEXT, id="vote", title="Council votes", outlet="Herald", date="2031-04-07")
    assert (article.id, article.text, article.outlet) == ("vote", TEXT, "Herald")
    assert article.date == datetime.date(2031, 4, 7)
    assert [quote.kind for quote in article] == ["indirect", "direct"]
    indirect, direct = article
    assert indirect.when is not None and indirect.when.date == datetime.date(2031, 4, 4)
    assert direct.content == sayso.Passage("We will appeal, Soon.", direct.content.spans)
    assert [TEXT[start:end] for start, end in direct.content.spans] == ["We will appeal,", "Soon."]
    assert str(direct.source) == "she" and str(direct.speaker) == "Ana Ruiz"
    assert direct.speaker is not None and direct.speaker.referred_to_as == "she"
    assert [speaker.name for speaker in article.speakers] == ["Ana Ruiz"]
    assert article[1:] == (direct,) and direct in article and len(article) == 2


def test_what_objects_print() -> None:
    article = sayso.extract("“We will appeal,” said Ana Ruiz. She denied that it was late.")
    assert repr(article) == "<Article 'text': 2 quotes and claims>"
    assert repr(article[0]) == "Attribution('text#1', direct speech, Ana Ruiz: 'We will appeal,')"
    assert repr(article[1]) == "Attribution('text#2', not indirect speech, Ana Ruiz: 'it was late')"


def test_objects_are_pickled_and_compared() -> None:
    article = sayso.extract(TEXT)
    assert pickle.loads(pickle.dumps(article)) == article
    assert article != sayso.extract(TEXT, id="other")
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.id = "x"  # type: ignore[misc]


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff", "\ufeff“No,” said Ben.", "No.", "“", "”“”“", "“a” " * 2000, "\ud800 “Hm,” said Ben."])
def test_odd_texts(text: str) -> None:
    article = sayso.extract(text)
    assert article.text == text.replace("\ud800", "\ufffd").lstrip("\ufeff") or not article
    for quote in article:
        assert quote.content.text
    assert article._repr_html_().startswith("<style>")


def test_no_article() -> None:
    with pytest.raises(ValueError, match=r"^not text: there is a NUL byte$"):
        sayso.extract("\0 “No,” said Ben.")
    with pytest.raises(ValueError, match=r"^a row of \d+ bytes is over the limit of 8388608 bytes$"):
        sayso.extract("x" * (8 << 20))
    with pytest.warns(sayso.SkippedWarning, match="1 row was skipped: row 1: a row of"):
        few = sayso.extract_all(["“No,” said Ben.", "x" * (8 << 20), "“No,” said Ben."])
    assert list(map(len, few)) == [1, 0, 1]


def test_missing_values() -> None:
    missing: list[Any] = [None, float("nan")]
    with suppress(ImportError):
        import pandas as pd

        missing += [pd.NaT, pd.NA]
    for nothing in missing:
        empty, article = sayso.extract_all([nothing, {"text": TEXT, "title": nothing, "date": nothing}])
        assert not empty and empty.text == ""
        assert len(article) == 2 and article.title == "Council votes" and article.date is None


def test_wrong_use() -> None:
    with pytest.raises(TypeError):
        sayso.extract(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="articles have no headline; they have id, text, title"):
        sayso.extract_all([{"text": "a", "headline": "b"}])
    with pytest.raises(ValueError, match="there is no unit of offsets “points”"):
        sayso.Extractor(offsets="points")
    with pytest.raises(ValueError, match="there is no convention “all”"):
        sayso.Extractor(convention="all")
    with pytest.raises(ValueError, match=r"/nowhere/my\.model: No such file"):
        sayso.Extractor("/nowhere/my.model")


def test_word_lists_of_ones_own(tmp_path: Path) -> None:
    verbs = tmp_path / "reporting_verbs.tsv"
    verbs.write_text("tweetstorm\twriting bare that quote post\t\n", encoding="utf-8")
    text = "She was angry. Mayor Ana Ruiz tweetstormed that the vote was rigged."
    assert not sayso.Extractor("rules-only").extract(text)
    [quote] = sayso.Extractor("rules-only", lexicon=tmp_path).extract(text)
    assert (str(quote.cue), quote.act) == ("tweetstormed", "writing")
    verbs.write_text("tweetstorm\tdances\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"reporting_verbs\.tsv:1: .*dances"):
        sayso.Extractor(lexicon=tmp_path)


def test_offsets_on_html() -> None:
    text = "🎭 “Ja,” said Åse Lund."
    pages = {offsets: sayso.Extractor(offsets=offsets).extract(text)._repr_html_() for offsets in ("code-point", "byte", "utf16")}
    assert len(set(pages.values())) == 1
    assert '<mark class="source" title="Åse Lund: direct speech, confidence' in pages["byte"]


def test_fields_are_those_of_the_records(run: Callable[..., None], tmp_path: Path) -> None:
    """What the command writes, the objects have, but for what only a whole run knows."""
    run("extract", ROOT / "corpus", "-o", tmp_path)

    def fields(of: type[Any]) -> set[str]:
        return {field.name for field in dataclasses.fields(of)}

    [quote, *_] = lines_of(tmp_path / "attributions.jsonl")
    assert set(quote) == fields(sayso.Attribution)
    whole_run = {"id", "canonical_name", "authority", "candidates"}
    assert set(quote["speaker"]) - whole_run == fields(sayso.Speaker)
    [article, *_] = lines_of(tmp_path / "articles.jsonl")
    assert set(article) - {"corpus", "path", "counts", "text_sha256"} == fields(sayso.Article) - {"attributions"}
    line = json.dumps(article) + "\n"
    assert records.article_of(line.encode()).id == article["id"]
