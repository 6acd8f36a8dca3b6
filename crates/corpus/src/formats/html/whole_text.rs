//! Compares the text that was found on a page with the body that its JSON-LD has.

use crate::formats::format::Draft;
use crate::formats::markup;
use crate::formats::names::key;

/// A body with fewer letters is a summary. Chosen by hand.
const LEAST_BODY: usize = 600;

/// A line with fewer letters may be anywhere by chance.
const LEAST_LINE: usize = 20;

/// Two texts are of one article if they share at least this part of either, in percent.
const SAME_PERCENT: usize = 60;

/// Where less than this part of the body was found, the body is taken, in percent.
const FOUND_PERCENT: usize = 80;

/// Takes away the lines after the end of the body, or takes the body where more than a
/// fifth of it was not found.
pub(super) fn compare(draft: &mut Draft, body: &str) {
    let lines: Vec<&str> = draft.text.split("\n\n").collect();
    let body: Vec<String> = body.lines().map(markup::plain).filter(|line| !line.is_empty()).collect();
    let (found_key, body_key) = (key(&draft.text), key(&body.join(" ")));
    if body_key.len() < LEAST_BODY {
        return;
    }
    let shared = |lines: &mut dyn Iterator<Item = &str>, other: &str| {
        let keys = lines.map(key).filter(|line| line.len() >= LEAST_LINE);
        let (mut all, mut both) = (0, 0);
        for line in keys {
            all += line.len();
            both += if other.contains(&line) { line.len() } else { 0 };
        }
        100 * both / all.max(1)
    };
    let in_body = shared(&mut lines.iter().copied(), &body_key);
    let in_found = shared(&mut body.iter().map(String::as_str), &found_key);
    // A body without line breaks is one long line.
    let lacks = if body.len() > 1 { in_found < FOUND_PERCENT } else { 2 * found_key.len() < body_key.len() };
    if lacks && in_body >= SAME_PERCENT && body_key.len() > found_key.len() {
        draft.text = body.join("\n\n");
        draft.doubts.push("less was found on the page than its JSON-LD has, so this is that text");
        return;
    }
    let is_in_body = |line: &&&str| {
        let line = key(line);
        line.len() >= LEAST_LINE && body_key.contains(&line)
    };
    if in_body >= SAME_PERCENT
        && in_found >= FOUND_PERCENT
        && let Some(last) = lines.iter().rposition(|line| is_in_body(&line))
    {
        draft.text = lines[..=last].join("\n\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_and_the_body() {
        let line = |n: usize| {
            format!("{n}: The ferry of pier number {n} sails again, its owner said on the day. ").repeat(4)
        };
        let text = |from: usize, to: usize| (from..to).map(line).collect::<Vec<_>>().join("\n\n");
        #[track_caller]
        fn check(found: &str, body: &str, expected: &str, doubts: usize) {
            let mut draft = Draft { text: found.to_owned(), ..Draft::default() };
            compare(&mut draft, body);
            let folded = |text: &str| text.lines().map(markup::folded).collect::<Vec<_>>().join("\n");
            assert_eq!((folded(&draft.text), draft.doubts.len()), (folded(expected), doubts));
        }
        check(&text(0, 5), &text(0, 5), &text(0, 5), 0);
        check(&text(0, 8), &text(0, 6), &text(0, 6), 0);
        check(&text(0, 3), &text(0, 6), &text(0, 6), 1);
        // Another article, or a summary.
        check(&text(0, 3), &text(3, 9), &text(0, 3), 0);
        check(&text(0, 3), "The ferry sails.", &text(0, 3), 0);
    }
}
