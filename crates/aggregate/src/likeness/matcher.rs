//! Finds things that are alike among very many.
//!
//! Two sorts find the candidates, by feature and then by pair, so the cost is
//! about linear, and all but the comparison reads in order.

use super::components::Components;
use super::groups::Groups;
use super::neighbours::Neighbours;
use crate::storage::{Fields, Scratch, Share, Sorted, Sorter, Spool, ordinals};
use std::io;

/// How many features of a thing count: those with the smallest values, a sample
/// that agrees between things that are alike.
pub(crate) const SAMPLE: usize = 48;

/// How the memory is divided while things are added.
const THINGS: Share = Share(1, 2);
const FEATURES: Share = Share(1, 3);
const CANDIDATES: Share = Share(1, 6);

/// The memory for joining: the features have been read by then.
const COMPONENTS: Share = FEATURES;

/// Gathers things and their features.
#[derive(Debug)]
pub(crate) struct Matcher<'a> {
    scratch: Scratch<'a>,
    things: Spool,
    /// By feature: the order of the things that have it, and their places.
    features: Sorter,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(scratch: Scratch<'a>) -> Self {
        Self { scratch, things: scratch.spool(THINGS), features: scratch.sorter(FEATURES) }
    }

    /// Adds a thing with its features, which are sorted; returns its place. Places
    /// grow from thing to thing. `order` says which things of a frequent feature
    /// are neighbours.
    pub(crate) fn push(&mut self, thing: &[u8], order: [u8; 4], features: &[u64]) -> io::Result<u64> {
        let place = self.things.push(thing)?;
        let mut value = [0; 12];
        value[..4].copy_from_slice(&order);
        value[4..].copy_from_slice(&place.to_be_bytes());
        for feature in features.iter().take(SAMPLE) {
            self.features.push(&feature.to_be_bytes(), &value)?;
        }
        Ok(place)
    }

    /// Joins the things that `alike` says are alike. It gets two candidates. Returns
    /// the groups, and the things by their places.
    pub(crate) fn join(
        self,
        mut alike: impl FnMut(&[u8], &[u8]) -> io::Result<bool>,
    ) -> io::Result<(Groups, Spool)> {
        let Self { scratch, things, features } = self;
        let mut candidates = Candidates::new(features, scratch)?;
        let mut groups = Components::new(scratch.part(COMPONENTS));
        let (mut first, mut second, mut first_place) = (Vec::new(), Vec::new(), None);
        while let Some((one, other)) = candidates.next()? {
            if groups.are_together(one, other) {
                continue;
            }
            // The pairs of one thing follow each other.
            if first_place.replace(one) != Some(one) {
                things.read(one, &mut first)?;
            }
            things.read(other, &mut second)?;
            if alike(&first, &second)? {
                groups.join(one, other)?;
            }
        }
        Ok((groups.finish()?, things))
    }
}

/// Pairs of things to compare, by their places.
struct Candidates {
    /// A pair of things for each feature that they share, with whether it is rare.
    pairs: Sorted,
    /// The pair read last.
    last: [u8; 16],
    /// How many features of that pair have been read.
    shared: usize,
    /// Whether that pair has been returned.
    returned: bool,
}

impl Candidates {
    fn new(features: Sorter, scratch: Scratch<'_>) -> io::Result<Self> {
        let mut pairs = scratch.sorter(CANDIDATES);
        let mut features = features.finish()?;
        let mut neighbours = Neighbours::default();
        let mut push = |one: &u64, other: &u64, rare: bool| {
            pairs.push(&ordinals(*one.min(other), *one.max(other)), &[u8::from(rare)])
        };
        while let Some((feature, value)) = features.next()? {
            let place = Fields(&value[4..]).ordinal()?;
            neighbours.push(Fields(feature).ordinal()?, place, &mut push)?;
        }
        neighbours.finish(&mut push)?;
        drop(features);
        Ok(Self { pairs: pairs.finish()?, last: [0; 16], shared: 0, returned: false })
    }

    /// The next pair, the smaller place first, by their places.
    fn next(&mut self) -> io::Result<Option<(u64, u64)>> {
        while let Some((pair, rare)) = self.pairs.next()? {
            if pair != self.last || self.shared == 0 {
                self.last.copy_from_slice(pair);
                (self.shared, self.returned) = (0, false);
            }
            self.shared += 1;
            if self.returned || self.shared == 1 && rare == [0] {
                continue;
            }
            self.returned = true;
            let mut fields = Fields(pair);
            return Ok(Some((fields.ordinal()?, fields.ordinal()?)));
        }
        Ok(None)
    }
}
