//! Marks inside a web address, a file's path or the like: "ladle.example.org".

use super::possible_end::{Decision, PossibleEnd};
use crate::characters::{closes, is_quote, is_terminator, skip_space};

/// How far from the mark the signs of an address ("/", "@", …) are looked for: in
/// bytes before it, in characters after it. It bounds the work in text without
/// spaces; addresses have their signs near each of their stops.
const REACH: usize = 200;

/// What to do at a mark inside an address: continue after the address; `None` if
/// the mark is in none. The sentence ends there only if another address follows,
/// or a capital after a web address.
pub(super) fn decide(end: &PossibleEnd) -> Option<Decision> {
    let before = end.behind(end.sentence_start, end.mark, REACH);
    let before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    // An address of any length is read to its end once, a long word without end
    // never.
    let rest = &end.text[end.mark..end.paragraph_end];
    let near = rest.char_indices().take(REACH).take_while(|(_, c)| !c.is_whitespace());
    let near = near.last().map_or(0, |(at, c)| at + c.len_utf8());
    let is_address = before.contains(['/', '@', '\\', '=', '<'])
        || rest[..near].contains(['/', '@', '\\'])
        || before.starts_with("www.");
    if !is_address {
        return None;
    }
    let after = rest.split(char::is_whitespace).next().unwrap_or_default();
    let trimmed = after.trim_end_matches(|c| is_terminator(c) || is_quote(c) || closes(c));
    let close = end.mark + trimmed.len();
    let next = skip_space(end.text, close, end.paragraph_end);
    let web = before.contains("://") || before.starts_with("www.");
    let capital = end.char_at(next).is_some_and(char::is_uppercase) && web && trimmed.len() == after.len();
    let ends = next > close && close > end.mark && (capital || starts(end, next));
    Some(if ends { Decision::End(close, next) } else { Decision::Continue(close) })
}

/// Whether a web address starts here.
pub(super) fn starts(end: &PossibleEnd, at: usize) -> bool {
    let rest = &end.text[at..end.paragraph_end];
    ["http://", "https://", "www.", "pic.twitter.com"].iter().any(|start| rest.starts_with(start))
}
