//! Names of people, outlets and headlines, without what pages put around them.

use crate::formats::markup;

/// Words in what pages give for an author that are none: buttons, accounts, credits. In
/// lower case.
const NO_AUTHOR: [&str; 34] = [
    "account",
    "accept",
    "admin",
    "ago",
    "button",
    "click",
    "comment",
    "comments",
    "cookie",
    "cookies",
    "follow",
    "getty",
    "image",
    "images",
    "log",
    "logged",
    "login",
    "menu",
    "minutes",
    "newsletter",
    "photo",
    "photograph",
    "posted",
    "read",
    "register",
    "search",
    "share",
    "sign",
    "subscribe",
    "updated",
    "username",
    "video",
    "view",
    "your",
];

/// The most words of the name of an author or of a body that signs.
const MOST_WORDS: usize = 7;

/// What stands before names.
const BEFORE: [&str; 5] = ["written by ", "reported by ", "posted by ", "story by ", "by "];

/// The names in some texts, each once, without buttons, addresses and the like.
pub(super) fn people<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let text = markup::plain(text);
        for name in
            text.split([';', '|', '\n']).flat_map(|part| part.split(", ")).flat_map(|p| p.split(" and "))
        {
            let name = without_before(name.trim());
            let is_known = |known: &String| key(known) == key(name);
            if is_name(name) && !names.iter().any(is_known) {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// A byline without “By”.
pub(super) fn without_before(name: &str) -> &str {
    let before = BEFORE
        .iter()
        .find(|before| name.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before)));
    before.map_or(name, |before| name[before.len()..].trim())
}

/// Whether a text may be the name of an author.
fn is_name(name: &str) -> bool {
    let slug = !name.contains(' ') && name.contains(['-', '_']) && !name.contains(char::is_uppercase);
    let address = name.contains(['@', '/', '{', '<']) || name.starts_with("www.");
    let words = name.split_whitespace().count();
    let word_of_page =
        |word: &str| NO_AUTHOR.contains(&word.trim_matches(['.', ':', '\'']).to_lowercase().as_str());
    name.contains(char::is_alphabetic)
        && !slug
        && !address
        && words <= MOST_WORDS
        && !name.contains(|c: char| c.is_ascii_digit())
        && !name.split_whitespace().any(word_of_page)
}

/// The letters and digits of a name in lower case: what makes two of them the same.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The name of an outlet: the first where several are joined, and none if it is an address,
/// a line of copyright or a year.
pub(super) fn outlet(name: &str) -> Option<String> {
    let name = markup::plain(name);
    let first = name.split("; ").next().unwrap_or_default().trim().trim_start_matches('@');
    let copyright = first.starts_with('©') || key(first).starts_with("copyright");
    let fits = first.contains(char::is_alphabetic) && !first.contains("://") && !copyright;
    fits.then(|| first.to_owned())
}

/// What parts a headline from the name of a site.
const PARTS: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " » "];

/// A headline without the names of its site before and after it.
pub(super) fn headline<'t>(title: &'t str, sites: &[String]) -> &'t str {
    let is_site = |part: &str| !part.trim().is_empty() && sites.contains(&key(part));
    let mut title = title.trim();
    loop {
        let last = PARTS.iter().filter_map(|part| title.rsplit_once(part)).min_by_key(|(_, site)| site.len());
        let first = PARTS.iter().chain(&[": "]).filter_map(|part| title.split_once(part));
        let first = first.min_by_key(|(site, _)| site.len());
        title = match (last, first) {
            (Some((rest, site)), _) if is_site(site) => rest.trim(),
            (_, Some((site, rest))) if is_site(site) => rest.trim(),
            _ => return title,
        };
    }
}

/// The headline that most of several sources agree on; they come the most trusted first. A
/// source that has the headline of another and something after a bar or dash agrees with it.
pub(super) fn agreed<'t>(titles: &[&'t str]) -> Option<&'t str> {
    let bare: Vec<&str> = titles
        .iter()
        .map(|title| {
            let ends = |other: &&&str| {
                title
                    .strip_prefix(**other)
                    .is_some_and(|rest| PARTS.iter().any(|part| rest.starts_with(part)))
            };
            titles.iter().filter(ends).min_by_key(|other| other.len()).copied().unwrap_or(title)
        })
        .collect();
    let keys: Vec<String> = bare.iter().map(|title| key(title)).collect();
    let votes = |at: usize| keys.iter().filter(|other| **other == keys[at]).count();
    (0..bare.len()).rev().max_by_key(|&at| votes(at)).map(|at| bare[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors() {
        #[track_caller]
        fn check(texts: &[&str], expected: &[&str]) {
            assert_eq!(people(texts.iter().copied()), expected);
        }
        check(&["By MIA OKORO, JENS MOE and ÅSE LUND"], &["MIA OKORO", "JENS MOE", "ÅSE LUND"]);
        check(&["Mia Okoro", "mia-okoro", "https://social.example/mia.okoro"], &["Mia Okoro"]);
        check(
            &["Mia Okoro; mia okoro", "Username", "Account You're logged", "Photo by Jens Moe"],
            &["Mia Okoro"],
        );
        check(
            &["Harbour Wire", "Posted 5 hours ago", "March 3", "O&#039;Dell Moe"],
            &["Harbour Wire", "O'Dell Moe"],
        );
    }

    #[test]
    fn headlines() {
        #[track_caller]
        fn check(title: &str, expected: &str) {
            assert_eq!(
                headline(title, &["brekkegazette".to_owned(), "brekkegazetteexample".to_owned()]),
                expected
            );
        }
        check("Dam holds - Brekke Gazette", "Dam holds");
        check("Dam holds | River | Brekkegazette.example", "Dam holds | River");
        check("Brekke Gazette: Dam holds – for now", "Dam holds – for now");
        check("Brekke Gazette", "Brekke Gazette");
        assert_eq!(agreed(&["Dam holds | River", "Dam holds", "It stays"]), Some("Dam holds"));
        assert_eq!(agreed(&["It stays", "Dam holds"]), Some("It stays"));
        assert_eq!(agreed(&["It stays", "Dam holds!", "Dam holds"]), Some("Dam holds!"));
        assert_eq!(agreed(&[]), None);
    }

    #[test]
    fn outlets() {
        for (name, expected) in [
            ("Brekke Gazette; Brekke Gazette", Some("Brekke Gazette")),
            ("https://harbour.example", None),
            ("Copyright (c) Harbour Media", None),
            ("2015", None),
            ("@BrekkeGazette", Some("BrekkeGazette")),
        ] {
            assert_eq!(outlet(name).as_deref(), expected);
        }
    }
}
