//! What a page says about itself: in JSON-LD, in `<meta>`, in its headline and its `<time>`.
//!
//! Where these disagree, this order holds for the date of publication (the manual has it,
//! too): JSON-LD, `<meta>`, elements marked as the date of publication, and last what is
//! found in the address and in the text. When it was changed is a field of its own, and
//! never the date.

use super::linked_data::{self, LinkedArticle};
use crate::fields::{Field, Fields};
use crate::formats::markup;
use crate::formats::names;
use trafilatura::dom::Document;

/// Names of `<meta>` that have the date of publication, the surest first. In lower case.
const PUBLISHED: [&str; 24] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "publish-date",
    "publish_date",
    "publishdate",
    "published-date",
    "publication_date",
    "citation_publication_date",
    "pubdate",
    "pub_date",
    "dcterms.created",
    "dc.date.issued",
    "dcterms.date",
    "dc.date.created",
    "article.published",
    "dc.date",
    "date",
];

/// Names of `<meta>` that have the date of the last change.
const MODIFIED: [&str; 10] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "article:modified",
    "datemodified",
    "dcterms.modified",
    "modified-date",
    "last-modified",
    "lastmod",
    "dc.date.modified",
];

/// Elements whose attribute `datetime` or `content`, or else words, are the date of
/// publication.
const PUBLISHED_ELEMENTS: &str =
    "[itemprop~=\"datePublished\"], time[pubdate], time.published, time.entry-date";

const MODIFIED_ELEMENTS: &str = "[itemprop~=\"dateModified\"]";

/// What is known of a page apart from its text.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) linked: LinkedArticle,
    site: Option<String>,
    headings: Vec<String>,
    title: Option<String>,
    published: Vec<String>,
    modified: Option<String>,
    /// Whether `og:type` says that it is an article.
    says_article: bool,
}

/// A page with at least so many headings that are links is a list of articles, unless it
/// has more prose than a teaser for each, in bytes. Chosen by hand.
const LISTED: usize = 5;
const TEASER: usize = 160;

/// The bytes of a day as most pages write it: `2024-05-04`.
const DAY: usize = 10;

impl Facts {
    /// Reads a page.
    pub(super) fn of(page: &Document) -> Self {
        let linked = linked_data::article(page).unwrap_or_default();
        let metas = metas(page);
        let meta = |names: &[&str]| {
            let mut values = Vec::new();
            for name in names {
                let named = metas.iter().filter(|(own, _)| own == name);
                values.extend(named.map(|(_, value)| value.clone()));
            }
            values
        };
        let words = |tag: &str| {
            let all = page.get_elements_by_tag_name(page.root(), tag).into_iter();
            let words = all.map(|id| markup::folded(&page.text_content(id)));
            words.filter(|words| !words.is_empty()).collect::<Vec<_>>()
        };
        let dates = |selector: &str| {
            let all = page.query_selector_all(page.root(), selector).into_iter();
            let attribute = |id, name| page.get_attribute(id, name);
            all.filter_map(move |id| attribute(id, "datetime").or_else(|| attribute(id, "content")))
        };
        let published = linked.published.iter().cloned();
        let published = published.chain(meta(&PUBLISHED)).chain(dates(PUBLISHED_ELEMENTS));
        let modified = linked.modified.iter().cloned();
        let modified = modified.chain(meta(&MODIFIED)).chain(dates(MODIFIED_ELEMENTS)).find(|d| has_day(d));
        Self {
            published: published.filter(|date| has_day(date)).collect(),
            modified,
            site: meta(&["og:site_name"]).first().and_then(|name| names::outlet(name)),
            says_article: meta(&["og:type"]).iter().any(|kind| kind.contains("article")),
            headings: words("h1"),
            title: words("title").into_iter().next(),
            linked,
        }
    }

    /// Whether a page is a list of links to articles, such as the front of a section.
    pub(super) fn is_list(&self, page: &Document) -> bool {
        if self.says_article || self.linked.published.is_some() {
            return false;
        }
        let links = page.query_selector_all(page.root(), "h2 a, h3 a, h4 a, a h2, a h3, a h4").len();
        let paragraphs = || page.get_elements_by_tag_name(page.root(), "p").into_iter();
        links >= LISTED && paragraphs().map(|id| page.text_content(id).len()).sum::<usize>() < links * TEASER
    }

    /// Whether the page gives several days of publication.
    pub(super) fn dates_differ(&self) -> bool {
        let is_day = |day: &&str| day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
        let mut days = self.published.iter().filter_map(|date| date.trim().get(..DAY)).filter(is_day);
        let first = days.next();
        days.any(|day| Some(day) != first)
    }

    /// The fields of the article; `found` are those that the search for its main text came
    /// upon.
    pub(super) fn fields(&self, mut found: Fields) -> Fields {
        let mut fields = Fields::default();
        let site = found.take(Field::Outlet).and_then(|name| names::outlet(&name));
        let publisher = self.linked.publisher.as_deref().and_then(names::outlet);
        let mut sites: Vec<String> = [&self.site, &publisher, &site].into_iter().flatten().cloned().collect();
        fields.set(Field::Outlet, sites.first().cloned().unwrap_or_default());
        sites.iter_mut().for_each(|site| *site = names::key(site));

        fields.set(Field::Title, self.headline(found.take(Field::Title), &sites));
        let date = found.take(Field::Date);
        fields.set(Field::Date, self.published.first().cloned().or(date).unwrap_or_default());
        fields.set(Field::Modified, self.modified.clone().unwrap_or_default());
        fields.set(Field::Author, self.authors(found.take(Field::Author)).join(", "));
        let section = self.linked.section.clone().or(found.take(Field::Section));
        fields.set(Field::Section, section.unwrap_or_default());
        fields.set(Field::Url, found.take(Field::Url).unwrap_or_default());
        fields
    }

    /// The headline that most of JSON-LD, `<meta>` and the headings agree on. What is in
    /// `<title>` is often a shorter one, for search engines.
    fn headline(&self, found: Option<String>, sites: &[String]) -> String {
        let found = found.map(|title| markup::plain(&title));
        let mut titles: Vec<&str> =
            [&self.linked.headline, &found].into_iter().flatten().map(|s| &**s).collect();
        let keys: Vec<String> = titles.iter().copied().chain(self.title.as_deref()).map(names::key).collect();
        // The first heading may be “Log in”, or the name of the site.
        let agrees = |heading: &&String| {
            let heading = names::key(heading);
            !heading.is_empty() && keys.iter().any(|key| key.starts_with(&heading))
        };
        let heading = self.headings.iter().find(agrees).or(self.headings.first());
        titles.extend(heading.filter(|heading| !sites.contains(&names::key(heading))).map(|s| &**s));
        if titles.is_empty() {
            titles.extend(self.title.as_deref());
        }
        titles.iter_mut().for_each(|title| *title = names::headline(title, sites));
        names::agreed(&titles).unwrap_or_default().to_owned()
    }

    /// Those that JSON-LD names, else those that were found.
    fn authors(&self, found: Option<String>) -> Vec<String> {
        match self.linked.authors.is_empty() {
            true => names::people(found.as_deref().into_iter()),
            false => self.linked.authors.clone(),
        }
    }
}

/// The names of a page's `<meta>`, in lower case, and what they say.
fn metas(page: &Document) -> Vec<(String, String)> {
    let all = page.get_elements_by_tag_name(page.root(), "meta").into_iter();
    let read = |id| {
        let content = page.get_attribute(id, "content").filter(|content| !content.trim().is_empty())?;
        let name = ["property", "name", "itemprop"].iter().find_map(|name| page.get_attribute(id, name))?;
        Some((name.trim().to_ascii_lowercase(), content))
    };
    all.filter_map(read).collect()
}

/// Whether a value may be a date: it has the year of one, or is a moment in digits.
fn has_day(date: &str) -> bool {
    let date = date.trim();
    let digits = |part: &str| part.len() >= 4 && part.bytes().all(|b| b.is_ascii_digit());
    let mut numbers = date.split(|c: char| !c.is_ascii_digit());
    numbers.any(|part| digits(part) && (part.starts_with("19") || part.starts_with("20") || part.len() >= 9))
}
