"""Pickling, threads, forks, interruptions, exceptions, and very many calls."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import sayso

TEXT = "“We will appeal,” said Ana Ruiz, the mayor of Tarrow. She told reporters that it would take years."
FRAME = {"id": [str(number) for number in range(200)], "text": [TEXT] * 200}
ENDLESS = """
import pyarrow as pa, sayso
batch = pa.record_batch({"text": [TEXT] * 100})
def batches():
    while True:
        yield batch
print("ready", flush=True)
sayso.extract_frame(pa.RecordBatchReader.from_batches(batch.schema, batches()))
""".replace("TEXT", repr(TEXT))


def names(frame: dict[str, list[str]]) -> list[object]:
    return list(sayso.extract_frame(frame)["speaker"])


def test_pickling() -> None:
    extractor = sayso.Extractor("rules-only", offsets="byte", min_confidence=0.5)
    again = pickle.loads(pickle.dumps(extractor))
    assert repr(again) == repr(extractor)
    assert again._built is None
    assert again.extract(TEXT) == extractor.extract(TEXT)
    assert pickle.loads(pickle.dumps(sayso.extract))(TEXT) == sayso.extract(TEXT)


def test_threads() -> None:
    extractor = sayso.Extractor("rules-only")
    expected = extractor.extract(TEXT)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: extractor.extract(TEXT) == expected, range(400))) == {True}


def test_other_threads_run_meanwhile() -> None:
    ticks, stop = [], threading.Event()

    def tick() -> None:
        while not stop.wait(0.01):
            ticks.append(time.monotonic())

    ticking = threading.Thread(target=tick)
    ticking.start()
    sayso.extract_frame({"text": [TEXT] * 5000})
    stop.set()
    ticking.join()
    assert len(ticks) > 5


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes(method: str) -> None:
    # What was built before a fork is used after it.
    expected = names(FRAME)
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(names, [FRAME] * 8)) == [expected] * 8


def test_progress() -> None:
    told: list[int] = []
    sayso.extract_frame(FRAME, progress=told.append)
    assert told[-1] == 200 and told == sorted(told)
    sayso.extract_all([TEXT] * 20, progress=told.append)
    assert told[-1] == 20


def test_a_bar(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    sayso.extract_frame(FRAME, progress=True)
    assert "200/200" in capsys.readouterr().err


def test_an_exception_in_a_callback_stops_it() -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.record_batch({"text": [TEXT] * 100})

    def batches():  # type: ignore[no-untyped-def]
        while True:
            yield batch

    def no(done: int) -> None:
        raise ZeroDivisionError(f"at {done}")

    with pytest.raises(ZeroDivisionError, match="at "):
        sayso.extract_frame(pa.RecordBatchReader.from_batches(batch.schema, batches()), progress=no)
    assert names(FRAME)


def test_an_exception_in_the_input_is_told() -> None:
    pa = pytest.importorskip("pyarrow")
    batch = pa.record_batch({"text": [TEXT] * 100})

    def batches():  # type: ignore[no-untyped-def]
        yield batch
        raise OSError("the disk is gone")

    reader = pa.RecordBatchReader.from_batches(batch.schema, batches())
    with pytest.raises(RuntimeError, match="the table cannot be read after row 100: .*the disk is gone"):
        sayso.extract_frame(reader)


def test_ctrl_c() -> None:
    pytest.importorskip("pyarrow")
    process = subprocess.Popen([sys.executable, "-c", ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in errors


MANY = """
import os, pathlib, pyarrow as pa, sayso

def resident():
    return int(pathlib.Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def fails(kind, call, *arguments, **options):
    try:
        call(*arguments, **options)
    except kind:
        return
    raise AssertionError

def some():
    table = pa.table({"text": [TEXT] * 20})
    for _ in range(100):
        sayso.extract(TEXT)
        sayso.Extractor("rules-only")
    sayso.Extractor(lexicon=".")
    sayso.extract_frame(table)
    sayso.verify(TEXT, [TEXT, "“No,” said Ben Lund."])
    fails(KeyError, sayso.extract_frame, table, text="body")
    fails(sayso.SkippedError, sayso.extract_frame, {"text": [None] * 100}, errors="raise")

for _ in range(5):
    some()
before = resident()
for _ in range(15):
    some()
print(resident() - before)
""".replace("TEXT", repr(TEXT))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="there is no /proc")
def test_many_calls_leave_nothing_behind(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    done = subprocess.run([sys.executable, "-c", MANY], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    # Allocators keep a little of what they get; 15 extractors would be 300 MB.
    assert int(done.stdout) < 32 << 20
