//! The summary of each corpus, against figures counted by hand.

use crate::{Folder, sayso};
use serde_json::{Value, json};

/// Corpus, outlet, date, text.
const ARTICLES: [[&str; 4]; 6] = [
    [
        "ports",
        "Quay Post",
        "2031-03-30",
        "“The cranes stand idle,” said Ines Vidal, the harbour master. Vidal said that the tide gauge was broken. A police spokesman said that two ships had collided.",
    ],
    ["ports", "Quay Post", "2031-04-02", "“The cranes move again,” said Ines Vidal."],
    [
        "ports",
        "Dock Times",
        "2031-04-05",
        "Olu Adeyemi wrote that the port had lost its licence. “We were never asked,” said Olu Adeyemi. Olu Adeyemi believes that the port will close.",
    ],
    ["ports", "", "", "“Nobody counted the boats,” said Ines Vidal."],
    ["ports", "Quay Post", "2031-04-09", "The morning ferry sails at nine from the northern quay."],
    ["hills", "Hill, Dale", "", "A witness said that the slope had moved."],
];

const TABLE: &str = r#"corpus,outlet,month,kind,act,source,attributions
hills,"Hill, Dale",,indirect,speech,unnamed,1
ports,Dock Times,2031-04,direct,speech,person,1
ports,Dock Times,2031-04,indirect,writing,person,1
ports,Dock Times,2031-04,indirect,attitude,person,1
ports,Quay Post,2031-03,direct,speech,person,1
ports,Quay Post,2031-03,indirect,speech,person,1
ports,Quay Post,2031-03,indirect,speech,unnamed,1
ports,Quay Post,2031-04,direct,speech,person,1
ports,,,direct,speech,person,1
"#;

/// Articles, quotes and claims, indirect speech, unnamed sources, and how often
/// and in how many articles each speaker is quoted.
const FIGURES: [(&str, &str); 10] = [
    ("hills", "1 1 1/1=1.0 1/1=1.0"),
    ("hills “Hill, Dale”", "1 1 1/1=1.0 1/1=1.0"),
    ("hills null", "1 1 1/1=1.0 1/1=1.0"),
    ("ports", "5 8 3/7=0.4286 1/8=0.125 Ines Vidal 4 3 Olu Adeyemi 3 1"),
    ("ports “Quay Post”", "3 4 2/4=0.5 1/4=0.25 Ines Vidal 3 2"),
    ("ports “Dock Times”", "1 3 1/2=0.5 0/3=0.0 Olu Adeyemi 3 1"),
    ("ports null", "1 1 0/1=0.0 0/1=0.0 Ines Vidal 1 1"),
    ("ports “2031-03”", "1 3 2/3=0.6667 1/3=0.3333 Ines Vidal 2 1"),
    ("ports “2031-04”", "3 4 1/3=0.3333 0/4=0.0 Olu Adeyemi 3 1 Ines Vidal 1 1"),
    ("ports null", "1 1 0/1=0.0 0/1=0.0 Ines Vidal 1 1"),
];

fn figures(of: &Value) -> String {
    let share = |name: &str| {
        let share = &of[name];
        format!("{}/{}={}", share["count"], share["of"], share["share"])
    };
    let mut line = format!(
        "{} {} {} {}",
        of["articles"],
        of["attributions"],
        share("indirect_speech"),
        share("unnamed_sources")
    );
    for speaker in of["speakers"].as_array().unwrap() {
        let name = speaker["name"].as_str().unwrap();
        line += &format!(" {name} {} {}", speaker["attributions"], speaker["articles"]);
    }
    line
}

#[test]
fn as_counted_by_hand() {
    let folder = Folder::new();
    for corpus in ["ports", "hills"] {
        let own = ARTICLES.iter().enumerate().filter(|(_, article)| article[0] == corpus);
        let lines = own.map(|(id, [_, outlet, date, text])| {
            json!({ "id": id.to_string(), "outlet": outlet, "date": date, "text": text }).to_string() + "\n"
        });
        folder.write(&format!("in/{corpus}/news.jsonl"), lines.collect::<String>());
        folder.write(&format!("in/{corpus}/corpus.toml"), format!("name = \"{corpus}\""));
    }
    let ran = folder.extract("in", "out", &["--rules-only"]).expect(0);
    ran.says("2 articles without a day that was understood: sayso corpus check");
    let read = |name: &str| std::fs::read_to_string(folder.path("out").join(name)).unwrap();
    assert_eq!(read("summary.csv"), TABLE);

    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    let mut found = Vec::new();
    for corpus in summary["corpora"].as_array().unwrap() {
        let name = corpus["corpus"].as_str().unwrap();
        found.push((name.to_owned(), figures(&corpus["total"])));
        for (parts, part) in [("outlets", "outlet"), ("months", "month")] {
            for of in corpus[parts].as_array().unwrap() {
                let value = of[part].as_str().map_or("null".to_owned(), |value| format!("“{value}”"));
                found.push((format!("{name} {value}"), figures(of)));
            }
        }
    }
    assert_eq!(found, FIGURES.map(|(part, line)| (part.to_owned(), line.to_owned())));
    let [hills, ports] = [&summary["corpora"][0], &summary["corpora"][1]];
    assert_eq!((&ports["first_date"], &ports["last_date"]), (&json!("2031-03-30"), &json!("2031-04-09")));
    assert_eq!(hills["first_date"], Value::Null);
    assert_eq!(ports["total"]["speakers"][0]["ref"], "0/s1");
}

/// Who is quoted, and how much: articles, quotes and claims, those of each kind, words in
/// quotation marks, the mean position, and the same without copies.
const SPEAKERS: &str = r#"id,name,type,referred_to_as,corpus,outlet,month,articles,attributions,direct,mixed,indirect,quoted_words,mean_position,independent_articles,independent_attributions,independent_direct,independent_mixed,independent_indirect,independent_quoted_words
0/s1,Ines Vidal,person,she,ports,Dock Times,2031-04,1,2,1,0,1,4,0.055,0,0,0,0,0,0
0/s1,Ines Vidal,person,she,ports,Quay Post,2031-03,2,3,2,0,1,8,0.045,2,3,2,0,1,8
"#;

#[test]
fn who_is_quoted_by_whom() {
    let folder = Folder::new();
    let wire = "“The cranes stand idle,” said Ines Vidal. She said that the tide gauge was broken. The port of Tarrow closed on Monday after the storm had torn two of its cranes from their rails and pushed a barge against the northern quay. The ferry to Merle sails from the old harbour until further notice, and travellers are asked to come an hour early. Trains run as usual, and so do the buses of lines four and nine. The lighthouse stays open for visitors. The harbour board meets on Thursday to decide who pays for the damage.";
    let other = "“The cranes move again,” said Ines Vidal.";
    let articles = [
        ("Quay Post", "2031-03-30", wire),
        ("Quay Post", "2031-03-31", other),
        ("Dock Times", "2031-04-01", wire),
    ];
    let lines = articles.iter().enumerate().map(|(id, (outlet, date, text))| {
        json!({ "id": id.to_string(), "outlet": outlet, "date": date, "text": text }).to_string() + "\n"
    });
    folder.write("in/news.jsonl", lines.collect::<String>());
    folder.write("in/corpus.toml", "name = \"ports\"");
    folder.extract("in", "out", &["--rules-only"]).expect(0);
    let read = |name: &str| std::fs::read_to_string(folder.path("out").join(name)).unwrap();
    assert_eq!(read("speakers.csv"), SPEAKERS);
    let summary: Value = serde_json::from_str(&read("summary.json")).unwrap();
    let of = |part: &Value, pronoun: &str| {
        let share = &part["referred_to_as"][pronoun];
        format!("{}/{}", share["count"], share["of"])
    };
    let total = &summary["corpora"][0]["total"];
    assert_eq!(["she", "he", "they", "unknown"].map(|p| of(total, p)), ["5/5", "0/5", "0/5", "0/5"]);
    assert_eq!(of(&summary["corpora"][0]["outlets"][1], "she"), "2/2");
}

#[test]
fn of_nothing() {
    let folder = Folder::new();
    folder.write("in/news.jsonl", "{\"id\": \"1\", \"text\": \"\"}\n");
    folder.extract("in", "out", &["--rules-only"]);
    sayso(["aggregate".into(), folder.path("out")]).expect(0);
    let read = |name: &str| std::fs::read_to_string(folder.path("out").join(name)).unwrap();
    assert_eq!(read("summary.csv"), TABLE.lines().next().unwrap().to_owned() + "\n");
    assert_eq!(read("speakers.csv"), SPEAKERS.lines().next().unwrap().to_owned() + "\n");
    assert_eq!(serde_json::from_str::<Value>(&read("summary.json")).unwrap(), json!({ "corpora": [] }));
}
