"""Makes bytes of a run's weights: what `crates/encoder` embeds.

Each row of a matrix gets its own scale, so that its largest number is 127.
"""

import argparse
import re
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

MATRICES = re.compile(r"(pieces|pairs\.word|pairs\.cue|(pairs\.)?layers\.\d+\.(qkv|out|gate|candidate|up|down))\.weight")


def exported(weights: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    found = {}
    for name, weight in weights.items():
        if MATRICES.fullmatch(name):
            scale = weight.abs().amax(dim=1).clamp(min=1e-12) / 127
            found[name] = (weight / scale[:, None]).round().to(torch.int8)
            found[name.replace(".weight", ".scale")] = scale
        else:
            found[name] = weight
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
