//! Setting up a corpus, and the program in a pipe.

use crate::{ARTICLE, Folder, sayso, sayso_reading};
use serde_json::{Value, json};

fn corpus(folder: &Folder, command: &str) -> crate::Ran {
    sayso(["corpus".into(), command.into(), folder.path("in").into_os_string()])
}

#[test]
fn new_and_check() {
    let folder = Folder::new();
    let line =
        |n: usize| json!({ "key": n, "prose": format!("{ARTICLE}\nDay {n}."), "printed": "05/06/2017" });
    let lines: String = (0..5).map(|n| format!("{}\n", line(n))).collect();
    folder.write("in/a.jsonl", lines + "{broken\n");
    folder.write("in/photo.jpg", [0xff, 0xd8]);

    let ran = corpus(&folder, "check").expect(1);
    for part in
        ["0 articles", "never found", "key, printed, prose", "5 × the record has no text", "photo.jpg"]
    {
        assert!(ran.stdout.contains(part) || part == "never found", "{part}: {}", ran.stdout);
    }
    corpus(&folder, "new").expect(0);
    let path = folder.path("in/corpus.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("# fields of the records that are not used: key, printed, prose\n"), "{text}");
    corpus(&folder, "new").expect(1).says("already exists");
    for part in ["\ntext = \"prose\"  # ", "\ndate = \"printed\"  # 05/06/2017\n", "\nid = \"key\"  # 0\n"] {
        assert!(text.contains(part), "{part} is proposed: {text}");
    }
    corpus(&folder, "check").expect(2).shows("unclear which is the month: 5 dates, as in 05/06/2017");
    // All of its lines can be used as they are once the comment marks are removed.
    std::fs::write(&path, text.replace("# formats = [", "formats = [")).unwrap();
    let ran = corpus(&folder, "check").expect(2);
    for part in [
        "5 articles were looked at.",
        "jsonl 5",
        "date 5 of 5",
        "dates: 2017-06-05",
        "skipped: 2 of 7",
        "never found: ",
    ] {
        assert!(ran.stdout.contains(part), "{part}: {}", ran.stdout);
    }
    assert_eq!(ran.stdout.matches("corpus    in").count(), 3, "three samples: {}", ran.stdout);
}

/// Names within objects and in tables, HTML in a field, and which number is the month.
#[test]
fn what_a_corpus_toml_could_say() {
    let folder = Folder::new();
    let record = |n: usize| {
        json!({
            "story": {"full": format!("<p>Day {n}.</p><p>{ARTICLE}</p>")},
            "media": {"media_name": "Herald"},
            "webPublicationDate": "2031-04-05T06:07:08Z",
        })
    };
    folder.write("in/a.jsonl", (0..3).map(|n| format!("{}\n", record(n))).collect::<String>());
    let named = ["text = \"story.full\"", "outlet = \"media.media_name\""];
    named.iter().fold(corpus(&folder, "check").expect(1), |ran, line| ran.shows(line));
    corpus(&folder, "new").expect(0).shows("text, outlet");
    let ran = corpus(&folder, "check").expect(0);
    ran.shows("outlet 3 of 3, date 3 of 3").shows("read as HTML: the text of 3 of 3");
    folder.extract("in", "out", &[]).expect(0);
    assert!(folder.records("out/attributions.jsonl").len() >= 9, "as many as in plain text");

    let folder = Folder::new();
    let row = |n: usize| format!("{n}\tHerald\t{}/04/2031\t{}\n", n + 10, ARTICLE.replace('\n', " "));
    folder.write(
        "in/a.tsv",
        format!("nid\tmedia_name\tpublish_date\twords\n{}", (0..5).map(row).collect::<String>()),
    );
    corpus(&folder, "check").expect(1).shows("text = \"words\"").shows("formats = [\"%d/%m/%Y\"]");
    corpus(&folder, "new").expect(0);
    corpus(&folder, "check").expect(0).shows("date 5 of 5").shows("2031-04-10 to 2031-04-14");

    // How dates are printed shows only after it is known where they are.
    let folder = Folder::new();
    let row = |n: usize| format!("Headline {n},{:02}/04/2031,\"{ARTICLE} Day {n}.\"\n", n + 10);
    folder.write("in/a.csv", format!("headline,day,body\n{}", (0..5).map(row).collect::<String>()));
    corpus(&folder, "check").expect(0).shows("date = \"day\"");
    corpus(&folder, "new").expect(0);
    corpus(&folder, "check").expect(0).shows("date 5 of 5").shows("2031-04-10 to 2031-04-14");
}

/// sayso understands every line of the template.
#[test]
fn the_template_is_true() {
    let folder = Folder::new();
    folder.write("in/a.txt", ARTICLE);
    corpus(&folder, "new").expect(0);
    let path = folder.path("in/corpus.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let bare = |line: &str| match line.strip_prefix("# ") {
        Some(setting) if setting.contains(" = ") && !setting.starts_with("files") => setting.to_owned(),
        _ => line.to_owned(),
    };
    let text: String = text.lines().map(|line| bare(line) + "\n").collect();
    assert!(text.contains("\nbody = [") && text.contains("\nzone = "), "{text}");
    std::fs::write(&path, text.replace("format = \"jsonl\"", "format = \"text\"")).unwrap();
    folder.write("in/my-words/.keep", "");
    folder.extract("in", "out", &[]).expect(0);
}

#[test]
fn articles_on_standard_input() {
    let line = |id: &str| format!("{}\n", json!({ "id": id, "text": ARTICLE }));
    let ran =
        sayso_reading(&[line("a"), "{broken\n".into(), line("b")].concat(), &["extract", "-"]).expect(2);
    let ids: Vec<_> = ran
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, ["a#1", "a#2", "a#3", "b#1", "b#2", "b#3"]);
    ran.says("-, line 2, column 2: not valid JSON");
    sayso_reading("", &["extract", "-"]).expect(1);
}

#[test]
fn paths_on_standard_input() {
    let folder = Folder::new();
    let paths: String = ["a", "b"]
        .map(|n| folder.write(&format!("in/{n}.txt"), format!("{ARTICLE}{n}")).display().to_string() + "\n")
        .concat();
    let output = folder.path("out");
    sayso_reading(&paths, &["extract", "--files-from", "-", "-o", output.to_str().unwrap()]).expect(0);
    assert_eq!(folder.records("out/articles.jsonl").len(), 2);
}
