//! Figures worked out by hand, on invented sentences.
//!
//! Attributions are written into the sentence: `{c1 …}` is (part of) the content
//! of the first one, `{q1 …}` its cue, `{s1 …}` its source; `{i …}` is ignored
//! and `{x …}` must not be returned. Gold and prediction mark the same sentence.

use evaluation::{Category, Gold, Labelled, Predictions, Tally, Wanted, details, errors, score};
use text::{Kind, Span};

/// Takes the marks out of a sentence.
#[track_caller]
fn read(marked: &str) -> Gold {
    let mut gold = Gold { id: "ferry".to_owned(), ..Gold::default() };
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['{', '}']) {
        gold.text += &rest[..at];
        if rest[at..].starts_with('{') {
            let (mark, after) = rest[at + 1..].split_once(' ').expect("a mark ends with a space");
            open.push((mark.to_owned(), gold.text.len()));
            rest = after;
            continue;
        }
        rest = &rest[at + 1..];
        let (mark, start) = open.pop().expect("a bracket was opened");
        let span = Span::new(start, gold.text.len());
        let number = mark[1..].parse().unwrap_or(0);
        if number > gold.attributions.len() {
            gold.attributions.resize(number, Labelled::default());
        }
        match &mark[..1] {
            "c" => gold.attributions[number - 1].content.push(span),
            "q" => gold.attributions[number - 1].cue.push(span),
            "s" => gold.attributions[number - 1].source.push(span),
            "i" => gold.ignore.push(span),
            "x" => gold.must_not.push(span),
            other => panic!("unknown mark {other}"),
        }
    }
    gold.text += rest;
    gold
}

#[track_caller]
fn both(gold: &str, pred: &str) -> ([Gold; 1], [Predictions; 1]) {
    let (gold, pred) = (read(gold), read(pred));
    assert_eq!(gold.text, pred.text, "gold and prediction mark the same text");
    ([gold], [Predictions { id: pred.id, attributions: pred.attributions }])
}

/// `figures` are those of all kinds: right of predicted, found of gold.
#[track_caller]
fn check(gold: &str, pred: &str, figures: &str) {
    let (gold, pred) = both(gold, pred);
    let report = score(&gold, &pred);
    let all = &report.all;
    let show = |name, t: &Tally| format!("{name} {}/{} {}/{}", t.pred_ok, t.pred, t.gold_ok, t.gold);
    let mut shown: Vec<String> = [
        ("exact", all.exact),
        ("content", all.content),
        ("token", all.token),
        ("triple", all.triple),
        ("cue", all.cue),
    ]
    .iter()
    .map(|(name, tally)| show(name, tally))
    .collect();
    let source = &all.source;
    shown.push(format!(
        "source {}/{} {}/{}",
        source.right, source.pairs, source.right_with_source, source.pairs_with_source
    ));
    shown.push(format!("ignored {}", report.ignored_predictions));
    assert_eq!(shown.join(", "), figures);
}

#[test]
fn figures() {
    // All right; marks and "that" at the edges do not matter.
    check(
        "{s1 Ines Aduba} {q1 said} that {c1 the ferry sails at dawn}.",
        "{s1 Ines Aduba} {q1 said} {c1 that the ferry sails at dawn.}",
        "exact 1/1 1/1, content 1/1 1/1, token 5/5 5/5, triple 1/1 1/1, cue 1/1 1/1, source 1/1 1/1, ignored 0",
    );
    // The last word of a source is enough; three of five words are.
    check(
        "{s1 Harbour master Ines Aduba} {q1 had said} {c1 the ferry sails at dawn}.",
        "Harbour master Ines {s1 Aduba} had {q1 said} the {c1 ferry sails at} dawn.",
        "exact 0/1 0/1, content 1/1 1/1, token 3/3 3/5, triple 1/1 1/1, cue 1/1 1/1, source 1/1 1/1, ignored 0",
    );
    // Two of five words are not enough, and the source counts no more.
    check(
        "{s1 Ines Aduba} {q1 said} {c1 the ferry sails at dawn}.",
        "{s1 Ines} Aduba {q1 said} the ferry sails {c1 at dawn}.",
        "exact 0/1 0/1, content 0/1 0/1, token 2/2 2/5, triple 0/1 0/1, cue 1/1 1/1, source 0/0 0/0, ignored 0",
    );
    // No source on either side is right, but not where a source is given.
    check(
        "“{c1 The ferry sails.}” “{c2 At dawn,}” {q2 said} {s2 she}.",
        "“{c1 The ferry sails.}” “{c2 At dawn,}” {q2 said} she.",
        "exact 2/2 2/2, content 2/2 2/2, token 5/5 5/5, triple 1/2 1/2, cue 1/1 1/1, source 1/2 0/1, ignored 0",
    );
    // What was not annotated is no false alarm, nor are its words.
    check(
        "{c1 It sails}, {q1 said} {s1 she}. {i Who said it was late?}",
        "{c1 It sails}, {q1 said} {s1 she}. Who {q2 said} {c2 it was late}?",
        "exact 1/1 1/1, content 1/1 1/1, token 2/2 2/2, triple 1/1 1/1, cue 1/1 1/1, source 1/1 1/1, ignored 1",
    );
    // Two attributions with one cue: the cue counts once. Marks alone are no content.
    check(
        "{s1 {s2 She}} {q1 {q2 said}} {c1 it sails} and {c2 it sinks}.",
        "{s1 She} {q1 said} {c1 it sails} and it sinks{c2 .}",
        "exact 1/1 1/2, content 1/1 1/2, token 2/2 2/4, triple 1/1 1/2, cue 1/1 1/1, source 1/1 1/1, ignored 0",
    );
}

#[test]
fn kinds_and_table() {
    let (gold, pred) = both(
        "“{c1 It sails,}” {q1 said} {s1 she}. {s2 He} {q2 said} {c2 it “sinks” soon}. {s3 I} {q3 say} {c3 no}.",
        "“{c1 It sails,}” {q1 said} {s1 she}. {s2 He} {q2 said} it “{c2 sinks” soon}. I say no.",
    );
    let report = score(&gold, &pred);
    let counts = |kind| {
        let content = &report.of_kind(kind).content;
        (content.pred_ok, content.pred, content.gold_ok, content.gold)
    };
    assert_eq!(counts(Kind::Direct), (1, 1, 1, 1));
    assert_eq!(counts(Kind::Mixed), (1, 1, 1, 1));
    assert_eq!(counts(Kind::Indirect), (0, 0, 0, 1));
    assert_eq!(
        report.table(),
        "\
1 documents; predictions dropped as ignored: 0
type       gold  pred         exact P/R/F1     content P/R/F1       token P/R/F1      triple P/R/F1         cue P/R/F1  src acc  (given)
all           3     2     50.0  33.3  40.0  100.0  66.7  80.0  100.0  66.7  80.0  100.0  66.7  80.0  100.0  66.7  80.0    100.0    100.0
direct        1     1    100.0 100.0 100.0  100.0 100.0 100.0  100.0 100.0 100.0  100.0 100.0 100.0  100.0 100.0 100.0    100.0    100.0
indirect      1     0      0.0   0.0   0.0    0.0   0.0   0.0    0.0   0.0   0.0    0.0   0.0   0.0    0.0   0.0   0.0      0.0      0.0
mixed         1     1      0.0   0.0   0.0  100.0 100.0 100.0  100.0  66.7  80.0  100.0 100.0 100.0  100.0 100.0 100.0    100.0    100.0"
    );
    let json = serde_json::to_value(&report).expect("counts are JSON");
    assert_eq!(json["all"]["exact"]["p"], 0.5);
    assert_eq!(json["mixed"]["token"]["gold_ok"], 2);
    assert_eq!(json["indirect"]["source_accuracy_given"], 0.0);
    assert_eq!(score(&gold, &[]).all.content.gold, 3);
}

#[test]
fn labels() {
    let (mut gold, mut pred) = both(
        "{s1 She} {q1 said} {c1 it sails}. {s2 He} {q2 said} {c2 it sinks}. {c3 It docks}. {x The crew slept.}",
        "{s1 She} {q1 said} {c1 it sails}. {s2 He} {q2 said} {c2 it sinks}. {c3 It docks}. The {c4 crew slept}.",
    );
    assert_eq!(details(&[Gold { must_not: vec![], ..gold[0].clone() }], &pred), None, "no labels");

    let name = |name: &str| Some(name.to_owned());
    for (labelled, speaker) in
        gold[0].attributions.iter_mut().zip([name("Ines Aduba"), name("Karl Oyelaran"), None])
    {
        labelled.speaker = speaker;
    }
    gold[0].attributions[0].addressee = Some(name("reporters"));
    gold[0].attributions[1].addressee = Some(None);
    gold[0].attributions[0].negated = Some(false);
    for (labelled, speaker) in
        pred[0].attributions.iter_mut().zip(["Dr Ines Aduba", "Oyelaran", "Karl", "crew"])
    {
        labelled.speaker = name(speaker);
        labelled.negated = Some(true);
    }
    let found = details(&gold, &pred).expect("there are labels");
    // One of three predictions, the third being neither right nor wrong.
    assert_eq!((found.said_precision(), found.said_recall()), (1.0 / 3.0, 0.5));
    let shares = [found.speaker, found.addressee, found.negated, found.must_not_broken];
    assert_eq!(shares.map(|share| (share.part, share.whole)), [(1, 2), (1, 2), (0, 1), (1, 1)]);
    assert_eq!(
        found.table(),
        "\
pred            4
gold            3
pairs           3
said            p 33.3  r 50.0  f1 40.0
speaker         50.0
addressee       50.0
negated         0.0
must_not_broken 1
must_not        1"
    );
}

const GOLD: &str = "{s1 She} {q1 said} {c1 it sails}. {s2 He} {q2 said} {c2 the old ferry sinks}.\n\n{s3 They} {q3 agree} {c3 to wait}. It docks.";
const PRED: &str = "She {q1 said} {c1 it sails}. {s2 He} {q2 said} the old {c2 ferry} sinks.\n\nThey agree to wait. {c3 It docks}.";

#[test]
fn mistakes_are_listed_to_be_read() {
    let (gold, pred) = both(GOLD, PRED);
    let all = errors(&gold, &pred, &Wanted { count: 50, ..Wanted::default() });
    assert_eq!(
        all.to_string(),
        "\
── miss: 1 of 1 (1 indirect)

ferry:3 (miss, indirect)
    She said it sails. He said the old ferry sinks.⏎They agree ⟦to wait⟧. It docks.
    gold   cue agree · source They

── false-alarm: 1 of 1 (1 indirect)

ferry:3 (false-alarm, indirect)
    …it sails. He said the old ferry sinks.⏎They agree to wait. ⟨It docks⟩.
    found  cue – · source –

── borders: 1 of 1 (1 indirect)

ferry:1 (borders, indirect)
    She said it sails. He said ⟦the old ⟨ferry⟩ sinks⟧.⏎They agree to wait. It docks.
    gold   cue said · source He
    found  cue said · source He

── source: 1 of 1 (1 indirect)

ferry:1 (source, indirect)
    She said ⟦⟨it sails⟩⟧. He said the old ferry sinks.⏎They agree to wait. It docks…
    gold   cue said · source She
    found  cue said · source –

"
    );
}

#[test]
fn mistakes_can_be_chosen() {
    let (gold, pred) = both(GOLD, PRED);
    let count = |wanted: Wanted| errors(&gold, &pred, &wanted).listed.len();
    assert_eq!(count(Wanted { count: 9, category: Some(Category::Source), ..Wanted::default() }), 1);
    assert_eq!(count(Wanted { count: 9, category: Some(Category::Inexact), ..Wanted::default() }), 0);
    assert_eq!(count(Wanted { count: 9, kind: Some(Kind::Direct), ..Wanted::default() }), 0);

    // Read one at a time, each comes once.
    let mut read: Vec<Category> = (0..4)
        .flat_map(|skip| errors(&gold, &pred, &Wanted { count: 1, skip, ..Wanted::default() }).listed)
        .map(|mistake| mistake.category)
        .collect();
    read.sort();
    assert_eq!(read, [Category::Miss, Category::FalseAlarm, Category::Borders, Category::Source]);
    for category in Category::ALL {
        assert_eq!(category.name().parse(), Ok(category));
    }
    assert!("misses".parse::<Category>().is_err());
}
