//! The lines as users parse them, byte for byte, and how they are read back. A change
//! here is a change of the contract: fields may be added, but not renamed.

use records::{
    Article, ArticleRecords, Attribution, Change, Cluster, Counted, First, JsonlWriter, Member, Namesake,
    Offsets, References, Skipped, SourceType, Speaker, SpeakerCounts, SummaryRow, Version,
};
use text::{
    Act, Document, Kind, Metadata, Paragraph, Resolution, ResolvedBy, Role, Sentence, Span, SpeakerType,
    Speakers, Token, TokenKind,
};

const TEXT: &str = "Løkke bridge reopens\n\n“It holds 🎭,” Sunniva Dahl, its keeper, told reporters on Friday. “For now.” Nobody objected.";

/// Where these words first occur.
fn at(words: &str) -> Span {
    let start = TEXT.find(words).unwrap_or_else(|| panic!("“{words}” is not in the text"));
    Span::new(start, start + words.len())
}

fn article() -> text::Article {
    text::Article {
        id: "bridges/løkke".into(),
        corpus: "demo".into(),
        path: "bridges/løkke.txt".into(),
        text: TEXT.into(),
        metadata: Metadata {
            title: Some("Løkke bridge reopens".into()),
            date: "2031-03-08".parse().ok(),
            time: "09:15".parse().ok(),
            ..Metadata::default()
        },
        paragraphs: vec![
            Paragraph { span: at("Løkke bridge reopens"), role: Role::Title },
            Paragraph { span: Span::new(at("“It").start, TEXT.len()), role: Role::Body },
        ],
    }
}

/// One sentence, and three tokens, one of which is not a word.
fn document() -> Document {
    let token = |words, kind| Token { span: at(words), kind };
    let span = Span::new(at("“It").start, at("now.”").end);
    Document {
        sentences: vec![Sentence { span, paragraph: 1, tokens: 0..3 }],
        tokens: vec![
            token("“", TokenKind::Quote),
            token("It", TokenKind::Word),
            token("holds", TokenKind::Word),
        ],
    }
}

/// One attribution without any optional part and one with all of them, which comes
/// first in the text.
fn attributions() -> Vec<text::Attribution> {
    let bare = text::Attribution {
        kind: Kind::Indirect,
        act: Act::Attitude,
        content: vec![at("Nobody objected")],
        cue: vec![],
        source: vec![],
        addressee: None,
        medium: None,
        when: None,
        date: None,
        negated: true,
        continues: false,
        confidence: 0.5,
        found_by: "bare",
        sentence: 0,
    };
    let full = text::Attribution {
        kind: Kind::Direct,
        act: Act::Speech,
        content: vec![at("It holds 🎭,"), at("For now.")],
        cue: vec![at("told")],
        source: vec![at("Sunniva Dahl, its keeper")],
        addressee: Some(at("reporters")),
        when: Some(at("Friday")),
        date: "2031-03-07".parse().ok(),
        negated: false,
        confidence: 0.974,
        found_by: "quote_source_cue",
        ..bare.clone()
    };
    vec![bare, full]
}

fn speakers() -> Speakers {
    let (kind, role) = (SpeakerType::Person, Some("keeper".into()));
    Speakers {
        speakers: vec![text::Speaker {
            name: "Sunniva Dahl".into(),
            kind,
            role,
            mention: None,
            references: text::References { she: 2, he: 0, they: 0 },
            by: None,
        }],
        resolutions: vec![None, Some(Resolution { speaker: 0, by: ResolvedBy::Name, confidence: 0.857 })],
    }
}

fn lines(offsets: Offsets) -> (String, String) {
    let (article, speakers) = (article(), speakers());
    let lines = ArticleRecords::new(&article, &document(), &attributions(), &speakers, offsets).lines();
    (String::from_utf8(lines.article).unwrap(), String::from_utf8(lines.attributions).unwrap())
}

#[test]
fn attributions_in_the_order_of_the_text() {
    let full = r#"{"id":"bridges/løkke#1","article":"bridges/løkke","corpus":"demo","kind":"direct","act":"speech","content":{"text":"It holds 🎭, For now.","spans":[[23,34],[89,97]]},"cue":{"text":"told","spans":[[62,66]]},"source":{"text":"Sunniva Dahl, its keeper","spans":[[36,60]]},"speaker":{"ref":"bridges/løkke/s1","name":"Sunniva Dahl","type":"person","role":"keeper","resolved_by":"name","confidence":0.86,"id":null,"canonical_name":null,"authority":null,"candidates":[],"referred_to_as":"she","references":{"she":2,"he":0,"they":0},"by":null},"addressee":{"text":"reporters","spans":[[67,76]]},"medium":null,"when":{"text":"Friday","spans":[[80,86]],"date":"2031-03-07"},"negated":false,"nested":false,"parent":null,"paragraph":1,"sentence":{"index":0,"span":[22,98]},"confidence":0.97,"found_by":"quote_source_cue"}"#;
    let bare = r#"{"id":"bridges/løkke#2","article":"bridges/løkke","corpus":"demo","kind":"indirect","act":"attitude","content":{"text":"Nobody objected","spans":[[99,114]]},"cue":null,"source":null,"speaker":null,"addressee":null,"medium":null,"when":null,"negated":true,"nested":false,"parent":null,"paragraph":1,"sentence":{"index":0,"span":[22,98]},"confidence":0.5,"found_by":"bare"}"#;
    assert_eq!(lines(Offsets::CodePoint).1, format!("{full}\n{bare}\n"));
}

#[test]
fn articles() {
    let expected = r#"{"id":"bridges/løkke","corpus":"demo","path":"bridges/løkke.txt","title":"Løkke bridge reopens","subtitle":null,"outlet":null,"date":"2031-03-08","time":"09:15:00","modified":null,"author":null,"editor":null,"section":null,"url":null,"doubts":[],"counts":{"sentences":1,"attributions":2,"direct":1,"indirect":1,"mixed":0,"words":2},"text_sha256":"SHA256","offsets":"code_point","paragraphs":[{"span":[0,20],"role":"title"},{"span":[22,115],"role":"body"}],"text":"Løkke bridge reopens\n\n“It holds 🎭,” Sunniva Dahl, its keeper, told reporters on Friday. “For now.” Nobody objected."}"#;
    let sha256 = "74776aaa92995c3061446fc645638e0cac43ba263b2c52ec5f62fb4753841613";
    assert_eq!(lines(Offsets::CodePoint).0, expected.replace("SHA256", sha256) + "\n");
}

#[test]
fn offsets_are_what_the_user_asked_for() {
    for (offsets, name, slice) in [
        (
            Offsets::CodePoint,
            "code_point",
            (|s, e| TEXT.chars().skip(s).take(e - s).collect()) as fn(usize, usize) -> String,
        ),
        (Offsets::Byte, "byte", |s, e| TEXT[s..e].to_owned()),
        (Offsets::Utf16, "utf16", |s, e| {
            String::from_utf16(&TEXT.encode_utf16().collect::<Vec<_>>()[s..e]).unwrap()
        }),
    ] {
        let (article, attributions) = lines(offsets);
        assert!(article.contains(&format!(r#""offsets":"{name}""#)), "{article}");
        for line in attributions.lines() {
            let attribution: Attribution = serde_json::from_str(line).unwrap();
            let passages =
                [Some(&attribution.content), attribution.source.as_ref(), attribution.cue.as_ref()];
            for passage in passages.into_iter().flatten() {
                let words: Vec<_> = passage.spans.iter().map(|&(start, end)| slice(start, end)).collect();
                assert_eq!(words.join(" "), passage.text, "{name}");
            }
        }
    }
}

#[test]
fn lines_can_be_read_back() {
    let (article, speakers) = (article(), speakers());
    let records = ArticleRecords::new(&article, &document(), &attributions(), &speakers, Offsets::CodePoint);
    let (line, attributions) = lines(Offsets::CodePoint);
    assert_eq!(serde_json::from_str::<Article>(&line).unwrap(), records.article);
    let read: Vec<Attribution> =
        attributions.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(read, records.attributions);

    let wrong = attributions.replace(r#""kind":"direct""#, r#""kind":"shouted""#);
    let error = serde_json::from_str::<Attribution>(wrong.lines().next().unwrap()).unwrap_err().to_string();
    assert!(error.contains("“shouted” is not one of direct, mixed, indirect"), "{error}");
}

#[test]
fn speakers_clusters_and_skipped() {
    let counted = |value: &str| vec![Counted { value: value.into(), count: 1 }];
    let speaker = Speaker {
        id: "a/s1".into(),
        name: "Sunniva Dahl".into(),
        r#type: SpeakerType::Person,
        aliases: vec!["Dahl".into()],
        authority: serde_json::from_str(r#"{"office":"keeper","party":null}"#).unwrap(),
        candidates: vec!["K1".into()],
        referred_to_as: None,
        references: Some(References { she: 1, he: 1, they: 0 }),
        roles: vec![records::Role { value: "keeper".into(), count: 1, first_date: None, last_date: None }],
        counts: SpeakerCounts { attributions: 1, direct: 1, speech: 1, ..SpeakerCounts::default() },
        articles: 1,
        independent: 1,
        outlets: vec![],
        first_date: "2031-03-08".parse().ok(),
        last_date: None,
        companions: counted("Ola Berg"),
        namesakes: vec![Namesake { r#ref: "b/s2".into(), role: None }],
        refs: vec!["a/s1".into()],
    };
    check(
        &speaker,
        r#"{"id":"a/s1","name":"Sunniva Dahl","type":"person","aliases":["Dahl"],"authority":{"office":"keeper","party":null},"candidates":["K1"],"referred_to_as":null,"references":{"she":1,"he":1,"they":0},"roles":[{"value":"keeper","count":1,"first_date":null,"last_date":null}],"counts":{"attributions":1,"direct":1,"indirect":0,"mixed":0,"speech":1,"writing":0,"evidence":0,"attitude":0},"articles":1,"independent":1,"outlets":[],"first_date":"2031-03-08","last_date":null,"companions":[{"value":"Ola Berg","count":1}],"namesakes":[{"ref":"b/s2","role":null}],"refs":["a/s1"]}"#,
    );
    let member = Member {
        attribution: "a#1".into(),
        article: "a".into(),
        outlet: None,
        date: None,
        speaker: Some("Sunniva Dahl".into()),
        kind: Kind::Direct,
    };
    let cluster = Cluster {
        id: "a#1".into(),
        text: "It holds".into(),
        articles: 2,
        independent: 1,
        outlets: counted("Fjord Daily"),
        first: First { date: None, article: "a".into() },
        speakers: counted("Sunniva Dahl"),
        versions: vec![Version {
            text: "It holds".into(),
            members: 1,
            changes: vec![Change { from: "held".into(), to: "holds".into() }],
        }],
        members: vec![member],
    };
    check(
        &cluster,
        r#"{"id":"a#1","text":"It holds","articles":2,"independent":1,"outlets":[{"value":"Fjord Daily","count":1}],"first":{"date":null,"article":"a"},"speakers":[{"value":"Sunniva Dahl","count":1}],"versions":[{"text":"It holds","members":1,"changes":[{"from":"held","to":"holds"}]}],"members":[{"attribution":"a#1","article":"a","outlet":null,"date":null,"speaker":"Sunniva Dahl","kind":"direct"}]}"#,
    );
    let row = SummaryRow {
        corpus: "demo".into(),
        outlet: None,
        month: Some("2031-03".into()),
        kind: Kind::Indirect,
        act: Act::Attitude,
        source: SourceType::Nobody,
        attributions: 2,
    };
    check(
        &row,
        r#"{"corpus":"demo","outlet":null,"month":"2031-03","kind":"indirect","act":"attitude","source":"nobody","attributions":2}"#,
    );
    let skipped = Skipped { path: "b.txt".into(), place: None, reason: "it is empty".into() };
    check(&skipped, r#"{"path":"b.txt","place":null,"reason":"it is empty"}"#);
}

#[track_caller]
fn check<T>(record: &T, line: &str)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(record).unwrap(), line);
    assert_eq!(&serde_json::from_str::<T>(line).unwrap(), record);
}

#[test]
fn a_file_has_its_name_only_when_it_is_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.jsonl");
    std::fs::write(&path, "of an earlier run").unwrap();
    let mut writer = JsonlWriter::create(&path).unwrap();
    writer.write_lines(b"{}\n").unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "of an earlier run");
    writer.finish().unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "{}\n");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the .part is left behind");
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = JsonlWriter::create(&file.join("articles.jsonl")).unwrap_err().to_string();
    assert!(error.starts_with(&format!("cannot write {}: ", file.display())), "{error}");

    std::fs::create_dir(folder.path().join("a.jsonl")).unwrap();
    let error =
        JsonlWriter::create(&folder.path().join("a.jsonl")).unwrap().finish().unwrap_err().to_string();
    assert!(error.contains("a.jsonl: "), "{error}");
}
