"""Writes what the tests of `crates/encoder` compare with: its tests/paragraphs.jsonl labelled by PyTorch (32-bit
weights) of both sizes, as a whole and given each likely cue, and words cut into pieces by `tokenizers`.
"""

import argparse
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

from encoder import SIZES, Encoder
from texts import Batch, Pieces, known_words, possible_cues, read
from train import tokenizer

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


def rounded(rows: torch.Tensor) -> list[list[float]]:
    return [[round(p, 4) for p in row] for row in rows.tolist()]


@torch.no_grad()
def write(model: Encoder, name: str, pieces: Pieces) -> None:
    """The labels of each paragraph, none of which is longer than a part, and those given each likely cue."""
    texts = read(TESTS / "paragraphs.jsonl", pieces)
    with (
        open(TESTS / f"{name}.probabilities.jsonl", "w", encoding="utf-8") as whole,
        open(TESTS / f"{name}.cues.jsonl", "w", encoding="utf-8") as by_cue,
    ):
        for n in range(len(texts)):
            batch = Batch(texts, torch.tensor([n]))
            known = known_words(model, batch)
            probabilities = F.softmax(model.labels(known), -1)
            print(json.dumps(rounded(probabilities), separators=(",", ":")), file=whole)
            cues = possible_cues(batch, probabilities)
            rows = F.softmax(cues.read(model, known), -1).split(len(known)) if cues else []
            for cue, own in enumerate(rows):
                words = cues.word[cues.of_cue == cue].tolist()
                line = {"paragraph": n, "cue": {"start": words[0], "end": words[-1] + 1}}
                print(json.dumps(line | {"probabilities": rounded(own)}, separators=(",", ":")), file=by_cue)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path, help="what run.sh wrote")
    a = parser.parse_args()
    pieces = Pieces(tokenizer())
    lines = (TESTS / "paragraphs.jsonl").read_text(encoding="utf-8").splitlines()
    distinct = dict.fromkeys(word for line in lines for word in json.loads(line)["words"])
    with open(TESTS / "pieces.jsonl", "w", encoding="utf-8") as file:
        for word in [*distinct, *ODD_WORDS]:
            print(json.dumps([word, pieces.of(word)]), file=file)
    for name in ("large", "small"):
        model = Encoder(SIZES[name]).eval()
        model.load_state_dict(load_file(a.output / name / "weights.safetensors"))
        write(model, name, pieces)


if __name__ == "__main__":
    main()
