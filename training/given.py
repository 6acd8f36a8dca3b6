"""Trains the second reading: the words of a paragraph labelled once more for each cue, by what belongs to it.

The first layers are those of a run of train.py and stay as they are; the last ones, of which this trains a second
set, read what the first made of the paragraph and are told which words are the cue. README.md tells how to run it.
"""

import argparse
import random
from dataclasses import replace
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from encoder import Given
from paragraphs import Part, batches, by_article, cues, read, tensors
from train import Run, parser

# So often only a part of a cue is marked: the program marks the verb, the gold has its auxiliaries too.
PARTIAL = 0.3


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    """Those of train.py, whose `weights.safetensors` it goes on from."""
    return parser(__doc__).parse_args(given)


class GivenRun(Run):
    """A run of train.py that is done, and the second reading."""

    def __init__(self, a: argparse.Namespace, both: Path | None = None):
        a.weights = a.weights or a.output / "weights.safetensors"
        super().__init__(a)
        self.model.eval().requires_grad_(False)
        self.given = Given(self.model, a.dropout).to(self.device)
        if both:
            weights = load_file(both)
            own = {name.removeprefix("given."): w for name, w in weights.items() if name.startswith("given.")}
            self.given.load_state_dict(own)

    def given_logits(self, batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Of the first pieces of all words, and what they are to the cue."""
        *inputs, labels = tensors(batch, self.device)
        with torch.autocast(self.device, self.precision, enabled=self.precision != torch.float32):
            with torch.no_grad():
                x, mask = self.model.first_layers(*inputs)
            logits = self.given(x, mask, cues(batch, self.device))
        chosen = labels >= 0
        return logits[chosen].float(), labels[chosen]

    def cued(self, paragraphs, articles, partial: float = 0.0) -> list[Part]:
        """For each cue of these articles the part that holds it, with the labels of what belongs to it."""
        found = []
        for part in self.parts(paragraphs, articles):
            for labels in paragraphs[part.paragraph].by_cue:
                own = labels[part.start : part.start + len(part.first)]
                cue = [at for at, label in enumerate(own) if label == 1]
                if cue and random.random() < partial:
                    size = random.randint(1, len(cue))
                    first = random.randint(0, len(cue) - size)
                    cue = cue[first : first + size]
                if cue:
                    found.append(replace(part, labels=own, cue=cue))
        return found

    def train_given(self, paragraphs, articles) -> None:
        a = self.a
        plan = [batches(self.cued(paragraphs, articles, PARTIAL), a.pieces, shuffle=True) for _ in range(a.epochs)]
        for epoch in self.epochs(self.given, plan, self.given_logits):
            if a.dev:
                self.log(epoch=epoch, **self.measure_given(read(a.dev)))
        both = self.model.state_dict() | {f"given.{name}": w for name, w in self.given.state_dict().items()}
        save_file(both, a.output / "both.safetensors")

    @torch.no_grad()
    def given_probabilities(self, parts: list[Part]) -> list[list[list[float]]]:
        """Six for each word of each part, given its cue."""
        self.given.eval()
        found = {}
        for batch in batches(parts, 4 * self.a.pieces, shuffle=False):
            rows = iter(F.softmax(self.given_logits(batch)[0], -1).tolist())
            found |= {id(part): [next(rows) for _ in part.first] for part in batch}
        return [found[id(part)] for part in parts]

    def measure_given(self, paragraphs) -> dict:
        """Of the gold's cues: how often source and content have half of their words right, and all."""
        parts = self.cued(paragraphs, by_article(paragraphs))
        right = {"source": 0, "content": 0, "content, exact": 0}
        for part, rows in zip(parts, self.given_probabilities(parts)):
            likeliest = [row.index(max(row)) for row in rows]
            for name, labels in (("source", (2, 3)), ("content", (4, 5))):
                found = {n for n, label in enumerate(likeliest) if label in labels}
                truth = {n for n, label in enumerate(part.labels) if label in labels}
                right[name] += 2 * len(found & truth) >= len(found | truth)
                if name == "content":
                    right["content, exact"] += found == truth
        return {"given a cue": {name: round(100 * count / max(len(parts), 1), 2) for name, count in right.items()}}


def main() -> None:
    a = arguments()
    run = GivenRun(a)
    run.log(settings={name: str(value) for name, value in vars(a).items() if value is not None})
    paragraphs = read(a.train)
    articles = by_article(paragraphs)[: a.articles]
    left_out = articles[a.fold :: a.folds] if a.fold is not None else []
    run.train_given(paragraphs, [article for article in articles if article not in left_out])


if __name__ == "__main__":
    main()
