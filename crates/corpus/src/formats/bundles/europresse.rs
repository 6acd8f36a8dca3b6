//! The page that Europresse saves. Its form is known from the programs that researchers have
//! published to read it.
//!
//! ```text
//! <article>
//!   <header>
//!     <span class="DocPublicationName">Harbour Post, no. 18,400</span>
//!     <span class="DocHeader">News, Saturday, May 4, 2024 152 words, p. A1</span>
//!     <div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">Dam holds</p></div>
//!     <p class="sm-margin-bottomNews">Åse Lund</p>
//!   </header>
//!   <section><div class="DocText clearfix"><div class="docOcurrContainer"><p>The council …
//!   <div class="publiC-lblNodoc">news·20240504·HP·0123</div>
//! </article>
//! ```

use super::labelled;
use super::pages::SavedPage;
use crate::fields::{Field, Fields};
use crate::formats::format::{Draft, Problem, RecordContext};
use crate::formats::html;
use crate::formats::markup::folded;
use trafilatura::dom::{Document, NodeId};

#[derive(Debug)]
pub(super) struct Europresse;

const OUTLET: &str = "DocPublicationName";
const NUMBER: &str = "publiC-lblNodoc";

/// Where the parts of an article stand, the surest first.
const TITLE: [&str; 3] = [".rdp__articletitle", ".titreArticleVisu", ".titreArticle"];
const AUTHOR: [&str; 2] = [".docAuthors", "header > .sm-margin-bottomNews"];
const BODY: [&str; 2] = [".docOcurrContainer", ".DocText"];

/// What follows the name of an outlet after a comma: “no. 43018”, “Vol. 14”.
const ISSUE: [&str; 2] = [", no", ", vol"];

/// With this the text says where it stands on the web, in a link.
const ON_THE_WEB: &str = "Cet article est paru dans";

impl SavedPage for Europresse {
    fn name(&self) -> &'static str {
        "europresse"
    }

    fn begins(&self, page: &str) -> bool {
        page.contains(OUTLET) && page.contains("titreArticle") && !self.starts(page).is_empty()
    }

    fn starts(&self, page: &str) -> Vec<usize> {
        let tags = page.match_indices("<article").map(|(at, tag)| (at, &page[at + tag.len()..]));
        let tags = tags.filter(|(_, rest)| rest.starts_with(|c: char| c == '>' || c.is_whitespace()));
        tags.map(|(at, _)| at).collect()
    }

    fn read(&self, article: &str, context: &RecordContext<'_>) -> Result<Option<Draft>, Problem> {
        let mut page = html::parsed(article, context)?;
        let value = |selectors: &[&str]| first(&page, selectors).map(|(_, text)| text).unwrap_or_default();
        let outlet = value(&[&format!(".{OUTLET}")]);
        let dated = value(&[".DocHeader"]);
        let day = self.own_id(article).and_then(|number| number.split('·').nth(1).map(str::to_owned));
        let mut fields = Fields::default();
        fields.set(Field::Outlet, without_issue(&outlet));
        fields.set(Field::Section, section(&dated).unwrap_or_default());
        fields.set(Field::Date, day.unwrap_or(dated));
        fields.set(Field::Author, labelled::authors(&value(&AUTHOR), false));
        fields.set(Field::Subtitle, value(&[".rdp__subtitle"]));
        let title = value(&TITLE);
        let mut links = page.get_elements_by_tag_name(page.root(), "a").into_iter();
        if let Some(link) = links.find(|&link| page.text_content(link).contains(ON_THE_WEB)) {
            fields.set(Field::Url, page.get_attribute(link, "href").unwrap_or_default());
            page.remove(link, true);
        }
        let body = first(&page, &BODY).map(|(id, _)| html::words(&page.inner_html(id)));
        Ok(labelled::draft(title, &body.unwrap_or_default(), fields))
    }

    /// `news·20240504·HP·0123`
    fn own_id(&self, article: &str) -> Option<String> {
        let (_, rest) = article.split_once(NUMBER)?;
        let number = rest.split_once('>')?.1.split('<').next()?.trim();
        (!number.is_empty()).then(|| number.to_owned())
    }
}

/// The first element that one of these selectors finds and that has words, with its words.
fn first(page: &Document, selectors: &[&str]) -> Option<(NodeId, String)> {
    let found = selectors.iter().flat_map(|selector| page.query_selector_all(page.root(), selector));
    found.map(|id| (id, folded(&page.text_content(id)))).find(|(_, text)| !text.is_empty())
}

fn without_issue(outlet: &str) -> &str {
    let lower = outlet.to_ascii_lowercase();
    let end = ISSUE.iter().filter_map(|issue| lower.find(issue)).min();
    outlet[..end.unwrap_or(outlet.len())].trim()
}

/// The section before a date, if there is one: “World, Friday, November 13, 2015”, “Votre
/// ville, jeudi 6 février 2014”.
fn section(dated: &str) -> Option<&str> {
    let parts: Vec<&str> = dated.split(", ").collect();
    let day = parts.iter().position(|part| part.contains(|c: char| c.is_ascii_digit()))?;
    // In English the weekday stands by itself.
    let is_english = parts[day].split(' ').count() == 2;
    let section = if day > usize::from(is_english) { Some(parts[0]) } else { None };
    section.filter(|section| !section.is_empty())
}
