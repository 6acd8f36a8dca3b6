"""Extraction on Spark: each task extracts from its part of a table, on one core.

``pip install 'sayso[spark]'``, or sayso beside the Spark that is there, where the
driver runs and where the tasks run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.functions import col
from pyspark.sql.pandas.types import from_arrow_schema

from . import _core
from .extractor import Extractor

__all__ = ["extract"]


def extract(
    frame: DataFrame,
    text: str | None = None,
    *,
    id: str,
    extractor: Extractor | None = None,
    corpus: str = "",
    any_language: bool = False,
    errors: str = "warn",
    **columns: Any,
) -> DataFrame:
    """The quotes and claims in a table of articles, as `Extractor.extract_frame` finds
    them; what the arguments mean is described there.

    There must be a column of ids (``id``), since tasks do not know which row of the whole
    table they have. Rows that cannot be used are named in the logs of the tasks.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> articles = spark.createDataFrame([("n/1", "“We will appeal,” said Ana Ruiz.")], ["url", "body"])
    >>> extract(articles, text="body", id="url").select("article", "speaker", "content").show()
    +-------+--------+---------------+
    |article| speaker|        content|
    +-------+--------+---------------+
    |    n/1|Ana Ruiz|We will appeal,|
    +-------+--------+---------------+
    <BLANKLINE>
    """
    worker = extractor or Extractor._unbuilt()
    fields: dict[str, Any] = {"id": id, **({} if text is None else {"text": text}), **columns}
    read = [frame.columns[at] for at in _core.columns(frame.columns, list(fields.items()))]

    def found_in(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            found = worker.extract_frame(
                pa.Table.from_batches([batch]),
                **fields,
                corpus=corpus,
                any_language=any_language,
                errors=errors,
                jobs=1,
            )
            yield from found.to_batches()

    empty = pa.table({name: pa.array([], pa.string()) for name in read})
    schema = from_arrow_schema(worker.extract_frame(empty, **fields).schema)
    quoted = [col("`" + name.replace("`", "``") + "`") for name in read]
    return frame.select(quoted).mapInArrow(found_in, schema)
