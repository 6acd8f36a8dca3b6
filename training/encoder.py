"""The network: the BERT encoder of all-MiniLM-L6-v2 with two embeddings more, and its last layers once more.

The base model does not see case, so each piece is also told the shape of its
word and whether the word stands inside a quotation. What belongs to one cue is
read by a second set of the last layers. `crates/encoder` computes the same at
run time.
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
# After so many layers the second reading goes on with layers of its own.
BRANCH = 3


class Layer(nn.Module):
    def __init__(self, dropout: float):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        batch, length, _ = x.shape
        parts = self.qkv(x).chunk(3, -1)
        q, k, v = (part.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in parts)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attention_norm(x + self.dropout(self.out(attended)))
        return self.norm(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces, shapes and places, `[batch, length]` each, to the logits of the labels."""

    def __init__(self, dropout: float = 0.1, precision: torch.dtype = torch.float32):
        super().__init__()
        self.precision = precision
        self.pieces = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.labels = nn.Linear(WIDTH, len(LABELS))
        self.dropout = nn.Dropout(dropout)
        for new in self.new_parts():
            nn.init.normal_(new.weight, std=0.02)
        nn.init.zeros_(self.labels.bias)
        # What the base model knows of words that training never shows it must go
        # on to fit what it knows of the others; this also halves the work of a step.
        self.pieces.requires_grad_(False)
        self.positions.requires_grad_(False)

    def new_parts(self) -> list[nn.Module]:
        """What the base model does not have."""
        return [self.shapes, self.places, self.labels]

    def forward(self, pieces, shapes, places, lengths) -> torch.Tensor:
        x, mask = self.embed(pieces, shapes, places, lengths)
        for layer in self.layers:
            x = layer(x, mask)
        return self.labels(x)

    def first_layers(self, pieces, shapes, places, lengths) -> tuple[torch.Tensor, torch.Tensor | None]:
        """What the second reading goes on from, and the mask of attention."""
        x, mask = self.embed(pieces, shapes, places, lengths)
        for layer in self.layers[:BRANCH]:
            x = layer(x, mask)
        return x, mask

    def embed(self, pieces, shapes, places, lengths) -> tuple[torch.Tensor, torch.Tensor | None]:
        length = pieces.shape[1]
        x = self.pieces(pieces) + self.positions.weight[:length] + self.shapes(shapes) + self.places(places)
        x = self.dropout(self.norm(x)).to(self.precision)
        mask = None
        if int(lengths.min()) < length:
            mask = (torch.arange(length, device=x.device)[None] < lengths[:, None])[:, None, None, :]
        return x, mask

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
        new = {"shapes.weight", "places.weight", "labels.weight", "labels.bias"}
        assert set(missing) == new and not unexpected, (missing, unexpected)


class Given(nn.Module):
    """The second reading: what belongs to a cue, from the first layers' view of a paragraph."""

    def __init__(self, first: Encoder, dropout: float = 0.1):
        super().__init__()
        # Whether a piece is of the cue.
        self.cue = nn.Embedding(2, WIDTH)
        nn.init.normal_(self.cue.weight, std=0.02)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - BRANCH))
        self.labels = nn.Linear(WIDTH, len(LABELS))
        # It begins as a copy of what it replaces.
        self.layers.load_state_dict(first.layers[BRANCH:].state_dict())
        self.labels.load_state_dict(first.labels.state_dict())

    def new_parts(self) -> list[nn.Module]:
        """What the first reading does not have."""
        return [self.cue]

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None, cue: torch.Tensor) -> torch.Tensor:
        x = x + self.cue(cue).to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        return self.labels(x)
