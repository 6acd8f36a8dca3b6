"""Data frames of every kind: in, out of the same kind, with the same content."""

from __future__ import annotations

import importlib
import warnings
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import Articles

pa = pytest.importorskip("pyarrow")

NAMES = ("id", "text", "title", "outlet", "date")


@pytest.fixture(scope="module")
def table(sample: Articles) -> Any:
    # Under names that must be told, and one column that is nobody's business.
    columns = {"key": "id", "story": "text", "kop": "title", "medium": "outlet", "day": "date"}
    table = pa.table({name: [article[field] for article in sample] for name, field in columns.items()})
    return table.append_column("n", pa.array(range(len(sample))))


OPTIONS = {"text": "story", "id": "key", "title": "kop", "outlet": "medium", "date": "day"}


@pytest.fixture(scope="module")
def quotes(table: Any) -> Any:
    quotes = sayso.extract_frame(table, **OPTIONS)
    assert isinstance(quotes, pa.Table) and quotes.num_rows > 50
    return quotes


def essence(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["id"], row["speaker"] or None, row["content"], row["confidence"]) for row in rows]


@pytest.fixture(scope="module")
def expected(quotes: Any) -> list[tuple[Any, ...]]:
    return essence(quotes.to_pylist())


def test_pandas(table: Any, expected: list[tuple[Any, ...]]) -> None:
    pd = pytest.importorskip("pandas")
    found = sayso.extract_frame(table.to_pandas(), **OPTIONS)
    assert isinstance(found, pd.DataFrame)
    assert essence(found.astype(object).where(found.notna(), None).to_dict("records")) == expected
    assert str(found["date"].dtype).startswith("datetime64")


def test_a_csv_with_odd_column_names(tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    (tmp_path / "press.csv").write_text(
        "\ufeffÜberschrift;body text;pub.date;Zeitung\n"
        "Weir;“We have the stone,” said Ines Okafor on Friday.;03.02.2031;Ferrant Gazette\n"
        "Mill;;04.02.2031;Ferrant Gazette\n"
        "Ferry;“I only did what the tide let me do,” said Marit Sund.;;\n",
        encoding="utf-8",
    )
    frame = pd.read_csv(tmp_path / "press.csv", sep=";")
    frame["pub.date"] = pd.to_datetime(frame["pub.date"], format="%d.%m.%Y")
    named = {"text": "body text", "title": "Überschrift", "date": "pub.date", "outlet": "Zeitung"}
    with pytest.warns(sayso.SkippedWarning, match="^1 row was skipped: row 1: the row has no text$"):
        found = sayso.extract_frame(frame, **named)
    assert found["speaker"].tolist() == ["Ines Okafor", "Marit Sund"]
    assert found["outlet"][0] == "Ferrant Gazette" and str(found["when_date"][0])[:10] == "2031-01-31"
    assert found["date"].isna().tolist() == [False, True]
    with pytest.raises(KeyError, match="there is no column “body”; there are Überschrift, body text, pub.date, Zeitung"):
        sayso.extract_frame(frame, text="body")
    with pytest.raises(TypeError, match="Series is no data frame; take .to_frame"):
        sayso.extract_frame(frame["body text"])


def test_a_date_that_is_none() -> None:
    frame = {"date": ["2031-04-07", "soon", None, *["31.13.2031"] * 5], "text": ["“Yes,” said Ana Ruiz on Friday."] * 8}
    with pytest.warns(sayso.DoubtWarning) as caught:
        found = sayso.extract_frame(frame, errors="raise")
    assert len(found["speaker"]) == 8 and found["date"][1:] == [None] * 7
    message = caught[0].message
    assert isinstance(message, sayso.DoubtWarning)
    assert [doubtful.row for doubtful in message.doubtful] == [1, 3, 4, 5, 6, 7]
    assert str(message).startswith("doubtful: row 1: no day can be read from its date: “soon”; row 3: ")
    assert str(message).endswith("; and 1 more") and caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sayso.extract_frame(frame, errors="ignore")
    article = sayso.extract("Nobody spoke.", date="soon")
    assert article.date is None and article.doubts == ("no day can be read from its date: “soon”",)


def test_odd_cells_in_pandas() -> None:
    pd = pytest.importorskip("pandas")
    texts = ["“Yes,” said Ana Ruiz.", float("nan"), 7, None, "“No,” said Ben Lund. \ud83d", ["“Yes,”", "said Eve Moss."]]
    frame = pd.DataFrame({"text": texts, "id": ["a", 2, 3.5, None, "e", "f"], 9: texts}, index=list("uvwxyz"))
    with pytest.warns(sayso.SkippedWarning) as caught:
        found = sayso.extract_frame(frame)
    assert list(found["article"]) == ["a", "e", "f"]
    assert list(found["speaker"]) == ["Ana Ruiz", "Ben Lund", "Eve Moss"]
    assert [skipped.row for skipped in caught[0].message.skipped] == [1, 3]  # type: ignore[union-attr]
    assert caught[0].filename == __file__


def test_polars(table: Any, expected: list[tuple[Any, ...]]) -> None:
    pl = pytest.importorskip("polars")
    frame = pl.from_arrow(table)
    found = sayso.extract_frame(frame, **OPTIONS)
    assert isinstance(found, pl.DataFrame)
    assert essence(found.to_dicts()) == expected
    lazy = sayso.extract_frame(frame.lazy().with_columns(pl.col("medium").cast(pl.Categorical)), **OPTIONS)
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect().equals(found)


def test_duckdb(table: Any, expected: list[tuple[Any, ...]]) -> None:
    duckdb = pytest.importorskip("duckdb")
    articles = table
    found = sayso.extract_frame(duckdb.sql("FROM articles"), **OPTIONS)
    assert articles is table
    assert isinstance(found, duckdb.DuckDBPyRelation)
    assert found.aggregate("count(*)").fetchall() == [(len(expected),)]
    assert essence(found.to_arrow_table().to_pylist()) == expected


def test_arrow(table: Any, quotes: Any, tmp_path: Path) -> None:
    batch = table.combine_chunks().to_batches()[0]
    found = sayso.extract_frame(batch, **OPTIONS)
    assert isinstance(found, pa.RecordBatch) and pa.Table.from_batches([found]) == quotes
    found = sayso.extract_frame(batch.slice(0, 0), **OPTIONS)
    assert isinstance(found, pa.RecordBatch) and len(found) == 0 and found.schema == quotes.schema
    found = sayso.extract_frame(table.to_reader(max_chunksize=3), **OPTIONS)
    assert isinstance(found, pa.RecordBatchReader) and found.read_all() == quotes
    dataset = importlib.import_module("pyarrow.dataset")
    dataset.write_dataset(table, tmp_path, format="parquet")
    assert sayso.extract_frame(dataset.dataset(tmp_path), **OPTIONS) == quotes


def test_anything_with_a_capsule(table: Any, quotes: Any) -> None:
    class Frame:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return table.__arrow_c_stream__(requested_schema)

    found: Any = sayso.extract_frame(Frame(), **OPTIONS)
    assert isinstance(found, sayso.Attributions) and len(found) == quotes.num_rows
    # It can be read more than once.
    assert pa.table(found) == pa.table(found) == quotes


def test_hugging_face(table: Any, expected: list[tuple[Any, ...]]) -> None:
    datasets = pytest.importorskip("datasets")
    articles = datasets.Dataset(table).with_format("arrow")
    quotes = articles.map(
        sayso.extract_frame, batched=True, batch_size=4, remove_columns=articles.column_names, fn_kwargs=OPTIONS
    )
    assert essence(quotes.with_format(None).to_list()) == expected


def test_dask(table: Any, expected: list[tuple[Any, ...]]) -> None:
    dd = pytest.importorskip("dask.dataframe")
    articles = dd.from_pandas(table.to_pandas(), npartitions=3)
    like_this = sayso.extract_frame(articles.head(0), **OPTIONS)
    quotes = articles.map_partitions(sayso.extract_frame, **OPTIONS, meta=like_this)
    found = quotes.compute(scheduler="processes")
    assert essence(found.astype(object).where(found.notna(), None).to_dict("records")) == expected


def test_usual_names_and_positions() -> None:
    found = sayso.extract_frame({"Headline": ["Vote"], "Body": ["“Yes,” said Ana Ruiz."], "Publisher": ["Herald"]})
    assert (found["article"], found["title"], found["outlet"]) == (["0"], ["Vote"], ["Herald"])


def test_offsets_and_confidence() -> None:
    frame = {"text": ["🎭 “Ja,” said Åse Lund."]}
    spans = {
        offsets: sayso.Extractor(offsets=offsets).extract_frame(frame)["content_spans"][0]
        for offsets in ("code-point", "byte", "utf16")
    }
    assert spans == {
        "code-point": [{"start": 3, "end": 6}],
        "byte": [{"start": 8, "end": 11}],
        "utf16": [{"start": 4, "end": 7}],
    }
    assert sayso.Extractor(min_confidence=1.0).extract_frame(frame)["id"] == []


def test_wrong_columns() -> None:
    with pytest.raises(KeyError, match="no column is the text; there are a, b; name it"):
        sayso.extract_frame({"a": [], "b": []})
    with pytest.raises(KeyError, match="there is no column “body”; there are text"):
        sayso.extract_frame({"text": []}, text="body")
    with pytest.raises(TypeError, match="the column “text” cannot be read as text"):
        sayso.extract_frame(pa.table({"text": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64()))}))
    with pytest.raises(TypeError, match="int is no data frame: .*; a file is read first"):
        sayso.extract_frame(7)


def test_bad_rows_cost_only_themselves() -> None:
    frame = {"id": ["a", "b", "a", "d"], "text": ["“Yes,” said Ana Ruiz.", None, "“No,” said Ben.", "“Soon,” said Eve Moss."]}
    with pytest.raises(sayso.SkippedError, match="2 rows were skipped: row 1: the row has no text; row 2: the id “a” is taken"):
        sayso.extract_frame(frame, errors="raise")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sayso.extract_frame(frame, errors="ignore")["article"] == ["a", "d"]
    with pytest.raises(ValueError, match="errors is 'warn', 'raise' or 'ignore', not 'no'"):
        sayso.extract_frame(frame, errors="no")


def test_other_languages() -> None:
    german = "„Der Hafen bleibt für Schiffe bis zum Abend gesperrt“, sagte die Leiterin des Amtes, und niemand widersprach ihr."
    with pytest.warns(sayso.SkippedWarning, match="row 0: in another language: German"):
        sayso.extract_frame({"text": [german * 3]})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sayso.extract_frame({"text": [german * 3]}, any_language=True)
