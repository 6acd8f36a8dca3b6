"""The examples in Python of the README and the manual run, given what they take for granted.

If one prints, the comments that begin a line are what it prints.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import ROOT

TEXT = "“We will appeal,” said Ana Ruiz, the mayor. She told reporters on Friday that it would take years."
ARTICLES = {"url": ["n/1", "n/2"], "body": [TEXT, "“No,” said Ben Lund."]}

FILES = {
    "press.csv": f"Überschrift;body text;pub.date;Zeitung\nAppeal;{TEXT};03.02.2031;Herald\n",
    "article.txt": TEXT,
    "draft.txt": TEXT,
    "archive/n1.txt": TEXT,
    "interviews/n1.txt": TEXT,
    "my-words/reporting_verbs.tsv": "tweetstorm\twriting bare that quote post\t\n",
}


def dask(_: Any) -> Any:
    return pytest.importorskip("dask.dataframe").from_pandas(pandas(_), npartitions=2)


def pandas(_: Any) -> Any:
    return pytest.importorskip("pandas").DataFrame(ARTICLES)


def spark(request: pytest.FixtureRequest) -> Any:
    session = request.getfixturevalue("spark")
    rows = session.createDataFrame(list(zip(*ARTICLES.values())), list(ARTICLES))
    rows.createOrReplaceTempView("articles")
    rows.write.parquet(str(Path("articles").absolute()))
    return session


def lines(name: str) -> Callable[[Any], Any]:
    """A file of a run as a frame of Spark."""
    return lambda request: request.getfixturevalue("spark").read.json(str(Path("output", name).absolute()))


GIVEN: dict[str, Callable[[pytest.FixtureRequest], Any]] = {
    "Path": lambda _: Path,
    "dataset": lambda _: pytest.importorskip("datasets").Dataset.from_dict(ARTICLES),
    "ddf": dask,
    "df": pandas,
    "draft": lambda _: TEXT,
    "explode": lambda _: pytest.importorskip("pyspark.sql.functions").explode,
    "interview": lambda _: TEXT,
    "paths": lambda _: [str(ROOT / "corpus/crawl/tide.warc")],
    "press_release": lambda _: "“No,” said Ben Lund.",
    "quotes": lines("attributions.jsonl"),
    "sayso": lambda _: sayso,
    "spark": spark,
    "speakers": lines("speakers.jsonl"),
    "texts": lambda _: ARTICLES["body"],
    "transcript": lambda _: {"text": TEXT},
}
"""What examples use without having made it."""


@pytest.fixture()
def served(command: Path) -> Iterator[str]:
    """The address of the service."""
    with subprocess.Popen([command, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip().rstrip("/")
        process.terminate()


def examples() -> Iterator[Any]:
    for path in [ROOT / "README.md", ROOT / "python/README.md", *sorted((ROOT / "docs/src").glob("*.md"))]:
        blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
        for number, code in enumerate(blocks, 1):
            yield pytest.param(code, id=f"{path.relative_to(ROOT)}-{number}")


def taken_for_granted(code: str) -> Iterator[str]:
    """The names that are used before they are made."""
    made: set[str] = set()
    for statement in ast.parse(code).body:
        names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        yield from (name.id for name in names if isinstance(name.ctx, ast.Load) and name.id not in made)
        made.update(name.id for name in names if isinstance(name.ctx, ast.Store))
        made.update(node.asname or node.name for node in ast.walk(statement) if isinstance(node, ast.alias))


@pytest.mark.parametrize("code", list(examples()))
def test_example(
    code: str,
    request: pytest.FixtureRequest,
    run: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "agg")
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    if "output" in code or {"quotes", "speakers"} & set(taken_for_granted(code)):
        run("extract", ROOT / "corpus")
    for library in re.findall(r"^(?:import|from) (\w+)", code, re.MULTILINE):
        pytest.importorskip(library)
    if ".plot" in code:
        pytest.importorskip("matplotlib")
    given = {name: GIVEN[name](request) for name in set(taken_for_granted(code)) & set(GIVEN)}
    # Spark looks for files where it was started.
    code = code.replace("s3a://archive/", f"{tmp_path}/").replace('"articles.parquet"', f'"{tmp_path}/articles"')
    if "http://127.0.0.1:7118" in code:
        code = code.replace("http://127.0.0.1:7118", request.getfixturevalue("served"))
    capsys.readouterr()
    exec(code, given)
    shown = re.findall(r"^# (.*)", code, re.MULTILINE)
    if "print(" in code and shown:
        assert capsys.readouterr().out.splitlines() == shown
