//! What the parts of a line say together, and whether it is a publication line.

use super::names::{is_name_like, name};
use super::parts::{LabelKind, LinePart, LineParts};
use crate::page::dates::{DateOrTime, Dates};
use jiff::civil::{Date, Time};
use lexicon::Lexicon;
use std::collections::HashSet;
use text::Metadata;

/// The most words of an outlet's name after its label; more are a sentence.
const OUTLET_WORDS: usize = 5;

/// The most words that may follow a name after its label: “in Lagos”, “for the Harbour
/// Post”. More are a sentence.
const WORDS_AFTER_NAME: usize = 6;

/// The most words of a publication line that nothing explains, such as the name of the
/// outlet. More are allowed in a line that has separators, or a date and a label. Chosen
/// by hand.
const UNEXPLAINED_WORDS: usize = 4;
const UNEXPLAINED_WORDS_IF_SURE: usize = 8;

/// What a publication line says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Publication {
    pub(crate) outlet: Option<String>,
    pub(crate) date: Option<Date>,
    pub(crate) time: Option<Time>,
    /// Whether the date is that of a change.
    pub(crate) updated: bool,
    pub(crate) author: Option<String>,
    pub(crate) editor: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) subtitle: Option<String>,
}

impl Publication {
    /// Adds what it says to `metadata`, where known values stay. A time is added only if
    /// the date is the same, or the line has none and is not that of a change.
    pub(crate) fn add_to(self, metadata: &mut Metadata) {
        if metadata.date.is_none() {
            (metadata.date, metadata.time) = (self.date, metadata.time.or(self.time));
        } else if metadata.date == self.date || self.date.is_none() && !self.updated {
            metadata.time = metadata.time.or(self.time);
        }
        fill(&mut metadata.outlet, self.outlet);
        fill(&mut metadata.author, self.author);
        fill(&mut metadata.editor, self.editor);
        fill(&mut metadata.section, self.section);
        fill(&mut metadata.title, self.title);
        fill(&mut metadata.subtitle, self.subtitle);
    }

    /// Takes a date: the first one counts, but a date of publication replaces one of a
    /// change (`updated`).
    fn take_date(&mut self, date: Date, updated: bool) {
        if self.date.is_none() || (self.updated && !updated) {
            self.time = self.time.filter(|_| self.date.is_none());
            (self.date, self.updated) = (Some(date), updated);
        }
    }
}

/// Keeps the first of two values.
fn fill(known: &mut Option<String>, new: Option<String>) {
    if known.is_none() {
        *known = new;
    }
}

/// Reads publication lines.
#[derive(Debug)]
pub(crate) struct Publications {
    parts: LineParts,
    /// Words in small letters inside names: *de*, *bin*.
    particles: HashSet<String>,
}

impl Publications {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let words = lexicon.list("publication").iter();
        let particles = words.filter(|e| e.is("particle")).map(|e| e.phrase.clone());
        Self { parts: LineParts::new(lexicon), particles: particles.collect() }
    }

    /// What a line says; `None` if it is no publication line.
    pub(crate) fn read(&self, line: &str, dates: &Dates) -> Option<Publication> {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        let parts = self.parts.cut(line, &dates.find(line));
        let evidence = Evidence::of(&parts);
        if !evidence.is_some() || line.ends_with(['?', '!']) {
            return None;
        }
        let mut publication = Publication::default();
        let mut label = None;
        let mut unexplained = Vec::new();
        for part in &parts {
            match *part {
                LinePart::Separator => {
                    label = label.filter(|l| matches!(l, LabelKind::Date | LabelKind::Updated));
                }
                LinePart::Label(kind) => label = Some(kind),
                LinePart::When(DateOrTime::Date(date)) => {
                    publication.take_date(date, label == Some(LabelKind::Updated));
                }
                LinePart::When(DateOrTime::Time(time)) => publication.time = publication.time.or(Some(time)),
                LinePart::When(_) => {}
                LinePart::Words(words) => match label.take() {
                    Some(LabelKind::Title) => fill(&mut publication.title, bare(words)),
                    Some(LabelKind::Subtitle) => fill(&mut publication.subtitle, bare(words)),
                    Some(LabelKind::Section) => fill(&mut publication.section, bare(words)),
                    Some(LabelKind::Outlet) => {
                        if words.split(' ').count() > OUTLET_WORDS || !is_name_like(words) {
                            return None;
                        }
                        fill(&mut publication.outlet, bare(words));
                    }
                    Some(LabelKind::Author) => {
                        fill(&mut publication.author, self.person(words, line, evidence.dated)?);
                    }
                    Some(LabelKind::Editor) => {
                        fill(&mut publication.editor, self.person(words, line, evidence.dated)?);
                    }
                    Some(LabelKind::Contributor) => drop(self.person(words, line, evidence.dated)?),
                    Some(LabelKind::Role | LabelKind::Date | LabelKind::Updated) | None => {
                        unexplained.push(words);
                    }
                },
            }
        }
        let whole_field = publication.title.is_some() || publication.subtitle.is_some();
        if !whole_field && !evidence.explains(&unexplained) {
            return None;
        }
        if publication.outlet.is_none() && (evidence.dated || evidence.timed || evidence.separated) {
            let first = unexplained.iter().find_map(|words| bare(words));
            publication.outlet = first.filter(|words| words.contains(char::is_alphabetic));
        }
        Some(publication)
    }

    /// The name that some words after a label say, if any; the outer `None` if they are
    /// somebody speaking: “Editor: We will not publish it.”
    fn person(&self, words: &str, line: &str, dated: bool) -> Option<Option<String>> {
        let (name, rest) = name(words, &self.particles);
        let place = ["in ", "at ", "for "].iter().any(|word| rest.starts_with(word));
        let sentence = !(dated || rest.is_empty() || place || is_name_like(rest));
        let answer = line.ends_with('.') && name.is_some_and(|name| !name.contains(' '));
        let speaking = sentence || answer || rest.split(' ').count() > WORDS_AFTER_NAME;
        (!speaking).then(|| name.map(str::to_owned))
    }
}

/// What speaks for a publication line.
#[derive(Clone, Copy)]
struct Evidence {
    /// It has a date.
    dated: bool,
    /// It has a time.
    timed: bool,
    /// It has a label that says whose the words after it are. “Update: Three dead” is a
    /// headline, “Update: 09:15” a date line.
    labelled: bool,
    /// It has a separator.
    separated: bool,
}

impl Evidence {
    fn of(parts: &[LinePart]) -> Self {
        let has = |wanted: fn(&LinePart) -> bool| parts.iter().any(wanted);
        Self {
            dated: has(|part| matches!(part, LinePart::When(DateOrTime::Date(_) | DateOrTime::Unclear))),
            timed: has(|part| matches!(part, LinePart::When(DateOrTime::Time(_)))),
            labelled: has(|part| match part {
                LinePart::Label(kind) => {
                    !matches!(kind, LabelKind::Role | LabelKind::Date | LabelKind::Updated)
                }
                _ => false,
            }),
            separated: has(|part| matches!(part, LinePart::Separator)),
        }
    }

    fn is_some(self) -> bool {
        self.dated || self.timed || self.labelled
    }

    /// Whether the words that nothing explains can be names of the outlet and the like.
    fn explains(self, unexplained: &[&str]) -> bool {
        let sure = self.separated || self.labelled && self.dated;
        let most = if sure { UNEXPLAINED_WORDS_IF_SURE } else { UNEXPLAINED_WORDS };
        let words: usize = unexplained.iter().map(|words| words.split_whitespace().count()).sum();
        words <= most && unexplained.iter().all(|words| is_name_like(words))
    }
}

/// Some words without the marks around them, if there are any.
fn bare(words: &str) -> Option<String> {
    let words = words.trim().trim_matches([',', '.', ':', '-', '–', '(', ')']).trim();
    (!words.is_empty()).then(|| words.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what was read as `outlet/date/time/author/editor`.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let lexicon = Lexicon::embedded();
        let publication = Publications::new(&lexicon).read(line, &Dates::new(&lexicon));
        let shown = publication.map_or("none".to_owned(), |publication| {
            let parts = [
                publication.outlet,
                publication.date.map(|d| d.to_string()),
                publication.time.map(|t| t.strftime("%H:%M").to_string()),
                publication.author,
                publication.editor,
            ];
            parts.map(Option::unwrap_or_default).join("/")
        });
        assert_eq!(shown, expected, "{line}");
    }

    #[test]
    fn publication_lines() {
        check("2021-11-30 07:45 | Delta Times | Editor: Lin Shu", "Delta Times/2021-11-30/07:45//Lin Shu");
        check(
            "2017-06-05 09:15Delta Times Editor: Lin Shu DTN App Download",
            "Delta Times/2017-06-05/09:15//Lin Shu",
        );
        check("By Åse Lund, Staff Writer", "///Åse Lund/");
        check("BY ÅSE LUND", "///ÅSE LUND/");
        check(
            "By Åse Lund and Ramón de la Cruz | Harbour Post | March 3, 2020",
            "Harbour Post/2020-03-03//Åse Lund and Ramón de la Cruz/",
        );
        check("Written by: Tunde Bello", "///Tunde Bello/");
        check("Published: 12 March 2020, 10:45 GMT", "/2020-03-12/10:45//");
        check("Updated 4:15 p.m. EST, March 3, 2020", "/2020-03-03/16:15//");
        check("Published 2 March 2020 - Updated 3 March 2020", "/2020-03-02///");
        check(
            "Source: Northern Wire  Editor: huaxia  2020-01-01 12:00:01",
            "Northern Wire/2020-01-01/12:00//huaxia",
        );
        check("(Delta Daily) 08:12, May 04, 2018", "Delta Daily/2018-05-04/08:12//");
        check("Delta Times Published: 2020/3/4 22:58:40", "Delta Times/2020-03-04/22:58//");
        check("Harbour News, 4 March 2014 Last updated at 12:01 GMT", "Harbour News/2014-03-04/12:01//");
        check("Monday, 5 June 2017", "/2017-06-05///");
        check("Reporting by A. Petrescu; Editing by J. Holm", "///A. Petrescu/J. Holm");
        check("By Tunde Bello in Lagos", "///Tunde Bello/");
        check("Apr 23, 2024 | 2 min read | by Hana Ferreira", "/2024-04-23//Hana Ferreira/");
        check(
            "2025-02-12 08:15Delta Daily Editor: Jens Okoro Get the app",
            "Delta Daily/2025-02-12/08:15//Jens Okoro",
        );
        check("By OUR EDUCATION STAFF", "////");
        check("Last updated 2 months ago", "////");
        check("Date: 2020-03-04", "/2020-03-04///");
    }

    #[test]
    fn other_lines() {
        for line in [
            "By design, not by accident",
            "Three ministers resign on March 3, 2020 over the port deal",
            "Cainiao and the courier war",
            "Governor: Dam will hold",
            "Laying the groundwork",
            "The trial opens on Monday",
            "",
            "|",
            "—",
            "Editor: We will not publish it.",
            "Editor: No.",
            "Author: Did you read it?",
            "Update: Three Dead in Crash",
            "Source: Minister to resign on Monday",
        ] {
            check(line, "none");
        }
    }
}
