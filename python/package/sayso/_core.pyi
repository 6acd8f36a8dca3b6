"""The part in Rust. Nothing here is public but `Attributions`."""

from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any

__version__: str

class Attributions:
    """Quotes and claims as an Arrow table, which any library reads that knows the Arrow
    PyCapsule interface, as in `polars.DataFrame(attributions)` or `pyarrow.table(attributions)`."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...
    def __len__(self) -> int: ...

class Extractor:
    def __new__(
        cls,
        model: str,
        lexicon: str | PathLike[str] | None,
        convention: str,
        offsets: str,
        min_confidence: float,
    ) -> Extractor: ...
    def lines(
        self,
        names: Sequence[str],
        rows: Sequence[Sequence[str]],
        any_language: bool,
        jobs: int | None,
        tell: Callable[[int], object] | None,
    ) -> list[bytes | str]: ...
    def table(
        self,
        table: object,
        columns: Sequence[tuple[str, str]],
        corpus: str,
        any_language: bool,
        jobs: int | None,
        tell: Callable[[int], object] | None,
    ) -> tuple[Attributions, list[tuple[int, str]], list[tuple[int, str]]]: ...
    def verify(
        self,
        drafts: tuple[Sequence[str], Sequence[tuple[str, bytes]]],
        sources: tuple[Sequence[str], Sequence[tuple[str, bytes]]],
        index: str | None,
        jobs: int | None,
        tell: Callable[[int], object] | None,
    ) -> tuple[list[tuple[str, str, bytes]], int, list[tuple[str, str | None, str]]]: ...

class Rows:
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> Any: ...

class Step:
    def __new__(cls, name: str, folder: str | PathLike[str]) -> Step: ...
    def push(self, table: object) -> Rows: ...
    def finish(self) -> Rows: ...

def columns(names: Sequence[str], fields: Sequence[tuple[str, str]]) -> list[int]: ...
def page(drafts: Sequence[tuple[str, str, bytes]]) -> str: ...
