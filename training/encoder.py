"""The networks: encoders that are told some things more, and a small reader of pairs.

`teacher`, which only teaches, and `large` are BERT encoders of word pieces; `small` is a
recurrent network of words. The base models do not see case, so each piece is also told the
shape of its word, whether the word is inside a quotation, and by which convention of
annotation to read. One pass gives each word a label; the pair reader then says of each cue
what belongs to it. `crates/encoder` computes the same at run time; it embeds `large` and
`small`.
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
# How many words recurrence mixes with each: it and two on either side.
TAPS = 5
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
    # Whether the rows are words, the pieces of each as one, and recurrence takes the place of attention. Such a network
    # has no base model. Of one that has, what is known of pieces and positions stays as it is: what it knows of words
    # that training never shows it must still fit what it knows of the others; this also saves work.
    recurrent: bool = False


SIZES = {
    "teacher": Size(12, 768, 3072, 2, 256, 512, head=64, epsilon=1e-5, buckets=32),
    "large": Size(6, 384, 1536, 2, 128, 256),
    "small": Size(2, 128, 128, 1, 64, 64, recurrent=True),
}


def new_layer(size: Size, width: int, inner: int, head: int, dropout: float) -> nn.Module:
    if size.recurrent:
        return RecurrentLayer(width, inner, size.epsilon)
    return Layer(width, inner, head, size.epsilon, dropout)


class RecurrentLayer(nn.Module):
    """Each word is mixed with those beside it, channel by channel. From that come a candidate and a gate; a state moves
    towards the candidates as far as the gates are open, from left to right in half of the channels, from right to left
    in the others (minimal gated units; Feng and others 2024)."""

    def __init__(self, width: int, inner: int, epsilon: float):
        super().__init__()
        self.convolution = Convolution(width)
        self.gate = nn.Linear(width, width)
        self.candidate = nn.Linear(width, width)
        self.recurrence_norm = nn.LayerNorm(width, epsilon)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, epsilon)
        # Gates begin nearly shut, so that states last.
        nn.init.constant_(self.gate.bias, -1.0)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        inside = mask[:, 0, 0, :, None].float()
        near = self.convolution(x * inside)
        gate = torch.sigmoid(self.gate(near).float()) * inside
        step = gate * self.candidate(near).float()
        half = x.shape[-1] // 2
        forward = states(1 - gate[..., :half], step[..., :half])
        backward = states((1 - gate[..., half:]).flip(1), step[..., half:].flip(1)).flip(1)
        x = self.recurrence_norm(x + torch.cat([forward, backward], -1).to(x.dtype))
        return self.norm(x + self.down(F.relu(self.up(x))))


class Convolution(nn.Module):
    """Each channel of each row with that of the rows beside it, `[TAPS, width]` weights."""

    def __init__(self, width: int):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(TAPS, width) * TAPS**-0.5)
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        around = F.pad(x, (0, 0, TAPS // 2, TAPS // 2))
        return self.bias + sum(around[:, n : n + x.shape[1]] * self.weight[n] for n in range(TAPS))


def states(kept: Tensor, step: Tensor) -> Tensor:
    """`state = kept * state + step` along the rows, all at once (a parallel scan; Blelloch 1990)."""
    far = 1
    while far < kept.shape[1]:
        before = lambda x, rest: F.pad(x, (0, 0, far, 0), value=rest)[:, : x.shape[1]]
        step, kept = step + kept * before(step, 0.0), kept * before(kept, 1.0)
        far *= 2
    return step


class Layer(nn.Module):
    """A layer of BERT."""

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
    """Pieces, shapes, places, whether a piece is the first of its word, `[batch, length]` each, and conventions and
    lengths, `[batch]`, to what is known of each piece, or of each word if the network is recurrent."""

    def __init__(self, size: Size, dropout: float = 0.1):
        super().__init__()
        self.size, width = size, size.width
        self.pieces = nn.Embedding(VOCABULARY, width)
        self.positions = None if size.recurrent else nn.Embedding(POSITIONS, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.places = nn.Embedding(PLACES, width)
        self.conventions = nn.Embedding(len(CONVENTIONS), width)
        self.norm = nn.LayerNorm(width, size.epsilon)
        self.layers = nn.ModuleList(
            new_layer(size, width, size.inner, size.head, dropout) for _ in range(size.layers)
        )
        self.relative = nn.Embedding(size.buckets, width // size.head) if size.buckets else None
        self.labels = nn.Linear(width, len(LABELS))
        self.pairs = PairReader(size, dropout)
        self.dropout = nn.Dropout(dropout)
        for new in (self.pieces, self.positions, self.shapes, self.places, self.conventions, self.labels):
            if new is not None:
                nn.init.normal_(new.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)
        for of_base in () if size.recurrent else (self.pieces, self.positions):
            of_base.requires_grad_(False)

    def new_parts(self) -> list[nn.Module]:
        """What the base models do not have."""
        return [self.shapes, self.places, self.conventions, self.labels, self.pairs]

    def forward(self, pieces, shapes, places, firsts, conventions, lengths) -> Tensor:
        x = self.pieces(pieces) + few(self.shapes, shapes) + few(self.places, places)
        if self.positions is None:
            x, lengths = words_of(x, firsts, lengths)
        else:
            x = x + self.positions.weight[: pieces.shape[1]]
        x = self.dropout(self.norm(x + few(self.conventions, conventions)[:, None]))
        length = x.shape[1]
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


def words_of(x: Tensor, firsts: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """The mean of the rows of each word, and how many words there are; the marks at both ends belong to none."""
    word = firsts.cumsum(1) - 1
    at = torch.arange(x.shape[1], device=x.device)[None]
    inside = (word >= 0) & (at < lengths[:, None] - 1)
    counts = firsts.sum(1)
    found = x.new_zeros((x.shape[0], int(counts.max()), x.shape[2] + 1))
    row = torch.nonzero(inside)[:, 0]
    own = torch.cat([x[inside], x.new_ones((len(row), 1))], -1)
    found.index_put_((row, word[inside]), own, accumulate=True)
    return found[..., :-1] / found[..., -1:].clamp(min=1), counts


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
            new_layer(size, width, size.pair_inner, HEAD, dropout) for _ in range(size.pair_layers)
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
