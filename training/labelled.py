"""Joins what taggers said of the articles they had not seen to one file for `sayso train --labelled`.

    labelled.py WORDS.jsonl FOLD/left-out.probabilities.jsonl … > labelled.jsonl
"""

import json
import sys


def main() -> None:
    words, *folds = sys.argv[1:]
    with open(words, encoding="utf-8") as paragraphs:
        files = [open(fold, encoding="utf-8") for fold in folds]
        for paragraph, *said in zip(paragraphs, *files, strict=True):
            known = [rows for rows in map(json.loads, said) if rows is not None]
            if known:
                line = {"words": json.loads(paragraph)["words"], "probabilities": known[0]}
                print(json.dumps(line, ensure_ascii=False, separators=(",", ":")))


if __name__ == "__main__":
    main()
