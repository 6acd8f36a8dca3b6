//! From the sorted notes of all articles to one line for each cluster.
//!
//! 1. [`read_versions`] makes versions of the notes.
//! 2. The matcher joins versions that [`agree`].
//! 3. [`gather`] sorts the notes by cluster.
//! 4. [`write_lines`] makes the lines.

use super::agreement::agree;
use super::line;
use super::statement::Statement;
use crate::copies::Originals;
use crate::likeness::{Groups, Matcher};
use crate::storage::{
    Fields, Pairs, Scratch, Share, Sorter, Spool, damaged, put_descending, put_number, put_ordinal,
};
use records::Line;
use std::io;

/// The memory for matching, which is most of the work: what exceeds it is read
/// out of order.
const MATCHER: Share = Share(3, 4);

/// The memory for the notes, by version.
const VERSIONS: Share = Share(1, 8);

/// The memory for the notes by cluster. The matcher's is free by then.
const MEMBERS: Share = Share(1, 4);

/// Joins the notes on contents into lines, the clusters with most members first.
pub(crate) fn join(
    notes: Sorter,
    originals: &Originals,
    scratch: Scratch<'_>,
    lines: &mut Sorter,
) -> io::Result<()> {
    let mut matcher = Matcher::new(scratch.part(MATCHER));
    let versions = read_versions(notes, &mut matcher, scratch.spool(VERSIONS))?;
    let (groups, _) = matcher.join(alike)?;
    let members = gather(versions, groups, scratch)?;
    write_lines(members, originals, lines)
}

/// Whether two versions are of one quote or claim, each as [`version`] writes it.
pub(crate) fn alike(one: &[u8], other: &[u8]) -> io::Result<bool> {
    Ok(agree(&Statement::read(one)?, &Statement::read(other)?))
}

/// Replaces `version` by what is compared of the contents that a note is the first of, which
/// begins with its date, and `features` by what such things have in common.
pub(crate) fn version(note: &[u8], version: &mut Vec<u8>, features: &mut Vec<u64>) -> io::Result<()> {
    let statement = Statement::from_note(note)?;
    statement.features(features);
    version.clear();
    statement.put(version);
    Ok(())
}

/// Adds each version to the matcher. Returns `versions` with a record for each: its
/// place in the matcher, how many notes it has, and the notes.
fn read_versions(notes: Sorter, matcher: &mut Matcher<'_>, mut versions: Spool) -> io::Result<Spool> {
    let (mut group, mut features, mut record) = (Pairs::default(), Vec::new(), Vec::new());
    let mut notes = notes.finish()?;
    while notes.next_group(&mut group)? {
        let Some((_, first)) = group.iter().next() else { continue };
        version(first, &mut record, &mut features)?;
        // A note starts with its date: of a frequent feature, versions are compared
        // that were first printed after each other.
        let date = first.first_chunk().copied().ok_or_else(damaged)?;
        let place = matcher.push(&record, date, &features)?;
        record.clear();
        put_ordinal(&mut record, place);
        put_number(&mut record, group.len() as u64);
        for (_, note) in group.iter() {
            put_number(&mut record, note.len() as u64);
            record.extend_from_slice(note);
        }
        versions.push(&record)?;
    }
    Ok(versions)
}

/// Sorts the notes by cluster, each with the place of its version at the end.
/// Leaves out versions of one note that are like no other.
fn gather(versions: Spool, groups: Groups, scratch: Scratch<'_>) -> io::Result<Sorter> {
    let mut members = scratch.sorter(MEMBERS);
    let mut member = Vec::new();
    let (mut versions, mut groups) = (versions.records(), groups.read());
    while let Some((_, version)) = versions.next()? {
        let mut fields = Fields(version);
        let (place, count) = (fields.ordinal()?, fields.number()?);
        let group = groups.group_of(place)?;
        // Nearly all are, so this is decided before the note is read.
        if count == 1 && group.is_none() {
            continue;
        }
        for _ in 0..count {
            let length = fields.number()? as usize;
            member.clear();
            member.extend_from_slice(fields.bytes(length)?);
            put_ordinal(&mut member, place);
            members.push(&group.unwrap_or(place).to_be_bytes(), &member)?;
        }
    }
    Ok(members)
}

/// Writes the line of each cluster that is in several articles.
fn write_lines(members: Sorter, originals: &Originals, lines: &mut Sorter) -> io::Result<()> {
    let mut group = Pairs::default();
    let mut members = members.finish()?;
    while members.next_group(&mut group)? {
        let members = group.iter().map(|(_, member)| member);
        if let Some(cluster) = line::cluster(members, |article| originals.original_of(article))? {
            let mut key = Vec::with_capacity(cluster.id.len() + 8);
            put_descending(&mut key, cluster.members.len() as u64);
            key.extend_from_slice(cluster.id.as_bytes());
            lines.push(&key, &cluster.to_json())?;
        }
    }
    Ok(())
}
