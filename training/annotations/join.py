#!/usr/bin/env python3
"""Puts annotations and the texts that they are of together.

    join.py ARTICLES.jsonl[.gz] [ANNOTATIONS.jsonl] > gold.jsonl

ARTICLES has an `id` and a `text` a line; ANNOTATIONS are articles.jsonl beside this file, or
another of the files there. Writes gold as `sayso train` and `sayso eval`
read it. Spans are half-open and count code points; a speaker is told by the words of the
text that name it, one after the other. Standard library only.
"""

import gzip
import hashlib
import json
import pathlib
import sys


def words(text, spans):
    return " ".join(text[start:end] for start, end in spans) or None


def main(path, annotations="articles.jsonl"):
    texts = {}
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as articles:
        for line in articles:
            article = json.loads(line)
            texts[article["id"]] = article["text"]
    with open(pathlib.Path(__file__).with_name(annotations), encoding="utf-8") as annotated:
        for line in annotated:
            article = json.loads(line)
            text = texts.get(article["id"])
            if text is None or hashlib.sha256(text.encode()).hexdigest() != article["sha256"]:
                print(f"{article['id']}: not there, or another text", file=sys.stderr)
                continue
            for attribution in article["attributions"]:
                for key in ("speaker", "addressee", "medium"):
                    attribution[key] = words(text, attribution.get(key, []))
                flags = attribution.pop("flags", [])
                for key in ("named", "negated", "nested"):
                    attribution[key] = key in flags
            gold = {"id": article["id"], "outlet": article["outlet"], "text": text,
                    "attributions": article["attributions"]}
            print(json.dumps(gold, ensure_ascii=False))


main(*sys.argv[1:])
