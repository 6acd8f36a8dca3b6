"""The network: the BERT encoder of all-MiniLM-L6-v2, told some things more, and a small reader of pairs.

The base model does not see case, so each piece is also told the shape of its
word, whether the word is inside a quotation, and by which convention of
annotation to read. One pass gives each word a label; the pair reader then says
of each cue what belongs to it. `crates/encoder` computes the same at run time.
"""

from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

LABELS = ["outside", "cue", "source begins", "source", "content begins", "content"]
SHAPES = 4
PLACES = 4
LAYERS, WIDTH, INNER, HEADS, EPSILON = 6, 384, 1536, 12, 1e-12
VOCABULARY, POSITIONS = 30522, 512
CONVENTIONS = ["news", "polnear"]
# The pair reader: its layers, their width, inner width and heads.
PAIR_LAYERS, PAIR_WIDTH, PAIR_INNER, PAIR_HEADS = 2, 128, 256, 4
# How far a word is from a cue, in words to either side: 0 in the cue, then up to so many.
DISTANCES = [0, 1, 2, 3, 4, 6, 9, 14, 24]


class Layer(nn.Module):
    def __init__(self, dropout: float, width: int = WIDTH, inner: int = INNER, heads: int = HEADS):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, EPSILON)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm = nn.LayerNorm(width, EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, width = x.shape
        parts = self.qkv(x).chunk(3, -1)
        q, k, v = (part.view(batch, length, self.heads, -1).transpose(1, 2) for part in parts)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        x = self.attention_norm(x + self.dropout(self.out(attended)))
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


def within(lengths: torch.Tensor, length: int) -> torch.Tensor | None:
    """The mask of attention for rows of these lengths; none where all are full."""
    if int(lengths.min()) == length:
        return None
    return (torch.arange(length, device=lengths.device)[None] < lengths[:, None])[:, None, None, :]


class Encoder(nn.Module):
    """Pieces, shapes, places and conventions, `[batch, length]` each, to what is known of each piece."""

    def __init__(self, dropout: float = 0.1, precision: torch.dtype = torch.float32):
        super().__init__()
        self.precision = precision
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.conventions = nn.Embedding(len(CONVENTIONS), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.pairs = PairReader(dropout)
        self.dropout = nn.Dropout(dropout)
        for new in (self.shapes, self.places, self.conventions, self.labels):
            nn.init.normal_(new.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)
        # What the base model knows of words that training never shows it must
        # still fit what it knows of the others; this also halves the work of a step.
        self.pieces.requires_grad_(False)
        self.positions.requires_grad_(False)

    def new_parts(self) -> list[nn.Module]:
        """What the base model does not have."""
        return [self.shapes, self.places, self.conventions, self.labels, self.pairs]

    def forward(self, pieces, shapes, places, conventions, lengths) -> torch.Tensor:
        length = pieces.shape[1]
        x = self.pieces(pieces) + self.positions.weight[:length]
        x = x + self.shapes(shapes) + self.places(places) + self.conventions(conventions)
        x = self.dropout(self.norm(x)).to(self.precision)
        mask = within(lengths, length)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_base(self, folder: Path) -> None:
        """Takes the weights of the base model, `model.safetensors` in `folder`."""
        base = load_file(folder / "model.safetensors")
        base = {name.removeprefix("bert."): tensor for name, tensor in base.items()}
        embeddings = "embeddings."
        own = {
            # All pieces are of the first of BERT's two segments.
            "pieces.weight": base[embeddings + "word_embeddings.weight"]
            + base[embeddings + "token_type_embeddings.weight"][0],
            "positions.weight": base[embeddings + "position_embeddings.weight"],
        }
        names = {"norm": embeddings + "LayerNorm"}
        for n in range(LAYERS):
            theirs = f"encoder.layer.{n}."
            names |= {
                f"layers.{n}.out": theirs + "attention.output.dense",
                f"layers.{n}.attention_norm": theirs + "attention.output.LayerNorm",
                f"layers.{n}.up": theirs + "intermediate.dense",
                f"layers.{n}.down": theirs + "output.dense",
                f"layers.{n}.norm": theirs + "output.LayerNorm",
            }
            for kind in ("weight", "bias"):
                parts = [base[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
                own[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
        for ours, theirs in names.items():
            for kind in ("weight", "bias"):
                own[f"{ours}.{kind}"] = base[f"{theirs}.{kind}"]
        missing, unexpected = self.load_state_dict(own, strict=False)
        new = ("shapes.", "places.", "conventions.", "labels.", "pairs.")
        assert all(name.startswith(new) for name in missing) and not unexpected, (missing, unexpected)


class PairReader(nn.Module):
    """What each word is to a cue, from what the encoder knows of both.

    A biaffine pair scorer (Dozat and Manning 2017) with two narrow layers, so that
    the words of one content agree with each other.
    """

    def __init__(self, dropout: float = 0.1):
        super().__init__()
        # Of a word; of a cue, added to it, and multiplied with it.
        self.word = nn.Linear(WIDTH, PAIR_WIDTH)
        self.cue = nn.Linear(WIDTH, 2 * PAIR_WIDTH)
        self.distance = nn.Embedding(2 * len(DISTANCES) + 1, PAIR_WIDTH)
        self.norm = nn.LayerNorm(PAIR_WIDTH, EPSILON)
        self.layers = nn.ModuleList(
            Layer(dropout, PAIR_WIDTH, PAIR_INNER, PAIR_HEADS) for _ in range(PAIR_LAYERS)
        )
        self.labels = nn.Linear(PAIR_WIDTH, len(LABELS))
        nn.init.normal_(self.distance.weight, std=0.02)
        nn.init.normal_(self.labels.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)

    def forward(self, words, cue, distance, lengths) -> torch.Tensor:
        """`words`, `[cues, length, WIDTH]`, of each cue's paragraph; `cue`, `[cues, WIDTH]`, the mean of its words;
        `distance`, `[cues, length]`, classes of `distance_class`."""
        added, times = self.cue(cue)[:, None].chunk(2, -1)
        own = self.word(words)
        x = self.norm(own + added + own * times + self.distance(distance).to(own.dtype)).to(own.dtype)
        mask = within(lengths, words.shape[1])
        for layer in self.layers:
            x = layer(x, mask)
        return self.labels(x)


def distance_class(at: int, first: int, last: int) -> int:
    """Of a word at `at` from a cue's first and last word: even before it, odd behind it."""
    away = max(first - at, at - last, 0)
    size = next((n for n, most in enumerate(DISTANCES) if away <= most), len(DISTANCES))
    return 2 * size - (at > last)
