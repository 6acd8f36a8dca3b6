"""On Spark, with executors that are processes of their own."""

from __future__ import annotations

import doctest
import importlib
import os
import signal
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import Articles

pa = pytest.importorskip("pyarrow")

NAMES = {"key": "id", "the story": "text", "kop": "title", "medium": "outlet", "day": "date"}
OPTIONS = {"text": "the story", "id": "key", "title": "kop", "outlet": "medium", "date": "day"}


@pytest.fixture(scope="module")
def articles(spark: Any, sample: Articles) -> Any:
    rows = [tuple(article[field] for field in NAMES.values()) for article in sample]
    return spark.createDataFrame(rows, list(NAMES)).repartition(5)


@pytest.fixture(scope="module")
def expected(sample: Articles) -> list[dict[str, Any]]:
    table = pa.table({name: [article[field] for article in sample] for name, field in NAMES.items()})
    return sorted(sayso.extract_frame(table, **OPTIONS).to_pylist(), key=by_id)


def by_id(row: dict[str, Any]) -> str:
    id = row["id"]
    assert isinstance(id, str)
    return id


def rows_of(frame: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict(recursive=True) for row in frame.collect()), key=by_id)


def test_the_same(articles: Any, expected: list[dict[str, Any]]) -> None:
    from sayso.spark import extract

    assert expected
    assert rows_of(extract(articles, **OPTIONS)) == expected
    assert extract(articles, **OPTIONS, extractor=sayso.Extractor(min_confidence=1.0)).count() < len(expected)


def test_a_killed_executor(articles: Any, expected: list[dict[str, Any]], tmp_path: Path) -> None:
    from sayso.spark import extract

    marker = tmp_path / "killed"

    def kill_once(batches: Any) -> Any:
        yield from batches
        try:
            marker.touch(exist_ok=False)
        except FileExistsError:
            return
        # The executor started the daemon that started this process.
        daemon = Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")")[1].split()
        os.kill(int(daemon[1]), signal.SIGKILL)

    quotes = extract(articles.mapInArrow(kill_once, articles.schema), **OPTIONS)
    assert rows_of(quotes) == expected
    assert marker.exists()


def test_wrong_columns(articles: Any) -> None:
    from sayso.spark import extract

    with pytest.raises(KeyError, match="there is no column “body”"):
        extract(articles, text="body", id="key")


def test_bad_rows(spark: Any) -> None:
    from sayso.spark import extract

    articles = spark.createDataFrame([("a", "“No,” said Ben Lund."), ("b", None), ("c", "")], ["id", "text"])
    assert extract(articles, id="id").count() == 1
    with pytest.raises(Exception, match="the row has no text"):
        extract(articles, id="id", errors="raise").count()


def test_in_sql(spark: Any, articles: Any, expected: list[dict[str, Any]]) -> None:
    from sayso.spark_sql import register

    register(spark)
    articles.createOrReplaceTempView("articles")
    named = ", ".join(f"`{name}` AS {field}" for name, field in NAMES.items())
    numbered = named.replace("`key`", "CONCAT(n, `key`)")
    # More than are read at once, and none.
    for copies in (3, 0):
        many = f"SELECT {numbered} FROM articles CROSS JOIN (SELECT EXPLODE(SEQUENCE(1, 3)) AS n) WHERE n <= {copies}"
        found = spark.sql(f"SELECT * FROM sayso(TABLE({many}))")
        assert found.count() == copies * len(expected)
    found = spark.sql(f"SELECT * FROM sayso(TABLE(SELECT {named} FROM articles))")
    assert rows_of(found) == expected

    register(spark, "sure", extractor=sayso.Extractor(min_confidence=1.0))
    assert spark.sql(f"SELECT * FROM sure(TABLE(SELECT {named} FROM articles))").count() < found.count()


def test_wrong_use_in_sql(spark: Any) -> None:
    from sayso.spark_sql import register

    register(spark)
    with pytest.raises(Exception, match="sayso wants the columns id and text; there are n, text"):
        spark.sql("SELECT * FROM sayso(TABLE(SELECT 1 AS n, 'No.' AS text))").collect()
    with pytest.raises(Exception, match="sayso takes a table"):
        spark.sql("SELECT * FROM sayso('No.')").collect()


@pytest.mark.parametrize("module", ["spark", "spark_sql", "aggregation"])
def test_example(spark: Any, module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"sayso.{module}")).failed == 0
