"""Aggregation on Spark gives the lines of the command, however the articles are spread."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import SHARED, Articles
from test_same_as_command import news, once

FILES = ("speakers", "clusters", "copies")
FIELDS = ["id", "text", "title", "outlet", "date"]

Lines = dict[str, list[str]]


def with_a_copy(articles: Articles) -> Articles:
    longest = max(articles, key=lambda article: len(article["text"]))
    copy = {**longest, "id": "elsewhere", "outlet": "Elsewhere", "text": longest["text"] + "\n\nReprinted with thanks."}
    return [*articles, copy]


@pytest.fixture(scope="module", params=["sample", "news"])
def corpus(
    request: pytest.FixtureRequest,
    spark: Any,
    sample: Articles,
    run: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Any, Lines]]:
    """A table of records, and the lines that the command writes of the same articles."""
    from sayso.spark import records

    if request.param == "news" and not SHARED.exists():
        pytest.skip("there is no ../shared")
    articles = once(news()) if request.param == "news" else with_a_copy(sample)
    folder = tmp_path_factory.mktemp("command")
    rows = [{name: article[name] for name in FIELDS} for article in articles]
    (folder / "articles.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run("extract", folder / "articles.jsonl", "-o", folder / "output")
    lines = {name: lines_of(folder / "output" / f"{name}.jsonl") for name in FILES}
    table = spark.createDataFrame([tuple(row.values()) for row in rows], ", ".join(f"{name} string" for name in FIELDS))
    found = records(table, id="id", errors="ignore").persist()
    yield found, lines
    found.unpersist()


def lines_of(path: Path) -> list[str]:
    # Lines may have marks that `splitlines` takes for the end of one.
    return sorted(path.read_text(encoding="utf-8").split("\n")[:-1])


def check(found: Any, expected: Lines) -> None:
    for name in FILES:
        assert expected[name], name
        assert sorted(row.value for row in getattr(found, name).collect()) == expected[name], name


@pytest.mark.parametrize("partitions", [1, 3, 16])
def test_the_same(corpus: tuple[Any, Lines], partitions: int, request: pytest.FixtureRequest) -> None:
    from sayso.spark import aggregate

    if "news" in request.node.name and partitions != 16:
        pytest.skip("the sample is spread in other ways, too")
    records, expected = corpus
    found = aggregate(records.repartition(partitions))
    check(found, expected)
    found.unpersist()


def test_a_killed_executor(corpus: tuple[Any, Lines], spark: Any) -> None:
    from sayso.spark import aggregate

    def executor(_: int) -> int:
        # It started the daemon that started this process.
        return int(Path(f"/proc/{os.getppid()}/stat").read_text().rsplit(")")[1].split()[1])

    records, expected = corpus
    found = aggregate(records.repartition(3))
    # By now, notes and copies are held by both, and speakers and clusters are not yet made.
    executors = set(spark.sparkContext.parallelize(range(8), 8).map(executor).collect())
    assert len(executors) == 2
    os.kill(min(executors), signal.SIGKILL)
    check(found, expected)
    found.unpersist()


def test_an_article_twice(corpus: tuple[Any, Lines]) -> None:
    from sayso.spark import aggregate

    records, _ = corpus
    with pytest.raises(ValueError, match="is there twice"):
        aggregate(records.union(records.limit(1)))


def test_no_records(spark: Any) -> None:
    from sayso.spark import aggregate

    schema = "article string, attributions string"
    found = aggregate(spark.createDataFrame([], schema))
    assert [getattr(found, name).count() for name in FILES] == [0, 0, 0]
    with pytest.raises(Exception, match="article"):
        aggregate(spark.createDataFrame([("no JSON", "")], schema))
    with pytest.raises(Exception, match="attributions"):
        aggregate(spark.createDataFrame([("a",)], "article string"))
