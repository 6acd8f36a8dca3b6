//! By which guidelines an article is read.

use crate::lexical::hash::mix;

/// What counts as an attribution. The models have learned from gold of both
/// conventions and are told which one to follow.
// The discriminants number a model's transitions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// What is reported as said or written, or as shown by a document, data or a study;
    /// also inside of other contents.
    #[default]
    News,
    /// That of PolNeAR (Newell, Margolin and Ruths 2018): attitudes (“believes”, “wants”)
    /// count as much, and contents inside of others are none.
    Polnear,
}

impl Convention {
    /// All of them, in the order of a model file.
    pub(crate) const ALL: [Self; 2] = [Self::News, Self::Polnear];

    /// Its name in settings and files.
    pub fn name(self) -> &'static str {
        match self {
            Convention::News => "news",
            Convention::Polnear => "polnear",
        }
    }
}

/// What a model is told to be reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Domain {
    /// A paragraph, by the convention of news.
    #[default]
    News,
    /// A paragraph, by that of PolNeAR.
    Polnear,
    /// The inside of a quotation: what people say that others say.
    Inside,
}

/// Mixed into the key of a feature: what it is worth more, or less, in a domain.
const POLNEAR: u32 = 400;
const INSIDE: u32 = 401;

impl Domain {
    /// The key of what a feature is worth in this domain beside what it is worth in all;
    /// none for [`Domain::News`], so that the default costs nothing. (Telling features
    /// twice is how Daumé 2007 adapts to a domain.)
    pub(crate) fn own(self, key: u32) -> Option<u32> {
        match self {
            Domain::News => None,
            Domain::Polnear => Some(mix(POLNEAR, key)),
            Domain::Inside => Some(mix(INSIDE, key)),
        }
    }
}
