"""Teaches a small network what teachers say of texts that it has no gold for (Hinton and others 2015).

    distil.py label --teachers FOLDER… --gold WORDS --texts WORDS --output FOLDER
    distil.py learn --labelled FOLDER/labelled.tensors --size small --output FOLDER

The teachers are those of `train.py --fold`: of the gold they learned from, a text is
labelled by the teacher that had not seen it, all others by the mean of all. So the small
network sees no gold, and what is trained behind it may be trained on all of it.
"""

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from encoder import SIZES, Encoder
from texts import Batch, Texts, batches, joined, known_words, possible_cues
from train import Run, options

# Of so many texts without gold one is labelled by the convention of PolNeAR, too.
EVERY_POLNEAR = 4
POLNEAR = 1


def label(a: argparse.Namespace) -> None:
    run = Run(a)
    teachers = [run.load(a.size, folder / "weights.safetensors") for folder in a.teachers]
    gold = run.words(a.gold)
    # Of each part how much each teacher counts.
    of_gold = F.one_hot(gold.articles % len(teachers), len(teachers)).float()
    found = [labelled(run, teachers, gold, of_gold)]
    for path in a.texts:
        texts = run.words(path)
        of_all = torch.full((len(texts), len(teachers)), 1 / len(teachers), device=run.device)
        found.append(labelled(run, teachers, texts, of_all))
        texts.conventions.fill_(POLNEAR)
        some = torch.arange(0, len(texts), EVERY_POLNEAR, device=run.device)
        found.append(labelled(run, teachers, texts, of_all, some))
        run.log(labelled=path.stem)
    save_file({name: tensor.cpu() for name, tensor in vars(joined(found)).items()}, a.output / "labelled.tensors")


@torch.no_grad()
def labelled(run: Run, teachers: list[Encoder], texts: Texts, count: Tensor, parts: Tensor | None = None) -> Texts:
    """Some parts with the labels that teachers give them, each as far as it counts, `[parts, teachers]`."""
    parts = torch.arange(len(texts)) if parts is None else parts.cpu()
    found = []
    for chosen in batches(texts, parts, 8 * run.a.pieces):
        batch = Batch(texts, chosen.to(run.device))
        weights = count[batch.parts].T
        with run.mixed():
            known = [known_words(teacher, batch) for teacher in teachers]
            rows = [F.softmax(teacher.labels(own).float(), -1) for teacher, own in zip(teachers, known)]
            labels = sum(weight[batch.word_row, None] * own for weight, own in zip(weights, rows))
            cues = possible_cues(batch, labels)
            cue_labels = 0
            for teacher, own, weight in zip(teachers, known, weights) if cues else ():
                of_cue = torch.repeat_interleave(batch.word_counts[cues.row])
                cue_labels += weight[cues.row[of_cue], None] * F.softmax(cues.read(teacher, own).float(), -1)
        found.append(texts_of(batch, labels, cues, cue_labels))
    return joined(found)


def starts(counts: Tensor) -> Tensor:
    return F.pad(counts.cumsum(0), (1, 0))


def texts_of(batch: Batch, labels: Tensor, cues, cue_labels) -> Texts:
    """A batch as texts of its own, with these labels."""
    texts, lengths = batch.texts, batch.lengths
    row = torch.repeat_interleave(lengths)
    place = torch.arange(len(row), device=row.device) - starts(lengths)[row]
    of_piece = lambda n: batch.inputs[n][row, place]
    none = torch.zeros(0, dtype=torch.long, device=row.device)
    of_cues = {
        "cue_starts": starts(torch.bincount(cues.row if cues else none, minlength=len(batch.parts))),
        "cue_words": (cues.word if cues else none).short(),
        "cue_word_starts": starts(torch.bincount(cues.of_cue) if cues else none),
        "cue_labels": (cue_labels if cues else labels[:0]).half(),
        "cue_label_starts": starts(batch.word_counts[cues.row] if cues else none),
    }
    return Texts(
        pieces=of_piece(0).short(),
        shapes=of_piece(1).byte(),
        places=of_piece(2).byte(),
        starts=starts(lengths),
        conventions=texts.conventions[batch.parts],
        articles=texts.articles[batch.parts],
        paragraphs=texts.paragraphs[batch.parts],
        firsts=starts(lengths)[batch.word_row] + batch.word_piece,
        labels=labels.half(),
        word_starts=starts(batch.word_counts),
        **of_cues,
    )


def learn(a: argparse.Namespace) -> None:
    run = Run(a)
    texts = Texts(**load_file(a.labelled)).to(run.device)
    model = run.new_model()
    if a.words_of:
        model.begin_with_words_of(load_file(a.words_of)["embeddings.word_embeddings.weight"].to(run.device))
    run.train(model, texts, torch.arange(len(texts)))
    run.save(model)
    for path in a.dev:
        run.measure(model, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("label", parents=[options("")], conflict_handler="resolve", add_help=False)
    command.add_argument("--teachers", type=Path, nargs="+", required=True, help="folders of `train.py --fold`, in order")
    command.add_argument("--gold", type=Path, required=True, help="words of the gold that they learned from")
    command.add_argument("--texts", type=Path, nargs="+", default=[], help="words of other texts")
    command.set_defaults(run=label)
    command = commands.add_parser("learn", parents=[options("")], conflict_handler="resolve", add_help=False)
    command.add_argument("--labelled", type=Path, required=True, help="what `label` wrote")
    command.add_argument("--words-of", type=Path, help="a base model whose embeddings of words to begin with")
    command.set_defaults(run=learn)
    a = parser.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
