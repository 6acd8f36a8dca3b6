"""The notebook of the manual runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from conftest import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
for library in ("ipykernel", "matplotlib", "pandas", "pyarrow"):
    pytest.importorskip(library)


@pytest.mark.parametrize("path", sorted((ROOT / "docs/notebooks").glob("*.ipynb")), ids=lambda path: path.name)
def test_notebook(path: Path, command: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(command.parent), prepend=os.pathsep)
    notebook = nbformat.read(path, as_version=4)
    count = len([cell for cell in notebook.cells if cell.cell_type == "code"])
    assert [cell.get("execution_count") for cell in notebook.cells if cell.cell_type == "code"] == list(range(1, count + 1))
    nbclient.NotebookClient(notebook, resources={"metadata": {"path": str(path.parent)}}, timeout=300).execute()
