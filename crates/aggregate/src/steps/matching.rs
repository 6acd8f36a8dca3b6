//! What is alike: candidates by rare feature, and the comparison.

use super::rows::{Cell, Column, Rows, Step, cells};
use crate::clusters;
use crate::likeness::{Neighbours, SAMPLE};
use std::fmt;
use std::io;

/// Makes candidates of the things that share a feature.
#[derive(Debug, Default)]
pub(super) struct Candidates(Neighbours<Box<[u8]>>);

impl Step for Candidates {
    fn columns(&self) -> &'static [Column] {
        &[Column::Bytes("one"), Column::Bytes("other"), Column::Number("rare")]
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [feature, place] = cells(row)?;
        self.0.push(feature.number()? as u64, place.bytes()?.into(), |one, other, rare| {
            rows(&pair(one, other, rare))
        })
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        self.0.finish(|one, other, rare| rows(&pair(one, other, rare)))
    }
}

/// A row of two candidates, the smaller one first.
fn pair<'p>(one: &'p [u8], other: &'p [u8], rare: bool) -> [Cell<'p>; 3] {
    [Cell::Bytes(one.min(other)), Cell::Bytes(one.max(other)), Cell::Number(i64::from(rare))]
}

/// Keeps the candidates that are alike.
pub(super) struct Alike(pub(super) fn(&[u8], &[u8]) -> io::Result<bool>);

impl fmt::Debug for Alike {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Alike")
    }
}

impl Step for Alike {
    fn columns(&self) -> &'static [Column] {
        &[Column::Bytes("one"), Column::Bytes("other")]
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [one, other, thing, other_thing] = cells(row)?;
        if (self.0)(thing.bytes()?, other_thing.bytes()?)? { rows(&[one, other]) } else { Ok(()) }
    }
}

/// Makes one version of the contents of a block.
#[derive(Debug, Default)]
pub(super) struct Versions {
    block: Vec<u8>,
    /// How many contents the block has so far.
    count: i64,
    /// What is compared of the first of them.
    thing: Vec<u8>,
    features: Vec<u64>,
}

impl Step for Versions {
    fn columns(&self) -> &'static [Column] {
        const COLUMNS: [Column; 4] = [
            Column::Bytes("block"),
            Column::Bytes("thing"),
            Column::Numbers("features"),
            Column::Number("count"),
        ];
        &COLUMNS
    }

    fn push(&mut self, row: &[Cell<'_>], rows: Rows<'_>) -> io::Result<()> {
        let [block, value] = cells(row)?;
        let block = block.bytes()?;
        if self.count == 0 || self.block != block {
            self.finish(rows)?;
            self.block.clear();
            self.block.extend_from_slice(block);
            clusters::version(value.bytes()?, &mut self.thing, &mut self.features)?;
        }
        self.count += 1;
        Ok(())
    }

    fn finish(&mut self, rows: Rows<'_>) -> io::Result<()> {
        let count = std::mem::take(&mut self.count);
        if count == 0 {
            return Ok(());
        }
        let features: Vec<i64> = self.features.iter().take(SAMPLE).map(|&feature| feature as i64).collect();
        rows(&[
            Cell::Bytes(&self.block),
            Cell::Bytes(&self.thing),
            Cell::Numbers(&features),
            Cell::Number(count),
        ])
    }
}
