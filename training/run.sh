#!/bin/sh
# Trains the tagger from gold: run.sh TRAIN DEV OUTPUT [arguments of train.py and given.py …]
# Installs what it needs into training/.venv the first time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
train=$1 dev=$2 output=$3
shift 3
python="$here/.venv/bin/python"
if [ ! -e "$here/.venv/installed" ]; then
    python3 -m venv "$here/.venv"
    "$python" -m pip install --quiet --require-hashes -r "$here/requirements.txt"
    touch "$here/.venv/installed"
fi
mkdir -p "$output"
for gold in train dev; do
    eval path=\$$gold
    cargo run --release --quiet --manifest-path "$here/../Cargo.toml" --features train -- \
        train "$path" --words "$output/$gold.words.jsonl"
done
HF_HUB_OFFLINE=1 "$python" "$here/train.py" --train "$output/train.words.jsonl" --dev "$output/dev.words.jsonl" \
    --predict "$output/dev.words.jsonl" --output "$output" "$@"
HF_HUB_OFFLINE=1 "$python" "$here/given.py" --train "$output/train.words.jsonl" --dev "$output/dev.words.jsonl" \
    --output "$output" "$@"
"$python" "$here/export.py" "$output/both.safetensors" "$output/tagger.safetensors"
