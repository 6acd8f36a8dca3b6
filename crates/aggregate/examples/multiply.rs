//! Makes a large run of a small one, to measure `sayso aggregate`:
//!
//! ```sh
//! sayso extract articles/ --output small/
//! cargo run --release -p aggregate --example multiply -- small/ 1000000 large/
//! time sayso aggregate large/
//! ```
//!
//! The articles are repeated until there are that many attributions. Nine of ten
//! repetitions tell another story: half of the words, and all that are capitalised,
//! are replaced by other words of the small run, names by names, and by different
//! ones in each repetition. The tenth is a copy with a few words added.

#![allow(clippy::print_stderr, missing_docs)]

use records::{Article, Attribution, JsonlWriter};
use std::borrow::Cow;
use std::error::Error;
use std::hash::{Hash, Hasher};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [small, wanted, large] = &arguments[..] else {
        return Err("multiply SMALL ATTRIBUTIONS LARGE".into());
    };
    let wanted: usize = wanted.parse()?;
    let read = |name: &str| std::fs::read_to_string(Path::new(small).join(name));
    let (articles, attributions) = (read("articles.jsonl")?, read("attributions.jsonl")?);
    let articles: Vec<Article<'_>> = articles.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let attributions: Vec<Attribution<'_>> =
        attributions.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let words = Words::of(&articles);

    let create = |name: &str| JsonlWriter::create(&Path::new(large).join(name));
    let (mut to_articles, mut to_attributions) = (create("articles.jsonl")?, create("attributions.jsonl")?);
    let mut written = 0;
    for repetition in 0_u64.. {
        let mut rest = &attributions[..];
        for (number, article) in articles.iter().enumerate() {
            let count = rest.iter().take_while(|found| found.article == article.id).count();
            let (found, others) = rest.split_at(count);
            rest = others;
            let id = format!("{repetition}/{}", article.id);
            let change = |text: &str| words.change(text, repetition);
            let mut made = article.clone();
            made.id = id.clone().into();
            made.outlet = Some(format!("Outlet {}", (number as u64 * 7 + repetition * 13) % 400).into());
            made.date = article
                .date
                .map(|date| date.saturating_add(jiff::Span::new().days((repetition % 3_000) as i64 * 3)));
            made.text = change(&article.text).into();
            to_articles.write(&made)?;
            for attribution in found {
                let mut made = attribution.clone();
                made.id = attribution.id.replacen(&*article.id, &id, 1).into();
                made.article = id.clone().into();
                made.content.text = change(&attribution.content.text).into();
                if let Some(source) = &mut made.source {
                    source.text = change(&source.text).into();
                }
                if let Some(speaker) = &mut made.speaker {
                    speaker.r#ref = speaker.r#ref.replacen(&*article.id, &id, 1).into();
                    speaker.name = change(&speaker.name).into();
                    speaker.role = speaker.role.as_deref().map(|role| Cow::from(change(role)));
                }
                to_attributions.write(&made)?;
                written += 1;
            }
            if written >= wanted {
                to_articles.finish()?;
                to_attributions.finish()?;
                eprintln!("{written} attributions");
                return Ok(());
            }
        }
    }
    Ok(())
}

/// The words of the small run, capitalised ones apart.
struct Words<'a> {
    names: Vec<&'a str>,
    others: Vec<&'a str>,
}

impl<'a> Words<'a> {
    fn of(articles: &'a [Article<'_>]) -> Self {
        let words = articles.iter().flat_map(|article| article.text.split(|c: char| !c.is_alphabetic()));
        let (mut names, mut others): (Vec<_>, Vec<_>) =
            words.filter(|word| word.len() > 3).partition(|word| word.starts_with(char::is_uppercase));
        for words in [&mut names, &mut others] {
            words.sort_unstable();
            words.dedup();
        }
        Self { names, others }
    }

    fn change(&self, text: &str, repetition: u64) -> String {
        // The tenth of ten repetitions is a copy of the ninth.
        let copy = repetition % 10 == 9;
        let story = if copy { repetition - 1 } else { repetition };
        let mut changed = String::with_capacity(text.len());
        for piece in text.split_inclusive(|c: char| !c.is_alphabetic()) {
            let word = piece.trim_end_matches(|c: char| !c.is_alphabetic());
            let hash = hash(&(word, story));
            let name = word.starts_with(char::is_uppercase);
            let list = if name { &self.names } else { &self.others };
            let other = word.len() > 3 && (name || hash % 2 == 0) && !list.is_empty();
            changed.push_str(if other { list[(hash / 2) as usize % list.len()] } else { word });
            if copy && hash % 97 == 0 {
                changed.push_str(" now");
            }
            changed.push_str(&piece[word.len()..]);
        }
        changed
    }
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
