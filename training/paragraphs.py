"""From `sayso train GOLD --words FILE` to what the network reads: one paragraph at a time.

`crates/encoder/src/paragraph.rs` does the same at run time.
"""

import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer

from encoder import CONVENTIONS, distance_class

# The most pieces read at once, the two marks included. A longer paragraph is cut
# where that is full, before a word.
CAPACITY = 256
# The most pieces of a word: addresses and the like need no more.
MOST_PIECES = 16
UNKNOWN, CLS, SEP = 100, 101, 102
LOWER, UPPER, CAPITAL, OTHER = range(4)


@dataclass
class Paragraph:
    article: str
    words: list[str]
    places: list[int]
    labels: list[int]
    convention: int = 0
    # The labels of each cue's own attributions.
    by_cue: list[list[int]] = field(default_factory=list)


@dataclass
class Part:
    """[CLS] words [SEP]: a paragraph, or as much of it as is read at once."""

    # The paragraph's index in the file.
    paragraph: int
    # The index of the first word.
    start: int
    pieces: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [OTHER])
    places: list[int] = field(default_factory=lambda: [0])
    # Where each word's first piece stands, and the word's label.
    first: list[int] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    convention: int = 0
    # Of each cue the words that it has, and what each word is to it.
    cues: list[tuple[list[int], list[int]]] = field(default_factory=list)


def read(path: Path) -> list[Paragraph]:
    with open(path, encoding="utf-8") as file:
        lines = map(json.loads, file)
        # Without labels it serves to predict only.
        return [
            Paragraph(
                p["article"],
                p["words"],
                p["places"],
                p.get("labels", [0] * len(p["words"])),
                CONVENTIONS.index(p.get("convention", CONVENTIONS[0])),
                p.get("by_cue", []),
            )
            for p in lines
        ]


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


def parts(paragraph: Paragraph, number: int, pieces: Pieces) -> list[Part]:
    found = [Part(number, 0, convention=paragraph.convention)]
    for at, word in enumerate(paragraph.words):
        of_word = pieces.of(word)
        if len(found[-1].pieces) + len(of_word) + 1 > CAPACITY:
            found.append(Part(number, at, convention=paragraph.convention))
        part = found[-1]
        part.first.append(len(part.pieces))
        part.labels.append(paragraph.labels[at])
        part.pieces += of_word
        part.shapes += [shape(word)] * len(of_word)
        part.places += [paragraph.places[at]] * len(of_word)
    for part in found:
        part.pieces.append(SEP)
        part.shapes.append(OTHER)
        part.places.append(0)
        for labels in paragraph.by_cue:
            own = labels[part.start : part.start + len(part.first)]
            cue = [at for at, label in enumerate(own) if label == 1]
            if cue:
                part.cues.append((cue, own))
    return found


def batches(all_parts: list[Part], pieces: int, shuffle: bool) -> list[list[Part]]:
    """Parts of about the same length, that many pieces together at most."""
    order = sorted(all_parts, key=lambda part: len(part.pieces) + (random.random() * 4 if shuffle else 0))
    found: list[list[Part]] = [[]]
    longest = 0
    for part in order:
        longest = max(longest, len(part.pieces))
        if found[-1] and longest * (len(found[-1]) + 1) > pieces:
            found.append([])
            longest = len(part.pieces)
        found[-1].append(part)
    if shuffle:
        random.shuffle(found)
    return found


def tensors(batch: list[Part], device) -> tuple[list[torch.Tensor], torch.Tensor]:
    """Pieces, shapes, places, conventions, lengths; labels, -100 where a piece begins no word."""
    length = max(len(part.pieces) for part in batch)
    ids = torch.zeros((5, len(batch), length), dtype=torch.long)
    ids[4] = -100
    for row, part in enumerate(batch):
        size = len(part.pieces)
        ids[0, row, :size] = torch.tensor(part.pieces)
        ids[1, row, :size] = torch.tensor(part.shapes)
        ids[2, row, :size] = torch.tensor(part.places)
        ids[3, row] = part.convention
        ids[4, row, part.first] = torch.tensor(part.labels)
    lengths = torch.tensor([len(part.pieces) for part in batch])
    *inputs, labels = ids.to(device)
    return [*inputs, lengths.to(device)], labels


def pairs(batch: list[Part], partial: float, device) -> tuple[torch.Tensor, ...] | None:
    """For the pair reader, a row a cue: the row of its part, its words as weights of pieces, the pieces that begin
    words, classes of distance, numbers of words; labels, -100 behind the last word. So often only part of a cue is
    shown: the program marks the verb, PolNeAR its auxiliaries too."""
    cues = [(row, part, cue, labels) for row, part in enumerate(batch) for cue, labels in part.cues]
    if not cues:
        return None
    pieces = max(len(part.pieces) for part in batch)
    length = max(len(part.first) for _, part, _, _ in cues)
    weights = torch.zeros((len(cues), pieces))
    ids = torch.zeros((3, len(cues), length), dtype=torch.long)
    ids[2] = -100
    for n, (_, part, cue, labels) in enumerate(cues):
        if random.random() < partial:
            size = random.randint(1, len(cue))
            first = random.randint(0, len(cue) - size)
            cue = cue[first : first + size]
        for word in cue:
            weights[n, part.first[word]] = 1 / len(cue)
        words = len(part.first)
        ids[0, n, :words] = torch.tensor(part.first)
        ids[1, n, :words] = torch.tensor([distance_class(at, cue[0], cue[-1]) for at in range(words)])
        ids[2, n, :words] = torch.tensor(labels)
    rows = torch.tensor([row for row, _, _, _ in cues])
    lengths = torch.tensor([len(part.first) for _, part, _, _ in cues])
    first, distance, labels = ids.to(device)
    return rows.to(device), weights.to(device), first, distance, lengths.to(device), labels
