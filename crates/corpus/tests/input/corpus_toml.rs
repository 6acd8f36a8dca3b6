//! What a `corpus.toml` says, and what is said about one that is wrong.

use crate::folder::{folder, read};
use corpus::{Input, Options};

#[test]
fn what_is_wrong_in_a_corpus_toml_is_told() {
    for (toml, expected) in [
        ("name = \"x\"\n", &[][..]),
        ("outlett = \"X\"\n", &["corpus.toml: “outlett” is no setting of a corpus; is “outlet” meant?"]),
        ("[dates]\nq = 4\n", &["corpus.toml: “dates.q” is no setting of a corpus; there are formats, zone"]),
        ("outlet = 4\n", &["corpus.toml: “outlet” must be a text, not integer"]),
        ("name = ' '\n", &["corpus.toml: “name” must not be empty"]),
        ("fields = 4\n", &["corpus.toml: “fields” must be a table"]),
        (
            "format = \"pdf\"\n",
            &[
                "corpus.toml: “format” must be one of text, jsonl, json, csv, parquet, factiva-html, europresse, html, warc, news-xml",
            ],
        ),
        ("encoding = \"utf-9\"\n", &["corpus.toml: “encoding” must be the name of an encoding"]),
        ("main_text = \"quick\"\n", &["corpus.toml: “main_text” must be thorough or fast"]),
        (
            "quotation_marks = [\"~\", \"~\"]\n",
            &[
                "corpus.toml: “quotation_marks” must be two different texts, what opens and what closes a quotation",
            ],
        ),
        ("files = [\"a[\"]\n", &["corpus.toml: “files” has a wrong pattern: "]),
        ("lines.body = [\"(\"]\n", &["corpus.toml: “lines.body” has a wrong pattern: "]),
        ("lines.dateline = [\"(\"]\n", &["corpus.toml: “lines.dateline” has a wrong pattern: "]),
        ("dates.formats = [\"%d.%m.%y\", \"%s\", \"%a, %d %b %Y %H:%M:%S %z\"]\n", &[]),
        (
            "dates.formats = [\"%d/%m/%Y\", \"DD/MM/YYYY\"]\n",
            &[
                "corpus.toml: “dates.formats” must tell day, month and year, as “%d/%m/%Y” does; “DD/MM/YYYY” does not",
            ],
        ),
        ("dates.formats = \"%d %b\"\n", &["corpus.toml: “dates.formats” must tell day, month and year"]),
        ("dates.formats = \"%K\"\n", &["corpus.toml: “dates.formats” must tell day, month and year"]),
        (
            "dates.zone = \"Mars\"\n",
            &["corpus.toml: “dates.zone” must be a time zone, as in Europe/London or +08:00"],
        ),
        (
            "[fields]\ntitel = \"T\"\n",
            &["corpus.toml: “fields.titel” is no setting of a corpus; is “title” meant?"],
        ),
        ("name = \"x\"\n\nname\n", &["corpus.toml, line 3: not valid TOML: "]),
    ] {
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.txt", b"A. B.")]);
        let input = Input::find(&[folder.path().to_owned()], &Options::default());
        let told: Vec<_> = input
            .skipped()
            .iter()
            .map(|s| s.to_string().replace(&format!("{}/", folder.path().display()), ""))
            .collect();
        assert_eq!(told.len(), expected.len(), "{told:?}");
        for (told, expected) in told.iter().zip(expected) {
            assert!(told.starts_with(expected), "{told}");
        }
        assert_eq!(input.records().count(), 1);
    }
}

#[test]
fn what_a_corpus_toml_says() {
    let toml = "name = \"n\"\nexclude = [\"drafts/**\", \"*~.txt\"]\nfiles = \"*.t?t\"\n\
        encoding = \"iso-8859-2\"\n[lines]\nboilerplate = \"^Ad:\"\nbody = [\"^Share\"]\n";
    let folder = folder(&[
        ("corpus.toml", toml.as_bytes()),
        ("a.txt", b"A G\xb3\xf3wny b c.\n\nShare\n\nAd: A b c d e."),
        ("drafts/b.txt", b"B."),
        ("b~.txt", b"B."),
        ("b.jsonl", b"{\"text\": \"B.\"}"),
        ("deep/c.txt", b"C."),
    ]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "deep/c"]);
    let roles: Vec<_> = articles[0].paragraphs.iter().map(|p| p.role.name()).collect();
    assert_eq!(roles, ["body", "body", "boilerplate"]);
    assert!(articles[0].text.starts_with("A Główny"));
}

#[test]
fn datelines_of_a_corpus() {
    let toml = "[lines]\ndateline = ['^\\[[A-Z]+(, [^\\]]+)?\\]\\s*', '^[A-Z]+ >> ']\n";
    let text = "[OSLUND, 4 May 2031] The well is dry.\n\nOSS >> “It is dry,” said Ana Brill of [OSLUND].\n\n[OSLUND]";
    let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.txt", text.as_bytes())]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    let found: Vec<_> = articles[0]
        .paragraphs
        .iter()
        .map(|p| format!("{}: {}", p.role.name(), p.span.of(&articles[0].text)))
        .collect();
    assert_eq!(
        found,
        [
            "dateline: [OSLUND, 4 May 2031]",
            "body: The well is dry.",
            "dateline: OSS >>",
            "body: “It is dry,” said Ana Brill of [OSLUND].",
            "dateline: [OSLUND]",
        ]
    );
    assert_eq!(articles[0].metadata.date.unwrap().to_string(), "2031-05-04");
}

#[test]
fn quotation_marks_of_a_corpus() {
    let toml = b"quotation_marks = [\"<<\", \">>\"]\n";
    let folder =
        folder(&[("corpus.toml", toml), ("a.txt", "<<It is dry,>> said Åse Brill. 1 < 2.".as_bytes())]);
    let (articles, complaints) = read(folder.path(), &["."], &Options::default());
    assert_eq!(complaints, [""; 0]);
    assert_eq!(articles[0].text, "“It is dry,” said Åse Brill. 1 < 2.");
}

#[test]
fn dates_of_a_corpus() {
    #[track_caller]
    fn check(toml: &str, date: &str, expected: &str) {
        let line = format!("{{\"text\": \"A.\", \"date\": \"{date}\"}}");
        let folder = folder(&[("corpus.toml", toml.as_bytes()), ("a.jsonl", line.as_bytes())]);
        let (articles, complaints) = read(folder.path(), &["."], &Options::default());
        assert_eq!(complaints, [""; 0]);
        let known = &articles[0].metadata;
        let time = known.time.map(|t| t.strftime(" %H:%M").to_string()).unwrap_or_default();
        assert_eq!(known.date.map(|d| d.to_string() + &time).unwrap_or_default(), expected);
    }
    check("", "05/06/2017", "");
    check("dates.formats = \"%d/%m/%Y\"", "05/06/2017", "2017-06-05");
    check("dates.formats = [\"%m/%d/%Y %H:%M\", \"%d %b %y\"]", "5 Jun 17", "2017-06-05");
    check("dates.formats = \"%d/%m/%Y\"", "June 5, 2017", "2017-06-05");
    check("", "2017-06-05T22:30:00Z", "2017-06-05 22:30");
    check("dates.zone = \"+08:00\"", "2017-06-05T22:30:00Z", "2017-06-06 06:30");
    check("dates.zone = \"-05:30\"", "1496654100", "2017-06-05 03:45");
    check("dates.zone = \"+08:00\"", "Mon, 05 Jun 2017 22:30:00 GMT", "2017-06-06 06:30");
    check("dates.zone = \"+08:00\"", "2017-06-05 22:30", "2017-06-05 22:30");
}
