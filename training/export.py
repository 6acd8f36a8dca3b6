"""Makes bytes of a run's weights: what `crates/encoder` embeds.

Each row of a matrix gets its own scale, so that its largest number is 127.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from encoder import LAYERS, PAIR_LAYERS
from paragraphs import CAPACITY

STACKS = [f"layers.{n}" for n in range(LAYERS)] + [f"pairs.layers.{n}" for n in range(PAIR_LAYERS)]
MATRICES = ["pieces", "pairs.word", "pairs.cue"]
MATRICES += [f"{layer}.{part}" for layer in STACKS for part in ("qkv", "out", "up", "down")]


def exported(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    found = dict(weights)
    for name in MATRICES:
        weight = found.pop(f"{name}.weight")
        scale = weight.abs().amax(dim=1).clamp(min=1e-12) / 127
        found[f"{name}.weight"] = (weight / scale[:, None]).round().to(torch.int8)
        found[f"{name}.scale"] = scale
    found["positions.weight"] = found["positions.weight"][:CAPACITY].clone()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="weights.safetensors of a run")
    parser.add_argument("output", type=Path)
    a = parser.parse_args()
    save_file(exported(load_file(a.weights)), a.output)
    print(f"{a.output}: {a.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
