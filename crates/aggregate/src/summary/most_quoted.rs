//! Who is quoted most in each corpus, outlet and month.

use super::part::CorpusPart;
use records::{Quoted, Speaker};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many speakers are listed for a corpus, and for an outlet or a month.
const LISTED_OF_CORPUS: usize = 25;
const LISTED_OF_PART: usize = 5;

/// How much one speaker is quoted in each part of each corpus, by the key of the
/// part.
#[derive(Debug, Default)]
pub(crate) struct QuotedByPart(BTreeMap<Vec<u8>, QuotedInPart>);

#[derive(Debug)]
struct QuotedInPart {
    attributions: u64,
    articles: u64,
    /// The first speaker within an article that this is.
    r#ref: String,
}

impl QuotedByPart {
    /// Takes in what one article has of the speaker. `is_new_article` is false where
    /// something from the same article was taken in before.
    pub(crate) fn add(
        &mut self,
        corpus: &str,
        parts: [CorpusPart<'_>; 3],
        r#ref: &str,
        attributions: usize,
        is_new_article: bool,
    ) {
        for part in parts {
            let quoted = self.0.entry(part.key(corpus)).or_insert_with(|| QuotedInPart {
                attributions: 0,
                articles: 0,
                r#ref: r#ref.to_owned(),
            });
            quoted.attributions += attributions as u64;
            quoted.articles += u64::from(is_new_article);
        }
    }
}

/// Those who are quoted most, by the key of the part.
#[derive(Debug, Default)]
pub(crate) struct MostQuoted(BTreeMap<Vec<u8>, Vec<Quoted>>);

impl MostQuoted {
    /// Takes in one speaker.
    pub(crate) fn add(&mut self, speaker: &Speaker, by_part: QuotedByPart) {
        for (key, QuotedInPart { attributions, articles, r#ref }) in by_part.0 {
            let limit = if CorpusPart::is_whole(&key) { LISTED_OF_CORPUS } else { LISTED_OF_PART };
            let best = self.0.entry(key).or_default();
            let rank = (Reverse(attributions), speaker.name.as_str(), &*r#ref);
            let place = best.partition_point(|q| (Reverse(q.attributions), &*q.name, &*q.r#ref) < rank);
            if place < limit {
                let name = speaker.name.clone();
                best.insert(place, Quoted { name, r#type: speaker.r#type, r#ref, attributions, articles });
                best.truncate(limit);
            }
        }
    }

    /// Removes and returns those quoted most in a part.
    pub(super) fn take(&mut self, corpus: &str, part: CorpusPart<'_>) -> Vec<Quoted> {
        self.0.remove(&part.key(corpus)).unwrap_or_default()
    }
}
