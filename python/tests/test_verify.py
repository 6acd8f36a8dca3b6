"""Drafts against their sources."""

from __future__ import annotations

import dataclasses
import json
import pickle
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sayso
from conftest import ROOT, Articles

DRAFT = ROOT / "docs/src/verify-draft.txt"
SOURCE = "“It will cost three million,” said Ana Ruiz. She denied that it was late."


@pytest.fixture(scope="module")
def lines(command: Path) -> list[bytes]:
    """What the command finds in the draft of the manual."""
    done = subprocess.run([command, "verify", DRAFT, "--against", ROOT / "corpus", "--json"], capture_output=True)
    assert done.returncode == 3, done.stderr
    return done.stdout.splitlines()


def record_of(value: Any) -> Any:
    """An object as JSON has it."""
    return json.loads(json.dumps(dataclasses.asdict(value), default=str))


def essence(findings: sayso.Findings) -> list[object]:
    return [(f.text, f.spans, f.verdict, f.fine, f.changes, [p.text for p in f.passages]) for f in findings]


def test_findings_are_those_of_the_command(lines: list[bytes], tmp_path: Path) -> None:
    for _ in range(2):
        findings = sayso.verify(DRAFT, ROOT / "corpus", index=tmp_path / "index")
        assert [record_of(finding) for finding in findings] == list(map(json.loads, lines))
    assert not findings.fine and findings.sources == 36
    assert findings.drafts[0].text == DRAFT.read_text(encoding="utf-8")


def test_texts_are_compared_as_files_are(
    lines: list[bytes], sample: Articles, run: Callable[..., None], tmp_path: Path
) -> None:
    expected = essence(sayso.verify(DRAFT, ROOT / "corpus"))
    text = DRAFT.read_text(encoding="utf-8")
    assert len(expected) == len(lines)
    assert essence(sayso.verify(text, sample)) == expected
    assert essence(sayso.verify({"text": text}, sayso.extract_all(sample))) == expected
    run("extract", ROOT / "corpus", "-o", tmp_path)
    assert essence(sayso.verify([text], [tmp_path])) == expected


def test_several_drafts_and_word_lists_of_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text('lexicon = "words"\n', encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words/reporting_verbs.tsv").write_text("tweetstorm\twriting bare that quote post\t\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("She was angry. Ana Ruiz tweetstormed that the vote was rigged.\n", encoding="utf-8")
    findings = sayso.verify(["“It will cost three million,” said Ana Ruiz.", tmp_path / "a.txt"], SOURCE)
    # Files come first.
    assert [(f.draft, f.path, f.verdict, f.text) for f in findings] == [
        ("a", str(tmp_path / "a.txt"), "not_found", "the vote was rigged"),
        ("0", "draft[0]", "verbatim", "It will cost three million,"),
    ]


def test_what_findings_print() -> None:
    findings = sayso.verify("“It will cost two million,” said Ana Ruiz. She said that it was late.", SOURCE)
    assert repr(findings) == "<Findings: 2 in 1 source, 2 to look at: 1 changed, 1 contradicted>"
    assert repr(findings[0]) == "Finding(changed, Ana Ruiz: 'It will cost two million,')"
    assert str(findings[0]).splitlines() == [
        "changed: Ana Ruiz: It will cost two million,",
        "  number: “three million” there, “two million” here",
        "  source: Ana Ruiz (sources): “It will cost three million,” said Ana Ruiz.",
    ]
    assert str(findings).count("\n  source: ") == 2 and "who denies it" in str(findings)
    assert str(sayso.verify("“It will cost three million,” said Ana Ruiz.", SOURCE)).startswith("<Findings: 1")
    assert str(sayso.verify("Nobody spoke.", SOURCE)) == "<Findings: 0 in 1 source, 0 to look at>"
    assert findings._repr_html_().startswith("<iframe ") and "two million" in findings.page()
    assert pickle.loads(pickle.dumps(findings)) == findings


@pytest.mark.parametrize("text", ["", " \n"])
def test_what_cannot_be_compared(text: str) -> None:
    with pytest.raises(ValueError, match=r"^there is no draft to compare: draft: "):
        sayso.verify(text, SOURCE)
    with pytest.raises(ValueError, match=r"^there is nothing to compare with: /nowhere: .*; sources\[1\]: "):
        sayso.verify(SOURCE, [Path("/nowhere"), text])
    with pytest.warns(sayso.SkippedWarning, match=r"1 input was skipped: sources\[0\]: ") as caught:
        findings = sayso.verify(SOURCE, [text, SOURCE])
    assert caught[0].filename == __file__ and findings.fine
    with pytest.raises(sayso.SkippedError, match="2 inputs were skipped: /nowhere: .*; sources"):
        sayso.verify(SOURCE, [text, SOURCE, Path("/nowhere")], errors="raise")
    assert sayso.verify(SOURCE, [text, SOURCE], errors="ignore").fine


def test_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="^there is nothing to compare with$"):
        sayso.verify(SOURCE, [])
    with pytest.raises(ValueError, match="^there is no draft to compare$"):
        sayso.verify([], SOURCE)
    with pytest.raises(ValueError, match="an index is of files"):
        sayso.verify(SOURCE, SOURCE, index=tmp_path)
    with pytest.raises(TypeError, match="article 0 is neither a text nor a dict: 7"):
        sayso.verify(SOURCE, [7])  # type: ignore[list-item]
    with pytest.raises(TypeError, match="sources is a data frame: give its texts"):
        sayso.verify(SOURCE, pytest.importorskip("pandas").DataFrame({"text": [SOURCE]}))
    with pytest.raises(RuntimeError, match="the index of the sources cannot be used: .*draft"):
        sayso.verify(DRAFT, DRAFT, index=DRAFT)


def test_progress() -> None:
    told: list[int] = []
    sayso.verify([SOURCE] * 3, [SOURCE] * 40, progress=told.append)
    assert told[-1] == 43 and told == sorted(told)

    def no(done: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        sayso.verify(SOURCE, [SOURCE] * 5000, progress=no)
