"""What is found in an article, as objects.

The fields are those of the lines of ``articles.jsonl`` and ``attributions.jsonl``,
which the manual describes. All objects are immutable.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

__all__ = [
    "Article",
    "Attribution",
    "Maker",
    "Paragraph",
    "Passage",
    "References",
    "Sentence",
    "Span",
    "Speaker",
    "When",
]

Span = tuple[int, int]
"""Where words are: ``text[start:end]``."""


@dataclass(frozen=True)
class Passage:
    """Words of an article, and where they are.

    >>> words = Passage("We will appeal,", ((1, 16),))
    >>> str(words)
    'We will appeal,'
    """

    text: str
    """The words; those of several spans are joined with a space."""
    spans: tuple[Span, ...]
    """Where they are, in the order of the text."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class When(Passage):
    """The words that say when something was said."""

    date: datetime.date | None
    """The day that they mean, reckoned from the article's date."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article."""

    index: int
    """Its number among the article's sentences, from 0."""
    span: Span
    """Where it is."""


@dataclass(frozen=True)
class References:
    """How often somebody is referred to by which pronoun, or a title that goes with it."""

    she: int
    he: int
    they: int


@dataclass(frozen=True)
class Maker:
    """Who made a document."""

    ref: str | None
    """As the ``ref`` of a speaker, if they speak in the article themselves."""
    name: str
    type: str


@dataclass(frozen=True)
class Speaker:
    """Who said something."""

    ref: str
    """``ARTICLE/sN``: the Nth speaker of the article."""
    name: str
    """The fullest name that the article gives, or a description."""
    type: str
    """``person``, ``organization``, ``group``, ``document`` or ``unnamed``."""
    role: str | None
    """Their role, as the article gives it."""
    resolved_by: str
    """What linked the words of the source to the speaker."""
    confidence: float
    """How sure that is, from 0 to 1."""
    referred_to_as: str | None
    """``she``, ``he`` or ``they``, if the article says so."""
    references: References | None
    """How often by which."""
    by: Maker | None
    """Of a document, who made it."""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, repr=False)
class Attribution:
    """A quote or claim.

    >>> import sayso
    >>> sayso.extract("“We will appeal,” said Ana Ruiz.")[0]
    Attribution('text#1', direct speech, Ana Ruiz: 'We will appeal,')
    """

    id: str
    """``ARTICLE#N``, where N counts from 1 in the order of the text."""
    article: str
    """The id of the article."""
    corpus: str
    """The name of the corpus."""
    kind: str
    """``direct``, ``mixed`` or ``indirect``."""
    act: str
    """``speech``, ``writing``, ``evidence`` or ``attitude``."""
    content: Passage
    """What was said."""
    cue: Passage | None
    """The words that attribute it."""
    source: Passage | None
    """The words for whoever said it."""
    speaker: Speaker | None
    """Who that is."""
    addressee: Passage | None
    """The words for whoever it was said to."""
    medium: Passage | None
    """The words for what it was said through."""
    when: When | None
    """When it was said."""
    negated: bool
    """Whether the text says that it was *not* said."""
    nested: bool
    """Whether it is part of what another one reports."""
    parent: str | None
    """The id of that one."""
    paragraph: int
    """The paragraph in which the content starts, from 0."""
    sentence: Sentence
    """The sentence in which the content starts."""
    confidence: float
    """How sure the program is, from 0 to 1."""
    found_by: str
    """The name of the rule that found it, or of the model."""

    def __repr__(self) -> str:
        who = self.speaker or self.source or "nobody named"
        not_said = "not " if self.negated else ""
        return f"Attribution({self.id!r}, {not_said}{self.kind} {self.act}, {who}: {self.content.text!r})"


@dataclass(frozen=True)
class Paragraph:
    """A piece of an article between line breaks."""

    span: Span
    role: str
    """``title``, ``heading``, ``body``, ``dateline`` or ``boilerplate``."""


@dataclass(frozen=True, repr=False)
class Article(Sequence[Attribution]):
    """An article: the sequence of the quotes and claims in it.

    >>> import sayso
    >>> article = sayso.extract("Nobody knew. “We will appeal,” said Ana Ruiz.")
    >>> article
    <Article 'text': 1 quote or claim>
    >>> [quote.content.text for quote in article]
    ['We will appeal,']
    """

    id: str
    text: str
    """The text to which all offsets refer."""
    attributions: tuple[Attribution, ...]
    title: str | None
    subtitle: str | None
    outlet: str | None
    date: datetime.date | None
    time: datetime.time | None
    modified: datetime.date | None
    """The day of the last change, where that is known apart from the publication."""
    author: str | None
    editor: str | None
    section: str | None
    url: str | None
    doubts: tuple[str, ...]
    """What is doubtful about text or fields, in words for people."""
    paragraphs: tuple[Paragraph, ...]
    offsets: str
    """What offsets count: ``code_point``, ``byte`` or ``utf16``."""

    @overload
    def __getitem__(self, index: int) -> Attribution: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Attribution, ...]: ...
    def __getitem__(self, index: int | slice) -> Attribution | tuple[Attribution, ...]:
        return self.attributions[index]

    def __len__(self) -> int:
        return len(self.attributions)

    def __repr__(self) -> str:
        count = len(self.attributions)
        return f"<Article {self.id!r}: {count} {'quote or claim' if count == 1 else 'quotes and claims'}>"

    def _repr_html_(self) -> str:
        from .html import page

        return page(self)

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who is quoted, each once, in the order of the text.

        >>> import sayso
        >>> text = "“We will appeal,” said Ana Ruiz. “Soon,” she added."
        >>> [speaker.name for speaker in sayso.extract(text).speakers]
        ['Ana Ruiz']
        """
        speakers = {quote.speaker.ref: quote.speaker for quote in reversed(self.attributions) if quote.speaker}
        return tuple(reversed(speakers.values()))


def article_of(lines: bytes) -> Article:
    """The article in a line of ``articles.jsonl`` and the lines of its attributions."""
    record, *attributions = map(json.loads, lines.splitlines())
    date, time, modified = record["date"], record["time"], record["modified"]
    return Article(
        id=record["id"],
        text=record["text"],
        attributions=tuple(map(_attribution, attributions)),
        title=record["title"],
        subtitle=record["subtitle"],
        outlet=record["outlet"],
        date=date and datetime.date.fromisoformat(date),
        time=time and datetime.time.fromisoformat(time),
        modified=modified and datetime.date.fromisoformat(modified),
        author=record["author"],
        editor=record["editor"],
        section=record["section"],
        url=record["url"],
        doubts=tuple(record["doubts"]),
        paragraphs=tuple(Paragraph(_span(p["span"]), p["role"]) for p in record["paragraphs"]),
        offsets=record["offsets"],
    )


def _attribution(record: dict[str, Any]) -> Attribution:
    when, sentence = record["when"], record["sentence"]
    return Attribution(
        id=record["id"],
        article=record["article"],
        corpus=record["corpus"],
        kind=record["kind"],
        act=record["act"],
        content=Passage(record["content"]["text"], _spans(record["content"])),
        cue=_passage(record["cue"]),
        source=_passage(record["source"]),
        speaker=_speaker(record["speaker"]),
        addressee=_passage(record["addressee"]),
        medium=_passage(record["medium"]),
        when=when and When(when["text"], _spans(when), when["date"] and datetime.date.fromisoformat(when["date"])),
        negated=record["negated"],
        nested=record["nested"],
        parent=record["parent"],
        paragraph=record["paragraph"],
        sentence=Sentence(sentence["index"], _span(sentence["span"])),
        confidence=record["confidence"],
        found_by=record["found_by"],
    )


def _speaker(record: dict[str, Any] | None) -> Speaker | None:
    if record is None:
        return None
    references, by = record["references"], record["by"]
    return Speaker(
        ref=record["ref"],
        name=record["name"],
        type=record["type"],
        role=record["role"],
        resolved_by=record["resolved_by"],
        confidence=record["confidence"],
        referred_to_as=record["referred_to_as"],
        references=references and References(**references),
        by=by and Maker(by["ref"], by["name"], by["type"]),
    )


def _passage(record: dict[str, Any] | None) -> Passage | None:
    return record and Passage(record["text"], _spans(record))  # type: ignore[return-value]


def _spans(record: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(map(_span, record["spans"]))


def _span(ends: list[int]) -> Span:
    return (ends[0], ends[1])
