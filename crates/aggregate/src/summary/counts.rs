//! Counting attributions by kind, act and source.

use records::{Attribution, Figures, Quoted, ReferredToAs, Share, SourceType};
use text::{Act, Kind};

const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];
const ACTS: [Act; 4] = [Act::Speech, Act::Writing, Act::Evidence, Act::Attitude];
const SOURCES: [SourceType; 7] = [
    SourceType::Person,
    SourceType::Organization,
    SourceType::Group,
    SourceType::Document,
    SourceType::Unnamed,
    SourceType::Unresolved,
    SourceType::Nobody,
];

/// How many cells there are.
const CELLS: usize = KINDS.len() * ACTS.len() * SOURCES.len();

/// What an attribution is counted by.
pub(super) type Cell = (Kind, Act, SourceType);

/// All cells, in the order in which they are counted and written.
pub(super) fn cells() -> impl Iterator<Item = Cell> {
    KINDS.into_iter().flat_map(|kind| {
        ACTS.into_iter().flat_map(move |act| SOURCES.into_iter().map(move |source| (kind, act, source)))
    })
}

/// How many attributions some articles have of each sort.
#[derive(Clone, Debug)]
pub(super) struct Counts {
    pub(super) articles: u64,
    /// By the place of the cell.
    pub(super) cells: [u64; CELLS],
}

impl Default for Counts {
    fn default() -> Self {
        Self { articles: 0, cells: [0; CELLS] }
    }
}

impl Counts {
    /// Counts an attribution.
    pub(super) fn count(&mut self, attribution: &Attribution<'_>) {
        let wanted = (attribution.kind, attribution.act, SourceType::of(attribution));
        if let Some(place) = cells().position(|cell| cell == wanted) {
            self.cells[place] += 1;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.articles += other.articles;
        self.cells.iter_mut().zip(other.cells).for_each(|(sum, count)| *sum += count);
    }

    pub(super) fn attributions(&self) -> u64 {
        self.cells.iter().sum()
    }

    /// The figures of the articles, with the speakers that are quoted most in them and how
    /// people are referred to.
    pub(super) fn figures(&self, (speakers, referred_to_as): (Vec<Quoted>, ReferredToAs)) -> Figures {
        let sum = |wanted: &dyn Fn(Cell) -> bool| {
            cells().zip(self.cells).filter(|&(cell, _)| wanted(cell)).map(|(_, count)| count).sum()
        };
        let is_speech = |act| matches!(act, Act::Speech | Act::Writing);
        let is_known = |source| !matches!(source, SourceType::Unresolved | SourceType::Nobody);
        Figures {
            articles: self.articles,
            attributions: self.attributions(),
            indirect_speech: Share::new(
                sum(&|(kind, act, _)| is_speech(act) && kind == Kind::Indirect),
                sum(&|(_, act, _)| is_speech(act)),
            ),
            unnamed_sources: Share::new(
                sum(&|(_, _, source)| source == SourceType::Unnamed),
                sum(&|(_, _, source)| is_known(source)),
            ),
            referred_to_as,
            speakers,
        }
    }
}
