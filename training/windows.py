"""From `sayso train GOLD --words FILE` to windows: what the network reads at once.

A window holds paragraphs of one article, one after the other, so that each has
the others as context and nothing is padded: [CLS] paragraph [SEP] paragraph
[SEP]. `crates/encoder/src/windows.rs` cuts the same windows.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer

# Of a window, marks included; a longer paragraph is cut where it is full, at the
# border of a word.
CAPACITY = 256
# Of a word: addresses and the like need no more.
MOST_PIECES = 16
UNKNOWN, CLS, SEP = 100, 101, 102
LOWER, UPPER, CAPITAL, OTHER = range(4)


@dataclass
class Paragraph:
    article: str
    words: list[str]
    places: list[int]
    labels: list[int]


@dataclass
class Window:
    pieces: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [OTHER])
    places: list[int] = field(default_factory=lambda: [0])
    # Where each word's first piece stands, the word's label, its paragraph (the
    # index in the file) and its index there.
    first: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    origin: list[tuple[int, int]] = field(default_factory=list)


def read(path: Path) -> list[Paragraph]:
    with open(path, encoding="utf-8") as file:
        lines = map(json.loads, file)
        return [Paragraph(p["article"], p["words"], p["places"], p["labels"]) for p in lines]


def by_article(paragraphs: list[Paragraph]) -> list[range]:
    """The paragraphs of each article, as indices."""
    starts = [n for n, p in enumerate(paragraphs) if n == 0 or p.article != paragraphs[n - 1].article]
    return [range(a, b) for a, b in zip(starts, starts[1:] + [len(paragraphs)])]


def shape(word: str) -> int:
    cased = [c.isupper() for c in word if c.isupper() or c.islower()]
    if not cased:
        return OTHER
    if cased[0]:
        return UPPER if all(cased) and len(cased) > 1 else CAPITAL
    return OTHER if any(cased) else LOWER


class Pieces:
    """The word pieces of a word, at least one."""

    def __init__(self, tokenizer: Path):
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        if word not in self.known:
            pieces = self.tokenizer.encode(word, add_special_tokens=False).ids
            self.known[word] = pieces[:MOST_PIECES] or [UNKNOWN]
        return self.known[word]


def windows(paragraphs, article: range, pieces: Pieces, break_rate: float = 0.0) -> list[Window]:
    """The windows of one article. With `break_rate` some end early, at random, so
    that the network learns to do with any context, or none."""
    found = [Window()]
    for number in article:
        paragraph = paragraphs[number]
        words = [pieces.of(word) for word in paragraph.words]
        size = sum(map(len, words)) + 1
        now = found[-1]
        started = len(now.pieces) > 1
        if started and (len(now.pieces) + size > CAPACITY or random.random() < break_rate):
            found.append(now := Window())
        for at, word in enumerate(words):
            if len(now.pieces) + len(word) + 1 > CAPACITY:
                close(now)
                found.append(now := Window())
            now.first.append(len(now.pieces))
            now.labels.append(paragraph.labels[at])
            now.origin.append((number, at))
            now.pieces += word
            now.shapes += [shape(paragraph.words[at])] * len(word)
            now.places += [paragraph.places[at]] * len(word)
        close(now)
    return [window for window in found if window.first]


def close(window: Window) -> None:
    window.pieces.append(SEP)
    window.shapes.append(OTHER)
    window.places.append(0)


def batches(all_windows: list[Window], pieces: int, shuffle: bool) -> list[list[Window]]:
    """Windows of about the same length, about that many pieces together."""
    order = sorted(all_windows, key=lambda w: len(w.pieces) + (random.random() * 8 if shuffle else 0))
    found: list[list[Window]] = [[]]
    for window in reversed(order):
        longest = len(found[-1][0].pieces) if found[-1] else 0
        if found[-1] and max(longest, len(window.pieces)) * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(window)
    if shuffle:
        random.shuffle(found)
    return found


def tensors(batch: list[Window], device) -> tuple[torch.Tensor, ...]:
    """Pieces, shapes, places, lengths; labels, -100 where a piece begins no word."""
    length = max(len(window.pieces) for window in batch)
    ids = torch.zeros((4, len(batch), length), dtype=torch.long)
    ids[3] = -100
    for row, window in enumerate(batch):
        size = len(window.pieces)
        ids[0, row, :size] = torch.tensor(window.pieces)
        ids[1, row, :size] = torch.tensor(window.shapes)
        ids[2, row, :size] = torch.tensor(window.places)
        ids[3, row, window.first] = torch.tensor(window.labels)
    lengths = torch.tensor([len(window.pieces) for window in batch])
    pieces, shapes, places, labels = ids.to(device)
    return pieces, shapes, places, lengths.to(device), labels
