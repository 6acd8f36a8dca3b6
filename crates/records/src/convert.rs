//! Turns what the stages found in an article into records.

use crate::article::{Article, ArticleCounts, Paragraph};
use crate::attribution::{Attribution, Maker, Passage, References, Sentence, SpeakerRef, When};
use crate::line::Line;
use crate::offsets::{Offsets, Positions};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::fmt::Write;
use text::{Kind, Span, TokenKind};

/// The records of one article; they borrow its text.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRecords<'a> {
    /// The line of `articles.jsonl`.
    pub article: Article<'a>,
    /// The lines of `attributions.jsonl`, in the order of the text.
    pub attributions: Vec<Attribution<'a>>,
}

/// The records of one article as they are written to the files: lines of JSON, each
/// with its line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordLines {
    /// One line for `articles.jsonl`.
    pub article: Vec<u8>,
    /// RecordLines for `attributions.jsonl`.
    pub attributions: Vec<u8>,
}

impl<'a> ArticleRecords<'a> {
    /// Makes records of what was found in `article`.
    ///
    /// Attributions are sorted and numbered by where their contents start, whatever
    /// their order was.
    ///
    /// # Panics
    /// If the arguments do not belong together, so that the sentence of an
    /// attribution, a speaker or a span does not exist.
    pub fn new(
        article: &'a text::Article,
        document: &text::Document,
        attributions: &[text::Attribution],
        speakers: &'a text::Speakers,
        offsets: Offsets,
    ) -> Self {
        let convert = Convert { article, positions: Positions::new(&article.text, offsets) };
        let mut order: Vec<usize> = (0..attributions.len()).collect();
        // Of two contents with the same start the longer one comes first, since it
        // contains the other.
        order.sort_by_key(|&i| {
            let extent = attributions[i].extent();
            (extent.start, std::cmp::Reverse(extent.end), i)
        });
        let enclosing = text::enclosing(attributions);
        let mut numbers = vec![0; attributions.len()];
        order.iter().enumerate().for_each(|(number, &i)| numbers[i] = number);
        let attributions: Vec<_> = order
            .into_iter()
            .enumerate()
            .map(|(number, i)| {
                let found = &attributions[i];
                let speaker = speakers.resolutions.get(i).copied().flatten();
                let parent = enclosing[i].map(|outer| numbers[outer] + 1);
                Attribution {
                    nested: parent.is_some(),
                    parent: parent.map(|number| convert.id(number)),
                    speaker: speaker.map(|by| convert.speaker(by, &speakers.speakers[by.speaker])),
                    ..convert.attribution(number + 1, found, &document.sentences[found.sentence])
                }
            })
            .collect();
        let article = convert.article(counts(document, &attributions), offsets);
        Self { article, attributions }
    }

    /// Writes the records as lines of JSON.
    pub fn lines(&self) -> RecordLines {
        let mut lines = RecordLines {
            article: Vec::with_capacity(self.article.text.len() * 9 / 8 + BYTES_OF_RECORD),
            attributions: Vec::with_capacity(self.attributions.len() * BYTES_OF_RECORD),
        };
        push_line(&mut lines.article, &self.article);
        self.attributions.iter().for_each(|attribution| attribution.write_line(&mut lines.attributions));
        lines
    }
}

impl Attribution<'_> {
    /// Appends the attribution as a line of JSON.
    pub fn write_line(&self, lines: &mut Vec<u8>) {
        push_line(lines, self);
    }
}

/// About how many bytes an attribution takes, or an article without its text (whose
/// quotation marks and line breaks, once escaped, make it an eighth longer at most,
/// as a rule).
/// Only saves reallocations.
const BYTES_OF_RECORD: usize = 1024;

fn push_line<'a>(lines: &mut Vec<u8>, record: &impl Line<'a>) {
    record.append_json(lines);
    lines.push(b'\n');
}

fn counts(document: &text::Document, attributions: &[Attribution<'_>]) -> ArticleCounts {
    let of = |kind: Kind| attributions.iter().filter(|a| a.kind == kind).count();
    let is_word = |kind| matches!(kind, TokenKind::Word | TokenKind::Number);
    ArticleCounts {
        sentences: document.sentences.len(),
        attributions: attributions.len(),
        direct: of(Kind::Direct),
        indirect: of(Kind::Indirect),
        mixed: of(Kind::Mixed),
        words: document.tokens.iter().filter(|token| is_word(token.kind)).count(),
    }
}

struct Convert<'a> {
    article: &'a text::Article,
    positions: Positions<'a>,
}

impl<'a> Convert<'a> {
    fn article(&self, counts: ArticleCounts, offsets: Offsets) -> Article<'a> {
        let article = self.article;
        let metadata = &article.metadata;
        let known = |field: &'a Option<String>| field.as_deref().map(Cow::Borrowed);
        Article {
            id: Cow::Borrowed(&article.id),
            corpus: Cow::Borrowed(&article.corpus),
            path: Cow::Borrowed(&article.path),
            title: known(&metadata.title),
            subtitle: known(&metadata.subtitle),
            outlet: known(&metadata.outlet),
            date: metadata.date,
            time: metadata.time,
            modified: metadata.modified,
            author: known(&metadata.author),
            editor: known(&metadata.editor),
            section: known(&metadata.section),
            url: known(&metadata.url),
            doubts: metadata.doubts.iter().map(|doubt| Cow::Owned(doubt.to_string())).collect(),
            counts,
            text_sha256: Cow::Owned(sha256(&article.text)),
            offsets,
            paragraphs: article
                .paragraphs
                .iter()
                .map(|p| Paragraph { span: self.positions.span(p.span), role: p.role })
                .collect(),
            text: Cow::Borrowed(&article.text),
        }
    }

    fn id(&self, number: usize) -> Cow<'a, str> {
        Cow::Owned(format!("{}#{number}", self.article.id))
    }

    /// Converts all of an attribution but its speaker and its parent.
    fn attribution(
        &self,
        number: usize,
        found: &text::Attribution,
        sentence: &text::Sentence,
    ) -> Attribution<'a> {
        let one = |span: Option<Span>| span.map(|span| self.passage(&[span]));
        let some = |spans: &[Span]| (!spans.is_empty()).then(|| self.passage(spans));
        Attribution {
            id: self.id(number),
            article: Cow::Borrowed(&self.article.id),
            corpus: Cow::Borrowed(&self.article.corpus),
            kind: found.kind,
            act: found.act,
            content: self.passage(&found.content),
            cue: some(&found.cue),
            source: some(&found.source),
            speaker: None,
            addressee: one(found.addressee),
            medium: one(found.medium),
            when: one(found.when).map(|Passage { text, spans }| When { text, spans, date: found.date }),
            negated: found.negated,
            nested: false,
            parent: None,
            paragraph: sentence.paragraph,
            sentence: Sentence { index: found.sentence, span: self.positions.span(sentence.span) },
            confidence: hundredths(found.confidence),
            found_by: Cow::Borrowed(found.found_by),
        }
    }

    fn passage(&self, spans: &[Span]) -> Passage<'a> {
        let text = match spans {
            [only] => Cow::Borrowed(only.of(&self.article.text)),
            _ => Cow::Owned(text::joined(spans, &self.article.text)),
        };
        Passage { text, spans: spans.iter().map(|&s| self.positions.span(s)).collect() }
    }

    fn speaker_ref(&self, speaker: usize) -> Cow<'a, str> {
        Cow::Owned(format!("{}/s{}", self.article.id, speaker + 1))
    }

    fn speaker(&self, by: text::Resolution, speaker: &'a text::Speaker) -> SpeakerRef<'a> {
        let text::References { she, he, they } = speaker.references;
        let references = References { she, he, they };
        SpeakerRef {
            r#ref: self.speaker_ref(by.speaker),
            name: Cow::Borrowed(&speaker.name),
            r#type: speaker.kind,
            role: speaker.role.as_deref().map(Cow::Borrowed),
            resolved_by: by.by,
            confidence: hundredths(by.confidence),
            id: None,
            canonical_name: None,
            authority: None,
            candidates: Vec::new(),
            referred_to_as: references.pronoun(),
            references: references.some(),
            by: speaker.by.as_ref().map(|by| Maker {
                r#ref: by.speaker.map(|speaker| self.speaker_ref(speaker)),
                name: Cow::Borrowed(&by.name),
                r#type: by.kind,
                id: None,
            }),
        }
    }
}

/// A confidence as it is written.
fn hundredths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}

fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        write!(hex, "{byte:02x}").expect("a string takes everything");
    }
    hex
}
