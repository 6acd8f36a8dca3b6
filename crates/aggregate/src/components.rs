//! What belongs together when pairs of it are known: connected components.
//!
//! As long as they fit into the budget, pairs go to a union-find. Beyond it,
//! they are stars on disk, and those are joined by sorting them over and over
//! until none has a point in common with another: large-star and small-star of
//! Kiveris et al. 2014, "Connected Components in MapReduce and Beyond". That
//! takes few rounds, and no memory that grows with the input.

use crate::fields::Fields;
use crate::sort::{Sorted, Sorter};
use crate::spool::{Records, Spool};
use rustc_hash::FxHashMap;
use std::io;
use std::path::{Path, PathBuf};

/// How many bytes of memory a thing with company takes, at most: a hash table
/// is half empty after it has grown.
const ENTRY: usize = 40;

/// Gathers pairs of things that belong together. A thing is a number.
#[derive(Debug)]
pub(crate) struct Components {
    folder: PathBuf,
    budget: usize,
    /// Of things with company, another in the same group, or itself.
    parents: FxHashMap<u64, u64>,
    /// What exceeded the budget: things, each with a smaller one.
    spilled: Option<Sorter>,
}

impl Components {
    pub(crate) fn new(folder: &Path, budget: usize) -> Self {
        Self { folder: folder.to_owned(), budget, parents: FxHashMap::default(), spilled: None }
    }

    /// Whether it is at hand that two things belong together; even if not, they may.
    pub(crate) fn are_together(&self, one: u64, other: u64) -> bool {
        self.root(one) == self.root(other)
    }

    pub(crate) fn join(&mut self, one: u64, other: u64) -> io::Result<()> {
        let (a, b) = (self.root(one), self.root(other));
        let root = a.min(b);
        // Chains stay short, as all that were met point to the root.
        for thing in [one, other, a, b] {
            self.parents.insert(thing, root);
        }
        if self.parents.len() * ENTRY > self.budget / 2 { self.spill() } else { Ok(()) }
    }

    fn root(&self, mut thing: u64) -> u64 {
        while let Some(&parent) = self.parents.get(&thing)
            && parent != thing
        {
            thing = parent;
        }
        thing
    }

    fn spill(&mut self) -> io::Result<()> {
        let mut spilled = self.spilled.take().unwrap_or_else(|| Sorter::new(&self.folder, self.budget / 2));
        for &thing in self.parents.keys() {
            let root = self.root(thing);
            if root != thing {
                push(&mut spilled, thing, root)?;
            }
        }
        self.parents.clear();
        self.spilled = Some(spilled);
        Ok(())
    }

    /// The groups.
    pub(crate) fn finish(mut self) -> io::Result<Groups> {
        let mut pairs = Sorter::new(&self.folder, self.budget / 2);
        if self.spilled.is_some() {
            self.spill()?;
        }
        if let Some(spilled) = self.spilled {
            drop(self.parents);
            let mut stars = Pairs::of(joined(spilled, &self.folder, self.budget / 2)?)?;
            while let Some((thing, root)) = stars.next()? {
                push(&mut pairs, thing, root)?;
                push(&mut pairs, root, root)?;
            }
        } else {
            for &thing in self.parents.keys() {
                push(&mut pairs, thing, self.root(thing))?;
            }
        }
        let mut groups = Groups::new(&self.folder, self.budget / 2);
        let mut pairs = Pairs::of(pairs)?;
        while let Some((thing, root)) = pairs.next()? {
            groups.push(thing, root)?;
        }
        Ok(groups)
    }
}

/// Stars without a point in common, that join all of `pairs`, each of which has
/// the smaller thing last.
fn joined(mut pairs: Sorter, folder: &Path, budget: usize) -> io::Result<Sorter> {
    let sorter = || Sorter::new(folder, budget / 3);
    loop {
        let mut changed = false;
        let mut around = sorter();
        let mut all = Pairs::of(pairs)?;
        while let Some((thing, smaller)) = all.next()? {
            push(&mut around, thing, smaller)?;
            push(&mut around, smaller, thing)?;
        }
        drop(all);
        // Large-star: what is larger than a thing goes to the smallest of those around it.
        let mut large = sorter();
        let (mut around, mut middle, mut smallest) = (Pairs::of(around)?, None, 0);
        while let Some((thing, other)) = around.next()? {
            if middle.replace(thing) != Some(thing) {
                smallest = thing.min(other);
            }
            if other > thing {
                changed |= smallest != thing;
                push(&mut large, other, smallest)?;
            }
        }
        drop(around);
        // Small-star: what is smaller than a thing goes to the smallest of that.
        pairs = sorter();
        let (mut large, mut middle, mut smallest) = (Pairs::of(large)?, None, 0);
        while let Some((thing, smaller)) = large.next()? {
            if middle.replace(thing) == Some(thing) {
                changed = true;
                push(&mut pairs, smaller, smallest)?;
            } else {
                smallest = smaller;
                push(&mut pairs, thing, smallest)?;
            }
        }
        if !changed {
            return Ok(pairs);
        }
    }
}

fn push(to: &mut Sorter, thing: u64, other: u64) -> io::Result<()> {
    to.push(&thing.to_be_bytes(), &other.to_be_bytes())
}

/// Pairs in order, each once.
#[derive(Debug)]
struct Pairs {
    sorted: Sorted,
    last: Option<(u64, u64)>,
}

impl Pairs {
    fn of(pairs: Sorter) -> io::Result<Self> {
        Ok(Self { sorted: pairs.finish()?, last: None })
    }

    fn next(&mut self) -> io::Result<Option<(u64, u64)>> {
        while let Some((thing, other)) = self.sorted.next()? {
            let pair = (Fields(thing).ordinal()?, Fields(other).ordinal()?);
            if self.last.replace(pair) != Some(pair) {
                return Ok(Some(pair));
            }
        }
        Ok(None)
    }
}

/// Which things belong together.
#[derive(Debug)]
pub(crate) struct Groups(Spool);

impl Groups {
    pub(crate) fn new(folder: &Path, budget: usize) -> Self {
        Self(Spool::new(folder, budget))
    }

    /// Adds a thing and its group; things come in order.
    pub(crate) fn push(&mut self, thing: u64, group: u64) -> io::Result<()> {
        let mut pair = [0; 16];
        pair[..8].copy_from_slice(&thing.to_be_bytes());
        pair[8..].copy_from_slice(&group.to_be_bytes());
        self.0.push(&pair).map(|_| ())
    }

    pub(crate) fn read(&self) -> GroupsInOrder<'_> {
        GroupsInOrder { records: self.0.records(), ahead: None }
    }
}

/// Tells the groups of things that are asked for in order.
#[derive(Debug)]
pub(crate) struct GroupsInOrder<'a> {
    records: Records<'a>,
    ahead: Option<(u64, u64)>,
}

impl GroupsInOrder<'_> {
    /// The group of a thing, which is the smallest in it; nothing for one without
    /// company.
    pub(crate) fn of(&mut self, thing: u64) -> io::Result<Option<u64>> {
        while self.ahead.is_none_or(|(ahead, _)| ahead < thing) {
            let Some((_, pair)) = self.records.next()? else { return Ok(None) };
            let mut fields = Fields(pair);
            self.ahead = Some((fields.ordinal()?, fields.ordinal()?));
        }
        Ok(self.ahead.filter(|&(ahead, _)| ahead == thing).map(|(_, group)| group))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The group of each thing up to `count`.
    fn groups(pairs: &[(u64, u64)], count: u64, budget: usize) -> Vec<Option<u64>> {
        let folder = tempfile::tempdir().unwrap();
        let mut components = Components::new(folder.path(), budget);
        pairs.iter().for_each(|&(one, other)| components.join(one, other).unwrap());
        let groups = components.finish().unwrap();
        let mut groups = groups.read();
        (0..count).map(|thing| groups.of(thing).unwrap()).collect()
    }

    #[test]
    fn any_budget_joins_alike() {
        let chain: Vec<(u64, u64)> = (1..40).map(|n| (n, n - 1)).collect();
        let zigzag: Vec<(u64, u64)> = (0..30).map(|n| (n * 17 % 60, (n + 1) * 17 % 60)).collect();
        let star: Vec<(u64, u64)> = (1..50).map(|n| (n, 50)).collect();
        let pairs = [(3, 8), (9, 1), (8, 5), (5, 3), (20, 9)];
        for pairs in [&[][..], &pairs, &chain, &zigzag, &star] {
            let at_once = groups(pairs, 60, usize::MAX);
            for (thing, root) in at_once.iter().enumerate() {
                // By the definition: what can be reached from a thing.
                let mut reached = vec![thing as u64];
                while let Some(&(a, b)) =
                    pairs.iter().find(|(a, b)| reached.contains(a) != reached.contains(b))
                {
                    reached.extend([a, b]);
                }
                let alone = pairs.iter().all(|&(a, b)| a != thing as u64 && b != thing as u64);
                assert_eq!(*root, reached.into_iter().min().filter(|_| !alone), "{thing} in {pairs:?}");
            }
            for budget in [0, 3 * ENTRY, 10 * ENTRY] {
                assert_eq!(groups(pairs, 60, budget), at_once, "{pairs:?} with {budget}");
            }
        }
    }
}
