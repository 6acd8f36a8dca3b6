"""What sources say about a draft, as objects.

The fields are those of the lines of ``verify.jsonl``, which the manual describes. Offsets
count code points. All objects are immutable.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, overload

from . import _core
from .records import Span, _span

__all__ = ["Draft", "Finding", "Findings", "LeftOut", "SourcePassage", "WordChange"]


@dataclass(frozen=True)
class WordChange:
    """Words that differ."""

    kind: str
    """``negation``, ``number``, ``name``, ``condition``, ``hedge``, ``grammar`` or ``other``."""
    source: str
    """The source's words; empty if the draft inserts some."""
    draft: str
    """The draft's words; empty if it leaves some out."""
    draft_span: Span | None
    """Where the draft's words are in the draft."""
    source_span: Span | None
    """Where the source's words are in the source."""
    quoted: bool
    """Whether quotation marks of the draft vouch for them."""
    passage: int
    """Which of the passages was compared, from 0."""

    def __str__(self) -> str:
        return f"{self.kind}: “{self.source}” there, “{self.draft}” here"


@dataclass(frozen=True)
class LeftOut:
    """Words of a source that the draft leaves out."""

    kind: str | None
    """What of the sense is lost with them, as of a `WordChange`; None if nothing is."""
    text: str
    """The words."""
    span: Span
    """Where they are in the source."""
    passage: int
    """Of which of the passages, from 0."""

    def __str__(self) -> str:
        return f"left out{f' ({self.kind})' if self.kind else ''}: “{self.text}”"


@dataclass(frozen=True)
class SourcePassage:
    """Words of a source."""

    article: str
    """The id of the source."""
    path: str
    """Where it came from."""
    title: str | None
    outlet: str | None
    date: datetime.date | None
    text: str
    """The words, from the first that was compared to the last."""
    span: Span
    """Where they are in the source's text."""
    context: str
    """The sentences around them."""
    context_span: Span
    """Where these are in the source's text."""
    draft_span: Span
    """Where the draft's words for them are in the draft."""
    speaker: str | None
    """Who says them in the source."""
    role: str | None
    """The speaker's role there."""
    kind: str | None
    """``direct``, ``mixed`` or ``indirect`` if the source attributes them."""
    cue: str | None
    """The words that attribute them."""
    negated: bool
    """Whether the source says that they were *not* said."""
    confidence: float | None
    """How sure it is that they are attributed, from 0 to 1."""

    def __str__(self) -> str:
        who = self.speaker or ("somebody who is not named" if self.kind else "the article itself")
        denied = ", who denies it" if self.negated else ""
        place = ", ".join(str(known) for known in (self.outlet, self.date, self.path or self.article) if known)
        return f"{who}{denied} ({place}): {self.context}"


@dataclass(frozen=True, repr=False)
class Finding:
    """What the sources say about a quotation, a claim or a statement of a draft."""

    draft: str
    """The id of the draft."""
    path: str
    """Where it came from."""
    kind: str
    """``direct``, ``mixed``, ``indirect``, or ``statement`` for the draft's own voice."""
    text: str
    """The words."""
    spans: tuple[Span, ...]
    """Where they are in the draft."""
    speaker: str | None
    """Who says them in the draft."""
    verdict: str
    """Such as ``verbatim``, ``changed`` or ``not_found``."""
    fine: bool
    """Whether nothing in it needs a look."""
    likeness: float
    """How much of the words the passages have, from 0 to 1."""
    speakers: str
    """``same``, ``different`` or ``unknown``: whether the draft's speaker is the source's."""
    changes: tuple[WordChange, ...]
    """What differs, in the order of the draft."""
    left_out: tuple[LeftOut, ...]
    """What was left out of the middle, or cut off with something of the sense."""
    passages: tuple[SourcePassage, ...]
    """What it was compared with, in the order of the draft."""

    def __repr__(self) -> str:
        return f"Finding({self.verdict}, {self._who}: {self.text!r})"

    def __str__(self) -> str:
        name = "nearest" if self.verdict == "not_found" else "source"
        lines = [f"{self.verdict}: {self._who}: {self.text}", *self.changes, *self.left_out]
        return "\n  ".join([*map(str, lines), *(f"{name}: {passage}" for passage in self.passages)])

    @property
    def _who(self) -> str:
        return self.speaker or ("the draft itself" if self.kind == "statement" else "nobody named")


@dataclass(frozen=True)
class Draft:
    """A draft that was compared."""

    path: str
    """Where it came from."""
    text: str
    """The text to which the spans of findings refer."""
    findings: tuple[Finding, ...]
    _lines: bytes = field(repr=False, compare=False)


@dataclass(frozen=True, repr=False)
class Findings(Sequence[Finding]):
    """What the sources say about some drafts: the sequence of all findings.

    >>> import sayso
    >>> findings = sayso.verify(
    ...     "“It will cost two million,” said Ana Ruiz.",
    ...     ["“It will cost three million,” said Ana Ruiz.", "“No,” said Ben Lund."],
    ... )
    >>> findings
    <Findings: 1 in 2 sources, 1 to look at: 1 changed>
    >>> print(findings)
    changed: Ana Ruiz: It will cost two million,
      number: “three million” there, “two million” here
      source: Ana Ruiz (sources[0]): “It will cost three million,” said Ana Ruiz.
    """

    drafts: tuple[Draft, ...]
    sources: int
    """How many articles the drafts were compared with."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, in the order of the drafts and their texts."""
        return tuple(finding for draft in self.drafts for finding in draft.findings)

    @property
    def fine(self) -> bool:
        """Whether everything is as the sources have it."""
        return all(finding.fine for finding in self)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self.findings[index]

    def __len__(self) -> int:
        return sum(len(draft.findings) for draft in self.drafts)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __repr__(self) -> str:
        sources = f"{self.sources} {'source' if self.sources == 1 else 'sources'}"
        wrong = sum(not finding.fine for finding in self)
        verdicts = ", ".join(f"{count} {verdict}" for verdict, count in Counter(f.verdict for f in self).items())
        return f"<Findings: {len(self)} in {sources}, {wrong} to look at{verdicts and f': {verdicts}'}>"

    def __str__(self) -> str:
        """What needs a look."""
        return "\n".join(str(finding) for finding in self if not finding.fine) or repr(self)

    def page(self) -> str:
        """A page to read in a browser, as ``sayso verify --report`` writes it.

        >>> import sayso
        >>> sayso.verify("“No,” said Ben Lund.", "“No,” said Ben Lund.").page()[:15]
        '<!doctype html>'
        """
        return _core.page([(draft.path, draft.text, draft._lines) for draft in self.drafts])

    def _repr_html_(self) -> str:
        # The page has styles and a script of its own, which belong into a frame of its own.
        frame = 'sandbox="allow-scripts" style="width: 100%; height: 32em; border: 1px solid #888"'
        return f'<iframe {frame} srcdoc="{escape(self.page())}"></iframe>'


def draft_of(path: str, text: str, lines: bytes) -> Draft:
    """A draft and the lines of ``verify.jsonl`` about it."""
    return Draft(path, text, tuple(_finding(json.loads(line)) for line in lines.splitlines()), lines)


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(
        **{
            **record,
            "spans": tuple(map(_span, record["spans"])),
            "changes": tuple(WordChange(**_with_spans(change)) for change in record["changes"]),
            "left_out": tuple(LeftOut(**_with_spans(words)) for words in record["left_out"]),
            "passages": tuple(SourcePassage(**_with_spans(passage)) for passage in record["passages"]),
        }
    )


def _with_spans(record: dict[str, Any]) -> dict[str, Any]:
    """A record in JSON, with its spans and its date as Python has them."""
    spans = {name: value and _span(value) for name, value in record.items() if name.endswith("span")}
    date = record.get("date")
    return {**record, **spans, **({"date": datetime.date.fromisoformat(date)} if date else {})}
