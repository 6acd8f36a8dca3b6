"""The attributions are those of the command, whatever they are asked through."""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import SHARED, Articles, lines_of
from sayso.records import _attribution

pa = pytest.importorskip("pyarrow")

ACROSS = ["speaker_id", "canonical_name", "by_id"]
"""Who it is across articles: known only when a whole run has been read."""

FIELDS = ("id", "text", "title", "outlet", "date", "author", "url")


def polnear(folder: Path) -> Articles:
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in sorted(folder.rglob("*.txt"))]


def gold() -> Articles:
    files = sorted(path for path in (SHARED / "gold").glob("*/*.jsonl") if path.parent.name != "sentences")
    articles = [
        {"id": f"{path.parent.name}/{record['id']}", "text": record["text"]}
        for path in files
        for record in lines_of(path)
    ]
    return articles + polnear(SHARED / "gold/polnear")


def news() -> Articles:
    with gzip.open(SHARED / "news/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [{name: record.get(name) for name in FIELDS} for record in map(json.loads, itertools.islice(lines, 2000))]


def columns(articles: Articles) -> dict[str, list[Any]]:
    return {name: [article.get(name) for article in articles] for name in FIELDS}


def once(articles: Articles) -> Articles:
    """Without repeated texts, which the command leaves out of a run."""
    return list({(article["text"], article.get("outlet")): article for article in articles}.values())


def check(articles: Articles, run: Callable[..., None], folder: Path, options: tuple[str, ...] = ()) -> None:
    articles = once(articles)
    assert articles
    records = folder / "records.jsonl"
    records.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
    run("extract", records, "-o", folder / "output", *options)
    run("export", folder / "output", "--to", "parquet", "-o", folder / "tables")
    from pyarrow import parquet

    expected = parquet.read_table(folder / "tables/attributions.parquet")
    extractor = sayso.Extractor(**({"model": options[1]} if options else {}))
    found = extractor.extract_frame(pa.table(columns(articles)), corpus=expected["corpus"][0].as_py(), errors="ignore")
    assert found.schema.remove_metadata() == expected.schema.remove_metadata()
    kept = [name for name in expected.column_names if name not in ACROSS]
    assert expected.num_rows > 0
    for name in kept:
        assert found[name].to_pylist() == expected[name].to_pylist(), name

    lines = [replace(_attribution(line), corpus="") for line in lines_of(folder / "output/attributions.jsonl")]
    objects = extractor.extract_all(articles, any_language=False, errors="ignore")
    assert [quote for article in objects for quote in article] == lines


def test_sample(sample: Articles, run: Callable[..., None], tmp_path: Path) -> None:
    check(sample, run, tmp_path)


def test_sample_by_the_accurate_model(sample: Articles, run: Callable[..., None], tmp_path: Path) -> None:
    check(sample, run, tmp_path, ("--model", "accurate"))


@pytest.mark.skipif(not SHARED.exists(), reason="there is no ../shared")
@pytest.mark.parametrize("articles", [gold, news])
def test_shared(articles: Callable[[], Articles], run: Callable[..., None], tmp_path: Path) -> None:
    check(articles(), run, tmp_path)
