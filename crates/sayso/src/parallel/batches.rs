//! Items in batches, so that handing them to a thread costs little.

/// Draws items and hands them over in batches of about equal weight.
pub(crate) struct Batches<I, W> {
    items: I,
    full: usize,
    weight: W,
}

impl<I: Iterator, W: Fn(&I::Item) -> usize> Batches<I, W> {
    /// A batch is closed as soon as its items weigh `full` or more.
    pub(crate) fn new(items: I, full: usize, weight: W) -> Self {
        Self { items, full, weight }
    }
}

impl<I: Iterator, W: Fn(&I::Item) -> usize> Iterator for Batches<I, W> {
    type Item = Vec<I::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut batch = Vec::new();
        let mut weight = 0;
        while weight < self.full {
            let Some(item) = self.items.next() else { break };
            weight += (self.weight)(&item);
            batch.push(item);
        }
        (!batch.is_empty()).then_some(batch)
    }
}
