"""Telling the user how far it has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Optional, Union

Progress = Union[bool, Callable[[int], object]]
"""Whether to show a bar, or what to call now and then with the number of rows done."""

Tell = Optional[Callable[[int], object]]


@contextmanager
def told(progress: Progress, total: int | None) -> Iterator[Tell]:
    """What to call with the number of rows that are done, if anything."""
    if callable(progress):
        yield progress
    elif progress:
        try:
            from tqdm.auto import tqdm
        except ImportError as error:
            raise ImportError("progress=True needs tqdm: pip install 'sayso[progress]'") from error
        with tqdm(total=total, unit=" articles") as bar:
            yield lambda done: bar.update(done - bar.n)
    else:
        yield None
