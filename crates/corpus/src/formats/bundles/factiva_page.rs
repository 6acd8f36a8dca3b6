//! The page that Factiva saves: its lines are those of the text that Factiva
//! [saves](super::factiva), with or without codes.
//!
//! ```text
//! <div class="article enArticle">
//!   <span class='enHeadline'>Dam holds</span>      or      <tr><td><b>HD</b></td><td>Dam holds</td></tr>
//!   <div>52 words</div><div>4 May 2024</div>               <tr><td><b>WC</b></td><td>52 words</td></tr>
//!   <p class="articleParagraph enarticleParagraph">The council …</p>
//!   <p>Document HARBPO0020240504</p>
//! </div>
//! ```

use super::Bundle;
use super::factiva::Factiva;
use super::pages::SavedPage;
use crate::formats::format::{Draft, Problem, RecordContext};
use crate::formats::html;

#[derive(Debug)]
pub(super) struct FactivaPage;

impl SavedPage for FactivaPage {
    fn name(&self) -> &'static str {
        "factiva-html"
    }

    fn begins(&self, page: &str) -> bool {
        starts(page).next().is_some() && has_headline(page)
    }

    fn starts(&self, page: &str) -> Vec<usize> {
        starts(page).collect()
    }

    fn read(&self, article: &str, _context: &RecordContext<'_>) -> Result<Option<Draft>, Problem> {
        Ok(Factiva.read(&lines(article)))
    }

    fn own_id(&self, article: &str) -> Option<String> {
        Factiva.own_id(&lines(article))
    }
}

/// Where the articles of a page start, in bytes: `<div class="article enArticle">`.
fn starts(page: &str) -> impl Iterator<Item = usize> {
    page.match_indices("class=").filter_map(|(at, class)| {
        let value = page[at + class.len()..].strip_prefix(['"', '\''])?;
        let rest = value.strip_prefix("article")?;
        let tag = page[..at].rfind('<')?;
        (rest.starts_with([' ', '"', '\'']) && page[tag..].starts_with("<div ")).then_some(tag)
    })
}

/// The most letters of the language before `Headline`.
const LONGEST_LANGUAGE: usize = 4;

/// Whether a headline is marked as Factiva does: `class='enHeadline'`.
fn has_headline(page: &str) -> bool {
    page.match_indices("Headline").any(|(at, headline)| {
        let before = page[..at].trim_end_matches(|c: char| c.is_ascii_lowercase());
        let language = at - before.len();
        (2..=LONGEST_LANGUAGE).contains(&language)
            && before.ends_with(['"', '\''])
            && page[at + headline.len()..].starts_with(['"', '\''])
    })
}

/// The lines of an article. A code and what it says are cells of a row, and lines of their
/// own here.
fn lines(article: &str) -> String {
    html::words(&article.replace("</td>", "</p>"))
}
