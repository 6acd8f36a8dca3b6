//! Quotes and claims: what the detector finds.

use crate::span::Span;
use jiff::civil::Date;

/// One quote or reported claim, in the terms of PARC and PolNeAR: a *content*,
/// the *cue* that attributes it and the *source* it is attributed to.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// How its content is quoted.
    pub kind: Kind,
    /// What the source did.
    pub act: Act,
    /// What was said, without outer quotation marks and without "that" before it;
    /// several spans if it is interrupted. Never empty.
    pub content: Vec<Span>,
    /// The words that attribute it; empty for a quote without such words.
    pub cue: Vec<Span>,
    /// The mention of whoever said it, including an apposition; may be a pronoun.
    /// Empty if the text names nobody.
    pub source: Vec<Span>,
    /// The mention of the person or body to whom it was said.
    pub addressee: Option<Span>,
    /// The mention of the medium: a statement, an interview, a website.
    pub medium: Option<Span>,
    /// The words that say when it was said.
    pub when: Option<Span>,
    /// The day that `when` means, counted from the article's date.
    pub date: Option<Date>,
    /// Whether the text says that it was *not* said: denied, never said.
    pub negated: bool,
    /// Whether the source is that of the attribution before it, because the quote has
    /// no words of attribution of its own.
    pub continues: bool,
    /// How sure the detector is that this is an attribution with these parts, from 0
    /// to 1.
    pub confidence: f32,
    /// The rule (or model) that found it.
    pub found_by: &'static str,
    /// The sentence in which the content starts, as an index into
    /// `Document::sentences`.
    pub sentence: usize,
}

impl Attribution {
    /// A direct quotation that no cue attributes, but its place: what others are made
    /// from, since most of what an attribution may have is absent. Its confidence is 1,
    /// its sentence the first, and nothing has found it.
    pub fn uncued(act: Act, content: Vec<Span>, source: Vec<Span>) -> Self {
        Self {
            kind: Kind::Direct,
            act,
            content,
            cue: Vec::new(),
            source,
            addressee: None,
            medium: None,
            when: None,
            date: None,
            negated: false,
            continues: false,
            confidence: 1.0,
            found_by: "",
            sentence: 0,
        }
    }

    /// The span from the first to the last byte of its content; empty if there is no
    /// content.
    pub fn extent(&self) -> Span {
        self.content.iter().copied().reduce(Span::to).unwrap_or_default()
    }

    /// Where it is in the text, in bytes: its source, or its content if it has no source of
    /// its own.
    pub fn place(&self) -> usize {
        match self.source.first() {
            Some(source) if !self.continues => source.start,
            _ => self.content.first().map_or(0, |content| content.start),
        }
    }
}

/// How a content is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// All of it is inside quotation marks.
    Direct,
    /// Part of it is inside quotation marks.
    Mixed,
    /// None of it is: a claim in the article's own words.
    Indirect,
}

/// What the source did, after PolNeAR's classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// Said, told, announced, asked.
    Speech,
    /// Wrote, tweeted, in a statement.
    Writing,
    /// Data showed, the report found, documents indicate.
    Evidence,
    /// Believes, wants, fears, plans, supports.
    Attitude,
}

impl Kind {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}

impl Act {
    /// The name used in records and word lists.
    pub const fn name(self) -> &'static str {
        match self {
            Act::Speech => "speech",
            Act::Writing => "writing",
            Act::Evidence => "evidence",
            Act::Attitude => "attitude",
        }
    }
}
