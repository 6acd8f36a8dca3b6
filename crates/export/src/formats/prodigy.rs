//! Tasks for Prodigy: JSON lines, one for each article, with tokens, spans and
//! relations, for its `relations` and `spans_manual` interfaces.
//!
//! Prodigy is written in Python, so offsets count code points; `token_end` is the
//! last token itself. As in spaCy, the tokens joined with the spaces that `ws`
//! announces are the whole text; besides, a token ends wherever a span begins or
//! ends. The first span of a content is the head of its relations. Who said it is beside the
//! spans, in `speakers`, which Prodigy keeps as it is.

use crate::article::{Article, parts};
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use records::{JsonlWriter, Span};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

pub(crate) const FORMAT: Format = Format {
    name: "prodigy",
    about: "JSON lines, a task for each article, for Prodigy's relations and spans_manual",
    target: "prodigy.jsonl",
    open,
};

fn open(target: &Path, _: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    Ok(Box::new(Prodigy { file: JsonlWriter::create(target)? }))
}

struct Prodigy {
    file: JsonlWriter,
}

impl Exporter for Prodigy {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let attributions: Vec<_> = article.attributions.iter().map(parts).collect();
        let all = attributions.iter().flatten().flat_map(|part| part.spans);
        let borders: BTreeSet<usize> = all.flat_map(|&(start, end)| [start, end]).collect();
        let tokens = tokens(&article.article.text, &borders);
        let span = |label: &str, (start, end): Span| {
            let first = tokens.partition_point(|token| token.end <= start);
            let last = tokens.partition_point(|token| token.start < end) - 1;
            json!({ "start": start, "end": end, "token_start": first, "token_end": last, "label": label })
        };
        let (mut spans, mut relations) = (Vec::new(), Vec::new());
        for parts in &attributions {
            let mut head: Option<Value> = None;
            for part in parts {
                for &fragment in part.spans {
                    let child = span(&part.name.to_uppercase(), fragment);
                    if let Some(head) = &head {
                        relations.push(json!({
                            "head": head["token_start"], "child": child["token_start"],
                            "head_span": head, "child_span": child, "label": part.name.to_uppercase(),
                        }));
                    }
                    head = head.or_else(|| Some(child.clone()));
                    if !spans.contains(&child) {
                        spans.push(child);
                    }
                }
            }
        }
        let tokens = tokens.iter().enumerate().map(|(id, token)| {
            let Token { start, end, space } = *token;
            json!({ "text": article.words((start, end)), "start": start, "end": end, "id": id, "ws": space })
        });
        let speakers = article.attributions.iter().filter_map(|attribution| {
            let speaker = attribution.speaker.as_ref()?;
            Some(json!({ "attribution": attribution.id, "name": speaker.name, "id": speaker.id }))
        });
        let record = &article.article;
        self.file.write(&json!({
            "text": record.text,
            "tokens": tokens.collect::<Vec<_>>(),
            "spans": spans,
            "relations": relations,
            "speakers": speakers.collect::<Vec<_>>(),
            "meta": { "article": record.id, "outlet": record.outlet, "date": record.date },
        }))?;
        Ok(0)
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        Ok(self.file.finish()?)
    }
}

/// A token, in code points.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Token {
    start: usize,
    end: usize,
    /// Whether a space follows that is not part of a token.
    space: bool,
}

/// Words, other characters one by one, and runs of white space except the single
/// space after a token. There is a border of tokens at each of `borders`, in code
/// points.
fn tokens(text: &str, borders: &BTreeSet<usize>) -> Vec<Token> {
    #[derive(PartialEq)]
    enum Class {
        Word,
        Space,
        Other,
    }
    let class = |c: char| match c {
        c if c.is_alphanumeric() => Class::Word,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    };
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = Class::Other;
    for (at, c) in text.chars().enumerate() {
        let this = class(c);
        let border = borders.contains(&at);
        match tokens.last_mut() {
            // A single space belongs to no token, even inside of a span.
            Some(token) if c == ' ' && !token.space && token.end == at && last != Class::Space => {
                token.space = true;
                last = Class::Other;
                continue;
            }
            Some(token) if token.end == at && !border && this != Class::Other && this == last => {
                token.end += 1
            }
            _ => tokens.push(Token { start: at, end: at + 1, space: false }),
        }
        last = this;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_whole_text() {
        for (text, borders, expected) in [
            ("“No,” she said.", vec![1, 4], "“|No|,|”_|she_|said|."),
            ("rock-bottom  prices\r\n\r\nfell", vec![], "rock|-|bottom_| |prices|\r\n\r\n|fell"),
            ("a  b", vec![], "a_| |b"),
            (" a\nb ", vec![], " |a|\n|b_"),
            ("quayside", vec![4], "quay|side"),
            ("", vec![], ""),
        ] {
            let characters: Vec<char> = text.chars().collect();
            let tokens = tokens(text, &borders.iter().copied().collect());
            let words = |token: &Token| characters[token.start..token.end].iter().collect::<String>();
            let shown: Vec<_> =
                tokens.iter().map(|token| words(token) + if token.space { "_" } else { "" }).collect();
            assert_eq!(shown.join("|"), expected);
            let joined: String =
                tokens.iter().map(|token| words(token) + if token.space { " " } else { "" }).collect();
            assert_eq!(joined, text);
        }
    }
}
