"""The class that extracts."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from os import PathLike, fspath
from typing import Any, TypeVar, Union

from . import _core
from .findings import Findings, draft_of
from .frames import kind_of, text_of
from .progress import Progress, told
from .records import Article, article_of
from .skipped import Doubtful, Skipped, SkippedError, SkippedInput, report

__all__ = ["Extractor"]

Frame = TypeVar("Frame")
Path = Union[str, "PathLike[str]"]
Day = Union[str, datetime.date, None]
Given = Union[str, Mapping[str, object], Article, "PathLike[str]"]
"""A text, what is known of an article, or where there are some."""

_FIELDS = (
    "id",
    "text",
    "title",
    "subtitle",
    "outlet",
    "date",
    "time",
    "author",
    "editor",
    "section",
    "url",
)
"""What an article may say of itself."""


class Extractor:
    """Extracts quotes and claims from articles.

    Built once, it serves any number of threads, and can be pickled and used after a fork.
    It lets go of the interpreter while it works.

    model
        ``"fast"``; ``"accurate"``, which finds more of what is said without quotation
        marks at a twentieth of the speed; ``"rules-only"``; or the path of a model that
        ``sayso train`` made.
    lexicon
        A folder with word lists of your own, which add to the built-in ones.
    convention
        ``"news"``, or ``"polnear"``: attitudes count as much as what is said.
    offsets
        What offsets count: ``"code-point"``, as Python does, ``"byte"`` of UTF-8, or
        ``"utf16"`` units, as JavaScript and Java do.
    min_confidence
        Leave out quotes and claims with a lower confidence than this, from 0 to 1.

    >>> extractor = Extractor(model="rules-only", offsets="byte")
    >>> extractor.extract("“Ja,” said Åse Lund.")[0].source.spans
    ((15, 24),)
    """

    def __init__(
        self,
        model: Path = "fast",
        *,
        lexicon: Path | None = None,
        convention: str = "news",
        offsets: str = "code-point",
        min_confidence: float = 0.0,
    ) -> None:
        folder = None if lexicon is None else fspath(lexicon)
        self._settings = (fspath(model), folder, convention, offsets, float(min_confidence))
        self._built: _core.Extractor | None = _build(self._settings)

    @classmethod
    def _unbuilt(cls) -> Extractor:
        """One by default, which is built when it is used, so that importing is quick."""
        extractor = cls.__new__(cls)
        extractor._settings = ("fast", None, "news", "code-point", 0.0)
        extractor._built = None
        return extractor

    def __repr__(self) -> str:
        model, lexicon, convention, offsets, min_confidence = self._settings
        return (
            f"Extractor({model!r}, lexicon={lexicon!r}, convention={convention!r}, "
            f"offsets={offsets!r}, min_confidence={min_confidence!r})"
        )

    def __getstate__(self) -> dict[str, Any]:
        # Built again where it is used, if it is used.
        return {"_settings": self._settings, "_built": None}

    @property
    def _core(self) -> _core.Extractor:
        if self._built is None:
            self._built = _build(self._settings)
        return self._built

    def extract(
        self,
        text: str,
        *,
        id: str = "text",
        title: str | None = None,
        subtitle: str | None = None,
        outlet: str | None = None,
        date: Day = None,
        author: str | None = None,
        url: str | None = None,
        any_language: bool = True,
    ) -> Article:
        """Extracts from one article. What else is known of it helps to find speakers, and
        days such as “yesterday” are reckoned from its date.

        >>> article = Extractor().extract("“He resigned,” Ana Ruiz said on Friday.", date="2031-04-07")
        >>> article[0].when.date
        datetime.date(2031, 4, 4)

        Raises ValueError if the text is no article, such as one of over 8 MiB.
        """
        if not isinstance(text, str):
            raise TypeError(f"the text is a {type(text).__name__}; extract_all and extract_frame take many")
        known = {"title": title, "subtitle": subtitle, "outlet": outlet, "date": date, "author": author, "url": url}
        article = {"id": id, "text": text, **known}
        try:
            return self.extract_all([article], jobs=1, errors="raise", any_language=any_language)[0]
        except SkippedError as error:
            raise ValueError(error.skipped[0].reason) from None

    def extract_all(
        self,
        articles: Iterable[str | Mapping[str, object]],
        *,
        any_language: bool = True,
        errors: str = "warn",
        jobs: int | None = None,
        progress: Progress = False,
    ) -> list[Article]:
        """Extracts from many articles at once, on all cores: texts, or dicts such as
        ``{"id": …, "text": …, "title": …, "outlet": …, "date": …}``.

        The result has an article for each, in their order; one that cannot be used
        (``errors`` says what happens then, as in `extract_frame`) has no quotes.

        >>> texts = ["“We will appeal,” said Ana Ruiz.", "", {"id": "b", "text": "“No,” said Ben."}]
        >>> Extractor().extract_all(texts)
        [<Article '0': 1 quote or claim>, <Article '1': 0 quotes and claims>, <Article 'b': 1 quote or claim>]
        """
        rows = _rows(enumerate(articles))
        # Of nothing there is nothing to find.
        there = [number for number, row in enumerate(rows) if row["text"].strip("\ufeff").strip()]
        cells = [[rows[number].get(name, "") for name in _FIELDS] for number in there]
        with told(progress, len(cells)) as tell:
            found = self._core.lines(_FIELDS, cells, any_language, jobs, tell) if cells else []
        skipped = [Skipped(number, lines) for number, lines in zip(there, found) if isinstance(lines, str)]
        report(skipped, errors, stacklevel=2)
        lines_of = dict(zip(there, found))
        return [_article(row, lines_of.get(number)) for number, row in enumerate(rows)]

    def extract_frame(
        self,
        frame: Frame,
        text: str | None = None,
        id: str | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        outlet: str | None = None,
        date: str | None = None,
        time: str | None = None,
        author: str | None = None,
        editor: str | None = None,
        section: str | None = None,
        url: str | None = None,
        corpus: str = "",
        any_language: bool = False,
        errors: str = "warn",
        jobs: int | None = None,
        progress: Progress = False,
    ) -> Frame:
        """Extracts from a data frame of articles: a frame of the same kind, with a row for
        each quote or claim.

        frame
            A frame of pandas or Polars, a relation of DuckDB, a table, batch, reader or
            data set of pyarrow, a dict of columns, or anything else with
            ``__arrow_c_stream__``, which gives a `sayso.Attributions`.
        text, id, title, …
            The columns that hold them. Those that are not named are found by their usual
            names, such as *body*, *headline* and *publisher*. Without a column of ids, an
            article's id is its position, from 0.
        corpus
            The name of the corpus, for the column of that name.
        any_language
            Whether to read articles that are not in English, too.
        errors
            What happens when a row cannot be used, because it is empty, in another
            language, has the id of another or the like: ``"warn"`` gives a
            `SkippedWarning`, ``"raise"`` a `SkippedError` in the end, both of which name
            rows and reasons; ``"ignore"`` nothing. The other rows are used anyway. Unless
            it is ``"ignore"``, a `DoubtWarning` names the rows that were used but are
            doubtful, such as those with a date from which no day can be read.
        jobs
            How many threads work; one for each core, unless you say so.
        progress
            Whether to show a bar (with tqdm), or what to call now and then with the
            number of rows that are done.

        The columns of the result are those of ``sayso export --to parquet``.

        >>> articles = {"url": ["n/1", "n/2"], "body": ["“We will appeal,” said Ana Ruiz.", "Nobody spoke."]}
        >>> quotes = Extractor().extract_frame(articles, text="body", id="url")
        >>> quotes["article"], quotes["speaker"], quotes["content"]
        (['n/1'], ['Ana Ruiz'], ['We will appeal,'])

        Raises KeyError if there is no such column.
        """
        named = zip(_FIELDS, (id, text, title, subtitle, outlet, date, time, author, editor, section, url))
        fields = [(field, str(name)) for field, name in named if name is not None]
        kind = kind_of(frame)
        table = kind.table(_core.columns(kind.names, fields))
        with told(progress, kind.length) as tell:
            found, skipped, doubts = self._core.table(table, fields, corpus, any_language, jobs, tell)
        doubtful = [Doubtful(*row) for row in doubts]
        report([Skipped(*row) for row in skipped], errors, stacklevel=2, doubtful=doubtful)
        back: Frame = kind.back(found)
        return back

    def verify(
        self,
        draft: Given | Iterable[Given],
        sources: Given | Iterable[Given],
        *,
        index: Path | None = None,
        errors: str = "warn",
        jobs: int | None = None,
        progress: Progress = False,
    ) -> Findings:
        """Is that what they said? Compares the quotes and claims of a draft with what its
        sources say, who says it there, and in which words, as ``sayso verify`` does.

        draft, sources
            A text, a dict as for `extract_all`, an `Article`, or the ``pathlib.Path`` of a
            file, a folder or results of ``sayso extract``; or several of them. A string is
            always a text, never the name of a file. Files come first.
        index
            A folder that keeps an index of sources in files: the next call uses it again,
            and reads only what has changed.
        errors
            What happens when some of the drafts or sources cannot be used, as in
            `extract_frame`.
        progress
            Whether to show a bar, or what to call now and then with the number of articles
            that are done, the sources first.

        >>> source = "“We will appeal if we can,” said Ana Ruiz. “Never,” said Ben Lund."
        >>> draft = "“We will appeal,” said Ana Ruiz. “Never,” said Ben Lund."
        >>> for finding in Extractor().verify(draft, source):
        ...     print(finding.verdict, finding.fine, *map(str, finding.left_out))
        cut False left out (condition): “if we can”
        verbatim True

        Raises ValueError if there is no draft that can be read, or no source.
        """
        given = _given(draft, "draft"), _given(sources, "sources")
        if index is not None and given[1][1]:
            raise ValueError("an index is of files: give the sources as paths, or leave index out")
        with told(progress, None) as tell:
            found, count, skipped = self._core.verify(*given, None if index is None else fspath(index), jobs, tell)
        inputs = [SkippedInput(*one) for one in skipped]
        if not found or not count:
            what = "there is no draft to compare" if count else "there is nothing to compare with"
            raise ValueError(": ".join([what, *filter(None, ["; ".join(map(str, inputs))])]))
        report(inputs, errors, stacklevel=2)
        return Findings(tuple(draft_of(*one) for one in found), count)


_Settings = tuple[str, Union[str, None], str, str, float]


@lru_cache(maxsize=4)
def _built_in(settings: _Settings) -> _core.Extractor:
    return _core.Extractor(*settings)


def _build(settings: _Settings) -> _core.Extractor:
    """What has no files, which may change, is built once in a process."""
    model, lexicon, *_ = settings
    if model in ("fast", "accurate", "rules-only") and lexicon is None:
        return _built_in(settings)
    return _core.Extractor(*settings)


def _given(given: Given | Iterable[Given], name: str) -> tuple[list[str], list[tuple[str, bytes]]]:
    """Paths; and articles that are in memory, as JSON, with what the caller calls them."""
    if isinstance(given, (str, Mapping, Article, PathLike)):
        items = {name: given}
    elif hasattr(given, "columns"):
        # Of which one would get the names of the columns.
        raise TypeError(f"{name} is a data frame: give its texts, as in df['text'], or its rows as dicts")
    else:
        items = {f"{name}[{number}]": item for number, item in enumerate(given)}
    paths = [fspath(item) for item in items.values() if isinstance(item, PathLike)]
    there = [(number, name) for number, (name, item) in enumerate(items.items()) if not isinstance(item, PathLike)]
    rows = _rows((number, items[name]) for number, name in there)
    return paths, [(name, json.dumps(row).encode()) for (_, name), row in zip(there, rows)]


def _rows(articles: Iterable[tuple[int, object]]) -> list[dict[str, str]]:
    """The fields of numbered articles as texts."""
    rows = [_row(article, number) for number, article in articles]
    unknown = {name for row in rows for name in row}.difference(_FIELDS)
    if unknown:
        raise TypeError(f"articles have no {', '.join(sorted(unknown))}; they have {', '.join(_FIELDS)}")
    return rows


def _row(article: object, number: int) -> dict[str, str]:
    """An article's fields as texts."""
    if isinstance(article, Article):
        article = {name: getattr(article, name) for name in _FIELDS}
    if not isinstance(article, Mapping):
        # A missing cell of a data frame is an empty text.
        if not isinstance(article, str) and text_of(article) is not None:
            raise TypeError(f"article {number} is neither a text nor a dict: {article!r}")
        article = {"text": article}
    row = {str(name): text for name, value in article.items() if (text := text_of(value)) is not None}
    return {"id": str(number), "text": "", **row}


def _article(row: dict[str, str], lines: bytes | str | None) -> Article:
    """The article of a row, which may have given none."""
    if isinstance(lines, bytes):
        return article_of(lines)
    known = {name: row.get(name) for name in ("title", "subtitle", "outlet", "author", "editor", "section", "url")}
    return Article(
        row["id"],
        row["text"],
        attributions=(),
        paragraphs=(),
        offsets="code_point",
        date=None,
        time=None,
        modified=None,
        doubts=(),
        **known,
    )
