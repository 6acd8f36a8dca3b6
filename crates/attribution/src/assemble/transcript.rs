//! Transcripts: paragraphs that begin with a speaker's label, as `WALLACE: …`.

use super::spans;
use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::origin::Rule;
use crate::structures::speaker_label::{is_capitals, label, speaks};
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use text::{Act, Article, Attribution, Document, Role, Span};

/// What is said in a paragraph that begins with a speaker's label; none if it does not.
pub(super) fn turn(article: &Article, paragraph: usize, sentence: usize) -> Option<Attribution> {
    let text = article.text.as_str();
    let span = article.paragraphs[paragraph].span;
    let opened = span.of(text).len() - span.of(text).trim_start_matches(['"', '“', '”']).len();
    let start = span.start + opened;
    let colon = label(&text[start..span.end])?;
    let content = Span::new(start + colon + 1, span.end).trim(text);
    let closing = content.of(text).trim_end_matches(['"', '”']).len();
    let content = if opened > 0 { Span::new(content.start, content.start + closing) } else { content };
    let source = Span::new(start, start + colon);
    Some(spans::uncued(Act::Speech, content, source, Rule::Transcript, sentence))
}

/// The paragraphs that begin with a speaker's label, as indices. A label counts
/// when the article uses it twice, or when several are in capitals.
pub(crate) fn paragraphs(vocabulary: &Vocabulary, article: &Article, document: &Document) -> Vec<usize> {
    let text = article.text.as_str();
    let lower = LazyCell::new(|| words_in_lower_case(article, document));
    let mut labels: Vec<(usize, &str)> = Vec::new();
    for (paragraph, _) in document.by_paragraph() {
        let part = &article.paragraphs[paragraph];
        if part.role != Role::Body {
            continue;
        }
        let body = part.span.of(text).trim_start_matches(['"', '“', '”']);
        let end = label(body).filter(|&end| speaks(body, end));
        let label = end.map(|end| &body[..end]);
        let label = label.filter(|label| may_speak(vocabulary, label, |word| lower.contains(word)));
        labels.extend(label.map(|label| (paragraph, label)));
    }
    // Two people who take turns, each named once: they talk to each other.
    let talks = |paragraph: usize| {
        let body = article.paragraphs[paragraph].span.of(text);
        body.contains('?') || body.split(|c: char| !c.is_alphabetic()).any(|word| is_talk(vocabulary, word))
    };
    let neighbours = |paragraph: usize, label: &str| {
        labels.iter().any(|(p, l)| {
            let turn = p.abs_diff(paragraph) == 1 && *l != label && label.split(' ').count() <= 2;
            turn && (talks(*p) || talks(paragraph))
        })
    };
    let capitals = labels.iter().filter(|(_, l)| is_capitals(l)).count();
    let certain = |label: &str| {
        is_capitals(label) && capitals >= 2 || labels.iter().filter(|(_, l)| *l == label).count() >= 2
    };
    labels.iter().filter(|(p, l)| certain(l) || neighbours(*p, l)).map(|(p, _)| *p).collect()
}

/// Whether a word is of people who talk to each other, not of what is listed under a
/// rubric: “I”, “your”, but not “US”.
fn is_talk(vocabulary: &Vocabulary, word: &str) -> bool {
    let acronym = word.len() > 1 && word.chars().all(char::is_uppercase);
    let known = || vocabulary.look_up(&word.to_lowercase());
    !acronym && known().is_some_and(|known| known.is.intersects(Is::TALK))
}

/// Whether a label may be a speaker's: it is no heading (“Advantages: They are
/// cheap.”), nor a word that the article also writes without a capital and that
/// stands for no person.
fn may_speak(vocabulary: &Vocabulary, label: &str, in_lower_case: impl Fn(&str) -> bool) -> bool {
    let last = label.split(' ').next_back().unwrap_or(label).to_lowercase();
    let is = vocabulary.look_up(&last).map_or(Is::empty(), |known| known.is);
    let certain = is_capitals(label) || is.intersects(Is::HUMAN);
    !is.intersects(Is::HEADING) && (certain || !in_lower_case(&last))
}

/// The words of an article that begin without a capital.
fn words_in_lower_case(article: &Article, document: &Document) -> FxHashSet<String> {
    let words = document.tokens.iter().map(|token| token.span.of(&article.text));
    words.filter(|word| word.starts_with(char::is_lowercase)).map(str::to_owned).collect()
}
