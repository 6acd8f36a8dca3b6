"""Each export of the command is read back by a tool that people read it with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, lines_of

Run = Callable[..., None]
Export = Callable[[str], Path]


@pytest.fixture(scope="module")
def results(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run over the sample corpora, and over a text with carriage returns and emojis."""
    folder = tmp_path_factory.mktemp("results")
    odd = "🎭 “It burns,” said Åse Lund, the fire\r\nchief of Oslund.\r\n\r\n“Nobody 🚒 came,” she said.\r\n"
    (folder / "odd.jsonl").write_text(json.dumps({"id": "odd", "text": odd}) + "\n", encoding="utf-8")
    run("extract", ROOT / "corpus", folder / "odd.jsonl", "-o", folder / "output")
    return folder / "output"


@pytest.fixture(scope="module")
def export(run: Run, results: Path) -> Export:
    """Writes the results in a format, and gives the path."""

    def export(form: str) -> Path:
        path = results.parent / form
        run("export", results, "--to", form, "-o", path)
        return path

    return export


@pytest.fixture(scope="module")
def attributions(results: Path) -> list[dict[str, Any]]:
    found = list(lines_of(results / "attributions.jsonl"))
    assert any(attribution["article"] == "odd" for attribution in found)
    return found


def in_articles(results: Path) -> dict[str, str]:
    return {article["id"]: article["text"] for article in lines_of(results / "articles.jsonl")}


def on_one_line(text: str) -> str:
    return " ".join(text.split())


def test_csv_in_pandas_and_polars(export: Export, attributions: list[dict[str, Any]]) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    path = export("csv")
    for table in (pandas.read_csv(path), polars.read_csv(path, infer_schema_length=None)):
        assert list(table["id"]) == [attribution["id"] for attribution in attributions]
        expected = [on_one_line(attribution["content"]["text"]) for attribution in attributions]
        assert [on_one_line(content.lstrip("'")) for content in table["content"]] == [
            content.lstrip("'") for content in expected
        ]


def test_parquet_in_duckdb_and_polars(export: Export, attributions: list[dict[str, Any]]) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    path = export("parquet") / "attributions.parquet"
    expected = {(attribution["id"], attribution["content"]["text"]) for attribution in attributions}
    assert set(duckdb.sql(f"select id, content from '{path}'").fetchall()) == expected
    assert set(polars.read_parquet(path).select("id", "content").rows()) == expected


def test_brat(export: Export, attributions: list[dict[str, Any]]) -> None:
    brat = pytest.importorskip("bratly.io")
    collection = brat.read_document_collection_from_folder(str(export("brat")), renumerotize_ann=False)
    events = 0
    for document in collection.documents:
        for annotation in document.annotation_collections[0].annotations:
            events += type(annotation).__name__ == "EventAnnotation"
            if type(annotation).__name__ == "EntityAnnotation":
                pieces = [document.text[piece.start : piece.end] for piece in annotation.fragments]
                assert " ".join(pieces) == annotation.content
    assert events == len(attributions)


def test_prodigy_in_spacy(export: Export, results: Path, attributions: list[dict[str, Any]]) -> None:
    spacy = pytest.importorskip("spacy")
    vocabulary = spacy.blank("en").vocab
    texts, seen = in_articles(results), 0
    for task in lines_of(export("prodigy")):
        words = [token["text"] for token in task["tokens"]]
        spaces = [token["ws"] for token in task["tokens"]]
        document = spacy.tokens.Doc(vocabulary, words=words, spaces=spaces)
        assert document.text.strip() == task["text"].strip()
        for span in task["spans"]:
            found = document.char_span(span["start"], span["end"], label=span["label"])
            assert found is not None, (task["meta"], span)
            assert (found.start, found.end) == (span["token_start"], span["token_end"] + 1)
            assert found.text == texts[task["meta"]["article"]][span["start"] : span["end"]]
            seen += 1
    assert seen >= len(attributions)
