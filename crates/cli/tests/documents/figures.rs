//! The figures in the documents are those of `results/`.

use crate::results::Results;
use crate::{documents, examples, name, root, tables};

const BEGINS: &str = "<!-- figures: ";
const ENDS: &str = "<!-- end -->";

#[test]
fn figures_are_those_of_the_results() {
    let results = Results::new(root().join("results"));
    let update = std::env::var_os("UPDATE_FIGURES").is_some();
    let mut outdated = String::new();
    for (path, text) in documents() {
        let mut changed = Vec::new();
        let renewed = renew(&text, &mut changed, |wanted| figure(&results, wanted));
        let renewed = renewed.unwrap_or_else(|problem| panic!("{}: {problem}", name(&path)));
        if changed.is_empty() {
            continue;
        }
        if update {
            std::fs::write(&path, renewed).unwrap();
        } else {
            outdated.extend(changed.iter().map(|one| format!("{}: {one}\n", name(&path))));
        }
    }
    assert!(outdated.is_empty(), "UPDATE_FIGURES=1 writes these:\n{outdated}");
}

/// What goes between the marks.
fn figure(results: &Results, wanted: &str) -> Result<String, String> {
    let (first, rest) = wanted.split_once(' ').ok_or("a mark has two words")?;
    match first {
        "table" => Ok(format!("\n\n{}\n\n", tables::table(results, rest)?.trim_end())),
        "speed" => tables::speed(results, rest),
        "explain" => Ok(format!("\n\n```text\n{}\n```\n\n", examples::explained(rest).trim_end())),
        "extract" => Ok(format!("\n\n```json\n{}\n```\n\n", examples::extracted(rest).trim_end())),
        "summary" => {
            let lines = rest.parse().map_err(|_| "a summary has a number of lines")?;
            Ok(format!("\n\n```text\n{}\n  …\n```\n\n", examples::summary(lines)))
        }
        file => results.one(file, rest),
    }
}

/// The text with everything between its marks made anew; tells what `changed`.
fn renew(
    text: &str,
    changed: &mut Vec<String>,
    figure: impl Fn(&str) -> Result<String, String>,
) -> Result<String, String> {
    let mut renewed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(BEGINS) {
        let (wanted, after) = after.split_once(" -->").ok_or("a mark is not closed")?;
        let (old, after) = after.split_once(ENDS).ok_or_else(|| format!("no end of {wanted}"))?;
        let new = figure(wanted).map_err(|problem| format!("{wanted}: {problem}"))?;
        if new != old {
            changed.push(format!("{wanted}\n  says {old}\n  should say {new}"));
        }
        renewed += &format!("{before}{BEGINS}{wanted} -->{new}{ENDS}");
        rest = after;
    }
    Ok(renewed + rest)
}

#[test]
fn between_the_marks_only() {
    let (mut changed, text) = (Vec::new(), "It is <!-- figures: a b -->12<!-- end --> %.");
    let renewed = renew(text, &mut changed, |wanted| Ok(wanted.to_uppercase()));
    assert_eq!(renewed.unwrap(), "It is <!-- figures: a b -->A B<!-- end --> %.");
    assert_eq!(changed.len(), 1);
    assert!(renew("<!-- figures: a b -->12", &mut changed, |_| Ok(String::new())).is_err());
}
