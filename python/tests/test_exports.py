"""Each export of the command is read back by a tool that people read it with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

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


def test_label_studio_in_its_converter(export: Export, attributions: list[dict[str, Any]], tmp_path: Path) -> None:
    converter = pytest.importorskip("label_studio_sdk.converter.converter")
    folder = export("label-studio")
    tasks = json.loads((folder / "tasks.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        # As Label Studio saves what somebody accepted.
        results = [prediction["result"] for prediction in task.pop("predictions")]
        task["id"] = number
        task["annotations"] = [{"id": number, "completed_by": 1, "result": result} for result in results]
    accepted = tmp_path / "accepted.json"
    accepted.write_text(json.dumps(tasks), encoding="utf-8")
    project = converter.Converter(config=(folder / "labels.xml").read_text(encoding="utf-8"), project_dir=None)

    project.convert_to_json_min(str(accepted), str(tmp_path), is_dir=False)
    contents = 0
    for task in json.loads((tmp_path / "result.json").read_text(encoding="utf-8")):
        for part in task.get("part", []):
            assert task["text"][part["start"] : part["end"]] == part["text"]
            contents += part["labels"] == ["content"]
    assert contents >= len(attributions)

    project.convert_to_conll2003(str(accepted), str(tmp_path), is_dir=False)
    words = [line.split(" ") for line in (tmp_path / "result.conll").read_text(encoding="utf-8").splitlines()]
    assert ["Lund", "-X-", "_", "I-source"] in words or ["Lund", "-X-", "_", "B-source"] in words
    assert {word[-1] for word in words if len(word) == 4} >= {"O", "B-content", "I-content", "B-cue", "B-source"}


def selected(page: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The article and the selectors of each part of each annotation."""
    for annotation in page["items"]:
        for part in annotation["target"] + annotation["body"]:
            if "selector" in part:
                yield part["source"], part["selector"]


def test_web_annotations_in_apache_annotator(export: Export, results: Path, tmp_path: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("there is no npm")
    install = [npm, "install", "--silent", "--no-audit", "--no-fund", "@apache-annotator/selector@0.2.0"]
    if subprocess.run(install, cwd=tmp_path, check=False).returncode != 0:
        pytest.skip("Apache Annotator cannot be installed")
    script = shutil.copy(Path(__file__).parent / "web_annotation.mjs", tmp_path)

    urn = "urn:x-sayso:article:"
    texts = {urn + quote(article, safe="/:"): text for article, text in in_articles(results).items()}
    page = json.loads(export("webannotation").read_text(encoding="utf-8"))
    parts = [part for part in selected(page) if part[0] in texts]
    sought = [[texts[source], selector] for source, selectors in parts for selector in selectors]
    ran = subprocess.run(
        ["node", script], input=json.dumps(sought), capture_output=True, check=True, encoding="utf-8", env=os.environ
    )
    found = iter(json.loads(ran.stdout))
    for source, (position, quoted) in parts:
        [place] = next(found)
        assert place[1] == quoted["exact"] == texts[source][position["start"] : position["end"]]
        assert place in next(found)
    assert len(parts) > 100
