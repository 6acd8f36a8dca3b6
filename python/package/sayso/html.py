"""An article as a notebook shows it: content, cue and source marked as on the review page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from .records import Article, Attribution, Passage

# The colours of the review page, on which the ink is legible in light and in dark notebooks.
_STYLE = """<style>
.sayso { max-width: 44rem; line-height: 1.5; font-family: Charter, Cambria, Georgia, serif; }
.sayso p { margin: 0 0 .6em; white-space: pre-wrap; }
.sayso .title, .sayso .heading { font-weight: bold; }
.sayso .dateline, .sayso .boilerplate { opacity: .6; }
.sayso mark { color: #1d1c1a; background: none; border-radius: 2px; }
.sayso mark.content { background: #fcefc0; border-bottom: 2px solid #9a7200; }
.sayso mark.source { background: #d3e7fa; border-bottom: 2px double #1b5a96; }
.sayso mark.cue { background: #f5def0; border-bottom: 2px dotted #8d3580; }
.sayso figcaption { opacity: .7; margin-bottom: .6em; }
</style>"""


def page(article: Article) -> str:
    """The article as HTML.

    >>> import sayso
    >>> html = page(sayso.extract("“It is < 3 %,” said Ana Ruiz."))
    >>> '<mark class="cue" title="Ana Ruiz: direct speech, confidence ' in html
    True
    >>> "It is &lt; 3 %," in html
    True
    """
    at = _code_points(article)
    marks = [
        (at(start), at(end), part, quote)
        for quote in article
        for part, passage in _parts(quote)
        for start, end in passage.spans
    ]
    paragraphs = "".join(
        f'<p class="{paragraph.role}">{"".join(_pieces(article.text, at(paragraph.span[0]), at(paragraph.span[1]), marks))}</p>'
        for paragraph in article.paragraphs
    )
    head = " · ".join(escape(str(known)) for known in (article.id, article.outlet, article.date) if known)
    return f'{_STYLE}<figure class="sayso"><figcaption>{head}</figcaption>{paragraphs}</figure>'


def _parts(quote: Attribution) -> Iterator[tuple[str, Passage]]:
    yield "content", quote.content
    for name, part in (("source", quote.source), ("cue", quote.cue)):
        if part is not None:
            yield name, part


_Mark = tuple[int, int, str, Attribution]


def _pieces(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[str]:
    """A paragraph, cut wherever a mark begins or ends."""
    here = [mark for mark in marks if mark[0] < end and mark[1] > start]
    borders = {start, end, *(min(max(border, start), end) for mark in here for border in mark[:2])}
    ends = sorted(borders)
    for a, b in zip(ends, ends[1:]):
        over = [mark for mark in here if mark[0] <= a and mark[1] >= b]
        words = escape(text[a:b])
        if over:
            parts = " ".join(part for part in ("content", "source", "cue") if any(mark[2] == part for mark in over))
            title = escape("; ".join(dict.fromkeys(_title(mark[3]) for mark in over)))
            words = f'<mark class="{parts}" title="{title}">{words}</mark>'
        yield words


def _title(quote: Attribution) -> str:
    who = quote.speaker or quote.source or "nobody named"
    return f"{who}: {quote.kind} {quote.act}, confidence {quote.confidence:.2f}"


def _code_points(article: Article) -> Callable[[int], int]:
    """Converts the article's offsets to those that Python counts."""
    encoding, size = {"byte": ("utf-8", 1), "utf16": ("utf-16-le", 2)}.get(article.offsets, ("", 0))
    if not encoding:
        return lambda offset: offset
    encoded = article.text.encode(encoding)
    return lambda offset: len(encoded[: size * offset].decode(encoding))
