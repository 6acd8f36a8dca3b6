"""The files of a run, read as the manual says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ROOT, lines_of

pl = pytest.importorskip("polars")


def test_polars(run: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs/src/python.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(import polars as pl\n.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF")
    for more, skipped in ([], 0), ([scan], 1):
        run("extract", ROOT / "corpus", *more)
        found: dict[str, pl.DataFrame] = {}
        exec(code, found)
        assert found["skipped"].columns == ["path", "place", "reason"]
        assert found["skipped"].height == skipped
        assert found["quotes"]["id"].to_list() == [line["id"] for line in lines_of(Path("output/attributions.jsonl"))]
