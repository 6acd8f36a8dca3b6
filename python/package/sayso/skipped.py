"""What could not be used, and why."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Skipped", "SkippedError", "SkippedWarning"]

_NAMED = 5
"""How many rows a message names; the exception has all."""


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


class _WithRows(Exception):
    skipped: Sequence[Skipped]
    """The rows, in order."""

    def __init__(self, skipped: Sequence[Skipped]) -> None:
        super().__init__(skipped)
        self.skipped = skipped

    def __str__(self) -> str:
        count = len(self.skipped)
        named = "; ".join(map(str, self.skipped[:_NAMED]))
        more = f"; and {count - _NAMED} more" if count > _NAMED else ""
        return f"{count} {'row was' if count == 1 else 'rows were'} skipped: {named}{more}"


class SkippedError(_WithRows, ValueError):
    """Rows gave no article, and ``errors="raise"`` was asked for."""


class SkippedWarning(_WithRows, UserWarning):
    """Rows gave no article; the others were used."""


def report(skipped: Sequence[Skipped], errors: str, stacklevel: int) -> None:
    """Tells of rows as the user wants to be told."""
    if errors not in ("warn", "raise", "ignore"):
        raise ValueError(f"errors is 'warn', 'raise' or 'ignore', not {errors!r}")
    if skipped and errors == "raise":
        raise SkippedError(skipped)
    if skipped and errors == "warn":
        warnings.warn(SkippedWarning(skipped), stacklevel=stacklevel + 1)
