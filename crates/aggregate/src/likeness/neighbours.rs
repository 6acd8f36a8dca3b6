//! Which of the things that have one feature are candidates.

use std::io;

/// Among the things with one feature, each is a candidate with this many before
/// it. What is alike to one of them is joined with all, so comparing more would
/// seldom change a group.
const NEIGHBOURS: usize = 6;

/// A feature that at most this many things have is rare: sharing one makes
/// candidates. Of other features it takes two. Chosen by hand; it balances
/// things that are missed against comparisons in vain.
const RARE: usize = 6;

/// At most this many things of one feature are held in memory. If there are
/// more, only those next to each other are candidates.
const FREQUENT: usize = 32;

/// Takes things by feature, and hands over candidates. `P` says which thing it is.
#[derive(Debug)]
pub(crate) struct Neighbours<P> {
    feature: Option<u64>,
    /// The things that have it, as far as they are held.
    same: Vec<P>,
    /// Whether there were more.
    frequent: bool,
}

impl<P> Default for Neighbours<P> {
    fn default() -> Self {
        Self { feature: None, same: Vec::new(), frequent: false }
    }
}

impl<P> Neighbours<P> {
    /// Takes a thing that has a feature. Those of one feature follow each other. `pair`
    /// gets pairs of things, and whether the feature that both have is rare.
    pub(crate) fn push(
        &mut self,
        feature: u64,
        place: P,
        mut pair: impl FnMut(&P, &P, bool) -> io::Result<()>,
    ) -> io::Result<()> {
        if self.feature != Some(feature) {
            self.finish(&mut pair)?;
            self.feature = Some(feature);
        }
        self.same.push(place);
        // However many things have one feature, few are held.
        if self.same.len() == if self.frequent { 2 } else { FREQUENT } {
            self.pair_up(false, pair)?;
            self.same.drain(..self.same.len() - 1);
            self.frequent = true;
        }
        Ok(())
    }

    /// Ends the last feature.
    pub(crate) fn finish(&mut self, pair: impl FnMut(&P, &P, bool) -> io::Result<()>) -> io::Result<()> {
        self.pair_up(self.same.len() <= RARE && !self.frequent, pair)?;
        self.same.clear();
        self.frequent = false;
        Ok(())
    }

    /// Pairs each thing with those before it.
    fn pair_up(&self, rare: bool, mut pair: impl FnMut(&P, &P, bool) -> io::Result<()>) -> io::Result<()> {
        for (at, one) in self.same.iter().enumerate() {
            for other in self.same[..at].iter().rev().take(NEIGHBOURS) {
                pair(one, other, rare)?;
            }
        }
        Ok(())
    }
}
