//! Factiva: with a code before each part (`HD`, `SN`, `PD`, …), or without, as in the form
//! for reading. An article ends with its number.
//!
//! ```text
//! HD  Dam holds                    Dam holds
//! BY  By Åse Lund                    By Åse Lund
//! WC  52 words                       52 words
//! PD  4 May 2024                     4 May 2024
//! SN  Harbour Post                   Harbour Post
//! LP                                 HARBPO
//! The council …                      English
//! TD                                 Copyright 2024 Harbour Post
//! …                                  …
//! AN  Document HARBPO0020240504      Document HARBPO0020240504
//! ```

use super::labelled::{self, Labelled};
use super::{Bundle, LineKind};
use crate::fields::{Field, Fields};
use crate::formats::format::Draft;
use crate::formats::markup::folded;

#[derive(Debug)]
pub(super) struct Factiva;

const CODES: [&str; 31] = [
    "SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "LP", "TD", "ART",
    "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CT", "RF", "CLM", "DLN", "CX", "RIC",
];

/// The digits of an article's number that are its date at least, and the most bytes of it.
const NUMBER_DIGITS: usize = 8;
const LONGEST_NUMBER: usize = 40;

impl Bundle for Factiva {
    fn name(&self) -> &'static str {
        "factiva"
    }

    fn begins(&self, text: &str) -> bool {
        let code = |code: &str| text.lines().any(|line| label_of(line).is_some_and(|(own, _)| own == code));
        let coded = code("HD") && code("PD") && (code("LP") || code("TD"));
        let words = text.lines().position(|line| is_word_count(line.trim()));
        let plain = words.is_some_and(|at| text.lines().skip(at + 1).take(3).any(labelled::is_date))
            && text.lines().any(|line| number(line.trim()).is_some());
        coded || plain
    }

    fn line(&self, line: &str) -> LineKind {
        match label_of(line) {
            _ if number(line).is_some() => LineKind::Last,
            Some(("HD" | "SE", _)) => LineKind::Head,
            Some(("LP" | "TD", _)) => LineKind::Body,
            None if is_word_count(line) => LineKind::Body,
            _ => LineKind::Other,
        }
    }

    fn read(&self, article: &str) -> Option<Draft> {
        let (_, parts) = labelled::parts(article, label_of);
        match parts.iter().any(|part| matches!(part.label, "LP" | "TD")) {
            true => coded(&parts),
            false => plain(article),
        }
    }

    fn own_id(&self, article: &str) -> Option<String> {
        article.lines().rev().find_map(|line| number(line.trim()).map(str::to_owned))
    }
}

/// The number with which an article ends: `Document HARBPO0020240504e8540002t`.
fn number(line: &str) -> Option<&str> {
    let number = line.strip_prefix("AN").map_or(line, str::trim_start).strip_prefix("Document ")?.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plain = number.bytes().all(|b| b.is_ascii_alphanumeric());
    (plain && digits >= NUMBER_DIGITS && number.len() <= LONGEST_NUMBER).then_some(number)
}

/// `1,052 words`
fn is_word_count(line: &str) -> bool {
    let count = line.strip_suffix(" words").or_else(|| line.strip_suffix(" word"));
    count.is_some_and(|count| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit() || b == b','))
}

/// The code with which a line begins, and where its value begins. More than one space or
/// nothing follows a code: “IN May” is a sentence.
fn label_of(line: &str) -> Option<(&str, usize)> {
    let length = line.bytes().take_while(u8::is_ascii_uppercase).count();
    let (code, rest) = line.split_at(length);
    let apart =
        rest.is_empty() || rest.starts_with('\t') || rest.starts_with("  ") || rest.starts_with(" \t");
    (apart && CODES.contains(&code)).then_some((code, length))
}

fn coded(parts: &[Labelled<'_>]) -> Option<Draft> {
    let value = |code: &str| labelled::value(parts, &[code]).unwrap_or_default();
    let mut fields = Fields::default();
    fields.set(Field::Outlet, value("SN"));
    fields.set(Field::Date, value("PD"));
    fields.set(Field::Time, value("ET"));
    fields.set(Field::Section, value("SE"));
    fields.set(Field::Author, labelled::authors(&value("BY"), false));
    let body = parts.iter().filter(|part| matches!(part.label, "LP" | "TD")).map(|part| part.value);
    labelled::draft(value("HD"), &body.collect::<Vec<_>>().join("\n\n"), fields)
}

/// An article in the form for reading: title, byline, words, date, outlet and so on above,
/// a line each, and the text after a blank line or the copyright.
fn plain(article: &str) -> Option<Draft> {
    let lines: Vec<&str> = article.lines().collect();
    let words = lines.iter().position(|line| is_word_count(line.trim()))?;
    let above: Vec<&str> =
        lines[..words].iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let byline = above.iter().rposition(|line| line.starts_with("By ")).filter(|at| *at > 0);
    let mut fields = Fields::default();
    fields.set(Field::Author, labelled::authors(byline.map(|at| above[at]).unwrap_or_default(), false));
    let title = above[..byline.unwrap_or(above.len())].last().copied().unwrap_or_default();
    let below = || (words + 1..lines.len()).filter(|&at| !lines[at].trim().is_empty());
    let dated = below().next().filter(|&at| labelled::is_date(lines[at]))?;
    fields.set(Field::Date, lines[dated]);
    let is_time =
        |line: &str| line.len() <= 8 && line.contains(':') && line.starts_with(|c: char| c.is_ascii_digit());
    let outlet = below().skip(1).find(|&at| !is_time(lines[at].trim()))?;
    fields.set(Field::Outlet, lines[outlet].trim());
    // The code of the source, pages, the language, the copyright: short lines.
    let is_copyright = |line: &str| {
        let lower = line.trim().to_lowercase();
        ["copyright", "(c)", "©", "(copyright)"].iter().any(|start| lower.starts_with(start))
    };
    let copyright = below().skip(2).take(9).find(|&at| is_copyright(lines[at]));
    let blank = || (outlet..lines.len()).find(|&at| lines[at].trim().is_empty());
    let start = copyright.map(|at| at + 1).or_else(blank)?;
    let end = (start..lines.len()).find(|&at| number(lines[at].trim()).is_some()).unwrap_or(lines.len());
    labelled::draft(folded(title), &lines[start..end].join("\n"), fields)
}
