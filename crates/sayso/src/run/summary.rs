//! What a run tells its user, while it works and at its end.

use records::{Run, RunCounts, Timings};

/// How far a run has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of the input that have been dealt with.
    pub read: u64,
    /// Bytes of the whole input.
    pub total: u64,
    /// Articles written so far.
    pub articles: u64,
    /// Quotes and claims written so far.
    pub attributions: u64,
}

/// What a run did, for people; everything in it is in the output, too.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// How the run ended.
    pub ending: Ending,
    /// How much was read and found.
    pub counts: RunCounts,
    /// How long it took.
    pub timings: Timings,
    /// What was skipped, by kind of reason: the first few, in the order of the input.
    pub skipped: Vec<SkippedKind>,
    /// The speakers quoted most: the first lines of `speakers.jsonl`.
    pub top_speakers: Vec<records::Speaker>,
    /// Articles that were renamed because an earlier one has the same id.
    pub renamed: u64,
    /// Articles that have not changed since an earlier run, whose findings were
    /// taken over; in a resumed run, only those since it was resumed.
    pub unchanged: u64,
    /// The run over other input whose results in the folder were replaced, if there were
    /// any.
    pub replaced: Option<Run>,
    /// Whether no article was read, and so the results of an earlier run were left as they
    /// are.
    pub left_earlier: bool,
}

/// What was skipped for reasons of the same [kind](corpus::Skipped::kind).
#[derive(Clone, Debug, PartialEq)]
pub struct SkippedKind {
    /// The first of them.
    pub first: corpus::Skipped,
    /// How many there are.
    pub count: u64,
}

impl SkippedKind {
    /// Counts something skipped, if its kind is among the first ones.
    pub fn count(kinds: &mut Vec<Self>, skipped: corpus::Skipped) {
        if let Some(kind) = kinds.iter_mut().find(|kind| kind.first.kind() == skipped.kind()) {
            kind.count += 1;
        } else if kinds.len() < NAMED {
            kinds.push(Self { first: skipped, count: 1 });
        }
    }
}

impl Summary {
    /// Counts something skipped.
    pub(super) fn note_skipped(&mut self, skipped: corpus::Skipped) {
        SkippedKind::count(&mut self.skipped, skipped);
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// All of the input has been dealt with.
    #[default]
    Finished,
    /// There was nothing to do: an earlier run had done it all.
    Unchanged,
    /// It was stopped; running it again continues from there.
    Interrupted,
}

/// How many kinds of reasons for skipping and top speakers a [`Summary`] names one by one: as
/// many as fit on a screen. `skipped.jsonl` and `speakers.jsonl` have them all.
pub(super) const NAMED: usize = 10;
