//! The tables of figures that documents hold.

use crate::results::{Results, percent, thousands};

type Table = Result<String, String>;

/// The sets that have gold for who said what, as documents name them, with what
/// of their attributions is read in each: kinds in the order of the rows.
const SETS: [(&str, &str); 4] = [
    ("polnear-dev", "**PolNeAR**"),
    ("news-dev", "**news**"),
    ("pages-dev", "**pages**"),
    ("cases-dev", "**cases**"),
];
const KINDS: [&str; 3] = ["direct", "indirect", "mixed"];
const MODELS: [&str; 3] = ["rules", "fast", "accurate"];
const OTHERS: [&str; 5] = ["Citron", "GenderGapTracker", "sayswho", "textacy", "two people"];

/// The table of this name.
pub(crate) fn table(results: &Results, name: &str) -> Table {
    match name {
        "quality" => quality(results),
        "quality by kind" => by_kind(results),
        "speakers" => speakers(results),
        "models" => models(results),
        "confidence" => confidence(results),
        "sentences" => sentences(results),
        "across" => across(results),
        "verify" => verify(results),
        "card" => card(results, &["accurate", "fast", "rules"]),
        _ => Err("there is no such table".to_owned()),
    }
}

/// A Markdown table.
fn markdown(head: &[&str], rows: Vec<Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<_> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    line(&head) + &rule + &rows.iter().map(|row| line(row)).collect::<String>()
}

/// “content / triple” of one of our models.
fn ours(results: &Results, set: &str, model: &str, kind: &str) -> Table {
    let file = format!("{set}/{model}");
    let f1 = |metric| Ok::<_, String>(percent(results.number(&file, &format!("{kind}.{metric}.f1"))?));
    Ok(format!("{} / {}", f1("content")?, f1("triple")?))
}

/// The same of another tool, empty where it was not measured.
fn theirs(results: &Results, set: &str, tool: &str, kind: &str) -> Table {
    let rows = results.rows("other-tools.csv")?;
    let row = rows.iter().find(|row| row["tool"] == tool && row["set"] == set && row["kind"] == kind);
    Ok(match row {
        Some(row) if row["triple"].is_empty() => row["content"].clone(),
        Some(row) => format!("{} / {}", row["content"], row["triple"]),
        None => String::new(),
    })
}

/// How often `sayso verify` tells what was done to a quotation or a claim, over all gold.
fn verify(results: &Results) -> Table {
    let rows = results.rows("verify/mutations.csv")?;
    let mut mutations: Vec<&str> = Vec::new();
    for row in &rows {
        if !mutations.contains(&&*row["mutation"]) {
            mutations.push(&row["mutation"]);
        }
    }
    let share = |mutation: &str, of: &str| {
        let sum = |column: &str| {
            let of_them = rows.iter().filter(|row| row["mutation"] == mutation && row["of"] == of);
            of_them.filter_map(|row| row[column].parse::<f64>().ok()).sum::<f64>()
        };
        let changed = sum("changed");
        if changed == 0.0 { String::new() } else { percent(sum("right") / changed) }
    };
    let cells =
        |mutation: &str| vec![mutation.to_owned(), share(mutation, "quotations"), share(mutation, "claims")];
    Ok(markdown(&["", "quotations", "claims"], mutations.into_iter().map(cells).collect()))
}

/// “PolNeAR, 84 articles, 2,192 attributions”.
fn described(results: &Results, set: &str, name: &str) -> Table {
    let file = format!("{set}/fast");
    let [articles, attributions] = ["documents", "all.content.gold"].map(|field| results.one(&file, field));
    Ok(format!("{name}, {} articles, {} attributions", articles?, attributions?))
}

fn quality(results: &Results) -> Table {
    let mut rows = Vec::new();
    for (set, name) in SETS {
        let mut row = vec![described(results, set, name)?];
        for model in ["rules", "fast", "accurate"] {
            row.push(ours(results, set, model, "all")?);
        }
        for tool in ["Citron", "GenderGapTracker", "two people"] {
            row.push(theirs(results, set, tool, "all")?);
        }
        rows.push(row);
    }
    let head = ["", "`--rules-only`", "`fast`", "`accurate`", "Citron", "GenderGapTracker", "two people"];
    Ok(markdown(&head, rows))
}

fn by_kind(results: &Results) -> Table {
    let mut rows = Vec::new();
    for (set, name) in SETS {
        for kind in ["all"].into_iter().chain(KINDS) {
            let mut row = vec![if kind == "all" { described(results, set, name)? } else { kind.to_owned() }];
            for model in MODELS {
                row.push(ours(results, set, model, kind)?);
            }
            for tool in OTHERS {
                row.push(theirs(results, set, tool, kind)?);
            }
            rows.push(row);
        }
    }
    let models = ["`--rules-only`", "`fast`", "`accurate`"];
    let head: Vec<_> = [""].into_iter().chain(models).chain(OTHERS).collect();
    Ok(markdown(&head, rows))
}

fn speakers(results: &Results) -> Table {
    let mut rows = Vec::new();
    for (set, name) in &SETS[1..] {
        for (field, what) in [
            ("details.speaker", "right speaker named, of contents found"),
            ("details.said.f1", "content and named speaker both right, F1"),
        ] {
            let mut row = vec![format!("{name}: {what}")];
            for model in MODELS {
                row.push(percent(results.number(&format!("{set}/{model}"), field)?));
            }
            rows.push(row);
        }
    }
    let mut row = vec!["**cases**: marked traps not fallen for".to_owned()];
    for model in MODELS {
        let count = |field| results.number(&format!("cases-dev/{model}"), field);
        let (traps, fallen) = (count("details.must_not")?, count("details.must_not_broken")?);
        row.push(format!("{} of {traps}", traps - fallen));
    }
    rows.push(row);
    Ok(markdown(&["", "`--rules-only`", "`fast`", "`accurate`"], rows))
}

/// How much text a model reads in a second, on one core.
pub(crate) fn speed(results: &Results, model: &str) -> Table {
    let rows = results.rows("speed.csv")?;
    let row = rows.iter().find(|row| row["model"] == model).ok_or("speed.csv lacks a model")?;
    Ok(match [row["megabytes_slowest"].as_str(), row["megabytes_fastest"].as_str()] {
        [slowest, fastest] if slowest == fastest => format!("{slowest} MB"),
        [slowest, fastest] => format!("{slowest} to {fastest} MB"),
    })
}

fn models(results: &Results) -> Table {
    let memory = results.rows("speed.csv")?;
    let mut rows = Vec::new();
    for (model, option, advice) in [
        ("rules", "`--rules-only`", "where traps are dense, or nothing learned is wanted"),
        ("fast", "`fast`", "unless you know better"),
        ("accurate", "`accurate`", "for some ten thousand articles"),
    ] {
        let mut row = vec![option.to_owned()];
        for (set, _) in SETS {
            row.push(ours(results, set, model, "all")?);
        }
        row.push(speed(results, model)?);
        let memory = memory.iter().find(|row| row["model"] == model).ok_or("speed.csv lacks a model")?;
        row.push(format!("{} MB", memory["memory"]));
        row.push(advice.to_owned());
        rows.push(row);
    }
    let head = ["", "PolNeAR", "news", "pages", "cases", "text a second and core", "memory", "take it"];
    Ok(markdown(&head, rows))
}

fn confidence(results: &Results) -> Table {
    let mut rows = Vec::new();
    // The curve is read at 0, 0.3, 0.4, …, 0.9; every second step tells enough.
    for index in [0, 3, 5, 6, 7] {
        let mut row = Vec::new();
        for set in ["polnear-dev", "news-dev", "pages-dev"] {
            let field = |name| format!("confidence.curve.{index}.{name}");
            let number = |name| results.number(&format!("{set}/fast"), &field(name));
            let (least, precision, recall) = (number("least")?, number("precision")?, number("recall")?);
            if row.is_empty() {
                row.push(format!("{least:.1}"));
            }
            let f1 = 2.0 * precision * recall / (precision + recall);
            row.push([precision, recall, f1].map(percent).join(" / "));
        }
        rows.push(row);
    }
    let head = ["at least", "PolNeAR: precision / recall / F1, content and source", "news", "pages"];
    Ok(markdown(&head, rows))
}

fn sentences(results: &Results) -> Table {
    let others = results.rows("other-splitters.csv")?;
    let mut rows = Vec::new();
    for other in others {
        let file = format!("sentences/{}", other["set"]);
        let ours = if other["set"] == "golden-rules" {
            let [right, all] = ["items_right", "items"].map(|field| results.one(&file, field));
            format!("{} of {}", right?, all?)
        } else {
            results.one(&file, "boundary.f1")?
        };
        rows.push(vec![other["name"].clone(), ours, other["best"].clone(), other["splitter"].clone()]);
    }
    Ok(markdown(&["sentence boundaries, F1", "sayso", "best of ten others", ""], rows))
}

fn across(results: &Results) -> Table {
    let mut rows = Vec::new();
    for (set, name) in [("across-dev", "dev"), ("across-held-out", "held-out")] {
        let file = format!("{set}/fast");
        let [speakers, clusters, found, marks] =
            ["speakers.f1", "clusters.f1", "found", "marks"].map(|field| results.one(&file, field));
        rows.push(vec![name.to_owned(), speakers?, clusters?, format!("{} of {}", found?, marks?)]);
    }
    Ok(markdown(&["", "speakers", "clusters", "marks found"], rows))
}

/// What a model's card says of each set: two models, cue F1 in brackets.
fn card(results: &Results, models: &[&str]) -> Table {
    let mut rows = Vec::new();
    for (set, name) in SETS {
        for model in models {
            let mut row = vec![format!("{}, `{model}`", name.trim_matches('*'))];
            for kind in ["all"].into_iter().chain(KINDS) {
                row.push(ours(results, set, model, kind)?);
            }
            let file = format!("{set}/{model}");
            row.push(results.one(&file, "all.cue.f1")?);
            row.push(results.one(&file, "confidence.calibration_error")?);
            rows.push(row);
        }
    }
    Ok(markdown(&["", "all", "direct", "indirect", "mixed", "cue", "calibration error"], rows))
}

#[test]
fn a_table_has_a_rule_below_its_head() {
    let row = vec!["x".to_owned(), thousands(1200)];
    assert_eq!(markdown(&["a", "b"], vec![row]), "| a | b |\n|---|---|\n| x | 1,200 |\n");
}
