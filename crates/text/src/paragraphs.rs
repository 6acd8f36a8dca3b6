//! The paragraphs of a plain text: which of its line breaks end one.

use crate::lost_breaks;
use crate::span::Span;

/// The paragraphs of a plain text, without white space at their ends.
///
/// Most news text, scraped or not, has one paragraph on each line, with or without
/// blank lines between them, so a line is a paragraph. Text that was wrapped to a
/// width is the exception: if a line continues the sentence of the line before, the
/// lines are one paragraph, and only blank lines (and bullets) separate it from the
/// next. Line breaks are `\n`, `\r\n`, lone `\r`, and Unicode's own.
///
/// Where sentences touch each other in several places, breaks were lost there, and
/// paragraphs end.
///
/// A paragraph over 16 KiB is cut, rather at the end of a sentence: what reads a
/// paragraph may take time that grows with its square.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    // The lines since the last blank one, and whether one of them continues the
    // line before.
    let mut block = Vec::new();
    let mut continued = false;
    for line in lines(text) {
        let line = line.trim(text);
        if line.is_empty() {
            join(text, &block, continued, &mut found);
            block.clear();
            continued = false;
        } else {
            continued |= block.last().is_some_and(|&before| continues(text, before, line));
            block.push(line);
        }
    }
    join(text, &block, continued, &mut found);
    let found = lost_breaks::cut(text, found);
    match found.iter().any(|paragraph| paragraph.len() > LONGEST) {
        true => found.into_iter().flat_map(|paragraph| pieces(text, paragraph)).collect(),
        false => found,
    }
}

/// The most bytes of a paragraph: some 2,700 words. Those of news have a few hundred;
/// whole articles that lost their line breaks mostly fewer than this.
const LONGEST: usize = 16 << 10;

/// A paragraph, or pieces of it that are not too long.
fn pieces(text: &str, mut rest: Span) -> impl Iterator<Item = Span> + '_ {
    std::iter::from_fn(move || {
        let piece = match rest.len() {
            0 => return None,
            1..=LONGEST => rest,
            _ => Span::new(rest.start, cut(text, rest)),
        };
        rest = Span::new(piece.end, rest.end).trim(text);
        Some(piece.trim(text))
    })
}

/// Where a paragraph that is too long is cut: after the last sentence that fits, else after
/// the last word, else anywhere.
fn cut(text: &str, paragraph: Span) -> usize {
    let most = text.floor_char_boundary(paragraph.start + LONGEST);
    let spaces = || text[paragraph.start..most].rmatch_indices(' ').map(|(at, _)| paragraph.start + at);
    let sentence =
        spaces().find(|&at| at > paragraph.start && finished(text, Span::new(paragraph.start, at)));
    sentence.or_else(|| spaces().find(|&at| at > paragraph.start)).unwrap_or(most)
}

/// The lines, without their line breaks. `\r\n` is one break.
fn lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let mut at = start;
        loop {
            let Some(found) = bytes[at..].iter().position(|&b| MAY_BREAK[usize::from(b)]) else {
                next = None;
                return Some(Span::new(start, text.len()));
            };
            at += found;
            let length = match &bytes[at..] {
                [b'\r', b'\n', ..] => 2,
                [b'\n' | b'\r' | 0x0B | 0x0C, ..] => 1,
                // The line and the paragraph separator, U+2028 and U+2029.
                [0xE2, 0x80, 0xA8 | 0xA9, ..] => 3,
                _ => {
                    at += 1;
                    continue;
                }
            };
            next = Some(at + length);
            return Some(Span::new(start, at));
        }
    })
}

/// The bytes with which a line break starts.
const MAY_BREAK: [bool; 256] = {
    let mut table = [false; 256];
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table[0x0B] = true;
    table[0x0C] = true;
    table[0xE2] = true;
    table
};

/// Appends the paragraphs of a block of lines with no blank line between them.
/// `continued` says whether any line of it continues the one before.
fn join(text: &str, block: &[Span], continued: bool, found: &mut Vec<Span>) {
    if !continued {
        found.extend_from_slice(block);
        return;
    }
    let wrapped = is_wrapped(text, block);
    let joined =
        |pair: &[Span]| if wrapped { !is_item(text, pair[1]) } else { continues(text, pair[0], pair[1]) };
    let mut rest = block;
    while let [first, ..] = rest {
        let length = 1 + rest.windows(2).take_while(|pair| joined(pair)).count();
        let (lines, after) = rest.split_at(length);
        // Outside of wrapped text, lines belong together only if the last one ends a
        // sentence.
        match lines.last() {
            Some(&last) if wrapped || finished(text, last) => found.push(first.to(last)),
            _ => found.extend_from_slice(lines),
        }
        rest = after;
    }
}

/// Words with which no headline, menu or name ends.
const HANGING: [&str; 18] = [
    "a", "an", "and", "as", "by", "from", "had", "has", "his", "its", "of", "or", "than", "that", "the",
    "was", "were", "with",
];

/// Whether a line continues the sentence of the line before.
fn continues(text: &str, before: Span, line: Span) -> bool {
    let mut start = line.of(text).trim_start_matches(['"', '“', '‘', '\'', '(', '«']).chars();
    let small = start.next().is_some_and(char::is_lowercase) && !start.next().is_some_and(char::is_uppercase);
    (small || HANGING.contains(&before.of(text).rsplit(' ').next().unwrap_or_default()))
        && !finished(text, before)
        && !before.of(text).ends_with([':', ';', '|', '»', '>', '/'])
        && before.of(text).contains(' ')
        && !is_item(text, before)
        && !is_item(text, line)
}

/// Whether a line ends with a full stop or the like.
fn finished(text: &str, line: Span) -> bool {
    line.of(text).trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', '…', '。'])
}

/// The most digits of the number of a list's item: longer numbers are amounts and
/// years.
const MOST_ITEM_DIGITS: usize = 2;

/// Whether a line is an item of a list.
fn is_item(text: &str, line: Span) -> bool {
    let line = line.of(text);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    line.starts_with(['•', '*', '-', '–', '◦', '▪', '‣', '●', '■', '·', '⁃'])
        || (1..=MOST_ITEM_DIGITS).contains(&digits) && line[digits..].starts_with([')', '.'])
}

/// The widths to which text is wrapped, in characters: those of terminals, mail and
/// typewriters. Longer lines are paragraphs, shorter ones are verse or menus.
const WRAPPED_WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;

/// How much of the width a line may leave free although the next word would still
/// fit, in tenths: text that was wrapped elsewhere and pasted is uneven. Chosen by
/// hand.
const FREE_TENTHS: usize = 1;

/// Whether a block was wrapped to a width: no line except the last could have taken
/// the first word of the next.
fn is_wrapped(text: &str, block: &[Span]) -> bool {
    let width = block.iter().map(|l| l.of(text).chars().count()).max().unwrap_or(0);
    let full = |pair: &[Span]| {
        let word = pair[1].of(text).split_whitespace().next().unwrap_or_default();
        let line = pair[0].of(text).chars().count();
        is_item(text, pair[1]) || (line + 1 + word.chars().count()) * 10 > width * (10 - FREE_TENTHS)
    };
    WRAPPED_WIDTHS.contains(&width) && block.windows(2).all(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<_> = paragraphs(text).iter().map(|s| s.of(text)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn lines_of_every_style() {
        check(" One.\r\n\r\nTwo\u{a0}\rThree\n", &["One.", "Two", "Three"]);
        check("One.\u{2028}“Two.”\u{2029}Three", &["One.", "“Two.”", "Three"]);
        check("", &[]);
        check("\n \n", &[]);
    }

    #[test]
    fn a_wrapped_paragraph_is_one() {
        let wrapped = "The council of Port Adair said on Monday that the old ferry\n\
                       would sail again. Residents called the decision by\n\
                       Mayor Nkechi Obi a victory.";
        check(&format!("{wrapped}\n\nNobody objected."), &[wrapped, "Nobody objected."]);
        check("The bridge was built by\nOlaf Moe.", &["The bridge was built by\nOlaf Moe."]);
        check("The harbour was\nfrozen over.", &["The harbour was\nfrozen over."]);
    }

    #[test]
    fn none_is_too_long() {
        let sentence = "“Never,” said Olaf Moe, the harbour master.";
        for (shape, end) in [(format!("{sentence} "), "."), ("and ".to_owned(), "and"), ("ø".to_owned(), "ø")]
        {
            let text = shape.repeat(100_000 / shape.len());
            let found = paragraphs(&text);
            assert!(found.iter().all(|p| p.len() <= LONGEST && p.of(&text).ends_with(end)), "{shape}");
            assert!(found.len() <= text.len() / LONGEST + 2, "{shape}");
            let whole: usize = found.iter().map(|p| p.of(&text).matches(shape.trim()).count()).sum();
            assert_eq!(whole, text.matches(shape.trim()).count());
        }
    }

    #[test]
    fn lines_that_are_not_sentences_stay_separate() {
        check("home\nour team\ncontact us", &["home", "our team", "contact us"]);
        check("Port Adair votes again\nThe council met.", &["Port Adair votes again", "The council met."]);
        check("The plan:\ncut fares.\n- add boats", &["The plan:", "cut fares.", "- add boats"]);
        check("New phones sell well\niPhone sales rose.", &["New phones sell well", "iPhone sales rose."]);
    }

    #[test]
    fn breaks_that_were_lost() {
        check(
            "The ferry was late.“We waited,” said Olaf Moe.Nobody paid.“Never again.”Then it sailed.",
            &[
                "The ferry was late.",
                "“We waited,” said Olaf Moe.",
                "Nobody paid.",
                "“Never again.”",
                "Then it sailed.",
            ],
        );
        check(
            "The ferry was late.\"We waited,\" said Moe.\"A pity.\"\"I agree,\" he said. It sailed.",
            &[
                "The ferry was late.",
                "\"We waited,\" said Moe.",
                "\"A pity.\"",
                "\"I agree,\" he said. It sailed.",
            ],
        );
    }

    #[test]
    fn slips_and_names() {
        check("It was late.Nobody paid. It sailed.", &["It was late.Nobody paid. It sailed."]);
        let names = "See ferry.Example.org, mail.Example.org and Node.Js or the U.S.Senate, fares.Xml too.";
        check(names, &[names]);
    }
}
