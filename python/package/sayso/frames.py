"""Data frames of every kind as Arrow tables, and back.

To add a kind: a function that makes a `Kind` of a frame, and its name in `_KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from ._core import Attributions


class Kind(NamedTuple):
    """How a frame is read, and what becomes of the result."""

    names: Sequence[str]
    """Its columns."""
    length: int | None
    """Its rows, if that is known."""
    table: Callable[[list[int]], Any]
    """The columns with these numbers, as an object with ``__arrow_c_stream__``."""
    back: Callable[[Attributions], Any]
    """A frame of the same kind."""


def kind_of(frame: Any) -> Kind:
    """The kind of a frame.

    Raises TypeError if it is none.
    """
    for type_ in type(frame).__mro__:
        make = _KINDS.get(type_.__module__.split(".")[0])
        if make is not None:
            return make(frame)
    if isinstance(frame, Mapping):
        return _mapping(frame)
    if hasattr(frame, "__arrow_c_stream__"):
        return _arrow(frame)
    raise TypeError(
        f"{type(frame).__name__} is no data frame: pandas, Polars, DuckDB, Arrow, a dict of columns "
        "and whatever has __arrow_c_stream__ are; a file is read first, as with pandas.read_csv"
    )


def _pandas(frame: Any) -> Kind:
    pa = _pyarrow("pandas")
    if not hasattr(frame, "columns"):
        raise TypeError(f"{type(frame).__name__} is no data frame; take .to_frame()")
    names = [str(name) for name in frame.columns]

    def table(read: list[int]) -> Any:
        columns = [_column(pa, frame.iloc[:, at]) for at in read]
        return pa.table(columns, names=[names[at] for at in read])

    return Kind(names, len(frame), table, lambda found: _table(found).to_pandas(date_as_object=False))


def _polars(frame: Any) -> Kind:
    import polars as pl

    if not isinstance(frame, (pl.DataFrame, pl.LazyFrame)):
        raise TypeError(f"{type(frame).__name__} is no data frame; take .to_frame()")
    if isinstance(frame, pl.LazyFrame):
        names = frame.collect_schema().names()
        return Kind(
            names,
            None,
            lambda read: frame.select([names[at] for at in read]).collect(),
            lambda found: pl.DataFrame(found).lazy(),
        )
    return Kind(
        frame.columns, len(frame), lambda read: frame.select([frame.columns[at] for at in read]), pl.DataFrame
    )


def _duckdb(frame: Any) -> Kind:
    import duckdb

    pa = _pyarrow("duckdb")

    def table(read: list[int]) -> Any:
        columns = ('"' + frame.columns[at].replace('"', '""') + '"' for at in read)
        return frame.project(", ".join(columns))

    return Kind(frame.columns, None, table, lambda found: duckdb.from_arrow(_table(found)))


def _of_pyarrow(frame: Any) -> Kind:
    pa = _pyarrow("pandas")
    names = frame.schema.names
    if isinstance(frame, pa.Table):
        return Kind(names, len(frame), frame.select, _table)
    if isinstance(frame, pa.RecordBatch):

        def back(found: Attributions) -> Any:
            table = _table(found)
            batches = table.combine_chunks().to_batches()
            return batches[0] if batches else pa.RecordBatch.from_pylist([], table.schema)

        return Kind(names, len(frame), frame.select, back)
    if isinstance(frame, pa.RecordBatchReader):
        return Kind(names, None, lambda read: frame, pa.RecordBatchReader.from_stream)
    # A dataset: a folder of Parquet files, for example.
    return Kind(names, None, lambda read: frame.scanner([names[at] for at in read]).to_reader(), _table)


def _mapping(frame: Mapping[Any, Any]) -> Kind:
    """Columns as lists, as in ``datasets.Dataset.map(batched=True)``."""
    pa = _pyarrow("pandas")
    names = [str(name) for name in frame]
    columns = list(frame.values())

    def table(read: list[int]) -> Any:
        return pa.table([_column(pa, columns[at]) for at in read], names=[names[at] for at in read])

    length = len(columns[0]) if columns else 0
    return Kind(names, length, table, lambda found: _table(found).to_pydict())


def _arrow(frame: Any) -> Kind:
    pa = _pyarrow("pandas")
    reader = pa.RecordBatchReader.from_stream(frame)
    return Kind(reader.schema.names, None, lambda read: reader, lambda found: found)


_KINDS: dict[str, Callable[[Any], Kind]] = {
    "pandas": _pandas,
    "polars": _polars,
    "duckdb": _duckdb,
    "_duckdb": _duckdb,
    "pyarrow": _of_pyarrow,
}


def _pyarrow(extra: str) -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise ImportError(f"this kind of frame needs pyarrow: pip install 'sayso[{extra}]'") from error
    return pyarrow


def _table(found: Attributions) -> Any:
    """The result as a table of pyarrow. ``pyarrow.table(found)`` would load pandas."""
    return _pyarrow("pandas").RecordBatchReader.from_stream(found).read_all()


def _column(pa: Any, cells: Any) -> Any:
    """A column as Arrow has it; cell by cell if they are of several types, or broken."""
    try:
        return pa.array(cells, from_pandas=True)
    except (pa.ArrowException, TypeError, ValueError, UnicodeError):
        return pa.array([text_of(cell) for cell in cells], pa.string())


def text_of(cell: Any) -> str | None:
    """A cell as a text; None if it is empty.

    >>> text_of(7), text_of(["Ana Ruiz", None, "Ben Lund"]), text_of(float("nan"))
    ('7', 'Ana Ruiz, Ben Lund', None)
    """
    # NaN is unlike itself; NaT and NA are what pandas has in its place.
    if cell is None or (isinstance(cell, float) and cell != cell) or type(cell).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(cell, (list, tuple)) or type(cell).__name__ == "ndarray":
        # Authors, or paragraphs.
        return ", ".join(filter(None, map(text_of, cell)))
    return without_halves(str(cell))


def without_halves(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair, which UTF-8 cannot express.

    >>> without_halves("a\\ud83d b")
    'a\ufffd b'
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
