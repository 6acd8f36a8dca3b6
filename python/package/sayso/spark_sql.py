"""Extraction as a table function of Spark SQL (Spark 3.5 and later).

``pip install 'sayso[spark]'``, or sayso beside the Spark that is there, where the
driver runs and where the tasks run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import Row, SparkSession
from pyspark.sql.functions import udtf
from pyspark.sql.pandas.types import from_arrow_schema

from . import _core
from .extractor import Extractor

__all__ = ["register"]

_ROWS = 64
"""How many articles are read at once: enough that calls cost nothing beside the work."""

_EMPTY = pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})


def register(spark: SparkSession, name: str = "sayso", *, extractor: Extractor | None = None) -> None:
    """Gives the session a table function with a row for each quote or claim.

    It takes a table with the columns ``id`` and ``text``, which ``SELECT … AS`` may name
    so; others are found by their usual names, as everywhere. Rows that cannot be used are
    named in the logs of the tasks. Whatever else is to be known of an article is joined
    by ``article``, the id.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> register(spark)
    >>> articles = spark.createDataFrame([("n/1", "“We will appeal,” said Ana Ruiz.")], ["url", "body"])
    >>> articles.createOrReplaceTempView("articles")
    >>> spark.sql('''
    ...     SELECT article, speaker, content
    ...     FROM sayso(TABLE(SELECT url AS id, body AS text FROM articles))
    ... ''').show()
    +-------+--------+---------------+
    |article| speaker|        content|
    +-------+--------+---------------+
    |    n/1|Ana Ruiz|We will appeal,|
    +-------+--------+---------------+
    <BLANKLINE>
    """
    worker = extractor or Extractor._unbuilt()
    schema = from_arrow_schema(worker.extract_frame(_EMPTY).schema)

    class Quotes:
        def __init__(self) -> None:
            self._rows: list[Row] = []

        # Not `analyze`, which would say earlier what is wrong: Spark 3.5 does not have it.
        def eval(self, article: Row) -> Iterator[tuple[Any, ...]]:
            if not isinstance(article, Row):
                raise TypeError(f"{name} takes a table: {name}(TABLE(SELECT …))")
            if not {"id", "text"} <= set(article.__fields__):
                raise KeyError(f"{name} wants the columns id and text; there are {', '.join(article.__fields__)}")
            self._rows.append(article)
            if len(self._rows) == _ROWS:
                yield from self.terminate()

        def terminate(self) -> Iterator[tuple[Any, ...]]:
            rows, self._rows = self._rows, []
            if rows:
                names = rows[0].__fields__
                read = {names[at]: [row[at] for row in rows] for at in _core.columns(names, [])}
                yield from zip(*worker.extract_frame(read, jobs=1).values())

    spark.udtf.register(name, udtf(Quotes, returnType=schema))
