"""The network: a BERT encoder that is told some things more, and a small reader of pairs.

The base models do not see case, so each piece is also told the shape of its
word, whether the word is inside a quotation, and by which convention of
annotation to read. One pass gives each word a label; the pair reader then says
of each cue what belongs to it. `crates/encoder` computes the same at run time.

One class serves three sizes: `teacher`, which only teaches, `large` and `small`,
which the program embeds.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

LABELS = ["outside", "cue", "source begins", "source", "content begins", "content"]
SHAPES = 4
PLACES = 4
VOCABULARY, POSITIONS = 30522, 256
CONVENTIONS = ["news", "polnear"]
# The width of a head of attention, whatever the size.
HEAD = 32
# How far a word is from a cue, in words to either side: 0 in the cue, then up to so many.
DISTANCES = [0, 1, 2, 3, 4, 6, 9, 14, 24]


@dataclass(frozen=True)
class Size:
    """Layers, their width and the width inside of their feed-forward half; the same of the pair reader."""

    layers: int
    width: int
    inner: int
    pair_layers: int
    pair_width: int
    pair_inner: int
    # The width of a head, and the smallest variance that a norm takes as such.
    head: int = HEAD
    epsilon: float = 1e-12
    # Buckets of relative positions that attention knows of (MPNet), or none.
    buckets: int = 0
    # Whether what is known of pieces and positions is learned, or stays the base model's: what that knows of words
    # that training never shows it must still fit what it knows of the others; this also saves work.
    learns_words: bool = False


SIZES = {
    "teacher": Size(12, 768, 3072, 2, 256, 512, head=64, epsilon=1e-5, buckets=32),
    "large": Size(6, 384, 1536, 2, 128, 256),
    "small": Size(3, 128, 256, 1, 64, 64, learns_words=True),
}


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, head: int, epsilon: float, dropout: float):
        super().__init__()
        self.head = head
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        parts = self.qkv(x).chunk(3, -1)
        q, k, v = (part.view(batch, length, -1, self.head).transpose(1, 2) for part in parts)
        mask = mask if mask.dtype == torch.bool else mask.to(q.dtype)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.attention_norm(x + self.dropout(self.out(attended)))
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


def few(embedding: nn.Embedding, numbers: Tensor) -> Tensor:
    """What a small embedding says, as a product: many like numbers make the gradient of a look-up slow on a GPU."""
    return F.one_hot(numbers, embedding.num_embeddings).to(embedding.weight.dtype) @ embedding.weight


def within(lengths: Tensor, length: int) -> Tensor:
    """The mask of attention for rows of these lengths."""
    return (torch.arange(length, device=lengths.device)[None] < lengths[:, None])[:, None, None, :]


class Encoder(nn.Module):
    """Pieces, shapes, places, `[batch, length]` each, and conventions, `[batch]`, to what is known of each piece."""

    def __init__(self, size: Size, dropout: float = 0.1):
        super().__init__()
        self.size, width = size, size.width
        self.pieces = nn.Embedding(VOCABULARY, width)
        self.positions = nn.Embedding(POSITIONS, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.places = nn.Embedding(PLACES, width)
        self.conventions = nn.Embedding(len(CONVENTIONS), width)
        self.norm = nn.LayerNorm(width, size.epsilon)
        self.layers = nn.ModuleList(
            Layer(width, size.inner, size.head, size.epsilon, dropout) for _ in range(size.layers)
        )
        self.relative = nn.Embedding(size.buckets, width // size.head) if size.buckets else None
        self.labels = nn.Linear(width, len(LABELS))
        self.pairs = PairReader(size, dropout)
        self.dropout = nn.Dropout(dropout)
        for new in (self.pieces, self.positions, self.shapes, self.places, self.conventions, self.labels):
            nn.init.normal_(new.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)
        for of_base in (self.pieces, self.positions):
            of_base.requires_grad_(size.learns_words)

    def new_parts(self) -> list[nn.Module]:
        """What the base models do not have."""
        return [self.shapes, self.places, self.conventions, self.labels, self.pairs]

    def forward(self, pieces, shapes, places, conventions, lengths) -> Tensor:
        length = pieces.shape[1]
        x = self.pieces(pieces) + self.positions.weight[:length]
        x = x + few(self.shapes, shapes) + few(self.places, places) + few(self.conventions, conventions)[:, None]
        x = self.dropout(self.norm(x))
        mask = within(lengths, length)
        if self.relative is not None:
            bias = few(self.relative, relative_buckets(length, self.size.buckets, x.device)).permute(2, 0, 1)
            mask = torch.where(mask, bias[None], -torch.inf)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, path: Path) -> None:
        """Takes the weights of a base model of this size, BERT or MPNet."""
        base = load_file(path)
        base = {name.removeprefix("bert.").removeprefix("mpnet."): tensor.float() for name, tensor in base.items()}
        is_bert = "embeddings.token_type_embeddings.weight" in base
        pieces, positions = base["embeddings.word_embeddings.weight"], base["embeddings.position_embeddings.weight"]
        if is_bert:
            # All pieces are of the first of BERT's two segments.
            pieces = pieces + base["embeddings.token_type_embeddings.weight"][0]
            attention = "attention.self.{}", "attention.output.dense", "attention.output.LayerNorm"
            q, k, v = "query", "key", "value"
        else:
            # MPNet puts four signs of its own before BERT's vocabulary, and takes the
            # first and third of them for BERT's [CLS] and [SEP]; its positions begin with 2.
            signs, pieces, positions = pieces, pieces[4 : 4 + VOCABULARY].clone(), positions[2:]
            pieces[101], pieces[102] = signs[0], signs[2]
            attention = "attention.attn.{}", "attention.attn.o", "attention.LayerNorm"
            q, k, v = "qkv"
        own = {"pieces.weight": pieces, "positions.weight": positions[:POSITIONS]}
        names = {"norm": "embeddings.LayerNorm"}
        for n in range(self.size.layers):
            theirs = f"encoder.layer.{n}."
            names |= {
                f"layers.{n}.out": theirs + attention[1],
                f"layers.{n}.attention_norm": theirs + attention[2],
                f"layers.{n}.up": theirs + "intermediate.dense",
                f"layers.{n}.down": theirs + "output.dense",
                f"layers.{n}.norm": theirs + "output.LayerNorm",
            }
            for kind in ("weight", "bias"):
                parts = [base[theirs + attention[0].format(part) + f".{kind}"] for part in (q, k, v)]
                own[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                own[f"{ours}.{kind}"] = base[f"{theirs}.{kind}"]
        if self.relative is not None:
            own["relative.weight"] = base["encoder.relative_attention_bias.weight"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        new = ("shapes.", "places.", "conventions.", "labels.", "pairs.")
        assert all(name.startswith(new) for name in missing) and not unexpected, (missing, unexpected)

    def begin_with_words_of(self, base: Tensor) -> None:
        """Takes what another model's embeddings, `[pieces, its width]`, know of words: their principal components."""
        centred = (base - base.mean(0)).float()
        _, _, directions = torch.linalg.svd(centred.T @ centred)
        known = centred @ directions[: self.size.width].T
        with torch.no_grad():
            self.pieces.weight.copy_(known * (0.05 / known.std()))


def relative_buckets(length: int, buckets: int, device) -> Tensor:
    """The buckets of MPNet (those of T5, in both directions) for each pair of positions."""
    position = torch.arange(length, device=device)
    away = position[:, None] - position[None]
    half = buckets // 2
    exact = half // 2
    distance = away.abs()
    far = exact + (torch.log(distance.clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return (away < 0).long() * half + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class PairReader(nn.Module):
    """What each word is to a cue, from what the encoder knows of both.

    A biaffine pair scorer (Dozat and Manning 2017) with narrow layers, so that
    the words of one content agree with each other.
    """

    def __init__(self, size: Size, dropout: float):
        super().__init__()
        width = size.pair_width
        # Of a word; of a cue, added to it, and multiplied with it.
        self.word = nn.Linear(size.width, width)
        self.cue = nn.Linear(size.width, 2 * width)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 1, width)
        self.norm = nn.LayerNorm(width, size.epsilon)
        self.layers = nn.ModuleList(
            Layer(width, size.pair_inner, HEAD, size.epsilon, dropout) for _ in range(size.pair_layers)
        )
        self.labels = nn.Linear(width, len(LABELS))
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.labels.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)

    def forward(self, known, words, cue, distance, lengths) -> Tensor:
        """`known`, `[words, width]`, of all words; `words`, `[cues, length]`, which of them are in each cue's paragraph;
        `cue`, `[cues, width]`, the mean of its words; `distance`, `[cues, length]`, classes of distance."""
        added, times = self.cue(cue)[:, None].chunk(2, -1)
        own = self.word(known)[words]
        x = self.norm(own + added + own * times + few(self.distance, distance).to(own.dtype))
        mask = within(lengths, words.shape[1])
        for layer in self.layers:
            x = layer(x, mask)
        return self.labels(x)


def distance_classes(at: Tensor, first: Tensor, last: Tensor) -> Tensor:
    """Of words at `at` from a cue's first and last word: even before it and in it, odd behind it."""
    away = torch.maximum(first - at, at - last).clamp(min=0)
    size = torch.bucketize(away, torch.tensor(DISTANCES, device=at.device))
    return 2 * size - (at > last).long()
