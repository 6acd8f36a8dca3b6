"""What the tests share: articles, and the command to compare with."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

Articles = list[dict[str, Any]]


@pytest.fixture(scope="session")
def command() -> Path:
    """The program, as `SAYSO` or in the folder of release builds."""
    program = Path(os.environ.get("SAYSO", ROOT / "target/release/sayso")).absolute()
    if not program.exists():
        pytest.skip(f"the command is not built: {program}")
    return program


@pytest.fixture(scope="session")
def run(command: Path) -> Callable[..., None]:
    """Runs the command."""

    def run(*arguments: object) -> None:
        done = subprocess.run([command, *map(str, arguments)], capture_output=True, text=True)
        # 2: some input was skipped.
        assert done.returncode in (0, 2), done.stderr

    return run


@pytest.fixture(scope="session")
def sample(run: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Articles:
    """The articles of the sample corpora, as records."""
    output = tmp_path_factory.mktemp("sample")
    run("extract", ROOT / "corpus", "-o", output)
    fields = ("id", "text", "title", "outlet", "date", "author", "url")
    lines = (output / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return [{name: record[name] for name in fields} for record in map(json.loads, lines)]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session with executors that are processes of their own."""
    sql = pytest.importorskip("pyspark.sql")
    if shutil.which("java") is None:
        pytest.skip("there is no Java")
    # Whoever starts the executors looks for Spark there.
    os.environ.setdefault("SPARK_HOME", str(Path(sql.__file__).parents[1]))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local-cluster[2,1,2048]").appName("sayso")
    builder = builder.config("spark.ui.enabled", "false").config("spark.driver.host", "localhost")
    # What compresses Parquet by default is a library that does not load on all machines.
    builder = builder.config("spark.sql.parquet.compression.codec", "gzip")
    # Two hundred parts of so little would take minutes.
    session = builder.config("spark.sql.shuffle.partitions", "4").getOrCreate()
    yield session
    session.stop()


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
