//! How often `sayso verify` tells what was done to a quotation or a claim: takes articles
//! with gold annotations, changes what people say in them in twelve ways, and compares
//! each changed article with the article itself among many others.
//!
//! ```sh
//! cargo run --release --example mutations -- ../shared/gold/news/dev.jsonl ../shared/news
//! ```
//!
//! The first argument is a file of gold, the second has the other articles. With the name
//! of mutations behind them, their errors are printed, too. Contents of quotations inside of
//! quotations are left alone.

#![allow(clippy::print_stdout)]

mod edits;

use edits::{Mutation, mutated};
use sayso::records::{Finding, FindingKind};
use sayso::{Lexicon, LoadedModel, Pipeline, Settings, Verification};
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// So many quotes of an article are between two that are changed in one draft.
const APART: usize = 4;

/// Of so many articles, one is no source: what it says is invented for the others.
const DONORS: usize = 6;

/// An article with what is said in it.
struct Gold {
    id: String,
    text: String,
    quotes: Vec<Quote>,
}

/// A quotation or a claim, in bytes.
#[derive(Clone)]
struct Quote {
    kind: String,
    content: Vec<(usize, usize)>,
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    named: bool,
    speaker: String,
}

/// What was done to a quote: where it is in the draft, in code points.
struct Done {
    draft: String,
    quoted: bool,
    mutation: Mutation,
    span: (usize, usize),
}

/// Whether a quotation was changed, and where it is then, in code points.
type Change = (bool, (usize, usize));

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, gold_file, others, rest @ ..] = &arguments[..] else {
        return Err("mutations GOLD OTHERS [MUTATION…]".into());
    };
    let (donors, golds): (Vec<_>, Vec<_>) =
        read(Path::new(gold_file))?.into_iter().enumerate().partition(|(number, _)| number % DONORS == 0);
    let [donors, golds] =
        [donors, golds].map(|golds| golds.into_iter().map(|(_, gold)| gold).collect::<Vec<_>>());
    let folder = tempfile::tempdir()?;
    let line = |id: &str, text: &str| serde_json::json!({ "id": id, "text": text }).to_string() + "\n";
    let originals: String = golds.iter().map(|gold| line(&gold.id, &gold.text)).collect();
    std::fs::write(folder.path().join("originals.jsonl"), originals)?;
    let pipeline = Pipeline::new(&Lexicon::embedded(), LoadedModel::default());
    let (mut drafts, mut done) = (String::new(), Vec::new());
    for (number, gold) in golds.iter().enumerate() {
        let other = &donors[number % donors.len()];
        for mutation in Mutation::ALL {
            for phase in 0..if mutation == Mutation::Untouched { 1 } else { APART } {
                let id = format!("{} {} {phase}", gold.id, mutation.name());
                let (text, changes) = draft(&pipeline, gold, other, mutation, phase);
                if changes.is_empty() {
                    continue;
                }
                drafts.push_str(&line(&id, &text));
                done.extend(changes.into_iter().map(|(quoted, span)| Done {
                    draft: id.clone(),
                    quoted,
                    mutation,
                    span,
                }));
            }
        }
    }
    let draft_file = folder.path().join("drafts.jsonl");
    std::fs::write(&draft_file, drafts)?;
    let mut settings = Settings { input: vec![draft_file], ..Settings::default() };
    settings.reading.any_language = true;
    let verification = Verification {
        settings,
        sources: vec![folder.path().join("originals.jsonl"), others.into()],
        no_sources: Vec::new(),
        index: None,
    };
    let mut findings: HashMap<String, Vec<Finding>> = HashMap::new();
    sayso::verify(
        &verification,
        |_, _| Ok(()),
        |draft| {
            let draft = draft.map_err(|skipped| skipped.to_string())?;
            findings.insert(draft.article.id, draft.findings);
            Ok::<_, Box<dyn std::error::Error>>(())
        },
    )?;
    report(&done, &findings, rest);
    Ok(())
}

/// A draft in which some quotes have been changed, and where; each with whether it is a
/// quotation.
fn draft(
    pipeline: &Pipeline,
    gold: &Gold,
    other: &Gold,
    mutation: Mutation,
    phase: usize,
) -> (String, Vec<Change>) {
    let mut edits: Vec<(Edit, bool)> = Vec::new();
    let sentences: Vec<_> =
        pipeline.sentences(&gold.text).into_iter().map(|span| (span.start, span.end)).collect();
    for (number, quote) in gold.quotes.iter().enumerate() {
        let chosen = mutation == Mutation::Untouched || number % APART == phase;
        if !chosen {
            continue;
        }
        let quoted = quote.kind != "indirect";
        if let Some(edit) = edit(gold, other, &sentences, mutation, number) {
            edits.push((edit, quoted));
        }
    }
    edits.sort();
    let (mut text, mut last, mut changes) = (String::new(), 0, Vec::new());
    for ((start, end, new, content), quoted) in edits {
        if start < last {
            continue;
        }
        text.push_str(&gold.text[last..start]);
        let at = text.chars().count();
        text.push_str(&new);
        last = end;
        let grown = new.chars().count();
        let length = |start: usize, end: usize| gold.text[start..end].chars().count();
        // A speaker may stand before or behind what they say.
        let (first, said) = (content.0, length(content.0, content.1));
        let span = match first.cmp(&start) {
            Ordering::Equal => (at, at + grown),
            Ordering::Greater => (at + grown + length(end, first), at + grown + length(end, first) + said),
            Ordering::Less => (at - length(first, start), at - length(first, start) + said),
        };
        changes.push((quoted, span));
    }
    text.push_str(&gold.text[last..]);
    (text, changes)
}

/// What to put in the place of which bytes, and which are the content.
type Edit = (usize, usize, String, (usize, usize));

/// What is done to a quote, if the mutation can be made of it.
fn edit(
    gold: &Gold,
    other: &Gold,
    sentences: &[(usize, usize)],
    mutation: Mutation,
    number: usize,
) -> Option<Edit> {
    let quote = &gold.quotes[number];
    let content = quoted_part(gold, quote)?;
    let text = &gold.text[content.0..content.1];
    let elsewhere = |own: &Quote| {
        let indirect = |quote: &&Quote| (quote.kind == "indirect") == (own.kind == "indirect");
        let same: Vec<_> =
            other.quotes.iter().filter(|quote| quote.kind != "mixed").filter(indirect).collect();
        let quote = same.get(number % same.len().max(1))?;
        Some(other.text[quote.content[0].0..quote.content[0].1].to_owned())
    };
    match mutation {
        Mutation::Untouched => Some((content.0, content.1, text.to_owned(), content)),
        Mutation::Speaker => {
            let source = *quote.source.first()?;
            let apart = source.1 <= content.0 || source.0 >= content.1;
            (quote.named && apart && quote.source.len() == 1 && !is_part(gold, source))
                .then(|| (source.0, source.1, "Marta Ellstrand".to_owned(), content))
        }
        Mutation::Joined => {
            let far = |at: &usize| at.abs_diff(number) >= 2;
            let mut places = (0..gold.quotes.len()).filter(far);
            let second = places.find(|&at| gold.quotes[at].kind == "direct" && words(gold, at) >= 5)?;
            let rest = gold.quotes[second].content[0];
            (quote.kind == "direct" && quote.content.len() == 1 && words(gold, number) >= 5).then(|| {
                let first = text.trim_end_matches(['.', ',']);
                (content.0, content.1, format!("{first}. {}", &gold.text[rest.0..rest.1]), content)
            })
        }
        Mutation::MadeIndirect | Mutation::MadeStatement => {
            let &(start, end) = sentences.iter().find(|s| s.0 <= content.0 && content.1 <= s.1)?;
            let parts = [&quote.content, &quote.source, &quote.cue];
            let alone = parts.iter().all(|spans| spans.iter().all(|span| start <= span.0 && span.1 <= end))
                && gold.quotes.iter().filter(|q| q.content[0].0 < end && q.content[0].1 > start).count() == 1;
            let simple =
                alone && quote.kind != "mixed" && quote.content.len() == 1 && words(gold, number) >= 6;
            let body = text.trim_end_matches([',', '.']).replace(['“', '”', '"'], "");
            if mutation == Mutation::MadeStatement {
                return simple.then(|| (start, end, format!("{}.", capitalised(&body)), (start, end)));
            }
            let new = format!("{} said that {}.", quote.speaker, mutated(mutation, &body, "", 0)?);
            (simple && quote.kind == "direct" && quote.named && !body.contains(". ")).then_some((
                start,
                end,
                new,
                (start, end),
            ))
        }
        _ => {
            let new = mutated(mutation, text, &elsewhere(quote)?, number)?;
            let all = mutation != Mutation::Invented || quote.content.len() == 1;
            (new != text && all).then_some((content.0, content.1, new, content))
        }
    }
}

/// What is changed of a quote: its first span or, of one that is only partly in quotation
/// marks, the longest part inside of them.
fn quoted_part(gold: &Gold, quote: &Quote) -> Option<(usize, usize)> {
    let first = *quote.content.first()?;
    if quote.kind != "mixed" {
        return Some(first);
    }
    let text = &gold.text[first.0..first.1];
    let marks: Vec<usize> = text.match_indices(['“', '”', '"']).map(|(at, _)| at).collect();
    let open = |at: usize| at + text[at..].chars().next().map_or(0, char::len_utf8);
    let parts = marks
        .chunks(2)
        .map(|pair| (first.0 + open(pair[0]), first.0 + pair.get(1).copied().unwrap_or(text.len())));
    parts.max_by_key(|part| part.1 - part.0)
}

/// Whether a mention is inside of what somebody says.
fn is_part(gold: &Gold, mention: (usize, usize)) -> bool {
    gold.quotes.iter().any(|quote| quote.content.iter().any(|c| c.0 < mention.1 && mention.0 < c.1))
}

fn words(gold: &Gold, quote: usize) -> usize {
    let (start, end) = gold.quotes[quote].content[0];
    gold.text[start..end].split_whitespace().count()
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// In the place of a verdict where the draft's detector found nothing to compare.
const NO_FINDING: &str = "no finding";

/// Prints how many are right, by mutation, as CSV; before it, the errors of some.
fn report(done: &[Done], findings: &HashMap<String, Vec<Finding>>, errors: &[String]) {
    let mut counts: BTreeMap<(usize, bool), BTreeMap<String, usize>> = BTreeMap::new();
    let mut right: BTreeMap<(usize, bool), usize> = BTreeMap::new();
    for change in done {
        let place = Mutation::ALL.iter().position(|m| *m == change.mutation).unwrap_or_default();
        // How much of the two is common, in millionths (Dice): of a claim inside of another,
        // the finding is its own.
        let overlap = |finding: &&Finding| {
            let common = |&(start, end): &(usize, usize)| {
                end.min(change.span.1).saturating_sub(start.max(change.span.0))
            };
            let length: usize = finding.spans.iter().map(|(start, end)| end - start).sum();
            let common: usize = finding.spans.iter().map(common).sum();
            2_000_000 * common / (length + change.span.1 - change.span.0).max(1)
        };
        let of_kind = |finding: &&Finding| {
            change.mutation == Mutation::MadeStatement || finding.kind != FindingKind::Statement
        };
        let found = findings.get(&change.draft).into_iter().flatten().filter(of_kind).max_by_key(overlap);
        let found = found.filter(|finding| overlap(finding) > 0);
        let is_right = found.is_some_and(|finding| change.mutation.is_right(finding, change.quoted));
        let name = found.map_or(NO_FINDING, |finding| finding.verdict.name()).to_owned();
        *right.entry((place, change.quoted)).or_default() += usize::from(is_right);
        *counts.entry((place, change.quoted)).or_default().entry(name).or_default() += 1;
        if errors.iter().any(|name| name == change.mutation.name()) && !is_right {
            println!("\n{} at {}, quoted: {}", change.draft, change.span.0, change.quoted);
            match found {
                Some(finding) => {
                    println!("{}", serde_json::to_string_pretty(&brief(finding)).unwrap_or_default())
                }
                None => println!("no finding"),
            }
        }
    }
    println!("mutation,of,changed,no_finding,right,verdicts");
    for ((place, quoted), verdicts) in &counts {
        let all: usize = verdicts.values().sum();
        let missed = verdicts.get(NO_FINDING).copied().unwrap_or_default();
        let list: Vec<String> =
            verdicts.iter().map(|(verdict, count)| format!("{count} {verdict}")).collect();
        println!(
            "\"{}\",{},{all},{missed},{},{}",
            Mutation::ALL[*place].name(),
            if *quoted { "quotations" } else { "claims" },
            right[&(*place, *quoted)],
            list.join("; ")
        );
    }
}

/// What one needs to see of a wrong finding.
fn brief(finding: &Finding) -> serde_json::Value {
    let passages: Vec<_> = finding
        .passages
        .iter()
        .map(|p| serde_json::json!({ "text": p.text, "context": p.context, "speaker": p.speaker, "kind": p.kind, "article": p.article, "negated": p.negated }))
        .collect();
    serde_json::json!({
        "verdict": finding.verdict, "text": finding.text, "speaker": finding.speaker, "likeness": finding.likeness,
        "changes": finding.changes.iter().map(|c| format!("{}: {} → {}", c.kind.name(), c.source, c.draft)).collect::<Vec<_>>(),
        "left_out": finding.left_out.iter().map(|l| format!("{:?}: {}", l.kind, l.text)).collect::<Vec<_>>(),
        "passages": passages,
    })
}

/// Reads gold: JSON lines with code points.
fn read(path: &Path) -> Result<Vec<Gold>, Box<dyn std::error::Error>> {
    let mut golds = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default().to_owned();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let spans = |value: &serde_json::Value| -> Vec<(usize, usize)> {
            let spans: Vec<(usize, usize)> = serde_json::from_value(value.clone()).unwrap_or_default();
            spans.into_iter().map(|(start, end)| (bytes[start], bytes[end])).collect()
        };
        let mut quotes: Vec<Quote> = record["attributions"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|quote| quote["nested"] != true)
            .map(|quote| Quote {
                kind: quote["kind"].as_str().unwrap_or_default().to_owned(),
                content: spans(&quote["content"]),
                source: spans(&quote["source"]),
                cue: spans(&quote["cue"]),
                named: quote["named"] == true,
                speaker: quote["speaker"].as_str().unwrap_or_default().to_owned(),
            })
            .filter(|quote| !quote.content.is_empty())
            .collect();
        quotes.sort_by_key(|quote| quote.content[0]);
        golds.push(Gold { id: record["id"].as_str().unwrap_or_default().to_owned(), text, quotes });
    }
    Ok(golds)
}
