"""The words that news write with a small letter wherever they may: `crates/lexicon/data/common_words.tsv`.

    python3 training/common_words.py ARTICLES.jsonl.gz > crates/lexicon/data/common_words.tsv

A word is taken if the articles have it in small letters FEWEST times or more, and if, where it
comes after a word in small letters, it has a capital in at most MOST of all its occurrences: so
that surnames that are words too (King, Price) are not taken. Paragraphs in title case do not count.
"""

import collections
import gzip
import json
import re
import sys

FEWEST = 50
MOST = 0.03

HEAD = """\
# Ordinary words of English, none of them a name that newspapers know: with a capital they open
# a sentence or a heading. “Take Okafor seriously” is not about somebody called Take.
#
# Counted, not chosen, by training/common_words.py.
#
#   common  such a word
"""


def words(paragraph: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z’'-]*|[^\sA-Za-z]", paragraph)


def main() -> None:
    small: collections.Counter[str] = collections.Counter()
    capital: collections.Counter[str] = collections.Counter()
    for line in gzip.open(sys.argv[1], "rt", encoding="utf-8"):
        for paragraph in map(words, json.loads(line)["text"].split("\n")):
            is_title = sum(w[0].islower() for w in paragraph) < 2 * sum(w[0].isupper() for w in paragraph)
            for before, word in zip(["", *paragraph], [] if is_title else paragraph):
                if word.islower():
                    small[word] += 1
                elif before.islower() and word[1:].islower():
                    capital[word.lower()] += 1
    print(HEAD)
    for word, count in sorted(small.items()):
        if count >= FEWEST and capital[word] <= MOST * (count + capital[word]) and re.fullmatch("[a-z]{3,}", word):
            print(f"{word}\tcommon")


main()
