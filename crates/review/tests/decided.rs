//! What follows from decisions about an output folder: lists, gold and figures. And
//! decisions still hold after a new extraction.

use records::Offsets;
use review::{Decision, Query, Quote, Review, Status, What};
use std::path::Path;

/// Writes an output folder. In each sentence of an article, `{content …}`, `{cue …}` and
/// `{source …}` mark one quote, whose confidence comes before it.
fn output(folder: &Path, offsets: Offsets, articles: &[(&str, &[(f64, &str)])]) {
    let (mut lines, mut found) = (String::new(), String::new());
    for (id, sentences) in articles {
        let (mut text, mut marked) = (String::new(), Vec::new());
        for (confidence, sentence) in *sentences {
            let mut parts = std::collections::BTreeMap::new();
            for piece in sentence.split_inclusive('}') {
                let (before, mark) = piece.split_once('{').unwrap_or((piece, ""));
                text.push_str(before);
                if let Some((name, words)) = mark.trim_end_matches('}').split_once(' ') {
                    parts.insert(name.to_owned(), (text.len(), text.len() + words.len()));
                    text.push_str(words);
                }
            }
            text.push('\n');
            marked.push((*confidence, parts));
        }
        let positions = records::Positions::new(&text, offsets);
        let part = |place: Option<&(usize, usize)>| {
            place.map(|&(start, end)| {
                serde_json::json!({"text": &text[start..end], "spans": [[positions.at(start), positions.at(end)]]})
            })
        };
        let mut number = 0;
        for (confidence, parts) in marked.iter().filter(|(_, parts)| parts.contains_key("content")) {
            number += 1;
            let source = part(parts.get("source"));
            let speaker = source.as_ref().map(|source| serde_json::json!({"ref": format!("{id}/s{number}"),
                "name": source["text"], "type": "person", "role": null, "resolved_by": "name", "confidence": 0.9}));
            let line = serde_json::json!({"id": format!("{id}#{number}"), "article": id, "corpus": "wire",
                "kind": "indirect", "act": "speech", "content": part(parts.get("content")), "cue": part(parts.get("cue")),
                "source": source, "speaker": speaker, "addressee": null, "medium": null, "when": null, "negated": false,
                "paragraph": 0, "sentence": {"index": 0, "span": [0, 1]}, "confidence": confidence, "found_by": "clause"});
            found += &format!("{line}\n");
        }
        let unit = serde_json::to_value(offsets).unwrap();
        let line = serde_json::json!({"id": id, "corpus": "wire", "path": id, "title": null, "subtitle": null,
            "outlet": "Harbour Times", "date": "2031-04-05", "time": null, "author": null, "editor": null, "section": null,
            "url": null, "counts": {"sentences": 1, "attributions": number, "direct": 0, "indirect": number, "mixed": 0, "words": 9},
            "text_sha256": format!("sha of {text}"), "offsets": unit,
            "paragraphs": [{"span": [0, positions.at(text.len())], "role": "body"}], "text": text});
        lines += &format!("{line}\n");
    }
    std::fs::write(folder.join("articles.jsonl"), lines).unwrap();
    std::fs::write(folder.join("attributions.jsonl"), found).unwrap();
}

const FERRY: (&str, &[(f64, &str)]) = (
    "desk/ferry",
    &[
        (0.9, "{source Zoë Aduba} {cue said} {content the ferry sails at dawn}."),
        (0.4, "{source The 🎭 director} {cue likes} {content the harbour}."),
        (0.7, "{source She} {cue added} that {content nobody would be left}."),
        (0.0, "According to Ines Brandt, the pier is shut."),
    ],
);

fn decide(review: &Review, what: What, number: usize, change: impl FnOnce(&mut Quote)) -> Decision {
    let article = review.article("desk/ferry", Offsets::CodePoint).unwrap();
    let quote = &article.quotes[number];
    let mut now = quote.now.clone();
    change(&mut now);
    let decision = Decision {
        what,
        article: article.id,
        content: quote.key.clone(),
        quote: (what != What::Reject).then_some(now),
        ..Decision::default()
    };
    review.decide(decision, Offsets::CodePoint).unwrap()
}

fn statuses(review: &Review) -> Vec<Status> {
    let article = review.article("desk/ferry", Offsets::CodePoint).unwrap();
    article.quotes.iter().map(|quote| quote.status).collect()
}

#[test]
fn decisions_hold_after_a_new_extraction() {
    use Status::{Accepted, Added, Fixed, Rejected, Undecided};
    let folder = tempfile::tempdir().unwrap();
    output(folder.path(), Offsets::CodePoint, &[FERRY]);
    let review = Review::whole(folder.path()).unwrap();
    decide(&review, What::Accept, 0, |_| {});
    decide(&review, What::Reject, 1, |_| {});
    decide(&review, What::Fix, 2, |quote| quote.speaker = Some("Zoë Aduba".into()));
    assert_eq!(statuses(&review), [Accepted, Rejected, Fixed]);

    // The same text with other offsets; the quotes have other numbers, and one is no
    // longer found.
    for offsets in [Offsets::CodePoint, Offsets::Byte, Offsets::Utf16] {
        let again = (
            "desk/ferry",
            &[
                (0.95, "Zoë Aduba said the ferry sails at dawn."),
                (0.4, "{source The 🎭 director} {cue likes} {content the harbour}."),
                (0.7, "{source She} {cue added} that {content nobody would be left}."),
                (0.5, "According to {source Ines Brandt}, {content the pier is shut}."),
            ][..],
        );
        output(folder.path(), offsets, &[again]);
        let review = Review::whole(folder.path()).unwrap();
        assert_eq!(statuses(&review), [Rejected, Fixed, Undecided, Added], "{offsets:?}");
        let article = review.article("desk/ferry", Offsets::Byte).unwrap();
        let words = |spans: &[(usize, usize)]| article.text[spans[0].0..spans[0].1].to_owned();
        assert_eq!(
            words(&article.quotes[3].now.content),
            "the ferry sails at dawn",
            "accepted, and found no longer"
        );
        assert_eq!(words(&article.quotes[1].now.content), "nobody would be left");
        assert_eq!(article.quotes[1].now.speaker.as_deref(), Some("Zoë Aduba"));
        let listed =
            |status: &str| review.quotes(&Query { status: status.into(), ..Query::default() }).unwrap().total;
        assert_eq!([listed("undecided"), listed("rejected"), listed("fixed"), listed("all")], [1, 1, 1, 3]);
    }

    // With another text they do not count, and the article says so.
    output(
        folder.path(),
        Offsets::CodePoint,
        &[("desk/ferry", &[(0.9, "{source Ana} {cue said} {content no}.")])],
    );
    let review = Review::whole(folder.path()).unwrap();
    assert_eq!(statuses(&review), [Undecided]);
    assert_eq!(review.article("desk/ferry", Offsets::Byte).unwrap().other_text, 3);
}

#[test]
fn a_speaker_is_corrected_once() {
    let folder = tempfile::tempdir().unwrap();
    output(folder.path(), Offsets::CodePoint, &[FERRY]);
    let review = Review::whole(folder.path()).unwrap();
    decide(&review, What::Accept, 2, |_| {});
    let rename = Decision {
        what: What::Speaker,
        article: "desk/ferry".into(),
        from: Some("She".into()),
        to: Some("Zoë Aduba".into()),
        ..Decision::default()
    };
    let stored = review.decide(rename, Offsets::CodePoint).unwrap();
    assert_eq!(statuses(&review)[2], Status::Fixed, "it was accepted with another speaker");
    let undo = Decision { what: What::Undo, undoes: Some(stored.id), ..Decision::default() };
    review.decide(undo, Offsets::CodePoint).unwrap();
    assert_eq!(statuses(&review)[2], Status::Accepted);
}

#[test]
fn gold_and_figures() {
    let folder = tempfile::tempdir().unwrap();
    let mill = ("mill", &[(0.8, "{source Kofi} {cue said} {content the mill is safe}.")][..]);
    output(folder.path(), Offsets::CodePoint, &[FERRY, mill]);
    let review = Review::whole(folder.path()).unwrap();
    decide(&review, What::Accept, 0, |_| {});
    decide(&review, What::Reject, 1, |_| {});
    decide(&review, What::Fix, 2, |quote| quote.speaker = Some("Zoë Aduba".into()));
    let into = folder.path().join("gold");
    let exported = review::export(folder.path(), &into).unwrap();
    assert_eq!((exported.articles, exported.unfinished), (0, 1), "nobody has read the whole yet");

    let text = review.article("desk/ferry", Offsets::CodePoint).unwrap().text;
    let missed = text.find("the pier is shut").map(|at| text[..at].chars().count()).unwrap();
    let quote = Quote { content: vec![(missed, missed + 16)], ..Quote::default() };
    let content = quote.content.clone();
    let article = || "desk/ferry".to_owned();
    let add =
        Decision { what: What::Add, article: article(), content, quote: Some(quote), ..Decision::default() };
    review.decide(add, Offsets::CodePoint).unwrap();
    let read = Decision { what: What::Read, article: article(), ..Decision::default() };
    review.decide(read, Offsets::CodePoint).unwrap();

    let exported = review::export(folder.path(), &into).unwrap();
    assert_eq!((exported.articles, exported.attributions, exported.unfinished), (1, 3, 0));
    let gold = evaluation::gold(&into.join("gold.jsonl")).unwrap();
    let brat = evaluation::gold(&into.join("brat")).unwrap();
    let contents = |gold: &[evaluation::Gold]| -> Vec<String> {
        gold[0].attributions.iter().map(|found| found.content[0].of(&gold[0].text).to_owned()).collect()
    };
    let wanted = ["the ferry sails at dawn", "nobody would be left", "the pier is shut"];
    assert_eq!(contents(&gold), wanted);
    assert_eq!(contents(&brat), wanted);
    assert_eq!((&gold[0].id[..], &brat[0].id[..]), ("desk/ferry", "desk-ferry"));
    assert_eq!(gold[0].attributions[1].speaker.as_deref(), Some("Zoë Aduba"));

    let assessment = review::assess(folder.path()).unwrap();
    let all = &assessment.figures[0];
    assert_eq!((all.precision.count, all.precision.of), (2, 3));
    assert_eq!((all.recall.count, all.recall.of), (2, 3));
    let sure = assessment.figures.iter().find(|figures| figures.of == "≥ 0.5").unwrap();
    assert_eq!((sure.precision.count, sure.precision.of, sure.recall.count, sure.recall.of), (2, 2, 2, 3));
    assert_eq!((assessment.speakers.count, assessment.speakers.of), (1, 2));
    assert_eq!((assessment.decided, assessment.rejected, assessment.added, assessment.read), (3, 1, 1, 1));
}

#[test]
fn filters_and_orders() {
    let folder = tempfile::tempdir().unwrap();
    let mill = ("mill", &[(0.8, "{source Kofi} {cue said} {content the mill is “safe”}.")][..]);
    output(folder.path(), Offsets::CodePoint, &[FERRY, mill]);
    let review = Review::whole(folder.path()).unwrap();
    let found = |query: Query| -> Vec<String> {
        let listed = serde_json::to_value(review.quotes(&query).unwrap()).unwrap();
        listed["quotes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|quote| quote["id"].as_str().unwrap().to_owned())
            .collect()
    };
    let query = Query::default;
    let s = str::to_owned;
    assert_eq!(
        found(query()),
        ["desk/ferry#2", "desk/ferry#3", "mill#1", "desk/ferry#1"],
        "least sure first"
    );
    assert_eq!(found(Query { order: s("text"), ..query() })[0], "desk/ferry#1");
    assert_eq!(found(Query { order: s("sure"), limit: Some(1), ..query() }), ["desk/ferry#1"]);
    assert_eq!(found(Query { offset: 3, ..query() }), ["desk/ferry#1"]);
    assert_eq!(found(Query { speaker: s("Kofi"), ..query() }), ["mill#1"]);
    assert_eq!(found(Query { article: s("mill"), ..query() }), ["mill#1"]);
    assert_eq!(found(Query { q: s("“SAFE”"), ..query() }), ["mill#1"]);
    assert_eq!(found(Query { q: s("zoë"), ..query() }), ["desk/ferry#1"]);
    assert_eq!(found(Query { from: s("2031-04-06"), ..query() }), [""; 0]);
    assert_eq!(found(Query { from: s("2031-04"), to: s("2031"), ..query() }).len(), 4);
    for nobody in ["outlet", "corpus", "rule", "kind", "source"] {
        let query: Query = serde_json::from_value(serde_json::json!({nobody: "nobody at all"})).unwrap();
        assert_eq!(found(query), [""; 0], "{nobody}");
    }
}
