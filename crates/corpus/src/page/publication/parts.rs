//! Cuts a line into dates, labels, separators and the words between them.

use crate::page::dates::{DateOrTime, FoundDate};
use crate::page::phrases::{Phrases, first_word, fold, start_of};
use lexicon::{ClassTable, Entry, Lexicon, Reads};

/// The most bytes of a line that are looked at for a label or a widget; no phrase of
/// the lists is longer.
const LONGEST_PHRASE: usize = 48;

/// A part of a line.
#[derive(Clone, Copy, Debug)]
pub(super) enum LinePart<'a> {
    When(DateOrTime),
    Label(LabelKind),
    Words(&'a str),
    Separator,
}

/// What a label says about the words after it, or for roles (“Staff Writer”) about
/// those before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum LabelKind {
    Author,
    Contributor,
    Editor,
    Outlet,
    Section,
    Title,
    Subtitle,
    Date,
    Updated,
    Role,
}

/// The kinds, and the classes of `publication.tsv` that have them.
const KINDS: ClassTable<LabelKind> = ClassTable {
    list: "publication",
    meanings: &[
        ("author", LabelKind::Author),
        ("contributor", LabelKind::Contributor),
        ("editor", LabelKind::Editor),
        ("outlet", LabelKind::Outlet),
        ("section", LabelKind::Section),
        ("title", LabelKind::Title),
        ("subtitle", LabelKind::Subtitle),
        ("date", LabelKind::Date),
        ("updated", LabelKind::Updated),
        ("role", LabelKind::Role),
    ],
};

/// How a label is used, the small words of names, and what is printed around dates.
const USES: ClassTable<()> = ClassTable {
    list: "publication",
    meanings: &[("bare", ()), ("line", ()), ("particle", ()), ("filler", ()), ("since", ())],
};

const WIDGETS: ClassTable<()> = ClassTable { list: "boilerplate", meanings: &[("widget", ())] };

const ZONES: ClassTable<()> = ClassTable { list: "calendar", meanings: &[("zone", ())] };

pub(crate) const READS: [&dyn Reads; 4] = [&KINDS, &USES, &WIDGETS, &ZONES];

#[derive(Clone, Copy, Debug)]
struct LineLabel {
    kind: LabelKind,
    /// Whether it counts without a colon.
    bare: bool,
    /// Whether it then counts only at the start of a line or after a separator.
    line_start: bool,
}

/// Cuts lines into parts.
#[derive(Debug)]
pub(super) struct LineParts {
    labels: Phrases<LineLabel>,
    /// `min read`, `Beijing time`, and (`true`) `hours ago`: said about dates, and of no
    /// interest.
    fillers: Phrases<bool>,
    widgets: Phrases<()>,
}

impl LineParts {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        let words = lexicon.list(KINDS.list);
        let kind = |entry: &Entry| KINDS.all(entry).next();
        let labels: Vec<Entry> = words.iter().filter(|entry| kind(entry).is_some()).cloned().collect();
        let widgets = lexicon.list(WIDGETS.list).iter().filter(|e| e.is("widget"));
        let widgets: Vec<Entry> = widgets.cloned().collect();
        let zones = lexicon.list(ZONES.list).iter().filter(|e| e.is("zone"));
        let fillers = words.iter().filter(|e| e.is("filler")).chain(zones);
        let fillers: Vec<Entry> = fillers.cloned().collect();
        Self {
            labels: Phrases::new(&labels, |e| LineLabel {
                kind: kind(e).unwrap_or(LabelKind::Date),
                bare: e.is("bare"),
                line_start: e.is("line"),
            }),
            fillers: Phrases::new(&fillers, |e| e.is("since")),
            widgets: Phrases::new(&widgets, |_| ()),
        }
    }

    /// The parts of a line in which these dates were found, in order.
    pub(super) fn cut<'a>(&self, line: &'a str, dates: &[FoundDate]) -> Vec<LinePart<'a>> {
        let mut cut = Cut { line, parts: Vec::new(), words: None };
        let mut folded = String::new();
        let mut dates = dates.iter().peekable();
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            if let Some(date) = dates.next_if(|date| date.start <= at) {
                cut.push(LinePart::When(date.when));
                at = date.end.max(at);
                continue;
            }
            let until = dates.peek().map_or(line.len(), |date| date.start);
            let rest = &line[at..until];
            if is_separator(c, rest) {
                cut.push(LinePart::Separator);
                at += c.len_utf8();
                at += line[at..].len() - line[at..].trim_start_matches([' ', '-', '–', '—', '\u{a0}']).len();
                continue;
            }
            if !c.is_alphanumeric() {
                cut.mark(at, c);
                at += c.len_utf8();
                continue;
            }
            let word = first_word(rest);
            fold(word, &mut folded);
            if self.has_first_word(&folded) {
                fold(start_of(rest, LONGEST_PHRASE), &mut folded);
            }
            if let Some((since, length)) = self.filler(&folded, rest) {
                cut.end_words();
                cut.parts.extend(since.then_some(LinePart::When(DateOrTime::Unclear)));
                at += length;
                continue;
            }
            if let Some((kind, length)) = self.label(&folded, rest, cut.is_at_start(), cut.words.is_some()) {
                cut.push(LinePart::Label(kind));
                at += length;
                continue;
            }
            let end = at + word.len().max(c.len_utf8());
            cut.word(at, end);
            at = end;
        }
        cut.end_words();
        cut.parts
    }

    /// Whether a label, filler or widget begins with the first word of a folded text.
    fn has_first_word(&self, folded: &str) -> bool {
        self.labels.has_first_word(folded)
            || self.fillers.has_first_word(folded)
            || self.widgets.has_first_word(folded)
    }

    /// The bytes of a widget or of words about dates with which `rest` begins, and
    /// whether they say how long ago.
    fn filler(&self, folded: &str, rest: &str) -> Option<(bool, usize)> {
        let found = self.fillers.starting(folded).map(|(since, after)| (*since, after)).next();
        let (since, after) = found.or_else(|| {
            // Single words such as “Video” are in the names of papers too: The Daily Print.
            let (_, after) = self.widgets.starting(folded).next()?;
            let widget =
                folded[..folded.len() - after.len()].contains(' ') && rest.starts_with(char::is_uppercase);
            widget.then_some((false, after))
        })?;
        let length = folded.len() - after.len();
        rest.get(..length)?.eq_ignore_ascii_case(&folded[..length]).then_some((since, length))
    }

    /// The label with which `rest` begins, and its bytes.
    fn label(
        &self,
        folded: &str,
        rest: &str,
        line_start: bool,
        after_words: bool,
    ) -> Option<(LabelKind, usize)> {
        self.labels.starting(folded).find_map(|(label, after)| {
            let length = folded.len() - after.len();
            let colon = after.trim_start().starts_with([':', '：']);
            let role = label.kind == LabelKind::Role;
            let capital = rest.starts_with(char::is_uppercase);
            let here = line_start || !label.line_start;
            // “… said Monday” has no label; “Updated 3 May” and “By Åse Lund” have.
            let fits =
                colon || role && after_words || label.bare && here && (capital || line_start || !after_words);
            if !fits || !rest.get(..length)?.eq_ignore_ascii_case(&folded[..length]) {
                return None;
            }
            let mark = rest[length..].char_indices().find(|(_, c)| matches!(c, ':' | '：')).filter(|_| colon);
            Some((label.kind, mark.map_or(length, |(at, c)| length + at + c.len_utf8())))
        })
    }
}

/// Whether a separator begins here: a bar or the like, two spaces, or a dash after a
/// space. `c` is the first character of `rest`.
fn is_separator(c: char, rest: &str) -> bool {
    let gap = c.is_whitespace() && rest[c.len_utf8()..].starts_with(char::is_whitespace);
    let dash = c.is_whitespace() && ["- ", "– ", "— "].iter().any(|d| rest.trim_start().starts_with(d));
    gap || dash || "|•·;\t/".contains(c)
}

/// The parts of a line so far, and the words after them.
struct Cut<'a> {
    line: &'a str,
    parts: Vec<LinePart<'a>>,
    /// The bytes where these words start and end.
    words: Option<(usize, usize)>,
}

impl<'a> Cut<'a> {
    /// Adds a part, after the words before it.
    fn push(&mut self, part: LinePart<'a>) {
        self.end_words();
        self.parts.push(part);
    }

    fn end_words(&mut self) {
        if let Some((start, end)) = self.words.take() {
            self.parts.push(LinePart::Words(&self.line[start..end]));
        }
    }

    fn word(&mut self, start: usize, end: usize) {
        self.words = Some((self.words.map_or(start, |(first, _)| first), end));
    }

    /// Adds a mark to the words before it; between other parts it says nothing.
    fn mark(&mut self, at: usize, c: char) {
        if let (Some((_, end)), false) = (&mut self.words, c.is_whitespace() || c == '(' || c == ')') {
            *end = at + c.len_utf8();
        }
    }

    /// Whether the line or what follows a separator begins here.
    fn is_at_start(&self) -> bool {
        self.words.is_none() && matches!(self.parts.last(), None | Some(LinePart::Separator))
    }
}
