//! Which line of `speakers.jsonl` the speakers within articles belong to, so that it can
//! be written beside each of their quotes.

use crate::error::{Error, sorting};
use crate::storage::{Fields, Pairs, Sorted, Sorter, damaged, put_optional, put_text, put_texts};
use records::Speaker;
use std::io;
use std::path::{Path, PathBuf};

/// Who a speaker within an article is across the whole run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The speaker within the article (`ARTICLE/sN`).
    pub r#ref: String,
    /// The `id` of the line of `speakers.jsonl`.
    pub id: String,
    /// The `name` in that line.
    pub name: String,
    /// What an authority file says of them on the article's day, as an object of JSON.
    pub authority: Option<String>,
    /// Where an authority file leaves open who is meant, the ids of all.
    pub candidates: Vec<String>,
}

/// What a note on a speaker within an article says of who that is.
#[derive(Clone, Debug)]
pub(crate) struct IdentityNote {
    /// Where the article stands among all that were added.
    pub(crate) position: u64,
    /// As in [`Identity`].
    pub(crate) row: Option<String>,
    pub(crate) candidates: Vec<String>,
}

/// The identities of all speakers within articles that have one, article by article in
/// the order in which their notes were added.
#[derive(Debug)]
pub struct Identities {
    folder: PathBuf,
    sorted: Sorted,
    /// Those of the next article that has any.
    next: Vec<Identity>,
    group: Pairs,
}

impl Identities {
    /// `sorter` holds what [`push`] has added.
    pub(crate) fn new(folder: &Path, sorter: Sorter) -> Result<Self, Error> {
        let sorted = sorter.finish().map_err(sorting(folder))?;
        let mut identities =
            Self { folder: folder.to_owned(), sorted, next: Vec::new(), group: Pairs::default() };
        identities.advance().map_err(sorting(folder))?;
        Ok(identities)
    }

    /// Those of one article. Articles have to be asked for in the order in which their
    /// notes were added; none may be passed over.
    ///
    /// # Errors
    /// If what was put aside on disk cannot be read.
    pub fn of_article(&mut self, article: &str) -> Result<Vec<Identity>, Error> {
        if self.next.first().is_none_or(|identity| article_of(&identity.r#ref) != article) {
            return Ok(Vec::new());
        }
        let identities = std::mem::take(&mut self.next);
        self.advance().map_err(sorting(&self.folder))?;
        Ok(identities)
    }

    fn advance(&mut self) -> io::Result<()> {
        self.sorted.next_group(&mut self.group)?;
        for (_, value) in self.group.iter() {
            let mut fields = Fields(value);
            // The fields of a struct are evaluated in the order in which they are written.
            self.next.push(Identity {
                r#ref: fields.text()?.to_owned(),
                id: fields.text()?.to_owned(),
                name: fields.text()?.to_owned(),
                authority: fields.optional()?.map(str::to_owned),
                candidates: fields.texts()?.into_iter().map(str::to_owned).collect(),
            });
        }
        Ok(())
    }
}

/// The article of a speaker within it.
fn article_of(r#ref: &str) -> &str {
    r#ref.rsplit_once("/s").map_or(r#ref, |(article, _)| article)
}

/// Adds the identities of a speaker's `refs`, of each of which there is a note.
pub(crate) fn push(to: &mut Sorter, speaker: &Speaker, notes: &[IdentityNote]) -> io::Result<()> {
    if speaker.refs.len() != notes.len() {
        return Err(damaged());
    }
    let mut value = Vec::new();
    for (r#ref, note) in speaker.refs.iter().zip(notes) {
        value.clear();
        [r#ref, &speaker.id, &speaker.name].into_iter().for_each(|text| put_text(&mut value, text));
        put_optional(&mut value, note.row.as_deref());
        put_texts(&mut value, note.candidates.iter().map(String::as_str));
        to.push(&note.position.to_be_bytes(), &value)?;
    }
    Ok(())
}
