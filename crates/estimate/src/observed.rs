//! What was found in an output folder, and what people decided about it, for one share
//! after the other.

use crate::counted::{Question, Quote, Source, Speakers};
use crate::inference::{Read, Reviewed, Sample};
use crate::strata::{Place, Population};
use records::{Attribution, Results};
use review::{Details, Review, ReviewedArticle, ReviewedQuote};
use rustc_hash::FxHashMap;
use std::path::Path;
use text::{Act, Kind, Span};

/// An output folder that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Its results cannot be read.
    #[error(transparent)]
    Results(#[from] records::ReadError),
    /// Its decisions cannot be read.
    #[error(transparent)]
    Decisions(#[from] review::Error),
    /// Nobody has that name.
    #[error("nobody in {0} has the name or id {1:?}; names are those of speakers.jsonl")]
    NoSpeaker(String, String),
    /// Several have that name.
    #[error("{0:?} is the name of several speakers; give one of their ids: {1}")]
    SeveralSpeakers(String, String),
}

/// An output folder and the decisions about it.
pub(crate) struct Observed {
    populations: Vec<Population>,
    articles: Vec<ReviewedArticle>,
    speakers: Speakers,
    pub(crate) problems: Vec<String>,
}

/// Reads `speakers.jsonl`.
pub(crate) fn speakers(output: &Path) -> Result<Speakers, Error> {
    let mut speakers = Speakers::default();
    Results::each_line(&output.join("speakers.jsonl"), |line| speakers.add(line))?;
    Ok(speakers)
}

impl Observed {
    /// Reads the folder once for all questions.
    pub(crate) fn read(output: &Path, questions: &[Question], speakers: Speakers) -> Result<Self, Error> {
        let review = Review::whole(output)?;
        let mut populations = vec![Population::default(); questions.len()];
        for lines in Results::open(output)? {
            for attribution in lines?.attributions() {
                let attribution = attribution?;
                let quote = found(&attribution);
                for (question, population) in questions.iter().zip(&mut populations) {
                    population.add(attribution.confidence, question.place(&quote, &speakers));
                }
            }
        }
        Ok(Self {
            populations,
            articles: review.decided_articles()?,
            problems: review.state(0).problems,
            speakers,
        })
    }

    /// How many quotes of the program were decided, and how many articles read whole.
    pub(crate) fn decided(&self) -> (usize, usize) {
        let reviewed = |article: &ReviewedArticle| article.quotes.iter().filter(|q| is_reviewed(q)).count();
        let read = self.articles.iter().filter(|article| article.read.is_some()).count();
        (self.articles.iter().map(reviewed).sum(), read)
    }

    /// What there is for a share.
    pub(crate) fn of(&self, number: usize, question: &Question) -> (&Population, Sample) {
        let mut sample = Sample::default();
        for (number, article) in self.articles.iter().enumerate() {
            let known = Known::of(article, &self.speakers);
            let right = |quote: &ReviewedQuote| match known.right(quote) {
                Some(right) => question.place(&right, &self.speakers),
                None => Place::Outside,
            };
            for quote in article.quotes.iter().filter(|quote| is_reviewed(quote)) {
                let (Some(found), Some(confidence)) =
                    (Known::found(quote), quote.found.as_ref().map(|f| f.confidence))
                else {
                    continue;
                };
                sample.reviewed.push(Reviewed {
                    article: number,
                    confidence,
                    found: question.place(&found, &self.speakers),
                    right: right(quote),
                });
            }
            if article.read.is_some() {
                let (found, added): (Vec<_>, Vec<_>) = article.quotes.iter().partition(|q| q.was.is_some());
                let missed = added.into_iter().filter(|quote| quote.status.is_right()).map(right).collect();
                sample.read.push(Read { article: number, found: found.len(), missed });
            }
        }
        (&self.populations[number], sample)
    }
}

/// Whether somebody has decided about a quote that the program found.
fn is_reviewed(quote: &ReviewedQuote) -> bool {
    quote.was.is_some() && quote.status.is_decided()
}

fn found<'a>(attribution: &'a Attribution<'_>) -> Quote<'a> {
    Quote {
        indirect: attribution.kind == Kind::Indirect,
        speech: is_speech(attribution.act.name()),
        speaker: attribution.speaker.as_ref().map(|s| Source::of(s.r#type.name(), s.id.as_deref())),
    }
}

fn is_speech(act: &str) -> bool {
    [Act::Speech, Act::Writing].iter().any(|speech| speech.name() == act)
}

/// What an article tells about the names that people chose in it.
struct Known<'a> {
    article: &'a ReviewedArticle,
    speakers: &'a Speakers,
    by_name: FxHashMap<&'a str, Source<'a>>,
}

impl<'a> Known<'a> {
    fn of(article: &'a ReviewedArticle, speakers: &'a Speakers) -> Self {
        let named = article.quotes.iter().filter_map(|quote| {
            let name = quote.was.as_ref()?.speaker.as_deref()?;
            Some((name, source(quote.details.as_ref()?)?))
        });
        Self { article, speakers, by_name: named.collect() }
    }

    /// A quote as the program found it, if it did.
    fn found(quote: &ReviewedQuote) -> Option<Quote<'_>> {
        let details = quote.details.as_ref()?;
        Some(Quote {
            indirect: quote.found.as_ref()?.kind == Kind::Indirect.name(),
            speech: is_speech(&details.act),
            speaker: source(details),
        })
    }

    /// A quote as it is right; `None` if it is none.
    fn right(&self, quote: &'a ReviewedQuote) -> Option<Quote<'a>> {
        if !quote.status.is_right() {
            return None;
        }
        let found = Self::found(quote);
        let same = quote.was.as_ref().is_some_and(|was| was.content == quote.now.content);
        Some(Quote {
            indirect: found.filter(|_| same).map_or_else(|| self.is_indirect(quote), |found| found.indirect),
            // People correct no act, and most of what is missed is speech.
            speech: found.is_none_or(|found| found.speech),
            speaker: quote.now.speaker.as_deref().map(|name| self.source(name)),
        })
    }

    fn is_indirect(&self, quote: &ReviewedQuote) -> bool {
        let spans: Vec<_> = quote.now.content.iter().map(|&(start, end)| Span::new(start, end)).collect();
        evaluation::kind(&self.article.text, &spans) == Kind::Indirect
    }

    /// Who has a name: a speaker of the article, or else the only one in all articles, or
    /// else somebody new, of whom only that there is a capital letter in it tells anything.
    fn source(&self, name: &'a str) -> Source<'a> {
        let known = self.by_name.get(name).copied().or_else(|| self.speakers.only(name));
        known.unwrap_or_else(|| match name.contains(char::is_uppercase) {
            true => Source::Body(None),
            false => Source::Unnamed,
        })
    }
}

fn source(details: &Details) -> Option<Source<'_>> {
    Some(Source::of(details.speaker_type.as_deref()?, details.speaker_id.as_deref()))
}
