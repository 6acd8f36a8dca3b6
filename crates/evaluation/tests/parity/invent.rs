//! Predictions and texts that nobody wrote, always the same ones.

use evaluation::sentences::SplitText;
use evaluation::{Gold, Labelled, Predictions};
use serde_json::{Value, json};
use std::path::Path;
use text::{CodePoints, Span};

/// A small generator of numbers (splitmix64).
pub(crate) struct Lots(u64);

impl Lots {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `limit`, which is not 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit as u64) as usize
    }

    /// True in `percent` of a hundred cases.
    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Some span of the text that is not empty.
    fn span(&mut self, text: &str, longest: usize) -> Span {
        let start = border(text, self.below(text.len()));
        let end = border(text, (start + 1 + self.below(longest)).min(text.len()));
        if start < end { Span::new(start, end) } else { Span::new(start, next(text, start)) }
    }

    /// The offset moved by a few bytes, onto a character border.
    fn moved(&mut self, text: &str, offset: usize) -> usize {
        border(text, (offset + self.below(50)).saturating_sub(25).min(text.len()))
    }
}

/// The last character border at or before an offset.
fn border(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// The border after the character at an offset.
fn next(text: &str, offset: usize) -> usize {
    offset + text[offset..].chars().next().map_or(0, char::len_utf8)
}

/// Gold with parts dropped, shifted, merged, swapped and made up.
pub(crate) fn damaged(gold: &[Gold], lots: &mut Lots) -> Vec<Predictions> {
    let mut out = Vec::new();
    for gold in gold {
        // A text may be without predictions.
        if lots.percent(4) {
            continue;
        }
        let text = gold.text.as_str();
        let mut attributions: Vec<Labelled> = Vec::new();
        for (index, original) in gold.attributions.iter().enumerate() {
            if lots.percent(15) {
                continue;
            }
            let other = lots.pick(&gold.attributions);
            let mut found = original.clone();
            for span in &mut found.content {
                if lots.percent(30) {
                    let (start, end) = (lots.moved(text, span.start), lots.moved(text, span.end));
                    if start < end {
                        *span = Span::new(start, end);
                    }
                }
            }
            if lots.percent(10) {
                let following = gold.attributions.get(index + 1).unwrap_or(other);
                found.content.extend(&following.content);
            }
            match lots.below(12) {
                0 => found.source = other.source.clone(),
                1 => found.source.clear(),
                2 => found.source = vec![lots.span(text, 30)],
                3 => found.source.iter_mut().for_each(|span| span.end = next(text, span.start)),
                4 => found.cue.clear(),
                5 => found.cue = other.cue.clone(),
                6 => found.cue = vec![lots.span(text, 12)],
                _ => {}
            }
            match lots.below(12) {
                0 => found.speaker = None,
                1 => found.speaker = other.speaker.clone(),
                2 => found.speaker = found.speaker.map(|name| format!("Mr. {}’s", name.to_uppercase())),
                3 => found.speaker = found.speaker.map(|name| name.split(' ').take(2).collect()),
                4 => found.kind = other.kind.clone(),
                5 => found.negated = found.negated.map(|negated| !negated),
                6 => found.addressee = other.addressee.clone(),
                7 => found.medium = other.medium.clone(),
                8 => (found.kind, found.negated, found.medium) = (None, None, None),
                _ => {}
            }
            for _ in 0..1 + usize::from(lots.percent(5)) {
                attributions.push(found.clone());
            }
        }
        for _ in 0..lots.below(4) {
            let cue = if lots.percent(50) { vec![lots.span(text, 12)] } else { vec![] };
            attributions.push(Labelled { content: vec![lots.span(text, 150)], cue, ..Labelled::default() });
        }
        for &region in gold.ignore.iter().chain(&gold.must_not) {
            if lots.percent(50) {
                attributions.push(Labelled { content: vec![region], ..Labelled::default() });
            }
        }
        if lots.percent(30) {
            attributions.reverse();
        }
        out.push(Predictions { id: gold.id.clone(), attributions });
    }
    out
}

/// What texts are thrown together from: ordinary words, every mark that matters,
/// and characters that two languages may well class differently.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "said", "that", "That", "THAT’s", "the port", "don’t", "workers'", "boys’", "'em", "’tis", "'90s", "'n'",
    "'T\u{130}L", "'t\u{131}l", "'cau\u{17f}e", "‘cause", "Åse", "e\u{301}", "u\u{301}'s", "a‿b", "a\u{200d}b",
    "½", "Ⅳ", "'½", "'Ⅳ", "'٣", "٣", "हिन्दी", "東京", "Ⓐ", "'Ⓐ", "🎭", "_", "'_", "“", "”", "„", "‟", "\"", "'", "''",
    "``", "`", "‘", "’", "‚", "«", "»", "‹", "›", "(", "[", "—", "–", "-", ".", ",", ";", ":", "?", "…",
    "\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{1c}", "\u{1d}", "\u{1e}", "\u{1f}", "\u{85}", "\u{2028}", "\u{2029}",
    "\u{a0}", "\u{200b}", "\u{feff}", "\u{2009}", "\u{3000}", "\t",
];

#[rustfmt::skip]
const NAMES: &[&str] = &[
    "Ines Aduba", "Aduba", "the Port of Skarvik", "Port of Skarvik", "port officials", "two port officials",
    "Dr. Ines Aduba’s", "Aduba’ss", "'s", "The", "a", "", "…", "İNES aduba", "ΟΔΟΣ", "οδος", "ﬁve", "ª b", "ⅳ",
    "ⓐ Port", "東京", "al-Khatib", "Al-Khatib and Sons", "of", "e\u{301}", "president's", "Port", "ª Port", "ⅳ Port",
];

fn throw_together(lots: &mut Lots) -> String {
    let mut text = String::new();
    for _ in 0..20 + lots.below(150) {
        text.push_str(lots.pick::<&str>(PIECES));
        text.push_str(if lots.percent(60) { " " } else { "" });
    }
    text
}

/// Texts thrown together, with attributions anywhere.
pub(crate) fn exotic(lots: &mut Lots) -> (Vec<Gold>, Vec<Predictions>) {
    let (mut gold, mut predictions) = (Vec::new(), Vec::new());
    for number in 0..60 {
        let text = throw_together(lots);
        let found = |lots: &mut Lots| (0..lots.below(12)).map(|_| anything(lots, &text)).collect::<Vec<_>>();
        let regions = |lots: &mut Lots| (0..lots.below(3)).map(|_| lots.span(&text, 60)).collect::<Vec<_>>();
        let id = number.to_string();
        let attributions = found(lots);
        let mut guesses = found(lots);
        for original in &attributions {
            if lots.percent(60) {
                guesses.push(nudged(original, &text, lots));
            }
        }
        predictions.push(Predictions { id: id.clone(), attributions: guesses });
        let (ignore, must_not) = (regions(lots), regions(lots));
        gold.push(Gold { id, attributions, ignore, must_not, text });
    }
    (gold, predictions)
}

/// The same with other names, and a character more or less at the edges.
fn nudged(original: &Labelled, text: &str, lots: &mut Lots) -> Labelled {
    let mut found = original.clone();
    for span in &mut found.content {
        match lots.below(4) {
            0 => span.end += text[span.end..].chars().next().map_or(0, char::len_utf8),
            1 if next(text, span.start) < span.end => span.start = next(text, span.start),
            _ => {}
        }
    }
    for label in [&mut found.addressee, &mut found.medium].into_iter().flatten().chain([&mut found.speaker]) {
        if lots.percent(70) {
            *label = Some((*lots.pick(NAMES)).to_owned());
        }
    }
    found
}

fn anything(lots: &mut Lots, text: &str) -> Labelled {
    let spans = |lots: &mut Lots, most: usize, longest: usize| {
        (0..lots.below(most + 1)).map(|_| lots.span(text, longest)).collect::<Vec<_>>()
    };
    let mut content = spans(lots, 2, 40);
    content.push(lots.span(text, 80));
    let name = |lots: &mut Lots| lots.percent(75).then(|| (*lots.pick(NAMES)).to_owned());
    Labelled {
        content,
        cue: spans(lots, 1, 20),
        source: spans(lots, 2, 30),
        speaker: name(lots),
        kind: Some((*lots.pick(&["direct", "mixed"])).to_owned()),
        addressee: lots.percent(80).then(|| name(lots)),
        medium: lots.percent(80).then(|| name(lots)),
        negated: lots.percent(80).then(|| lots.percent(50)),
        act: None,
        confidence: None,
        found_by: None,
    }
}

/// Texts thrown together and split anywhere.
pub(crate) fn exotic_sentences(lots: &mut Lots) -> Vec<SplitText> {
    let split = |number: usize| {
        let text = throw_together(lots);
        let sentences = pieces(lots, &text);
        SplitText { id: number.to_string(), text, sentences, ..SplitText::default() }
    };
    (0..60).map(split).collect()
}

/// The same texts with some borders lost, moved or made up.
pub(crate) fn resplit(gold: &[SplitText], lots: &mut Lots) -> Vec<SplitText> {
    let one = |gold: &SplitText| {
        if lots.percent(20) {
            return SplitText { sentences: pieces(lots, &gold.text), ..gold.clone() };
        }
        let mut sentences: Vec<Span> = Vec::new();
        for &sentence in &gold.sentences {
            match sentences.last_mut() {
                Some(last) if lots.percent(20) => last.end = sentence.end,
                _ if lots.percent(10) => {}
                _ => sentences.push(sentence),
            }
        }
        SplitText { sentences, ..gold.clone() }
    };
    gold.iter().map(one).collect()
}

fn pieces(lots: &mut Lots, text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let end = border(text, (start + lots.below(40)).min(text.len()));
        if end > start || lots.percent(30) {
            found.push(Span::new(start, end.max(start)));
        }
        start = end.max(next(text, start));
    }
    found
}

fn spans(points: &CodePoints, spans: &[Span]) -> Value {
    spans.iter().map(|&span| points.span(span)).map(|(start, end)| json!([start, end])).collect()
}

fn attribution(points: &CodePoints, found: &Labelled) -> Value {
    let mut out = json!({
        "content": spans(points, &found.content),
        "cue": spans(points, &found.cue),
        "source": spans(points, &found.source),
        "speaker": found.speaker,
    });
    let mut label = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out[key] = value;
        }
    };
    label("kind", found.kind.as_ref().map(|kind| json!(kind)));
    label("addressee", found.addressee.as_ref().map(|label| json!(label)));
    label("medium", found.medium.as_ref().map(|label| json!(label)));
    label("negated", found.negated.map(|negated| json!(negated)));
    out
}

fn write_lines(path: &Path, lines: impl Iterator<Item = Value>) {
    let text: String = lines.map(|line| line.to_string() + "\n").collect();
    std::fs::write(path, text).expect("the scratch folder can be written");
}

/// Writes gold as JSONL.
pub(crate) fn write_gold(path: &Path, gold: &[Gold]) {
    let line = |gold: &Gold| {
        let points = CodePoints::new(&gold.text);
        let attributions: Vec<_> = gold.attributions.iter().map(|a| attribution(&points, a)).collect();
        json!({
            "id": gold.id, "text": gold.text, "attributions": attributions,
            "ignore": spans(&points, &gold.ignore), "must_not": spans(&points, &gold.must_not),
        })
    };
    write_lines(path, gold.iter().map(line));
}

fn text_of<'a>(gold: &'a [Gold], id: &str) -> &'a str {
    &gold.iter().find(|gold| gold.id == id).expect("predictions are made from gold").text
}

/// Writes predictions as JSONL.
pub(crate) fn write_predictions(path: &Path, gold: &[Gold], predictions: &[Predictions]) {
    let line = |found: &Predictions| {
        let points = CodePoints::new(text_of(gold, &found.id));
        let attributions: Vec<_> = found.attributions.iter().map(|a| attribution(&points, a)).collect();
        json!({"id": found.id, "attributions": attributions})
    };
    write_lines(path, predictions.iter().map(line));
}

/// Writes predictions as an output folder.
pub(crate) fn write_output(folder: &Path, gold: &[Gold], predictions: &[Predictions]) {
    let article = |found: &Predictions| json!({"id": found.id, "text": text_of(gold, &found.id)});
    write_lines(&folder.join("articles.jsonl"), predictions.iter().map(article));
    let record = |(id, found): (&String, &Labelled)| {
        let text = text_of(gold, id);
        let points = CodePoints::new(text);
        let part = |part: &[Span]| {
            (!part.is_empty())
                .then(|| json!({"text": text::joined(part, text), "spans": spans(&points, part)}))
        };
        let label = |label: &Option<Option<String>>| {
            label.clone().flatten().map(|label| json!({"text": label, "spans": [[0, 1]]}))
        };
        json!({
            "article": id, "kind": found.kind.as_deref().unwrap_or("mixed"), "act": "speech",
            "content": part(&found.content), "cue": part(&found.cue), "source": part(&found.source),
            "speaker": found.speaker.as_ref().map(|name| json!({"ref": "s1", "name": name})),
            "addressee": label(&found.addressee), "medium": label(&found.medium),
            "negated": found.negated.unwrap_or_default(), "found_by": "damage",
        })
    };
    let all = predictions.iter().flat_map(|p| p.attributions.iter().map(move |a| (&p.id, a)));
    write_lines(&folder.join("attributions.jsonl"), all.map(record));
}

/// Writes texts and their sentences as JSONL.
pub(crate) fn write_sentences(path: &Path, items: &[SplitText]) {
    let line = |item: &SplitText| {
        let points = CodePoints::new(&item.text);
        json!({"id": item.id, "text": item.text, "spans": spans(&points, &item.sentences)})
    };
    write_lines(path, items.iter().map(line));
}
