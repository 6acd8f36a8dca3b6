"""Who said what: quotes and claims in news articles, their sources and speakers.

>>> import sayso
>>> for quote in sayso.extract("“We will appeal,” said Ana Ruiz, the mayor."):
...     print(quote.speaker.name, quote.content.text, quote.content.spans)
Ana Ruiz We will appeal, ((1, 16),)

`extract` takes a text, `extract_all` many, `extract_frame` a data frame. An `Extractor`
does the same with another model, word lists of your own or other offsets. `verify` compares
a draft with its sources. English only.
"""

from __future__ import annotations

from ._core import Attributions, __version__
from .extractor import Extractor
from .findings import Draft, Finding, Findings, LeftOut, SourcePassage, WordChange
from .records import (
    Article,
    Attribution,
    Maker,
    Paragraph,
    Passage,
    References,
    Sentence,
    Span,
    Speaker,
    When,
)
from .skipped import Doubtful, DoubtWarning, Skipped, SkippedError, SkippedInput, SkippedWarning

__all__ = [
    "Article",
    "Attribution",
    "Attributions",
    "DoubtWarning",
    "Doubtful",
    "Draft",
    "Extractor",
    "Finding",
    "Findings",
    "LeftOut",
    "Maker",
    "Paragraph",
    "Passage",
    "References",
    "Sentence",
    "Skipped",
    "SkippedError",
    "SkippedInput",
    "SkippedWarning",
    "SourcePassage",
    "Span",
    "Speaker",
    "When",
    "WordChange",
    "__version__",
    "extract",
    "extract_all",
    "extract_frame",
    "verify",
]

_default = Extractor._unbuilt()
extract = _default.extract
extract_all = _default.extract_all
extract_frame = _default.extract_frame
verify = _default.verify
