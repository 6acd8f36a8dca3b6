//! Authority files: who a name means on which day, and what the user learns of it.
#![allow(clippy::print_stdout)]

use crate::{Folder, sayso};
use serde_json::{Value, json};
use std::path::Path;

/// Invented members of an invented parliament.
const MEMBERS: &str = "\
ID,name,aliases,type,from,to,party,gender
M1,Annelie Haas,A. Haas|Anna Haas,person,2030-01-01,2031-12-31,Greens,female
M1,Annelie Haas,,person,2032-01-01,,Liberals,female
M2,Ola Berg,,person,,,Labour,male
M3,Ola Berg,\"Berg, Ola\",person,,,Coast Party,male
M4,Tove Lind,,organization,,,,
M5,Rui Tavares,,person,2040-01-01,,Greens,male
";

/// Writes articles, each of a day and a sentence, and extracts from them with a file.
fn extract(folder: &Folder, articles: &[(&str, &str)], file: &Path) -> Vec<Value> {
    let line = |(number, (date, text)): (usize, &(&str, &str))| {
        json!({ "id": format!("a{number}"), "date": date, "text": text }).to_string() + "\n"
    };
    folder.write("in/news.jsonl", articles.iter().enumerate().map(line).collect::<String>());
    let file = file.to_str().unwrap();
    folder.extract("in", "out", &["--rules-only", "--authority", file]).expect(0);
    folder.records("out/attributions.jsonl")
}

#[test]
fn whom_a_name_means() {
    let folder = Folder::new();
    let file = folder.write("members.csv", MEMBERS);
    // The article, the id, the candidates, and the party on that day.
    let cases = [
        ("2031-05-01", "“The dam is safe,” said Annelie Haas.", "M1", "", "Greens"),
        ("2033-05-01", "“The dam is safe,” said Ms. Anna Haas.", "M1", "", "Liberals"),
        // Before her time, but one name is one speaker.
        ("2029-05-01", "“The dam is safe,” said Annelie Haas.", "M1", "", ""),
        // Nothing tells which of two is meant, unless their role does.
        ("2031-05-01", "“It leaks,” said Ola Berg.", "", "M2|M3", ""),
        ("2031-05-02", "“It leaks,” said Ola Berg, spokesman for the Coast Party.", "M3", "", "Coast Party"),
        // The file knows an organization of that name.
        ("2031-05-01", "“It leaks,” said Tove Lind.", "", "", ""),
        // The file knows somebody of a later time.
        ("2031-05-01", "“It leaks,” said Rui Tavares.", "", "", ""),
        ("", "“It leaks,” said Rui Tavares.", "", "M5", ""),
    ];
    for case in cases {
        let (date, text, id, candidates, party) = case;
        let others = [("2031-04-01", "“The dam will hold for years,” said Annelie Haas.")];
        let articles: Vec<_> = [(date, text)].into_iter().chain(others).collect();
        let found = extract(&folder, &articles, &file);
        let speaker = &found[0]["speaker"];
        let known = speaker["id"].as_str().filter(|id| id.starts_with('M')).unwrap_or_default();
        let open: Vec<_> =
            speaker["candidates"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let row = speaker["authority"]["party"].as_str().unwrap_or_default();
        assert_eq!((known, &*open.join("|"), row), (id, candidates, party), "{case:?}: {speaker}");
    }
}

#[test]
fn other_forms_of_a_name() {
    let folder = Folder::new();
    let file = folder
        .write("who.csv", "id,name\nM1,Annelie Haas\nM2,Hector Quiroga Paz\nO1,Federal Rivers Bureau\n");
    // Two speakers with the same surroundings, and whether the second has the id of the first.
    let cases = [
        ("“It leaks,” said Annelie Haas, a geologist.", "“It holds,” said Annelise Haas, a geologist.", true),
        ("“It leaks,” said Annelie Haas, a geologist.", "“It holds,” said Annelie Haaz, a geologist.", false),
        ("“It leaks,” said Hector Quiroga Paz.", "“It holds,” said Hector Paz.", true),
        ("“It leaks,” said Hector Quiroga Paz.", "“It holds,” said Irene Paz.", false),
        ("The Federal Rivers Bureau said that the dam leaks.", "The FRB said that the dam holds.", true),
        (
            "The Federal Rivers Bureau said that the dam leaks.",
            "The Federal Roads Bureau said that the dam holds.",
            false,
        ),
    ];
    for case in cases {
        let articles =
            [case.0, case.1].map(|text| format!("{text} The mayors of Skelwater and Arborline agreed."));
        let found = extract(&folder, &[("2031-05-01", &articles[0]), ("2031-05-02", &articles[1])], &file);
        let [first, second] = [&found[0]["speaker"]["id"], &found[1]["speaker"]["id"]];
        assert!(first.as_str().is_some_and(|id| id.len() == 2), "{case:?}: {first}");
        assert_eq!(first == second, case.2, "{case:?}: {second}");
    }
}

#[test]
fn the_columns_are_in_every_table() {
    let folder = Folder::new();
    let file = folder.write("members.tsv", MEMBERS.replace("\"Berg, Ola\"", "").replace(',', "\t"));
    let articles = [
        ("2031-05-01", "“The dam is safe,” said Annelie Haas. “It will hold,” Haas said."),
        ("2031-05-01", "“It leaks,” said Ola Berg."),
    ];
    extract(&folder, &articles, &file);
    let speakers = folder.records("out/speakers.jsonl");
    let haas = json!({ "name": "Annelie Haas", "party": "Greens", "gender": "female",
        "from": "2030-01-01", "to": "2031-12-31" });
    assert_eq!((&speakers[0]["id"], &speakers[0]["authority"]), (&json!("M1"), &haas));
    assert_eq!(speakers[1]["candidates"], json!(["M2", "M3"]));
    assert_eq!(speakers[1]["authority"], Value::Null);
    let out = folder.path("out");
    sayso(["export".as_ref(), out.as_os_str(), "--to".as_ref(), "csv".as_ref()]).expect(0);
    let table = std::fs::read_to_string(out.join("attributions.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let head = rows.headers().unwrap().clone();
    let cell = |row: &csv::StringRecord, column: &str| {
        row[head.iter().position(|name| name == column).unwrap()].to_owned()
    };
    let cells: Vec<[String; 4]> = (rows.records())
        .map(|row| {
            let row = row.unwrap();
            ["speaker_id", "candidates", "authority_party", "authority_to"].map(|name| cell(&row, name))
        })
        .collect();
    let wanted = [
        ["M1", "", "Greens", "2031-12-31"],
        ["M1", "", "Greens", "2031-12-31"],
        [speakers[1]["id"].as_str().unwrap(), "M2|M3", "", ""],
    ];
    assert_eq!(cells, wanted);
    sayso(["export".as_ref(), out.as_os_str(), "--to".as_ref(), "parquet".as_ref()]).expect(0);
}

#[test]
fn what_is_wrong_is_named_by_file_and_line() {
    let folder = Folder::new();
    folder.write("in/a.txt", "“It leaks,” said Ola Berg.");
    for (lines, problem) in [
        ("", "bad.csv:1: the first line has to name the columns, among them id and name"),
        ("id,title\n1,Lord\n", "bad.csv:1: the first line has to name the columns"),
        ("id,name,ID\n", "bad.csv:1: two columns are called “id”"),
        ("id,name\n1,Ola Berg\n2\n", "bad.csv:3: 1 cells, but the first line has 2"),
        ("id,name\n1,Ola Berg\n,Rui Tavares\n", "bad.csv:3: no id"),
        ("id\tname\taliases\n1\tOla Berg\t!|\n", "bad.csv:2: the name “!” has no word in it"),
        ("id,name,type\n1,Ola Berg,human\n", "bad.csv:2: the type “human” is not one of person"),
        ("id,name,from\n1,Ola Berg,2031\n", "bad.csv:2: “2031” is not a day like 2031-04-05"),
        ("id,name,from,to\n1,Ola,2031-01-02,2031-01-01\n", "bad.csv:2: from is after to"),
    ] {
        let file = folder.write("bad.csv", lines);
        let arguments = ["--rules-only", "--authority", file.to_str().unwrap()];
        folder.extract("in", "out", &arguments).expect(1).says(problem);
    }
    let arguments = ["--rules-only", "--authority", "no-such-file.csv"];
    folder.extract("in", "out", &arguments).expect(1).says("no-such-file.csv: ");
}

/// A real file, where there is one.
#[test]
fn the_congress_of_the_united_states() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/authority/us-congress.tsv");
    if !file.exists() {
        println!("skipped: ../shared/authority/us-congress.tsv is not there");
        return;
    }
    let folder = Folder::new();
    let articles = [
        ("2018-05-01", "“The dam is safe,” said Rep. Adam Schiff, a Democrat."),
        ("2026-05-01", "“The dam is safe,” said Sen. Adam Schiff, a Democrat."),
        ("2018-05-01", "“The dam is safe,” said Adam Okafor, an engineer."),
    ];
    let found = extract(&folder, &articles, &file);
    let known = found.iter().map(|quote| {
        let speaker = &quote["speaker"];
        let office = speaker["authority"]["office"].as_str().unwrap_or_default();
        (speaker["id"].as_str().unwrap_or_default(), office)
    });
    let wanted = [("Q350843", "Representative for CA"), ("Q350843", "Senator for CA"), ("a2/s1", "")];
    assert_eq!(known.collect::<Vec<_>>(), wanted);
}

#[test]
fn the_table_has_the_columns_of_its_months() {
    let folder = Folder::new();
    let file = folder.write("members.csv", MEMBERS);
    let said = "“The dam is safe,” said Annelie Haas.";
    extract(&folder, &[("2031-05-01", said), ("2033-05-01", "“The dam holds,” said Annelie Haas.")], &file);
    let table = std::fs::read_to_string(folder.path("out/speakers.csv")).unwrap();
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let head = rows.headers().unwrap().clone();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[head.iter().position(|column| column == name).unwrap()].to_owned()
    };
    let rows: Vec<_> = rows.records().map(Result::unwrap).collect();
    let shown =
        rows.iter().map(|row| ["month", "id", "authority_party"].map(|name| cell(row, name)).join(" "));
    assert_eq!(shown.collect::<Vec<_>>(), ["2031-05 M1 Greens", "2033-05 M1 Liberals"]);
}
