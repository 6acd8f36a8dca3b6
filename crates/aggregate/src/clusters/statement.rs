//! One version of a content as it is compared with others.

use super::notes::{ContentNote, put_bytes, put_gist, read_bytes, read_gist};
use super::voice::Voice;
use crate::storage::{Fields, put_date};
use crate::wording::{Stem, close_pairs, is_negation, plain};
use jiff::civil::Date;
use std::io;
use text::Kind;

/// Contents are short. Of the few that are not, the start has to do, since the time to compare
/// words in order grows with the square of the length.
pub(super) const LONGEST: usize = 400;

/// Who says what, and when.
#[derive(Debug)]
pub(super) struct Statement<'a> {
    pub(super) date: Option<Date>,
    /// Whether quotation marks vouch for at least some of the words.
    pub(super) quoted: bool,
    /// Whether the text says that it was *not* said.
    pub(super) denied: bool,
    /// Whether it begins like a question: "whether the dam would hold".
    pub(super) question: bool,
    pub(super) voice: Voice<'a>,
    pub(super) gist: Vec<Stem>,
    /// If only a part is in quotation marks, the gist of that part.
    quoted_part: Vec<Stem>,
    /// If anything is quoted, how many words without meaning come before each stem of `gist`.
    pub(super) gaps: &'a [u8],
}

impl<'a> Statement<'a> {
    /// Reads what is compared off a note.
    pub(super) fn from_note(note: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(note);
        let ContentNote { date, kind, .. } = ContentNote::read(&mut fields)?;
        Self::read_rest(date, kind != Kind::Indirect, fields)
    }

    pub(super) fn put(&self, to: &mut Vec<u8>) {
        put_date(to, self.date);
        for is in [self.quoted, self.denied, self.question] {
            to.push(u8::from(is));
        }
        self.voice.put(to);
        put_gist(to, &self.gist);
        put_gist(to, &self.quoted_part);
        put_bytes(to, self.gaps);
    }

    pub(super) fn read(bytes: &'a [u8]) -> io::Result<Self> {
        let mut fields = Fields(bytes);
        Self::read_rest(fields.date()?, fields.byte()? != 0, fields)
    }

    fn read_rest(date: Option<Date>, quoted: bool, mut fields: Fields<'a>) -> io::Result<Self> {
        // The fields of a struct are evaluated in the order in which they are written.
        Ok(Self {
            date,
            quoted,
            denied: fields.byte()? != 0,
            question: fields.byte()? != 0,
            voice: Voice::read(&mut fields)?,
            gist: read_gist(&mut fields)?,
            quoted_part: read_gist(&mut fields)?,
            gaps: read_bytes(&mut fields)?,
        })
    }

    /// The gist of what quotation marks vouch for.
    pub(super) fn quoted_gist(&self) -> &[Stem] {
        if self.is_partly_quoted() { &self.quoted_part } else { &self.gist }
    }

    /// Whether quotation marks vouch for some of the words only.
    pub(super) fn is_partly_quoted(&self) -> bool {
        !self.quoted_part.is_empty()
    }

    /// The stems of the gist, whether printed as names or not, each with how many words without
    /// meaning come before it.
    pub(super) fn printed(&self) -> Vec<(Stem, u8)> {
        let stems = self.gist.iter().map(|&stem| plain(stem));
        stems.zip(self.gaps.iter().copied()).take(LONGEST).collect()
    }

    /// Replaces `features` with the pairs of words that carry meaning and are close
    /// to each other, in any order: what cut, changed and reworded versions have in
    /// common.
    pub(super) fn features(&self, features: &mut Vec<u64>) {
        close_pairs(&words(&self.gist), features);
    }
}

/// The words of a gist that carry meaning, whether printed as names or not, without
/// negations.
pub(super) fn words(gist: &[Stem]) -> Vec<Stem> {
    gist.iter().copied().filter(|&stem| !is_negation(stem)).map(plain).collect()
}
