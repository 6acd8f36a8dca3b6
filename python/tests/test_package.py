"""The package as such: its examples, its types, and that importing it is quick."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import subprocess
import sys

import pytest

import sayso
from conftest import ROOT

# Modules for libraries that may not be there have tests of their own.
MODULES = [module.name for module in pkgutil.iter_modules(sayso.__path__) if module.name not in ("spark", "spark_sql", "aggregation", "spacy")]


@pytest.mark.parametrize("name", ["", *MODULES])
def test_examples(name: str) -> None:
    module = importlib.import_module(f"sayso.{name}" if name else "sayso")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("document", ["README.md", "python/README.md", "docs/src/python.md"])
def test_example_of_the_readme(document: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The first example runs, and prints what its comments say."""
    text = (ROOT / document).read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(import sayso\n.*?)```", text, re.DOTALL)
    assert blocks
    code = blocks[0]
    exec(code, {})
    expected = [line[2:] for line in code.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == expected


def test_types() -> None:
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "package/sayso"], cwd=ROOT / "python", capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_importing_loads_nothing_big() -> None:
    code = "import sys, sayso; print([m for m in ('numpy', 'pandas', 'pyarrow', 'tqdm') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
