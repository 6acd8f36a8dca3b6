//! An article as it is after all decisions about it: what the page shows, what gold
//! is made of, and what the program is measured against.
//!
//! Decisions are applied in the order in which they were made; the position of its
//! content tells which quote a decision is about. Quotes that the program no longer
//! finds, and those that people added, come after the ones that it finds.

use crate::decisions::{Decision, Detection, Quote, What};
use crate::units::Units;
use records::{Article, Attribution, AuthorityRow, Offsets, Passage, Span};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// What was decided about a quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Nothing yet.
    #[default]
    Undecided,
    /// It is right.
    Accepted,
    /// It is not a quote or claim.
    Rejected,
    /// It is a quote or claim, but with other parts or another speaker.
    Fixed,
    /// The program had missed it.
    Added,
    /// Somebody left it for later.
    Skipped,
}

impl Status {
    /// Whether somebody has said what is right.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::Rejected | Self::Fixed | Self::Added)
    }

    /// Whether it belongs in gold.
    pub fn is_right(self) -> bool {
        matches!(self, Self::Accepted | Self::Fixed | Self::Added)
    }
}

/// An article, its quotes, and what was decided about them. Offsets count code
/// points, unless they have been converted for whoever asked.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewedArticle {
    /// The article's id.
    pub id: String,
    /// Its corpus.
    pub corpus: String,
    /// Where it came from.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its day of publication, as in `2031-04-05`.
    pub date: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Its text, untouched.
    pub text: String,
    /// The SHA-256 of the text.
    pub text_sha256: String,
    /// The pieces of the text: start, end and what each is.
    pub paragraphs: Vec<(usize, usize, String)>,
    /// Its quotes.
    pub quotes: Vec<ReviewedQuote>,
    /// Who has read all of it, if anybody has.
    pub read: Option<DecisionNote>,
    /// What people said about the article as a whole.
    pub notes: Vec<DecisionNote>,
    /// How many decisions are about another text of this article, and do not count.
    pub other_text: usize,
    /// How many quotes cannot be shown, because their offsets do not fit the text.
    pub unfit: usize,
}

/// A quote and what was decided about it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ReviewedQuote {
    /// The number of its line in `attributions.jsonl`, from 0, if the program found
    /// it.
    pub row: Option<u32>,
    /// How decisions refer to it: the position of its content when it was found or
    /// added.
    pub key: Vec<Span>,
    /// The quote after all decisions.
    pub now: Quote,
    /// The quote as the program found it.
    pub was: Option<Quote>,
    /// What the program said about it.
    pub found: Option<Detection>,
    /// What else the program said about it.
    pub details: Option<Details>,
    /// What was decided.
    pub status: Status,
    /// Who decided, and when.
    pub decided: Option<DecisionNote>,
    /// Who flagged it for others to look at, if anybody has.
    pub flagged: Option<DecisionNote>,
    /// What people said about it.
    pub notes: Vec<DecisionNote>,
}

/// What the program said about a quote and people do not correct.
#[derive(Clone, Debug, Serialize)]
pub struct Details {
    /// Its id.
    pub id: String,
    /// `speech`, `writing`, `evidence` or `attitude`.
    pub act: String,
    /// `person`, `organization` and so on.
    pub speaker_type: Option<String>,
    /// The `id` of the speaker's line in `speakers.jsonl`, if there is one.
    pub speaker_id: Option<String>,
    /// `she`, `he` or `they`, as the article refers to the speaker.
    pub referred_to_as: Option<String>,
    /// What an authority file says of the speaker.
    pub authority: Option<AuthorityRow>,
    /// What the article says the speaker is.
    pub role: Option<String>,
    /// What linked the source to the speaker.
    pub resolved_by: Option<String>,
    /// How sure that link is.
    pub speaker_confidence: Option<f64>,
    /// To whom it was said.
    pub addressee: Option<String>,
    /// Through what it was said.
    pub medium: Option<String>,
    /// When it was said, in the words of the text.
    pub when: Option<String>,
    /// The day that this means.
    pub date: Option<String>,
    /// Whether the text says that it was *not* said.
    pub negated: bool,
}

/// What the page shows of a decision: who decided or said something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DecisionNote {
    /// The decision's id.
    pub id: String,
    /// Who made it.
    pub who: String,
    /// When it was made.
    pub when: String,
    /// What they said, if anything.
    pub text: Option<String>,
}

impl DecisionNote {
    fn of(decision: &Decision) -> Self {
        Self {
            id: decision.id.clone(),
            who: decision.who.clone(),
            when: decision.when.clone(),
            text: decision.comment.clone(),
        }
    }
}

impl ReviewedArticle {
    /// Applies decisions, the earliest first, to an article and its quotes, each of
    /// which comes with the number of its line.
    pub(crate) fn new<'a>(
        article: &Article<'_>,
        attributions: &[(u32, Attribution<'_>)],
        decisions: impl Iterator<Item = &'a Decision>,
    ) -> Self {
        let units = Units::new(&article.text);
        let (mut quotes, mut unfit) = (Vec::with_capacity(attributions.len()), 0);
        let mut by_key = FxHashMap::default();
        for (row, found) in attributions {
            let Some(was) = as_found(found, &units, article.offsets) else {
                unfit += 1;
                continue;
            };
            by_key.insert(was.content.clone(), quotes.len());
            quotes.push(ReviewedQuote {
                row: Some(*row),
                key: was.content.clone(),
                now: was.clone(),
                was: Some(was),
                found: Some(Detection {
                    kind: found.kind.name().to_owned(),
                    confidence: found.confidence,
                    found_by: found.found_by.clone().into_owned(),
                }),
                details: Some(Details::of(found)),
                ..ReviewedQuote::default()
            });
        }
        let length = article.text.chars().count();
        let at = |offset| units.offset(offset, article.offsets, Offsets::CodePoint);
        let paragraph = |paragraph: &records::Paragraph| {
            let (start, end) = paragraph.span;
            Some((at(start)?, at(end)?, paragraph.role.name().to_owned()))
        };
        let paragraphs: Option<Vec<_>> = article.paragraphs.iter().map(paragraph).collect();
        // The text can be read, even if its paragraphs do not fit it.
        let paragraphs = paragraphs.unwrap_or_else(|| vec![(0, length, "body".to_owned())]);
        let owned = |text: &Option<std::borrow::Cow<'_, str>>| text.as_deref().map(str::to_owned);
        let mut reviewed = Self {
            id: article.id.clone().into_owned(),
            corpus: article.corpus.clone().into_owned(),
            path: article.path.clone().into_owned(),
            title: owned(&article.title),
            outlet: owned(&article.outlet),
            date: article.date.map(|date| date.to_string()),
            author: owned(&article.author),
            url: owned(&article.url),
            text: article.text.clone().into_owned(),
            text_sha256: article.text_sha256.clone().into_owned(),
            paragraphs,
            quotes,
            read: None,
            notes: Vec::new(),
            other_text: 0,
            unfit,
        };
        // Lines written by hand may point beyond the text.
        let fits = |spans: &[Span]| spans.iter().all(|&(start, end)| start < end && end <= length);
        for decision in decisions {
            if decision.text_sha256 != reviewed.text_sha256 {
                reviewed.other_text += 1;
                continue;
            }
            let quote = decision.quote.as_ref();
            if quote.is_none_or(|q| fits(&q.content) && fits(&q.cue) && fits(&q.source)) {
                reviewed.apply(decision, &mut by_key);
            }
        }
        reviewed
    }

    fn apply(&mut self, decision: &Decision, by_key: &mut FxHashMap<Vec<Span>, usize>) {
        match decision.what {
            What::Read => self.read = Some(DecisionNote::of(decision)),
            What::Speaker => self.rename(decision),
            What::Undo => {}
            What::Flag | What::Comment if decision.content.is_empty() => {
                self.notes.push(DecisionNote::of(decision))
            }
            _ => {
                if let Some(quote) = self.quote(decision, by_key) {
                    quote.apply(decision);
                }
            }
        }
    }

    /// The quote that a decision is about. If the program does not find it now, it
    /// found it in an earlier run, or a person added it: it is added here, too.
    fn quote(
        &mut self,
        decision: &Decision,
        by_key: &mut FxHashMap<Vec<Span>, usize>,
    ) -> Option<&mut ReviewedQuote> {
        let corrected = decision.quote.as_ref().map(|quote| &quote.content);
        let known = by_key.get(&decision.content).or_else(|| by_key.get(corrected?)).copied();
        let number = match known {
            Some(number) => number,
            None => {
                let now = decision.quote.clone()?;
                let key = decision.content.clone();
                self.quotes.push(ReviewedQuote { key, now, ..ReviewedQuote::default() });
                self.quotes.len() - 1
            }
        };
        by_key.insert(decision.content.clone(), number);
        self.quotes.get_mut(number)
    }

    fn rename(&mut self, decision: &Decision) {
        for quote in &mut self.quotes {
            if quote.now.speaker == decision.from {
                quote.now.speaker.clone_from(&decision.to);
                if quote.status == Status::Accepted {
                    quote.status = quote.compared();
                }
            }
        }
    }

    /// Converts all offsets from code points to other units.
    pub(crate) fn in_units(mut self, to: Offsets) -> Self {
        let units = Units::new(&self.text);
        let convert = |spans: &mut Vec<Span>| {
            // They fit the text: those that do not were left out from the start.
            *spans = units.spans(spans, Offsets::CodePoint, to).unwrap_or_default();
        };
        for quote in &mut self.quotes {
            convert(&mut quote.key);
            for quote in [Some(&mut quote.now), quote.was.as_mut()].into_iter().flatten() {
                for part in [&mut quote.content, &mut quote.cue, &mut quote.source] {
                    convert(part);
                }
            }
        }
        for (start, end, _) in &mut self.paragraphs {
            let at = |offset: usize| units.offset(offset, Offsets::CodePoint, to).unwrap_or_default();
            (*start, *end) = (at(*start), at(*end));
        }
        self
    }

    /// How many of its quotes are decided, and how many it has.
    pub fn decided(&self) -> (usize, usize) {
        (self.quotes.iter().filter(|quote| quote.status.is_decided()).count(), self.quotes.len())
    }
}

/// The parts of a quote as the program found them, in code points; `None` if one
/// does not fit the text.
fn as_found(found: &Attribution<'_>, units: &Units, offsets: Offsets) -> Option<Quote> {
    let part = |part: &Option<Passage<'_>>| match part {
        Some(passage) => units.spans(&passage.spans, offsets, Offsets::CodePoint),
        None => Some(Vec::new()),
    };
    Some(Quote {
        content: units.spans(&found.content.spans, offsets, Offsets::CodePoint)?,
        cue: part(&found.cue)?,
        source: part(&found.source)?,
        speaker: found.speaker.as_ref().map(|speaker| speaker.name.clone().into_owned()),
    })
}

impl ReviewedQuote {
    fn apply(&mut self, decision: &Decision) {
        match decision.what {
            What::Flag => self.flagged = Some(DecisionNote::of(decision)),
            What::Comment => self.notes.push(DecisionNote::of(decision)),
            What::Skip if self.status.is_decided() => {}
            _ => {
                if let Some(quote) = &decision.quote {
                    self.now.clone_from(quote);
                }
                self.status = match decision.what {
                    What::Reject => Status::Rejected,
                    What::Skip => Status::Skipped,
                    _ => self.compared(),
                };
                self.decided = Some(DecisionNote::of(decision));
                if decision.what == What::Reject {
                    // Any earlier correction of it no longer matters.
                    self.now = self.was.clone().unwrap_or_else(|| self.now.clone());
                }
            }
        }
    }

    /// The status of a quote that is right: accepted if it is as the program found
    /// it, otherwise fixed or added.
    fn compared(&self) -> Status {
        match &self.was {
            None => Status::Added,
            Some(was) if *was == self.now => Status::Accepted,
            Some(_) => Status::Fixed,
        }
    }
}

impl Details {
    fn of(found: &Attribution<'_>) -> Self {
        let words = |part: &Option<Passage<'_>>| part.as_ref().map(|part| part.text.clone().into_owned());
        let speaker = found.speaker.as_ref();
        Self {
            id: found.id.clone().into_owned(),
            act: found.act.name().to_owned(),
            speaker_type: speaker.map(|s| s.r#type.name().to_owned()),
            speaker_id: speaker.and_then(|s| s.id.as_deref().map(str::to_owned)),
            referred_to_as: speaker.and_then(|s| Some(s.referred_to_as?.name().to_owned())),
            authority: speaker.and_then(|s| s.authority.clone()),
            role: speaker.and_then(|s| s.role.as_deref().map(str::to_owned)),
            resolved_by: speaker.map(|s| s.resolved_by.name().to_owned()),
            speaker_confidence: speaker.map(|s| s.confidence),
            addressee: words(&found.addressee),
            medium: words(&found.medium),
            when: found.when.as_ref().map(|when| when.text.clone().into_owned()),
            date: found.when.as_ref().and_then(|when| when.date.map(|date| date.to_string())),
            negated: found.negated,
        }
    }
}
