"""sayso on Spark: each task extracts from its part of a table, on one core, and what was
found in all of them is joined.

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
from .aggregation import Aggregated, aggregate
from .extractor import Extractor
from .frames import text_of
from .skipped import Skipped, report

__all__ = ["Aggregated", "aggregate", "extract", "records"]


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
    fields = _fields(id, text, columns)
    read = _read(frame, fields)

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

    empty = pa.table({name: pa.array([], pa.string()) for name in read.columns})
    schema = from_arrow_schema(worker.extract_frame(empty, **fields).schema)
    return read.mapInArrow(found_in, schema)


def records(
    frame: DataFrame,
    text: str | None = None,
    *,
    id: str,
    extractor: Extractor | None = None,
    any_language: bool = False,
    errors: str = "warn",
    **columns: Any,
) -> DataFrame:
    """The same quotes and claims as the lines that the command writes, a row for each
    article: ``article``, its line of ``articles.jsonl`` with the text, and ``attributions``,
    its lines of ``attributions.jsonl``. It is what `aggregate` needs, and takes the arguments
    of `extract`, but for ``corpus``. Bytes are taken for UTF-8.

    >>> from pyspark.sql import SparkSession
    >>> spark = SparkSession.builder.getOrCreate()
    >>> articles = spark.createDataFrame([("n/1", "“We will appeal,” said Ana Ruiz.")], ["url", "body"])
    >>> row = records(articles, text="body", id="url").first()
    >>> row.attributions[:39]
    '{"id":"n/1#1","article":"n/1","corpus":'
    """
    worker = extractor or Extractor._unbuilt()
    read = _read(frame, _fields(id, text, columns))
    fields = {column: field for field, column in _fields(id, text, columns).items()}
    names = [fields.get(name, name) for name in read.columns]

    def found_in(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            rows = [[_text(cell) for cell in row] for row in zip(*(column.to_pylist() for column in batch.columns))]
            found = worker._core.lines(names, rows, any_language, 1, None)
            skipped = [Skipped(number, lines) for number, lines in enumerate(found) if isinstance(lines, str)]
            report(skipped, errors, stacklevel=2)
            lines = [lines.decode().partition("\n") for lines in found if isinstance(lines, bytes)]
            made = [[article for article, _, _ in lines], [attributions for _, _, attributions in lines]]
            yield pa.record_batch([pa.array(cells, pa.string()) for cells in made], _RECORDS)

    return read.mapInArrow(found_in, ", ".join(f"{name} string" for name in _RECORDS))


_RECORDS = ["article", "attributions"]


def _text(cell: Any) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else text_of(cell) or ""


def _fields(id: str, text: str | None, columns: dict[str, Any]) -> dict[str, Any]:
    """Which column holds what."""
    return {"id": id, **({} if text is None else {"text": text}), **columns}


def _read(frame: DataFrame, fields: dict[str, Any]) -> DataFrame:
    """The columns of a frame that are read."""
    names = [frame.columns[at] for at in _core.columns(frame.columns, list(fields.items()))]
    return frame.select([col("`" + name.replace("`", "``") + "`") for name in names])
