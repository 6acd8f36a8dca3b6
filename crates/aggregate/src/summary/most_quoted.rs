//! Who is quoted most in each corpus, outlet and month, and by which pronouns people are
//! referred to.

use super::part::CorpusPart;
use records::{Quoted, ReferredToAs, Share, Speaker};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use text::SpeakerType;

/// How many speakers are listed for a corpus, and for an outlet or a month.
const LISTED_OF_CORPUS: usize = 25;
const LISTED_OF_PART: usize = 5;

/// Where people are counted of whom no pronoun is known: behind the three pronouns.
const UNKNOWN: usize = 3;

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
pub(crate) struct MostQuoted {
    speakers: BTreeMap<Vec<u8>, Vec<Quoted>>,
    /// Of people, the quotes and claims of those who are she, he, they, and unknown.
    referred_to: BTreeMap<Vec<u8>, [u64; 4]>,
}

impl MostQuoted {
    /// Takes in one speaker.
    pub(crate) fn add(&mut self, speaker: &Speaker, by_part: QuotedByPart) {
        for (key, QuotedInPart { attributions, articles, r#ref }) in by_part.0 {
            let limit = if CorpusPart::is_whole(&key) { LISTED_OF_CORPUS } else { LISTED_OF_PART };
            if speaker.r#type == SpeakerType::Person {
                let place = speaker.referred_to_as.map_or(UNKNOWN, |pronoun| pronoun as usize);
                self.referred_to.entry(key.clone()).or_default()[place] += attributions;
            }
            let best = self.speakers.entry(key).or_default();
            let rank = (Reverse(attributions), speaker.name.as_str(), &*r#ref);
            let place = best.partition_point(|q| (Reverse(q.attributions), &*q.name, &*q.r#ref) < rank);
            if place < limit {
                let name = speaker.name.clone();
                best.insert(place, Quoted { name, r#type: speaker.r#type, r#ref, attributions, articles });
                best.truncate(limit);
            }
        }
    }

    /// Removes and returns those quoted most in a part, and how its people are referred to.
    pub(super) fn take(&mut self, corpus: &str, part: CorpusPart<'_>) -> (Vec<Quoted>, ReferredToAs) {
        let key = part.key(corpus);
        let counts = self.referred_to.remove(&key).unwrap_or_default();
        let [she, he, they, unknown] = counts.map(|count| Share::new(count, counts.iter().sum()));
        (self.speakers.remove(&key).unwrap_or_default(), ReferredToAs { she, he, they, unknown })
    }
}
