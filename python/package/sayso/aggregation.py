"""Aggregation on Spark: who is who and which quotes are one, across all articles."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
from pyspark import StorageLevel
from pyspark.sql import DataFrame, Window
from pyspark.sql.functions import coalesce, col, count, explode, least, lit, max, min, substring, sum
from pyspark.sql.pandas.types import from_arrow_schema

from . import _core

__all__ = ["Aggregated", "aggregate"]

_KINDS = range(4)
"""Of notes: articles, speakers, contents, counters."""

_NAME = -1
"""Stands for the name itself where its bearers have numbers."""

_NAMESAKES = -1
"""Marks a list of namesakes, which comes before the notes of a speaker."""

_DATE = 4
"""With so many bytes, its date, begins what is compared of articles and contents."""


@dataclass(frozen=True)
class Aggregated:
    """What all articles have in common. Each frame has one column, ``value``, with the lines
    of the file of that name that ``sayso aggregate`` writes, in no order."""

    speakers: DataFrame
    clusters: DataFrame
    copies: DataFrame
    _held: tuple[DataFrame, ...]

    def unpersist(self) -> None:
        """Frees what executors hold for this, when all frames have been written."""
        for frame in self._held:
            frame.unpersist()


def aggregate(records: DataFrame) -> Aggregated:
    """Speakers, clusters and copies of the articles in a table that `records` made, or one
    with the same columns: ``article``, a line of ``articles.jsonl``, and ``attributions``, the
    lines of ``attributions.jsonl`` that belong to it.

    Spark does what grows with the quotes: it sorts, joins, counts and spills to disk, and
    repeats what is lost with an executor. Only who is one among all names is decided in a
    single task.

    >>> import json
    >>> from pyspark.sql import SparkSession
    >>> from sayso.spark import records
    >>> spark = SparkSession.builder.getOrCreate()
    >>> texts = [("n/1", "“We will appeal,” said Ana Ruiz."), ("n/2", "“It was late,” Ana Ruiz said.")]
    >>> found = aggregate(records(spark.createDataFrame(texts, ["url", "body"]), text="body", id="url"))
    >>> speaker = json.loads(found.speakers.first().value)
    >>> speaker["name"], speaker["articles"], speaker["refs"]
    ('Ana Ruiz', 2, ['n/1/s1', 'n/2/s1'])
    >>> found.unpersist()

    Raises ValueError if two articles have one id.
    """
    held = _Held()
    notes = held(_step(records.select("article", "attributions"), "notes"))
    articles, speakers, contents, counters = (notes.where(col("kind") == kind) for kind in _KINDS)
    _no_article_twice(articles)
    copies = held(_copies(articles, held))
    originals = copies.select(explode("articles").alias("number"), "original")
    clusters = _clusters(contents, originals, held)
    lines = _speakers(speakers, counters, originals, held)
    return Aggregated(_lines(lines), _lines(clusters), _lines(copies), tuple(held.frames))


class _Held:
    """What is computed once though it is used several times."""

    def __init__(self) -> None:
        self.frames: list[DataFrame] = []

    def __call__(self, frame: DataFrame) -> DataFrame:
        # Not a checkpoint: what is lost with an executor can be computed again.
        held = _planned_anew(frame).persist(StorageLevel.MEMORY_AND_DISK)
        self.frames.append(held)
        return held


def _planned_anew(frame: DataFrame) -> DataFrame:
    """The same rows with a plan that begins here, as a checkpoint has it: otherwise each round
    of `_components` would hold the plans of all rounds before it several times, and a dozen
    rounds fill the driver. The RDD below keeps what is needed to compute lost rows again."""
    java = getattr(frame, "_jdf", None)
    if java is None:  # On Spark Connect plans are the server's.
        return frame
    session = frame.sparkSession
    rows = java.queryExecution().toRdd()
    return type(frame)(session._jsparkSession.internalCreateDataFrame(rows, java.schema(), False), session)


def _no_article_twice(articles: DataFrame) -> None:
    twice = articles.groupBy("block").count().where(col("count") > 1).agg(min("block").alias("id")).first()
    if twice is not None and twice.id is not None:
        raise ValueError(f"article “{twice.id[:-1].decode()}” is there twice: leave one out")


def _copies(articles: DataFrame, held: _Held) -> DataFrame:
    things = articles.select(col("block").alias("place"), col("value").alias("thing"), col("numbers").alias("features"))
    groups = _groups(things, "alike-articles", held)
    members = articles.join(groups, articles.block == groups.place).select("group", "value")
    return _step(_blocks(members, "group", "value"), "copies")


def _clusters(contents: DataFrame, originals: DataFrame, held: _Held) -> DataFrame:
    versions = held(_step(_blocks(contents.select("block", "value"), "block", "value"), "versions"))
    groups = _groups(versions.select(col("block").alias("place"), "thing", "features"), "alike-contents", held)
    grouped = versions.join(groups, versions.block == groups.place, "left")
    grouped = grouped.where((col("count") > 1) | col("group").isNotNull())
    grouped = grouped.select("block", coalesce("group", "block").alias("group"))
    members = _with_originals(contents.join(grouped, "block"), originals)
    members = members.select("group", "value", "block", "original")
    return _step(_blocks(members, "group", "value", "block"), "clusters")


def _speakers(notes: DataFrame, counters: DataFrame, originals: DataFrame, held: _Held) -> DataFrame:
    bearers = held(_step(_blocks(notes.select("block", "value", "number"), "block", "value"), "bearers"))
    no_number, no_name = lit(None).cast("long"), lit(None).cast("binary")
    names = bearers.where(col("bearer") == _NAME)
    names = names.select("block", "value", no_number.alias("number"), no_number.alias("count"))
    counts = counters.groupBy("number").agg(sum(col("numbers")[0]).alias("count"))
    counts = counts.select(no_name.alias("block"), no_name.alias("value"), "number", "count")
    # The one task that sees all names.
    names = names.union(counts).repartition(1).sortWithinPartitions("block")
    decided = held(_step(names, "decide"))
    of_bearers = decided.select("block", "bearer", "group", "part")
    members = _with_originals(bearers.join(of_bearers, ["block", "bearer"]), originals)
    members = members.select("group", "part", "value", "original")
    namesakes = decided.where(col("namesakes").isNotNull())
    namesakes = namesakes.select("group", lit(_NAMESAKES).cast("long"), "namesakes", no_number)
    return _step(_blocks(members.union(namesakes), "group", "part", "value"), "speakers")


def _with_originals(members: DataFrame, originals: DataFrame) -> DataFrame:
    """Notes, each with the number of the article, or with that of the first of its copies."""
    joined = members.join(originals, "number", "left")
    return joined.withColumn("original", coalesce("original", "number"))


def _groups(things: DataFrame, alike: str, held: _Held) -> DataFrame:
    """Which things (``place``) belong together (``group``, the smallest place in it).
    Those that are like no other are left out."""
    features = things.select(explode("features").alias("feature"), substring("thing", 1, _DATE).alias("date"), "place")
    pairs = _step(_blocks(features, "feature", "date", "place").select("feature", "place"), "candidates")
    # One rare feature makes candidates; of others it takes two.
    pairs = pairs.groupBy("one", "other").agg(count("*").alias("shared"), max("rare").alias("rare"))
    pairs = pairs.where((col("shared") > 1) | (col("rare") == 1))
    one = things.select(col("place").alias("one"), "thing")
    other = things.select(col("place").alias("other"), col("thing").alias("other_thing"))
    compared = pairs.join(one, "one").join(other, "other").select("one", "other", "thing", "other_thing")
    return _components(_step(compared, alike), held)


def _components(links: DataFrame, held: _Held) -> DataFrame:
    """Connected components of links between ``one`` and a larger ``other``: for each thing
    (``place``) the smallest one (``group``), by large-star and small-star of Kiveris et al.
    2014, "Connected Components in MapReduce and Beyond"."""
    links = held(links.select(_link("other", "one")))
    around = Window.partitionBy("thing")
    while not _are_stars(links):
        # What is larger than a thing is linked to the smallest of those around that thing.
        both = links.union(links.select(_link("smaller", "thing")))
        both = both.withColumn("smallest", least("thing", min("smaller").over(around)))
        large = both.where(col("smaller") > col("thing")).select(_link("smaller", "smallest"))
        # What is smaller than a thing is linked to the smallest of those, as the thing is.
        small = large.distinct().withColumn("smallest", min("smaller").over(around))
        others = small.where(col("smaller") > col("smallest")).select(_link("smaller", "smallest"))
        links = held(small.select(_link("thing", "smallest")).union(others).distinct())
    stars = links.select(col("thing").alias("place"), col("smaller").alias("group"))
    return stars.union(stars.select(col("group").alias("place"), "group").distinct())


def _link(thing: str, smaller: str) -> list[Any]:
    return [col(thing).alias("thing"), col(smaller).alias("smaller")]


def _are_stars(links: DataFrame) -> bool:
    """Whether each thing is linked to one smaller thing, which is itself linked to none."""
    ends = links.select("thing", lit(1).alias("links"))
    ends = ends.union(links.select("smaller", lit(0)).distinct())
    ends = ends.groupBy("thing").agg(sum("links").alias("links"), min("links").alias("least"))
    no_stars: int = ends.where((col("links") > 1) | (col("links") == 1) & (col("least") == 0)).count()
    return no_stars == 0


def _blocks(rows: DataFrame, key: str, *order: str) -> DataFrame:
    """The rows of one key together, in order."""
    return rows.repartition(key).sortWithinPartitions(key, *order)


def _step(rows: DataFrame, name: str) -> DataFrame:
    """What a step of the Rust crate makes of rows."""

    def made_of(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        step = _core.Step(name, tempfile.gettempdir())
        for batch in batches:
            yield from pa.RecordBatchReader.from_stream(step.push(pa.Table.from_batches([batch])))
        yield from pa.RecordBatchReader.from_stream(step.finish())

    columns = pa.RecordBatchReader.from_stream(_core.Step(name, "").finish()).schema
    return rows.mapInArrow(made_of, from_arrow_schema(columns))


def _lines(rows: DataFrame) -> DataFrame:
    return rows.select(col("line").cast("string").alias("value"))
