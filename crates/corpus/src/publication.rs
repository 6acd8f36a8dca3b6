//! Publication lines and bylines: who published, wrote and edited it, and when.
//!
//! ```text
//! 2021-11-30 07:45 | Delta Times | Editor: Lin Shu
//! 2017-06-05 09:15Delta Times Editor: Lin Shu DT App Download
//! By Åse Lund, Staff Writer
//! Source: Northern Wire   Published: 15:30, March 12, 2019
//! ```
//!
//! A line is cut into dates, labels (`Editor:`), widgets and the words between
//! them; it is a publication line if next to nothing is left unexplained.

use crate::dates::{Dates, Found, When};
use crate::phrases::{Phrases, first_word, fold, start_of};
use jiff::civil::{Date, Time};
use lexicon::{ClassTable, Entry, Lexicon, Reads};
use std::collections::HashSet;

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

/// Reads publication lines.
#[derive(Debug)]
pub(crate) struct Publications {
    labels: Phrases<Label>,
    /// `min read`, `Beijing time`, and (`true`) `hours ago`: said about dates, and
    /// of no interest.
    fillers: Phrases<bool>,
    widgets: Phrases<()>,
    particles: HashSet<String>,
}

#[derive(Clone, Copy, Debug)]
struct Label {
    kind: Kind,
    bare: bool,
    line_start: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Author,
    Contributor,
    Editor,
    Outlet,
    Section,
    Title,
    Subtitle,
    Date,
    Updated,
    Role,
}

const KINDS: ClassTable<Kind> = ClassTable {
    list: "publication",
    meanings: &[
        ("author", Kind::Author),
        ("contributor", Kind::Contributor),
        ("editor", Kind::Editor),
        ("outlet", Kind::Outlet),
        ("section", Kind::Section),
        ("title", Kind::Title),
        ("subtitle", Kind::Subtitle),
        ("date", Kind::Date),
        ("updated", Kind::Updated),
        ("role", Kind::Role),
    ],
};

/// How a label is used, the small words of names, and what is printed around dates.
const USES: ClassTable<()> = ClassTable {
    list: "publication",
    meanings: &[("bare", ()), ("line", ()), ("particle", ()), ("filler", ()), ("since", ())],
};

const WIDGETS: ClassTable<()> = ClassTable { list: "boilerplate", meanings: &[("widget", ())] };

const ZONES: ClassTable<()> = ClassTable { list: "calendar", meanings: &[("zone", ())] };

pub(crate) const READS: [&dyn Reads; 4] = [&KINDS, &USES, &WIDGETS, &ZONES];

/// A piece of a line.
#[derive(Clone, Copy, Debug)]
enum Item<'a> {
    When(When),
    Label(Kind),
    Words(&'a str),
    Parting,
}

impl Publications {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let words = lexicon.list(KINDS.list);
        let kind = |e: &Entry| KINDS.all(e).next();
        let labels: Vec<Entry> = words.iter().filter(|e| kind(e).is_some()).cloned().collect();
        let widgets = lexicon.list(WIDGETS.list).iter().filter(|e| e.is("widget"));
        let widgets: Vec<Entry> = widgets.cloned().collect();
        let zones = lexicon.list(ZONES.list).iter().filter(|e| e.is("zone"));
        let fillers = words.iter().filter(|e| e.is("filler")).chain(zones);
        let fillers: Vec<Entry> = fillers.cloned().collect();
        Self {
            labels: Phrases::new(&labels, |e| Label {
                kind: kind(e).unwrap_or(Kind::Date),
                bare: e.is("bare"),
                line_start: e.is("line"),
            }),
            fillers: Phrases::new(&fillers, |e| e.is("since")),
            widgets: Phrases::new(&widgets, |_| ()),
            particles: words.iter().filter(|e| e.is("particle")).map(|e| e.phrase.clone()).collect(),
        }
    }

    /// What the line says, if it is a publication line.
    pub(crate) fn read(&self, line: &str, dates: &Dates) -> Option<Publication> {
        let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        let found = dates.find(line);
        let items = self.items(line, &found);
        let dated = items.iter().any(|i| matches!(i, Item::When(When::Date(_) | When::Unclear)));
        let timed = items.iter().any(|i| matches!(i, Item::When(When::Time(_))));
        // “Update: Three dead” is a headline, “Update: 09:15” a date line.
        let says = |kind: &Kind| !matches!(kind, Kind::Role | Kind::Date | Kind::Updated);
        let labelled = items.iter().any(|i| matches!(i, Item::Label(kind) if says(kind)));
        if !(dated || timed || labelled) || line.ends_with(['?', '!']) {
            return None;
        }
        let mut said = Publication::default();
        let mut label = None;
        let mut unexplained = Vec::new();
        for item in &items {
            match *item {
                Item::Parting => label = label.filter(|l| matches!(l, Kind::Date | Kind::Updated)),
                Item::Label(kind) => label = Some(kind),
                Item::When(When::Date(date)) => {
                    let updated = label == Some(Kind::Updated);
                    if said.date.is_none() || (said.updated && !updated) {
                        (said.date, said.updated, said.time) =
                            (Some(date), updated, said.time.filter(|_| said.date.is_none()));
                    }
                }
                Item::When(When::Time(time)) => said.time = said.time.or(Some(time)),
                Item::When(_) => {}
                Item::Words(words) => match label.take() {
                    Some(Kind::Title) => said.title = said.title.or_else(|| text(words)),
                    Some(Kind::Subtitle) => said.subtitle = said.subtitle.or_else(|| text(words)),
                    Some(Kind::Section) => said.section = said.section.or_else(|| text(words)),
                    Some(Kind::Outlet) => {
                        if words.split(' ').count() > 5 || !is_name_like(words) {
                            return None;
                        }
                        said.outlet = said.outlet.or_else(|| text(words));
                    }
                    Some(kind @ (Kind::Author | Kind::Editor | Kind::Contributor)) => {
                        let (name, rest) = self.name(words);
                        let name = name.map(str::to_owned);
                        // “Editor: We will not publish” is somebody speaking.
                        let place = ["in ", "at ", "for "].iter().any(|word| rest.starts_with(word));
                        let sentence = !(dated || rest.is_empty() || place || is_name_like(rest));
                        let answer = line.ends_with('.') && name.as_ref().is_some_and(|n| !n.contains(' '));
                        if sentence || answer || rest.split(' ').count() > 6 {
                            return None;
                        }
                        match kind {
                            Kind::Author => said.author = said.author.or(name),
                            Kind::Editor => said.editor = said.editor.or(name),
                            _ => {}
                        }
                    }
                    Some(Kind::Role | Kind::Date | Kind::Updated) | None => unexplained.push(words),
                },
            }
        }
        let whole_field = said.title.is_some() || said.subtitle.is_some();
        let words: usize = unexplained.iter().map(|w| w.split_whitespace().count()).sum();
        let parted = items.iter().any(|i| matches!(i, Item::Parting));
        let capital = unexplained.iter().all(|w| is_name_like(w));
        let few = words <= if parted || (labelled && dated) { 8 } else { 4 } && capital;
        if !whole_field && !few {
            return None;
        }
        if said.outlet.is_none() && (dated || timed || parted) {
            said.outlet =
                unexplained.iter().find_map(|w| text(w)).filter(|w| w.contains(char::is_alphabetic));
        }
        Some(said)
    }

    fn items<'a>(&self, line: &'a str, found: &[Found]) -> Vec<Item<'a>> {
        let mut items = Vec::new();
        let mut words: Option<(usize, usize)> = None;
        let mut folded = String::new();
        fn flush<'a>(line: &'a str, words: &mut Option<(usize, usize)>, items: &mut Vec<Item<'a>>) {
            if let Some((start, end)) = words.take() {
                items.push(Item::Words(&line[start..end]));
            }
        }
        let mut found = found.iter().peekable();
        let mut at = 0;
        while let Some(c) = line[at..].chars().next() {
            if let Some(when) = found.next_if(|f| f.start <= at) {
                flush(line, &mut words, &mut items);
                items.push(Item::When(when.what));
                at = when.end.max(at);
                continue;
            }
            let until = found.peek().map_or(line.len(), |f| f.start);
            let rest = &line[at..until];
            let gap = c.is_whitespace() && rest[c.len_utf8()..].starts_with(char::is_whitespace);
            let dash =
                c.is_whitespace() && ["- ", "– ", "— "].iter().any(|d| rest.trim_start().starts_with(d));
            if gap || dash || "|•·;\t/".contains(c) {
                flush(line, &mut words, &mut items);
                items.push(Item::Parting);
                at += c.len_utf8();
                at += line[at..].len() - line[at..].trim_start_matches([' ', '-', '–', '—', '\u{a0}']).len();
                continue;
            }
            let length = first_word(rest).len();
            if !c.is_alphanumeric() {
                if c == ',' && words.is_none() || !c.is_whitespace() && words.is_none() {
                    // A comma or bracket between other things.
                } else if let (Some((_, end)), false) =
                    (&mut words, c.is_whitespace() || c == '(' || c == ')')
                {
                    *end = at + c.len_utf8();
                }
                at += c.len_utf8();
                continue;
            }
            fold(first_word(rest), &mut folded);
            if self.labels.has_first_word(&folded)
                || self.fillers.has_first_word(&folded)
                || self.widgets.has_first_word(&folded)
            {
                fold(start_of(rest, 48), &mut folded);
            }
            if let Some((since, skip)) = self.filler(&folded, rest) {
                flush(line, &mut words, &mut items);
                items.extend(since.then_some(Item::When(When::Unclear)));
                at += skip;
                continue;
            }
            let starts = words.is_none() && matches!(items.last(), None | Some(Item::Parting));
            if let Some((kind, skip)) = self.label(&folded, rest, starts, words.is_some()) {
                flush(line, &mut words, &mut items);
                items.push(Item::Label(kind));
                at += skip;
                continue;
            }
            let end = at + length.max(c.len_utf8());
            words = Some((words.map_or(at, |w| w.0), end));
            at = end;
        }
        flush(line, &mut words, &mut items);
        items
    }

    /// The bytes of a widget or of words about dates here, and whether they tell
    /// how long ago.
    fn filler(&self, folded: &str, rest: &str) -> Option<(bool, usize)> {
        let found = self.fillers.starting(folded).map(|(since, after)| (*since, after)).next();
        let (since, after) = found.or_else(|| {
            // Single words such as “Video” are names of papers too: The Daily Print.
            let (_, after) = self.widgets.starting(folded).next()?;
            let widget =
                folded[..folded.len() - after.len()].contains(' ') && rest.starts_with(char::is_uppercase);
            widget.then_some((false, after))
        })?;
        let length = folded.len() - after.len();
        rest.get(..length)?.eq_ignore_ascii_case(&folded[..length]).then_some((since, length))
    }

    fn label(&self, folded: &str, rest: &str, line_start: bool, after_words: bool) -> Option<(Kind, usize)> {
        self.labels.starting(folded).find_map(|(label, after)| {
            let length = folded.len() - after.len();
            let colon = after.trim_start().starts_with([':', '：']);
            let role = label.kind == Kind::Role;
            let capital = rest.starts_with(char::is_uppercase);
            let here = line_start || !label.line_start;
            // “… said Monday” has no label; “Updated 3 May” and “By Åse Lund” have.
            let fits =
                colon || role && after_words || label.bare && here && (capital || line_start || !after_words);
            if !fits || !rest.get(..length)?.eq_ignore_ascii_case(&folded[..length]) {
                return None;
            }
            let mark = rest[length..].char_indices().find(|(_, c)| matches!(c, ':' | '：')).filter(|_| colon);
            Some((label.kind, mark.map_or(length, |(at, c)| length + at + c.len_utf8())))
        })
    }

    /// The name or names that some words start with, and the rest.
    fn name<'a>(&self, words: &'a str) -> (Option<&'a str>, &'a str) {
        let mut end = 0;
        let mut count = 0;
        let mut first_in_capitals = true;
        let mut at = 0;
        for word in words.split_inclusive([' ', '\u{a0}']) {
            let bare = word.trim().trim_matches([',', '.', ';']);
            let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
            let capitals = letters >= 3 && bare.chars().all(|c| !c.is_lowercase());
            if count == 0 {
                first_in_capitals = capitals;
            }
            let particle = self.particles.contains(bare) || bare == "&";
            let name = bare.starts_with(char::is_uppercase) && (first_in_capitals || !capitals);
            let handle = bare.contains('@') || bare.contains("://");
            if handle
                || !(name || (particle && count > 0) || (count == 0 && letters > 0 && words.trim() == bare))
            {
                break;
            }
            at += word.len();
            count += 1;
            if !particle {
                end = at;
            }
            if count > 12 {
                break;
            }
        }
        // “By our staff” and “By STAFF REPORTERS” name nobody.
        let first = first_word(words);
        if ["our", "staff", "agencies"].iter().any(|word| first.eq_ignore_ascii_case(word)) {
            return (None, "");
        }
        let name = words[..end].trim().trim_end_matches([',', ';']);
        // The stop of the line, not that of “Jr.” or an initial.
        let last = name.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or_default();
        let name = if last.chars().count() > 3 { name.trim_end_matches('.') } else { name };
        ((!name.is_empty()).then_some(name), words[end..].trim())
    }
}

fn text(words: &str) -> Option<String> {
    let words = words.trim().trim_matches([',', '.', ':', '-', '–', '(', ')']).trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whether some words may be a name: most begin with a capital.
fn is_name_like(words: &str) -> bool {
    let words = words.split_whitespace().filter(|w| w.starts_with(char::is_alphabetic));
    let (mut small, mut all) = (0, 0);
    for word in words {
        all += 1;
        small += usize::from(word.starts_with(char::is_lowercase));
    }
    small * 3 <= all && !(all == 1 && small == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shows what was read as `outlet/date/time/author/editor`.
    #[track_caller]
    fn check(line: &str, expected: &str) {
        let lexicon = Lexicon::embedded();
        let said = Publications::new(&lexicon).read(line, &Dates::new(&lexicon));
        let shown = said.map_or("none".to_owned(), |said| {
            let parts = [
                said.outlet,
                said.date.map(|d| d.to_string()),
                said.time.map(|t| t.strftime("%H:%M").to_string()),
                said.author,
                said.editor,
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
