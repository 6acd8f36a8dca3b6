//! What belongs together when links between things are known: connected
//! components.
//!
//! As long as they fit into memory, links go to a union-find. Beyond it they are
//! stars on disk (`stars.rs`).

use super::groups::Groups;
use super::links::{self, Links};
use super::stars;
use crate::storage::{Scratch, Share, Sorter};
use rustc_hash::FxHashMap;
use std::io;

/// How many bytes of memory a linked thing takes, at most: a hash table is half
/// empty after it has grown.
const ENTRY: usize = 40;

/// The memory is halved: one half is for what is being filled (the union-find,
/// then the groups), the other for what is being sorted.
const HALF: Share = Share(1, 2);

/// Gathers links between things that belong together. A thing is a number.
#[derive(Debug)]
pub(super) struct Components<'a> {
    scratch: Scratch<'a>,
    /// For each linked thing, another thing of the same group, or itself.
    parents: FxHashMap<u64, u64>,
    /// What exceeded the memory: things, each with a smaller one.
    spilled: Option<Sorter>,
}

impl<'a> Components<'a> {
    pub(super) fn new(scratch: Scratch<'a>) -> Self {
        Self { scratch, parents: FxHashMap::default(), spilled: None }
    }

    /// Whether the links in memory say that two things belong together. Even if
    /// they do not, those on disk may.
    pub(super) fn are_together(&self, one: u64, other: u64) -> bool {
        self.root(one) == self.root(other)
    }

    /// Links two things.
    pub(super) fn join(&mut self, one: u64, other: u64) -> io::Result<()> {
        let (one_root, other_root) = (self.root(one), self.root(other));
        let root = one_root.min(other_root);
        // Chains stay short, since everything on the way points to the root now.
        for thing in [one, other, one_root, other_root] {
            self.parents.insert(thing, root);
        }
        if self.parents.len() * ENTRY > self.scratch.part(HALF).memory() { self.spill() } else { Ok(()) }
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
        let mut spilled = self.spilled.take().unwrap_or_else(|| self.scratch.sorter(HALF));
        for &thing in self.parents.keys() {
            let root = self.root(thing);
            if root != thing {
                links::push(&mut spilled, thing, root)?;
            }
        }
        self.parents.clear();
        self.spilled = Some(spilled);
        Ok(())
    }

    /// The groups.
    pub(super) fn finish(mut self) -> io::Result<Groups> {
        let mut roots = self.scratch.sorter(HALF);
        if self.spilled.is_some() {
            self.spill()?;
        }
        if let Some(spilled) = self.spilled {
            drop(self.parents);
            let mut stars = Links::new(stars::joined(spilled, self.scratch.part(HALF))?)?;
            while let Some((thing, root)) = stars.next()? {
                links::push(&mut roots, thing, root)?;
                links::push(&mut roots, root, root)?;
            }
        } else {
            for &thing in self.parents.keys() {
                links::push(&mut roots, thing, self.root(thing))?;
            }
        }
        let mut groups = Groups::new(self.scratch.part(HALF));
        let mut roots = Links::new(roots)?;
        while let Some((thing, root)) = roots.next()? {
            groups.push(thing, root)?;
        }
        Ok(groups)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The group of each thing up to `count`.
    fn groups(links: &[(u64, u64)], count: u64, budget: usize) -> Vec<Option<u64>> {
        let folder = tempfile::tempdir().unwrap();
        let mut components = Components::new(Scratch::new(folder.path(), budget));
        links.iter().for_each(|&(one, other)| components.join(one, other).unwrap());
        let groups = components.finish().unwrap();
        let mut groups = groups.read();
        (0..count).map(|thing| groups.group_of(thing).unwrap()).collect()
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
