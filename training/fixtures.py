"""Writes what the tests of `crates/encoder` compare with: its tests/paragraphs.jsonl
labelled by PyTorch (32-bit weights), as a whole and given each likely cue, and
words cut into pieces by `tokenizers`.
"""

import argparse
import json
from pathlib import Path

import torch
import torch.nn.functional as F

from paragraphs import Pieces, by_article, read
from train import Run, arguments, base_model

TESTS = Path(__file__).parent.parent / "crates/encoder/tests"

# Accents, case beyond ASCII, scripts, signs, marks of all sorts, control characters, long words.
ODD_WORDS = """
Ōta Żółkiew ÉTÉ naïve Ångström İstanbul Straße ﬁnance ǅungla ΑΘΉΝΑ Київ Łódź résumés Nguyễn
東京 北京市 ひらがな カタカナ 서울 مدينة हिन्दी ไทย 𝒜𝓁 😀 👩‍🚀 ½ ² № € £5m $1,200.50 ₹ °C
don't rock'n'roll O’Neill ’s 's `` '' “ ” « » „ – — … ... -- / @handle #tag a_b C++ U.S. a.m. 29-year-old
https://nordkyst.example/ferries/sollum-notice-2024-11?from=quay&to=Sollum#timetable_and_prices
Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft
""".split()
ODD_WORDS += ["", " ", "\u200b", "\u00ad", "co\u00adoperate", "\ufffd", "a\u0301", "\u0301", "x\u00a0y", "a b", "q\x00w", "x" * 101]
ODD_WORDS += ["-" * 40, "\u3000", "tab\there", "\U0010ffff", "\ue000"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path, help="folder of a run")
    a = parser.parse_args()
    paragraphs = TESTS / "paragraphs.jsonl"
    words = read(paragraphs)
    pieces = Pieces(base_model() / "tokenizer.json")
    distinct = dict.fromkeys(word for paragraph in words for word in paragraph.words)
    with open(TESTS / "pieces.jsonl", "w", encoding="utf-8") as file:
        for word in [*distinct, *ODD_WORDS]:
            print(json.dumps([word, pieces.of(word)]), file=file)
    options = ["--train", str(paragraphs), "--precision", "float32", "--weights", str(a.run / "weights.safetensors")]
    run = Run(arguments([*options, "--output", "/tmp/fixtures"]))
    run.write(TESTS / "paragraphs.probabilities.jsonl", words, by_article(words))
    with open(TESTS / "paragraphs.probabilities.jsonl", encoding="utf-8") as file:
        for paragraph, rows in zip(words, map(json.loads, file)):
            paragraph.by_cue = each_cue([row.index(max(row)) for row in rows])
    with open(TESTS / "paragraphs.cues.jsonl", "w", encoding="utf-8") as file, torch.no_grad():
        for part in run.parts(words, by_article(words)):
            if not part.cues:
                continue
            rows = iter(F.softmax(run.logits([part])[1][0], -1).tolist())
            for cue, labels in part.cues:
                probabilities = [[round(p, 4) for p in next(rows)] for _ in labels]
                line = {"paragraph": part.paragraph, "cue": {"start": cue[0], "end": cue[-1] + 1}}
                print(json.dumps(line | {"probabilities": probabilities}, separators=(",", ":")), file=file)


def each_cue(labels: list[int]) -> list[list[int]]:
    """The labels with one run of cue words left in each."""
    found = []
    for at, label in enumerate(labels):
        if label == 1 and (at == 0 or labels[at - 1] != 1):
            found.append([0] * len(labels))
        if label == 1:
            found[-1][at] = 1
    return found


if __name__ == "__main__":
    main()
