#!/bin/sh
# Trains the tagger from gold of both conventions: run.sh NEWS POLNEAR OUTPUT [arguments of train.py …]
# Installs what it needs into training/.venv the first time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
news=$1 polnear=$2 output=$3
shift 3
python="$here/.venv/bin/python"
if [ ! -e "$here/.venv/installed" ]; then
    python3 -m venv "$here/.venv"
    "$python" -m pip install --quiet --require-hashes -r "$here/requirements.txt"
    touch "$here/.venv/installed"
fi
mkdir -p "$output"
cargo run --release --quiet --manifest-path "$here/../Cargo.toml" -- \
    train "$news" --polnear "$polnear" --words "$output/train.words.jsonl"
HF_HUB_OFFLINE=1 "$python" "$here/train.py" --train "$output/train.words.jsonl" --output "$output" "$@"
"$python" "$here/export.py" "$output/weights.safetensors" "$output/tagger.safetensors"
