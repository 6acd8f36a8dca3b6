//! What of a draft is compared: its quotes and claims, and the sentences that it says in
//! its own voice.

use crate::reading::{Reading, features};
use aggregate::{Vocabulary, Word, WordClass};
use records::FindingKind;
use text::{Article, Attribution, Kind, Span};

/// A sentence in the draft's own voice with fewer telling words is said of everything, but of
/// interest in an article that the draft goes back to.
pub(crate) const TELLING_OF_STATEMENT: usize = 3;

/// What is in quotation marks without being attributed is a title or a word that is
/// talked about if it has fewer words.
const SHORTEST_QUOTATION: usize = 5;

/// A word of a title has a capital if it has more letters.
const LONGEST_SMALL: usize = 4;

/// Fewer words are said everywhere, if none of them tells anything: “I did not do it” is long
/// enough to be compared.
const SHORTEST_SMALL: usize = 4;

/// With so many telling words in common, it is the same passage, however much was changed around
/// it.
pub(crate) const TELLING_ENOUGH: usize = 8;

/// How much of a statement in the draft's own voice a source must have, which need not go back
/// to one at all: who is told of facts that they are opinions looks no longer.
const FOUND_STATEMENT: f64 = 0.85;

/// The same for those with few telling words, which have to be the source's.
const FOUND_SHORT_STATEMENT: f64 = 0.95;

/// How much of a claim must be in a source; with less, it is not found. Chosen on
/// the training half of the news gold, by what was invented and what was changed.
pub(crate) const FOUND: f64 = 0.6;

/// One quotation, claim or statement of a draft.
#[derive(Debug)]
pub struct Claim {
    pub(crate) kind: FindingKind,
    /// The draft's attribution; `None` for a statement in its own voice.
    pub(crate) attribution: Option<usize>,
    /// Where it is in the draft.
    pub(crate) spans: Vec<Span>,
    pub(crate) words: Vec<Word>,
    /// For each word, what else is known.
    pub(crate) places: Vec<Place>,
}

/// Where a word of a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Which of the spans it is in.
    pub(crate) span: usize,
    /// Whether it is in quotation marks.
    pub(crate) quoted: bool,
    /// Whether it is in square brackets, by which editors mark what is theirs.
    pub(crate) editorial: bool,
    /// Whether an ellipsis comes before it.
    pub(crate) after_ellipsis: bool,
}

impl Claim {
    /// All claims of a draft in the order of the text.
    pub(crate) fn all(vocabulary: &Vocabulary, draft: &Reading) -> Vec<Self> {
        let mut claims: Vec<Self> = (draft.said().attributions.iter().enumerate())
            .filter(|(_, found)| !is_compared(draft, found))
            .map(|(number, found)| {
                let kind = match found.kind {
                    Kind::Direct => FindingKind::Direct,
                    Kind::Mixed => FindingKind::Mixed,
                    Kind::Indirect => FindingKind::Indirect,
                };
                Self::new(vocabulary, draft, kind, Some(number), found.content.clone())
            })
            .collect();
        let quoted = unattributed(draft);
        for &span in &quoted {
            claims.push(Self::new(vocabulary, draft, FindingKind::Direct, None, vec![span]));
        }
        for sentence in &draft.document.sentences {
            let paragraph = draft.article().paragraphs.get(sentence.paragraph);
            if paragraph.is_some_and(|paragraph| paragraph.role == text::Role::Body)
                && draft.has_own_voice(sentence.span)
                && !is_introduced(draft.article(), sentence.paragraph)
                && !is_no_statement(sentence.span.of(&draft.article().text))
                && !quoted.iter().any(|quoted| quoted.overlaps(sentence.span))
            {
                let spans = vec![sentence.span];
                let claim = Self::new(vocabulary, draft, FindingKind::Statement, None, spans);
                let is_short = claim.words.len() < SHORTEST_QUOTATION || claim.telling() == 0;
                if claim.telling() >= TELLING_OF_STATEMENT || !is_short {
                    claims.push(claim);
                }
            }
        }
        claims.retain(|claim| !claim.words.is_empty());
        claims.sort_by_key(|claim| claim.spans[0].start);
        claims
    }

    fn new(
        vocabulary: &Vocabulary,
        draft: &Reading,
        kind: FindingKind,
        attribution: Option<usize>,
        spans: Vec<Span>,
    ) -> Self {
        let text = &draft.article().text;
        let (mut words, mut places) = (Vec::new(), Vec::new());
        for (span, &part) in spans.iter().enumerate() {
            let mut marks = Marks::new(part.of(text), kind);
            for word in vocabulary.words(text, part) {
                places.push(marks.before(word.span.start - part.start, span));
                words.push(word);
            }
        }
        Self { kind, attribution, spans, words, places }
    }

    /// Whether it is more than what is anywhere: “No,” or a name that is no clause of its own.
    pub(crate) fn says_something(&self) -> bool {
        match (self.telling(), self.kind) {
            (0, _) => self.words.len() >= SHORTEST_SMALL,
            (1, FindingKind::Indirect) => self.has_grammar(),
            _ => true,
        }
    }

    /// Whether it has a pronoun or an auxiliary verb, as nearly all clauses have.
    pub(crate) fn has_grammar(&self) -> bool {
        self.words.iter().any(|word| word.class == WordClass::Grammar)
    }

    /// How much of it a source must have to be of interest.
    pub(crate) fn least(&self) -> f64 {
        match (self.kind, self.telling()) {
            (FindingKind::Statement, ..TELLING_ENOUGH) => FOUND_SHORT_STATEMENT,
            (FindingKind::Statement, _) => FOUND_STATEMENT,
            // Of others, the nearest passage is shown.
            _ => 0.0,
        }
    }

    /// How many of its words are telling.
    pub(crate) fn telling(&self) -> usize {
        self.words.iter().filter(|word| word.class.is_telling()).count()
    }

    /// What its sources are found by in an [`Index`](crate::Index).
    pub fn features(&self) -> Vec<u64> {
        features(&self.words)
    }
}

/// Whether a claim is part of what is compared anyway: of a quotation (“I asked for a test,”
/// she said), or of another claim: she said that the council agreed to pay.
fn is_compared(draft: &Reading, claim: &Attribution) -> bool {
    let Some(&first) = claim.content.first() else { return false };
    draft.attributions_at(first).into_iter().any(|number| {
        let outer = &draft.said().attributions[number];
        let is_in = |part: &Span| outer.content.iter().any(|content| content.contains(*part));
        let both = outer.kind == Kind::Direct || claim.kind == Kind::Indirect;
        both && outer.content != claim.content && claim.content.iter().all(is_in)
    })
}

/// Whether the paragraph before announces this one, “Her letter in full:”, as what is set apart
/// from the draft's own text often is, without quotation marks.
fn is_introduced(article: &Article, paragraph: usize) -> bool {
    let before = paragraph.checked_sub(1).and_then(|before| article.paragraphs.get(before));
    before.is_some_and(|before| before.span.of(&article.text).trim_end().ends_with(':'))
}

/// Whether a sentence is a question, or stands in single quotation marks, as in a headline.
fn is_no_statement(sentence: &str) -> bool {
    let asks = sentence.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?');
    asks || sentence.starts_with(['‘', '\'']) && sentence.ends_with(['’', '\''])
}

/// What a draft has in quotation marks and nobody is reported to have said.
fn unattributed(draft: &Reading) -> Vec<Span> {
    let article = draft.article();
    let mut found = Vec::new();
    for paragraph in article.paragraphs.iter().filter(|paragraph| paragraph.role.is_article()) {
        let (mut open, text) = (None, paragraph.span.of(&article.text));
        for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '“' | '”' | '"')) {
            open = match open {
                Some(start) if c != '“' => {
                    let span = Span::new(paragraph.span.start + start, paragraph.span.start + at);
                    let quoted = span.of(&article.text);
                    let long = quoted.split_whitespace().count() >= SHORTEST_QUOTATION;
                    if long && !is_title(quoted) && draft.is_own_voice(span) {
                        found.push(span);
                    }
                    None
                }
                _ => (c != '”').then_some(at + c.len_utf8()),
            };
        }
    }
    found
}

/// Whether all words have capitals, but for small ones: “The Age of the Ferry and Other Stories”.
fn is_title(text: &str) -> bool {
    let is_capital = |word: &str| word.chars().find(|c| c.is_alphabetic()).is_none_or(char::is_uppercase);
    let is_shouted = !text.contains(char::is_lowercase);
    !is_shouted && text.split_whitespace().all(|word| word.len() <= LONGEST_SMALL || is_capital(word))
}

/// Reads the marks between the words of a part of a claim.
struct Marks<'a> {
    text: &'a str,
    /// Up to where it has been read, in bytes.
    at: usize,
    quoted: bool,
    brackets: bool,
    /// Whether quotation marks inside are those of the claim.
    mixed: bool,
}

impl<'a> Marks<'a> {
    fn new(text: &'a str, kind: FindingKind) -> Self {
        let quoted = kind == FindingKind::Direct;
        Self { text, at: 0, quoted, brackets: false, mixed: kind == FindingKind::Mixed }
    }

    /// Reads on to a word.
    fn before(&mut self, word: usize, span: usize) -> Place {
        let between = &self.text[self.at..word];
        self.at = word;
        for c in between.chars() {
            match c {
                '“' | '«' | '„' if self.mixed => self.quoted = true,
                '”' | '»' if self.mixed => self.quoted = false,
                '"' if self.mixed => self.quoted = !self.quoted,
                '[' => self.brackets = true,
                ']' => self.brackets = false,
                _ => {}
            }
        }
        let after_ellipsis = between.contains('…') || between.contains("..") || between.contains(". . .");
        Place { span, quoted: self.quoted, editorial: self.brackets, after_ellipsis }
    }
}

impl Reading<'_> {
    /// Whether nobody is reported to say anything in a part of the text.
    fn is_own_voice(&self, part: Span) -> bool {
        self.attributions_at(part).is_empty()
    }

    /// Whether a sentence says something in the article's own voice, at least that somebody
    /// said something, and quotes nobody.
    fn has_own_voice(&self, sentence: Span) -> bool {
        self.attributions_at(sentence).into_iter().all(|number| {
            let found = &self.said().attributions[number];
            found.kind == Kind::Indirect && !found.content.iter().any(|span| span.contains(sentence))
        })
    }
}
