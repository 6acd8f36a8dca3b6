//! Exports, each read back by somebody else's reader if there is one.

use crate::{ARTICLE, Folder, sayso};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Articles with what makes exports stumble.
fn corpus(folder: &Folder) {
    folder.write("in/desk/ferry 🚢.txt", ARTICLE);
    let odd = json!({
        "id": "https://herald.example/Ümläut?a=1&b=2", "outlet": "=HYPERLINK(\"x\")", "date": "2031-04-05",
        "url": "https://herald.example/a?b=1",
        "text": "🎭🎭 “It burns,” said Åse Lund, the fire\r\nchief of Oslund, “and\r\nnobody 🚒 came.”\r\n\r\n\
                 “-1 is what we are worth,” she said. “@home nobody sleeps.”\r\n\r\n“We wait, and we shall \
                 wait until the council pays.”\r\n",
    });
    let silent = json!({ "id": "a", "text": "It rained all day." });
    folder.write("in/wire.jsonl", format!("{odd}\n{silent}\n"));
}

/// The export of the same results with offsets in this unit.
fn exported(folder: &Folder, unit: &str, format: &str) -> PathBuf {
    let output = format!("out-{unit}");
    if !folder.path(&output).exists() {
        folder.extract("in", &output, &["--offsets", unit]).expect(0);
    }
    let target = folder.path(&format!("{format}-{unit}"));
    let ran = sayso([
        "export".as_ref(),
        folder.path(&output).as_os_str(),
        "--to".as_ref(),
        format.as_ref(),
        "-o".as_ref(),
        target.as_os_str(),
    ]);
    ran.expect(0).says(" in 3 articles: ");
    target
}

/// The names and contents of a file or of the files in a folder.
fn contents(path: &Path) -> BTreeMap<String, Vec<u8>> {
    if path.is_file() {
        return BTreeMap::from([(String::new(), std::fs::read(path).unwrap())]);
    }
    let files = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (name(&path), std::fs::read(path).unwrap())).collect()
}

/// An export, which must not depend on what the offsets of the run count; and the
/// articles and attributions of the run, in code points.
fn check(format: &str) -> (PathBuf, Folder) {
    let folder = Folder::new();
    corpus(&folder);
    let first = exported(&folder, "code-point", format);
    for unit in ["byte", "utf16"] {
        assert!(contents(&exported(&folder, unit, format)) == contents(&first), "{format} of {unit} differs");
    }
    (first, folder)
}

fn results(folder: &Folder, name: &str) -> Vec<Value> {
    folder.records(&format!("out-code-point/{name}.jsonl"))
}

fn points(text: &str, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().unwrap() as usize, end.as_u64().unwrap() as usize);
    text.chars().skip(start).take(end - start).collect()
}

fn json_in(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn csv() {
    let (path, folder) = check("csv");
    let bytes = std::fs::read(&path).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbfid,article,"));
    let mut rows = csv::Reader::from_path(&path).unwrap();
    let names = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let attributions = results(&folder, "attributions");
    assert_eq!(rows.len(), attributions.len());
    for (row, attribution) in rows.iter().zip(&attributions) {
        let cell = |name: &str| &row[names.iter().position(|n| n == name).unwrap()];
        let content = attribution["content"]["text"].as_str().unwrap();
        let risky = content.starts_with(['-', '@']);
        assert_eq!(cell("content"), format!("{}{content}", if risky { "'" } else { "" }));
        assert_eq!(cell("speaker"), attribution["speaker"]["name"].as_str().unwrap_or_default());
        let spans: Value = serde_json::from_str(cell("content_spans")).unwrap();
        assert_eq!(spans, attribution["content"]["spans"]);
        assert!(cell("confidence").parse::<f64>().unwrap() <= 1.0);
        // No cell is a formula.
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
    assert!(rows.iter().any(|row| row.iter().any(|cell| cell.starts_with("'="))));
    assert!(rows.iter().any(|row| row.iter().any(|cell| cell.starts_with("'-1 is"))));
}

/// Read by the reader of gold.
#[test]
fn brat() {
    let (path, folder) = check("brat");
    let gold = evaluation::gold(&path).unwrap();
    assert_eq!(gold.len(), 3);
    let attributions = results(&folder, "attributions");
    let articles = results(&folder, "articles");
    for article in &articles {
        let text = &*article["text"].as_str().unwrap().replace('\r', " ");
        let read = gold.iter().find(|read| read.text == text).unwrap();
        let own: Vec<_> = attributions.iter().filter(|a| a["article"] == article["id"]).collect();
        assert_eq!(read.attributions.len(), own.len());
        for (read, own) in read.attributions.iter().zip(own) {
            // Fragments with white space between them are one when they are read.
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(
                words(&text::joined(&read.content, text)),
                words(own["content"]["text"].as_str().unwrap())
            );
            let source = own["source"]["text"].as_str().unwrap_or_default();
            assert_eq!(words(&text::joined(&read.source, text)), words(source));
            assert_eq!(read.cue.is_empty(), own["cue"].is_null());
        }
    }
    for (name, bytes) in contents(&path) {
        let Some(stem) = name.strip_suffix(".ann") else { continue };
        let text = std::fs::read_to_string(path.join(format!("{stem}.txt"))).unwrap();
        // What brat itself demands: the words are those of the fragments.
        for line in String::from_utf8(bytes).unwrap().lines().filter(|line| line.starts_with('T')) {
            let fields: Vec<_> = line.splitn(3, '\t').collect();
            let places = fields[1].split_once(' ').unwrap().1.split(';');
            let words: Vec<_> = places
                .map(|place| {
                    let (start, end) = place.split_once(' ').unwrap();
                    points(&text, &json!(start.parse::<u64>().unwrap()), &json!(end.parse::<u64>().unwrap()))
                })
                .collect();
            assert_eq!(words.join(" "), fields[2]);
        }
    }
    assert!(path.join("annotation.conf").is_file());
}

#[test]
fn prodigy() {
    let (path, folder) = check("prodigy");
    let tasks = crate::read_records(&path);
    let attributions = results(&folder, "attributions");
    assert_eq!(tasks.len(), 3);
    for task in &tasks {
        let text = task["text"].as_str().unwrap();
        let tokens = task["tokens"].as_array().unwrap();
        let mut told = String::new();
        for (id, token) in tokens.iter().enumerate() {
            assert_eq!(token["id"], json!(id));
            assert_eq!(token["text"], points(text, &token["start"], &token["end"]));
            told += token["text"].as_str().unwrap();
            told += if token["ws"] == true { " " } else { "" };
        }
        assert_eq!(told, text);
        let spans = task["spans"].as_array().unwrap();
        for span in spans {
            // Borders are borders of tokens, and the last token is the last.
            let token = |name: &str| &tokens[span[name].as_u64().unwrap() as usize];
            assert_eq!(span["start"], token("token_start")["start"]);
            assert_eq!(span["end"], token("token_end")["end"]);
        }
        for relation in task["relations"].as_array().unwrap() {
            assert!(spans.contains(&relation["head_span"]) && spans.contains(&relation["child_span"]));
            assert_eq!(relation["head"], relation["head_span"]["token_start"]);
            assert_eq!(relation["head_span"]["label"], "CONTENT");
        }
        for found in attributions.iter().filter(|found| found["article"] == task["meta"]["article"]) {
            for place in found["content"]["spans"].as_array().unwrap() {
                assert!(spans.iter().any(|span| span["start"] == place[0] && span["end"] == place[1]));
            }
        }
    }
}

#[test]
fn label_studio() {
    let (path, folder) = check("label-studio");
    let interface = std::fs::read_to_string(path.join("labels.xml")).unwrap();
    let tasks = json_in(&path.join("tasks.json"));
    let articles = results(&folder, "articles");
    let attributions = results(&folder, "attributions");
    let mut contents = 0;
    for (task, article) in tasks.as_array().unwrap().iter().zip(&articles) {
        let text = task["data"]["text"].as_str().unwrap();
        assert_eq!(text.chars().count(), article["text"].as_str().unwrap().chars().count());
        assert!(!text.contains('\r'));
        let result = task["predictions"][0]["result"].as_array().unwrap();
        let regions: Vec<_> = result.iter().filter(|r| r["type"] == "labels").map(|r| &r["id"]).collect();
        for (at, id) in regions.iter().enumerate() {
            assert!(!regions[..at].contains(id), "{id} twice");
        }
        for part in result {
            if part["type"] == "relation" {
                assert!(regions.contains(&&part["from_id"]) && regions.contains(&&part["to_id"]));
                continue;
            }
            let value = &part["value"];
            assert_eq!(value["text"], points(text, &value["start"], &value["end"]));
            let label = value["labels"][0].as_str().unwrap();
            assert!(interface.contains(&format!("<Label value=\"{label}\"/>")));
            contents += usize::from(label == "content");
        }
    }
    let all: usize = attributions.iter().map(|a| a["content"]["spans"].as_array().unwrap().len()).sum();
    assert_eq!(contents, all);
}

#[test]
fn citron() {
    let (path, folder) = check("citron");
    let attributions = results(&folder, "attributions");
    let articles = results(&folder, "articles");
    let mut quotes = 0;
    for (name, _) in contents(&path) {
        assert!(name.ends_with(".json"));
        let document = json_in(&path.join(name));
        let text = document["text"].as_str().unwrap();
        assert!(articles.iter().any(|article| article["text"] == text));
        for quote in document["quotes"].as_array().unwrap() {
            let spans = |name: &str| quote[name].as_array().unwrap().iter();
            for span in [&quote["cue"]].into_iter().chain(spans("sources")).chain(spans("contents")) {
                assert_eq!(span["text"], points(text, &span["start"], &span["end"]));
            }
            let own = attributions.iter().find(|own| own["id"] == quote["id"]).unwrap();
            assert_eq!(spans("contents").len(), own["content"]["spans"].as_array().unwrap().len());
            quotes += 1;
        }
    }
    let without = attributions.iter().filter(|own| own["cue"].is_null()).count();
    assert!(without > 0);
    assert_eq!(quotes, attributions.len() - without);
}

#[test]
fn web_annotation() {
    let (path, folder) = check("webannotation");
    let page = json_in(&path);
    assert_eq!(
        (&page["type"], &page["@context"][0]),
        (&json!("AnnotationPage"), &json!("http://www.w3.org/ns/anno.jsonld"))
    );
    let articles = results(&folder, "articles");
    let attributions = results(&folder, "attributions");
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), attributions.len());
    for (item, own) in items.iter().zip(&attributions) {
        let article = articles.iter().find(|article| article["id"] == own["article"]).unwrap();
        let text = article["text"].as_str().unwrap();
        assert_eq!(item["type"], "Annotation");
        for id in [&item["id"], &item["target"][0]["source"]] {
            let id = id.as_str().unwrap();
            assert!(
                id.is_ascii() && id.starts_with("urn:x-sayso:") && !id.contains([' ', '?', '#', '&']),
                "{id}"
            );
        }
        let places = item["target"].as_array().unwrap().iter().chain(item["body"].as_array().unwrap());
        for place in places.filter(|place| place["type"] == "SpecificResource") {
            let Some(selectors) = place["selector"].as_array() else {
                assert_eq!(place["source"], article["url"]);
                assert!(text.contains(place["selector"]["exact"].as_str().unwrap()));
                continue;
            };
            let (position, quote) = (&selectors[0], &selectors[1]);
            assert_eq!(quote["exact"], points(text, &position["start"], &position["end"]));
            let part = |name: &str| quote[name].as_str().unwrap();
            let whole = part("prefix").to_owned() + part("exact") + part("suffix");
            assert!(text.contains(&whole));
        }
        let spans = own["content"]["spans"].as_array().unwrap().len();
        let pages = if article["url"].is_null() { 1 } else { 2 };
        assert_eq!(item["target"].as_array().unwrap().len(), pages * spans);
    }
}

/// Whoever groups by speaker finds who it is across articles in every export.
#[test]
fn every_format_says_who_it_is() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    let id = folder.records("out/speakers.jsonl")[0]["id"].as_str().unwrap().to_owned();
    for format in export::FORMATS.iter().map(|format| format.name).filter(|name| *name != "parquet") {
        let target = folder.path(&format!("target-{format}"));
        let out = folder.path("out");
        let arguments = ["export".as_ref(), out.as_os_str(), "--to".as_ref(), format.as_ref(), "-o".as_ref()];
        sayso(arguments.into_iter().chain([target.as_os_str()])).expect(0);
        let files = contents(&target);
        assert!(files.values().any(|file| String::from_utf8_lossy(file).contains(&id)), "{format}");
    }
}

/// A file that is wanted in a folder goes into it, whether the folder is there or not.
#[test]
fn a_file_in_a_folder() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    folder.write("there/other.txt", "");
    for (command, name) in [("export", "attributions.csv"), ("report", "report.html")] {
        for target in ["there", "new/"] {
            let to = if command == "export" { &["--to", "csv"][..] } else { &[] };
            let paths = [folder.path("out"), "-o".into(), folder.path(target)];
            sayso([command].iter().chain(to).map(PathBuf::from).chain(paths)).expect(0);
            assert!(folder.path(target).join(name).is_file(), "{command} to {target}");
        }
    }
}

/// Written if the program is built with the feature, which is on by default;
/// otherwise the program says how to get it.
#[test]
fn parquet() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    let out = folder.path("out");
    let exported = sayso(["export".as_ref(), out.as_os_str(), "--to".as_ref(), "parquet".as_ref()]);
    if cfg!(feature = "parquet") {
        exported.expect(0).says("3 quotes and claims in 1 article");
        assert!(out.join("parquet/attributions.parquet").is_file());
    } else {
        exported.expect(1).says("built without Parquet");
        assert!(!out.join("parquet").exists());
    }
}

#[test]
fn nothing_is_torn() {
    let folder = Folder::new();
    folder.write("in/ferry.txt", ARTICLE);
    folder.extract("in", "out", &[]).expect(0);
    let out = folder.path("out");
    let export = |to: &str| sayso(["export".as_ref(), out.as_os_str(), "--to".as_ref(), to.as_ref()]);
    // What a killed export left behind is in nobody's way.
    folder.write("out/brat.part/half.ann", "T1\tCon");
    export("brat").expect(0);
    assert!(!out.join("brat.part").exists() && !out.join("brat/half.ann").exists());
    // An existing folder may hold somebody's work; an existing file is replaced.
    export("brat").expect(1).says("is there already");
    export("csv").expect(0);
    export("csv").expect(0).says("3 quotes and claims in 1 article");
    export("xml").expect(1).says("label-studio");
    let broken = std::fs::read_to_string(out.join("attributions.jsonl")).unwrap();
    folder.write("out/attributions.jsonl", broken.replacen("\"spans\":[[", "\"spans\":[[9999", 1));
    std::fs::remove_file(out.join("attributions.csv")).unwrap();
    export("csv").expect(1).says("ferry#1: offset 9999").says("is not in its text");
    assert!(!out.join("attributions.csv").exists());
    sayso(["export".as_ref(), folder.path("in").as_os_str(), "--to".as_ref(), "csv".as_ref()])
        .expect(1)
        .says("is not an output folder of `sayso extract`");
}
