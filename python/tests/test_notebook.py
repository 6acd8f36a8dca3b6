"""The notebook of the manual runs, and shows what it shows."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")
for library in ("ipykernel", "matplotlib", "pandas", "pyarrow"):
    pytest.importorskip(library)


def outputs(notebook: Any) -> list[str]:
    """What the cells print and show, pictures by their size."""
    all_outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return ["".join(output.get("text") or output.data["text/plain"]) for output in all_outputs]


@pytest.mark.parametrize("path", sorted((ROOT / "docs/src").glob("*.ipynb")), ids=lambda path: path.name)
def test_notebook(path: Path, command: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(command.parent), prepend=os.pathsep)
    notebook = nbformat.read(path, as_version=4)
    count = len([cell for cell in notebook.cells if cell.cell_type == "code"])
    assert [cell.get("execution_count") for cell in notebook.cells if cell.cell_type == "code"] == list(range(1, count + 1))
    shown = outputs(notebook)
    resources = {"metadata": {"path": str(path.parent)}}
    nbclient.NotebookClient(notebook, resources=resources, timeout=300, record_timing=False).execute()
    if "UPDATE_FIGURES" in os.environ:
        notebook.metadata["language_info"] = {"name": "python"}
        nbformat.write(notebook, path)
    else:
        assert outputs(notebook) == shown
