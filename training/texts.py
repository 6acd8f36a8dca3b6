"""From `sayso train GOLD --words FILE` to what the networks read, one paragraph at a time, as flat tensors.

`crates/encoder/src/paragraph.rs` does the same at run time.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from torch import Tensor

from encoder import CONVENTIONS, LABELS, distance_classes

# The most pieces read at once, the two marks included. A longer paragraph is cut
# where that is full, before a word.
CAPACITY = 256
# The most pieces of a word: addresses and the like need no more.
MOST_PIECES = 16
UNKNOWN, CLS, SEP = 100, 101, 102
LOWER, UPPER, CAPITAL, OTHER = range(4)
# A word that is at least so likely a cue is asked about as one; the program does the same.
POSSIBLE_CUE = 0.2


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


def spans(starts: Tensor, which: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Of the spans `which`, where span n is `starts[n]..starts[n + 1]`: for each item of them the number of its span
    in `which`, its place in the span, and its index."""
    lengths = starts[which + 1] - starts[which]
    row = torch.repeat_interleave(torch.arange(len(which), device=which.device), lengths)
    place = torch.arange(len(row), device=which.device) - (lengths.cumsum(0) - lengths)[row]
    return row, place, starts[which][row] + place


@dataclass
class Texts:
    """Parts of paragraphs: [CLS] words [SEP], a paragraph each, or as much of it as is read at once."""

    # Of all parts, one after the other; a part's are those from its start to the next one's.
    pieces: Tensor
    shapes: Tensor
    places: Tensor
    starts: Tensor
    # Of each part: convention, the article's number, the paragraph's in its file.
    conventions: Tensor
    articles: Tensor
    paragraphs: Tensor
    # Of each word the index of its first piece, and how probable each label is, `[words, 6]`.
    firsts: Tensor
    labels: Tensor
    word_starts: Tensor
    # Of each part its cues; of each cue its words, as places in its part, and how
    # probable each label is for each word of the part.
    cue_starts: Tensor
    cue_words: Tensor
    cue_word_starts: Tensor
    cue_labels: Tensor
    cue_label_starts: Tensor

    def to(self, device) -> "Texts":
        return Texts(**{name: tensor.to(device) for name, tensor in vars(self).items()})

    def __len__(self) -> int:
        return len(self.starts) - 1


STARTS = ("starts", "word_starts", "cue_starts", "cue_word_starts", "cue_label_starts")


def read(path: Path, pieces: Pieces) -> Texts:
    """Of the paragraphs in a file of words; the labels are those of gold."""
    lists = {name: [] for name in Texts.__dataclass_fields__}
    for name in STARTS:
        lists[name].append(0)
    article, number = None, -1
    with open(path, encoding="utf-8") as file:
        for paragraph, line in enumerate(map(json.loads, file)):
            number += line["article"] != article
            article = line["article"]
            add_paragraph(lists, line, paragraph, number, pieces)
    tensors = {name: torch.tensor(list_) for name, list_ in lists.items()}
    for name in ("labels", "cue_labels"):
        tensors[name] = F.one_hot(tensors[name].long(), len(LABELS)).half()
    return Texts(**{name: compact(name, tensor) for name, tensor in tensors.items()})


def compact(name: str, tensor: Tensor) -> Tensor:
    types = {"pieces": torch.int16, "shapes": torch.uint8, "places": torch.uint8, "cue_words": torch.int16}
    return tensor.to(types.get(name, tensor.dtype))


def add_paragraph(lists: dict[str, list], line: dict, paragraph: int, article: int, pieces: Pieces) -> None:
    of_words = [pieces.of(word) for word in line["words"]]
    start = 0
    while start < len(of_words):
        end, size = start, 2
        while end < len(of_words) and size + len(of_words[end]) <= CAPACITY:
            size += len(of_words[end])
            end += 1
        add_part(lists, line, of_words[start:end], start)
        lists["conventions"].append(CONVENTIONS.index(line.get("convention", CONVENTIONS[0])))
        lists["articles"].append(article)
        lists["paragraphs"].append(paragraph)
        start = end


def add_part(lists: dict[str, list], line: dict, of_words: list[list[int]], start: int) -> None:
    words, end = line["words"], start + len(of_words)
    of_pieces = [(CLS, OTHER, 0)]
    for at, own in enumerate(of_words, start):
        lists["firsts"].append(len(lists["pieces"]) + len(of_pieces))
        of_pieces += [(piece, shape(words[at]), line["places"][at]) for piece in own]
    of_pieces.append((SEP, OTHER, 0))
    for name, column in zip(("pieces", "shapes", "places"), zip(*of_pieces)):
        lists[name] += column
    lists["labels"] += line.get("labels", [0] * len(words))[start:end]
    for labels in line.get("by_cue", []):
        own = labels[start:end]
        cue = [at for at, label in enumerate(own) if label == 1]
        if cue:
            lists["cue_words"] += cue
            lists["cue_word_starts"].append(len(lists["cue_words"]))
            lists["cue_labels"] += own
            lists["cue_label_starts"].append(len(lists["cue_labels"]))
    lists["starts"].append(len(lists["pieces"]))
    lists["word_starts"].append(len(lists["firsts"]))
    lists["cue_starts"].append(len(lists["cue_word_starts"]) - 1)


def joined(all_texts: list[Texts]) -> Texts:
    """Several as one."""
    base = {"firsts": "pieces", "starts": "pieces", "word_starts": "firsts", "cue_starts": "cue_words",
            "cue_word_starts": "cue_words", "cue_label_starts": "cue_labels"}  # fmt: skip
    found = {}
    for name in Texts.__dataclass_fields__:
        tensors, before = [], 0
        for texts in all_texts:
            own = getattr(texts, name)
            counted = len(texts.cue_word_starts) - 1 if name == "cue_starts" else len(getattr(texts, base.get(name, name)))
            # Behind the first, a list of starts leaves its 0 out.
            tensors.append((own[1:] if name in STARTS and tensors else own) + (before if name in base else 0))
            before += counted
        found[name] = torch.cat(tensors)
    return Texts(**found)


def batches(texts: Texts, parts: Tensor, pieces: int) -> list[Tensor]:
    """Parts of about the same length, that many pieces together at most."""
    lengths = (texts.starts[1:] - texts.starts[:-1]).cpu()[parts]
    order = torch.argsort(lengths + 4 * torch.rand(len(parts)))
    found, begun = [], 0
    lengths = lengths[order].tolist()
    for at in range(len(order)):
        if at > begun and (lengths[at] + 4) * (at + 1 - begun) > pieces:
            found.append(parts[order[begun:at]])
            begun = at
    return [*found, parts[order[begun:]]]


class Batch:
    """Some parts as what the network takes."""

    def __init__(self, texts: Texts, parts: Tensor):
        self.texts, self.parts = texts, parts
        row, place, index = spans(texts.starts, parts)
        self.lengths = texts.starts[parts + 1] - texts.starts[parts]
        ids = torch.zeros((4, len(parts), int(self.lengths.max())), dtype=torch.long, device=parts.device)
        ids[0, row, place] = texts.pieces[index].long()
        ids[1, row, place] = texts.shapes[index].long()
        ids[2, row, place] = texts.places[index].long()
        # Of each word: its part here, its place in it, its first piece's place.
        self.word_row, self.word_place, index = spans(texts.word_starts, parts)
        self.word_piece = texts.firsts[index] - texts.starts[parts][self.word_row]
        ids[3, self.word_row, self.word_piece] = 1
        self.inputs = [*ids, texts.conventions[parts], self.lengths]
        self.labels = texts.labels[index]
        self.word_counts = texts.word_starts[parts + 1] - texts.word_starts[parts]

    def cues(self) -> "Cues | None":
        """Those that the texts know."""
        texts = self.texts
        row, _, cue = spans(texts.cue_starts, self.parts)
        if len(cue) == 0:
            return None
        of_cue, place, index = spans(texts.cue_word_starts, cue)
        _, _, labels = spans(texts.cue_label_starts, cue)
        return Cues(self, row, of_cue, texts.cue_words[index].long(), texts.cue_labels[labels])


class Cues:
    """The cues of a batch: the row of each one's part, and of each word of a cue the number of the cue and the place."""

    def __init__(self, batch: Batch, row: Tensor, of_cue: Tensor, word: Tensor, labels: Tensor | None = None):
        self.batch, self.row, self.of_cue, self.word, self.labels = batch, row, of_cue, word, labels

    def in_part(self, chance: float) -> "Cues":
        """With so much chance only a part of a cue is left: the program marks the verb, PolNeAR its auxiliaries too."""
        count = torch.bincount(self.of_cue, minlength=len(self.row))
        place = torch.arange(len(self.of_cue), device=self.row.device) - (count.cumsum(0) - count)[self.of_cue]
        random = lambda: torch.rand(len(self.row), device=self.row.device)
        size = torch.where(random() < chance, 1 + (random() * count).long(), count).clamp(max=count)
        first = (random() * (count - size + 1)).long()
        kept = (place >= first[self.of_cue]) & (place < (first + size)[self.of_cue])
        return Cues(self.batch, self.row, self.of_cue[kept], self.word[kept], self.labels)

    def read(self, model, known: Tensor) -> Tensor:
        """The logits, `[words of each cue's part, one after the other, 6]`."""
        batch, device = self.batch, self.row.device
        lengths = batch.word_counts[self.row]
        at = torch.arange(int(lengths.max()), device=device)[None]
        # The words of a part lie one after the other. Behind its end come any others, which count for nothing; not one
        # for all of them, since the gradient of a look-up is slow on a GPU where one word is looked up often.
        begin = (batch.word_counts.cumsum(0) - batch.word_counts)[self.row]
        words = (begin[:, None] + at) % len(known)
        count = torch.bincount(self.of_cue, minlength=len(self.row))
        mean = torch.zeros((len(self.row), known.shape[1]), device=device)
        mean.index_add_(0, self.of_cue, known[begin[self.of_cue] + self.word].float())
        mean = (mean / count[:, None]).to(known.dtype)
        end = count.cumsum(0)
        first, last = self.word[end - count], self.word[end - 1]
        distance = distance_classes(at, first[:, None], last[:, None])
        return model.pairs(known, words, mean, distance, lengths)[at < lengths[:, None]]


def known_words(model, batch: Batch) -> Tensor:
    """What the encoder knows of each word of a batch, `[words, width]`."""
    return model(*batch.inputs)[batch.word_row, batch.word_place if model.size.recurrent else batch.word_piece]


def possible_cues(batch: Batch, probabilities: Tensor) -> Cues | None:
    """Runs of words that may be cues, given how probable each label is for each word."""
    is_cue = probabilities[:, 1] >= POSSIBLE_CUE
    continues = torch.zeros_like(is_cue)
    continues[1:] = is_cue[:-1] & (batch.word_row[1:] == batch.word_row[:-1])
    if not is_cue.any():
        return None
    run = (is_cue & ~continues).cumsum(0) - 1
    return Cues(batch, batch.word_row[is_cue & ~continues], run[is_cue], batch.word_place[is_cue])
