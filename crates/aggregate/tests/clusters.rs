//! Which pairs of contents are one: invented ones, of the kinds that were wrong in real news.

use aggregate::{Aggregator, Observer, Settings};
use lexicon::Lexicon;
use serde_json::json;

/// Who says what, and on which day of 2031 it is printed: `-` for none. Quotation marks
/// around all of it, or some, make it direct or mixed; `not` before it denies it.
type Said = (&'static str, &'static str, &'static str);

#[track_caller]
fn check(pairs: &[(Said, Said, bool)]) {
    let observer = Observer::new(&Lexicon::embedded());
    for &(one, other, expected) in pairs {
        let folder = tempfile::tempdir().unwrap();
        let mut aggregator = Aggregator::new(&observer, folder.path(), Settings::default());
        for (id, said) in [("a", one), ("b", other)] {
            let (article, attribution) = (article(id, said), attribution(id, said));
            let article = serde_json::from_str(&article).unwrap();
            let attribution = serde_json::from_str(&attribution).unwrap();
            aggregator.add(&observer.notes(&article, &[attribution])).unwrap();
        }
        let clusters = aggregator.finish().unwrap().0.clusters;
        assert_eq!(clusters == 1, expected, "{one:?} and {other:?}");
    }
}

/// What comes before each content.
const BEFORE: &str = "Ana Ruiz ";

fn article(id: &str, (_, day, said): Said) -> String {
    let date = (day != "-").then(|| format!("2031-{day}"));
    json!({"id": id, "corpus": "test", "path": id, "title": null, "subtitle": null, "outlet": null, "date": date,
        "time": null, "author": null, "editor": null, "section": null, "url": null,
        "counts": {"sentences": 1, "attributions": 1, "direct": 0, "indirect": 1, "mixed": 0, "words": 9},
        "text_sha256": "", "offsets": "code_point", "paragraphs": [], "text": format!("{BEFORE}{said} MORE (D).")})
    .to_string()
}

fn attribution(id: &str, (name, _, said): Said) -> String {
    let (negated, said) = said.strip_prefix("not ").map_or((false, said), |said| (true, said));
    let inside = said.strip_prefix('“').and_then(|said| said.strip_suffix('”'));
    let (kind, text) = match inside.filter(|inside| !inside.contains('“')) {
        Some(inside) => ("direct", inside),
        None if said.contains('“') => ("mixed", said),
        None => ("indirect", said),
    };
    // Of a list of links, the last.
    let (links, text) =
        text.rsplit_once("| ").map_or(("", text), |(links, _)| text.split_at(links.len() + 2));
    let start = BEFORE.chars().count() + links.chars().count();
    let of = if name.starts_with(char::is_uppercase) { "person" } else { "unnamed" };
    json!({"id": format!("{id}#1"), "article": id, "corpus": "test", "kind": kind, "act": "speech",
        "content": {"text": text, "spans": [[start, start + text.chars().count()]]}, "cue": null, "source": null,
        "speaker": {"ref": format!("{id}/s1"), "name": name, "type": of, "role": null, "resolved_by": "name",
            "confidence": 0.9},
        "addressee": null, "medium": null, "when": null, "negated": negated, "paragraph": 0,
        "sentence": {"index": 0, "span": [0, 9]}, "confidence": 0.9, "found_by": "test"})
    .to_string()
}

const ANA: &str = "Ana Ruiz";
const BEN: &str = "Ben Ode";

#[test]
fn quotes_of_one_speaker() {
    let harbour = "“We will close the old harbour and open a new one by spring.”";
    check(&[
        ((ANA, "03-01", harbour), (ANA, "09-01", harbour), true),
        ((ANA, "03-01", harbour), (ANA, "03-02", "“close the old harbour”"), true),
        // A slogan is said each day, and each day about something else.
        (
            (ANA, "03-01", "“This is the lying press”"),
            (ANA, "03-02", "she has enough of the “lying press”"),
            true,
        ),
        (
            (ANA, "03-01", "“This is the lying press”"),
            (ANA, "05-02", "she has enough of the “lying press”"),
            false,
        ),
        ((ANA, "03-01", "“Ships before roads”"), (ANA, "03-20", "“Ships before roads”"), true),
        ((ANA, "03-01", "“Ships before roads”"), (ANA, "05-20", "“Ships before roads”"), false),
        // Half a sentence in the one, two whole ones in the other.
        (
            (
                ANA,
                "03-01",
                "“The tide gauge on the northern quay broke in January”, which cost the port a fortune in fines and lawyers”",
            ),
            (
                ANA,
                "-",
                "“Nobody told me. The tide gauge on the northern quay broke in January. I asked for a replacement twice.”",
            ),
            true,
        ),
        (
            (ANA, "03-01", "there were “never secret payments to ships”"),
            (ANA, "03-02", "“Those were secret payments to ships of the northern harbour”"),
            false,
        ),
        (
            ("Paul Ruiz", "03-01", "“It cuts the port’s debt”"),
            ("Rand Paul", "03-01", "“Nothing cuts the port’s debt”"),
            false,
        ),
    ]);
}

#[test]
fn parts_of_quotes() {
    check(&[
        // The small words in between count where few others are.
        (
            (
                ANA,
                "03-01",
                "“So for now the path across the ice is closed to all of us. Nobody knows when ferries, pilots or doctors can travel again.”",
            ),
            (
                ANA,
                "03-03",
                "“Fishermen lost their nets in January. So for now the path across the ice is closed, whatever ministers promise on television.”",
            ),
            true,
        ),
        (
            (
                ANA,
                "03-01",
                "“So for now the path across the ice is closed to all of us. Nobody knows when ferries, pilots or doctors can travel again.”",
            ),
            (
                ANA,
                "05-03",
                "“Fishermen lost their nets in January. So for now the path across the ice is closed, whatever ministers promise on television.”",
            ),
            false,
        ),
        // What is cited begins before the quotation marks.
        (
            (
                ANA,
                "03-01",
                "“Fog and ice over the quay with no lamp lit since the storm, that is what we sail into.”",
            ),
            (ANA, "09-01", "of fog and ice over the quay with no lamp “lit since the storm”"),
            true,
        ),
        // A negation denies only what the other says.
        (
            (ANA, "03-01", "“The new buoys are a good start, the crews built them.”"),
            (ANA, "03-05", "“The new buoys are a good start, the crews built them. But it’s not enough.”"),
            true,
        ),
        (
            (ANA, "03-01", "“The new buoys are a good start, the crews built them.”"),
            (ANA, "03-05", "“The new buoys are not a good start, the crews built them.”"),
            false,
        ),
        // A slogan, though it is of seven words.
        (
            (ANA, "03-01", "the pilots the “friends of the storm”"),
            (ANA, "08-01", "the pilots the “friends of the storm”"),
            false,
        ),
        // No slogan, though few of its words carry meaning.
        (
            (ANA, "03-01", "“somebody lost the key and all of us have to look for it”"),
            (ANA, "08-01", "“somebody lost the key and all of us have to look for it”"),
            true,
        ),
        // In a heading, capitals do not show what is a name.
        (
            (ANA, "03-01", "“The Harbour Board Knew A Storm Was Near And Did Nothing About It”"),
            (ANA, "03-02", "“the harbour board knew a storm was near and did nothing about it”"),
            true,
        ),
    ]);
}

#[test]
fn fragments_of_a_speech() {
    const SPEECH: Said = (
        ANA,
        "03-01",
        "“Today’s ruling is a triumph for honest pilots. Captains from Tarrow asked for fair tolls, better buoys and radio masts; ministers promised them each year and forgot about it by autumn. Courts decide what parliament would rather sell.”",
    );
    let fragments = [
        "it was a “triumph for honest pilots”",
        "they had wanted “fair tolls, better buoys”",
        "it was about “buoys and radio masts”",
        "the government “forgot about it by autumn”",
        "lawyers would “decide what parliament would rather sell”",
    ];
    check(&fragments.map(|fragment| ((ANA, "03-01", fragment), SPEECH, true)));
}

#[test]
fn claims() {
    check(&[
        (
            (ANA, "03-01", "the old harbour would close in spring"),
            (ANA, "03-03", "the old harbour will close by the spring"),
            true,
        ),
        (
            (ANA, "03-01", "the old harbour would close in spring"),
            (ANA, "03-03", "not the old harbour will close by the spring"),
            false,
        ),
        (
            (ANA, "03-01", "the old harbour would not close in spring"),
            (ANA, "03-03", "not the old harbour will close by the spring"),
            true,
        ),
        (
            (ANA, "03-01", "whether the old harbour would close in spring"),
            (ANA, "03-03", "the old harbour will close by the spring"),
            false,
        ),
        // Two who speak of one thing say something else about it.
        (
            (
                ANA,
                "03-01",
                "she would sign a bill with money for harbours, ferries, lighthouses and tide gauges only if the fishermen of the north got their share of it within this year, the shipyards kept all of their workers and the governor apologised in public",
            ),
            (BEN, "03-02", "the bill has money for harbours, ferries, lighthouses and tide gauges"),
            false,
        ),
        // One subject, other demands.
        (
            (ANA, "03-01", "the harbour bill must have money for the sea wall"),
            (ANA, "03-04", "she would trade shelter for stranded crews for money for the sea wall"),
            false,
        ),
        (
            (ANA, "03-01", "a short deal to open the harbour while talks on border dykes go on"),
            (BEN, "03-09", "a short opening of the harbour to make room for talks on border dykes"),
            false,
        ),
        // What is the same is mostly names.
        (
            (ANA, "03-01", "Omar Okafor entered the Northern Lighthouse Museum of Tarrow"),
            (
                ANA,
                "03-02",
                "on Monday Omar Okafor set fire to the Northern Lighthouse Museum of Tarrow, where nine people slept",
            ),
            false,
        ),
        // The same of somebody else.
        (
            (ANA, "03-01", "that Okafor will leave the harbour board at the end of the year"),
            (ANA, "03-04", "that Brekke will leave the harbour board at the end of the year"),
            false,
        ),
        // “Sources” are others each time.
        (
            ("sources", "03-01", "the talks stalled over fish"),
            ("sources", "03-05", "the talks had stalled over fish"),
            false,
        ),
        (
            ("sources", "03-01", "the talks stalled over fish"),
            ("sources", "04-01", "the talks had stalled over fish"),
            false,
        ),
    ]);
}

#[test]
fn links_are_nobodys_words() {
    let headline = "OkaforBudget talks end in the night without any result | Okafor blasts the harbour board";
    check(&[((ANA, "03-01", headline), (ANA, "03-02", headline), false)]);
    let no_link = "Budget talks end in the night without any result, and the harbour board is to blame";
    check(&[((ANA, "03-01", no_link), (ANA, "03-02", no_link), true)]);
}
