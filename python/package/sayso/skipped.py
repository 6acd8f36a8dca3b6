"""What could not be used, and why, and what is doubtful about the rest."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["DoubtWarning", "Doubtful", "Skipped", "SkippedError", "SkippedInput", "SkippedWarning"]

_NAMED = 5
"""How many rows or inputs a message names; the exception has all."""


class Skipped(NamedTuple):
    """A row that gave no article.

    >>> print(Skipped(7, "the row has no text"))
    row 7: the row has no text
    """

    row: int
    """Its position, from 0."""
    reason: str
    """Why."""

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"


class Doubtful(NamedTuple):
    """A row that was used although something about it is doubtful.

    >>> print(Doubtful(7, "no day can be read from its date: “soon”"))
    row 7: no day can be read from its date: “soon”
    """

    row: int
    """Its position, from 0."""
    doubt: str
    """What is doubtful."""

    def __str__(self) -> str:
        return f"row {self.row}: {self.doubt}"


class SkippedInput(NamedTuple):
    """A draft or source of `sayso.verify` that was not used.

    >>> print(SkippedInput("notes.jsonl", "line 2", "the record has no text"))
    notes.jsonl, line 2: the record has no text
    """

    path: str
    """Its file, or what `sayso.verify` calls it, such as ``sources[3]``."""
    place: str | None
    """Where in the file, if it is not all of it."""
    reason: str
    """Why."""

    def __str__(self) -> str:
        return f"{self.path}{self.place and f', {self.place}' or ''}: {self.reason}"


class _WithSkipped(Exception):
    skipped: Sequence[Skipped] | Sequence[SkippedInput]
    """The rows, or inputs, in order."""

    def __init__(self, skipped: Sequence[Skipped] | Sequence[SkippedInput]) -> None:
        super().__init__(skipped)
        self.skipped = skipped

    def __str__(self) -> str:
        count = len(self.skipped)
        what = "row" if isinstance(self.skipped[0], Skipped) else "input"
        return f"{count} {what}{' was' if count == 1 else 's were'} skipped: {_first(self.skipped)}"


class SkippedError(_WithSkipped, ValueError):
    """Rows or inputs gave no article, and ``errors="raise"`` was asked for."""


class SkippedWarning(_WithSkipped, UserWarning):
    """Rows or inputs gave no article; the others were used."""


class DoubtWarning(UserWarning):
    """Rows were used although something about them is doubtful."""

    doubtful: Sequence[Doubtful]
    """All of it, in the order of the rows."""

    def __init__(self, doubtful: Sequence[Doubtful]) -> None:
        super().__init__(doubtful)
        self.doubtful = doubtful

    def __str__(self) -> str:
        return f"doubtful: {_first(self.doubtful)}"


def _first(told: Sequence[object]) -> str:
    """The first of them in words, and how many more there are."""
    more = [f"and {len(told) - _NAMED} more"] if len(told) > _NAMED else []
    return "; ".join([*map(str, told[:_NAMED]), *more])


def report(
    skipped: Sequence[Skipped] | Sequence[SkippedInput],
    errors: str,
    stacklevel: int,
    doubtful: Sequence[Doubtful] = (),
) -> None:
    """Tells of rows or inputs as the user wants to be told."""
    if errors not in ("warn", "raise", "ignore"):
        raise ValueError(f"errors is 'warn', 'raise' or 'ignore', not {errors!r}")
    if doubtful and errors != "ignore":
        warnings.warn(DoubtWarning(doubtful), stacklevel=stacklevel + 1)
    if skipped and errors == "raise":
        raise SkippedError(skipped)
    if skipped and errors == "warn":
        warnings.warn(SkippedWarning(skipped), stacklevel=stacklevel + 1)
