"""What could not be used, and why."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Skipped", "SkippedError", "SkippedInput", "SkippedWarning"]

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
        named = "; ".join(map(str, self.skipped[:_NAMED]))
        more = f"; and {count - _NAMED} more" if count > _NAMED else ""
        what = "row" if isinstance(self.skipped[0], Skipped) else "input"
        return f"{count} {what}{' was' if count == 1 else 's were'} skipped: {named}{more}"


class SkippedError(_WithSkipped, ValueError):
    """Rows or inputs gave no article, and ``errors="raise"`` was asked for."""


class SkippedWarning(_WithSkipped, UserWarning):
    """Rows or inputs gave no article; the others were used."""


def report(skipped: Sequence[Skipped] | Sequence[SkippedInput], errors: str, stacklevel: int) -> None:
    """Tells of rows or inputs as the user wants to be told."""
    if errors not in ("warn", "raise", "ignore"):
        raise ValueError(f"errors is 'warn', 'raise' or 'ignore', not {errors!r}")
    if skipped and errors == "raise":
        raise SkippedError(skipped)
    if skipped and errors == "warn":
        warnings.warn(SkippedWarning(skipped), stacklevel=stacklevel + 1)
