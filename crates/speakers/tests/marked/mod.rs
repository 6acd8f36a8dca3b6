//! Invented articles in which each source is marked with who it is.

use text::{Act, Attribution, Kind, Span};

/// An article without its marks.
pub(crate) struct Case {
    pub(crate) text: String,
    pub(crate) sources: Vec<Source>,
}

/// A source of a case.
pub(crate) struct Source {
    pub(crate) span: Span,
    /// The position of a quotation without a source to which this source is carried.
    pub(crate) carried_to: Option<usize>,
    /// The expected speaker.
    pub(crate) speaker: String,
}

pub(crate) fn unmark(marked: &str) -> Case {
    let mut text = String::new();
    let mut sources: Vec<Source> = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('{') {
        let (mark, after) = after.split_once('}').expect("a closed brace");
        let (source, speaker) = mark.split_once(" → ").expect("source → speaker");
        text.push_str(before);
        let start = text.len();
        let (span, carried_to) = match source {
            "+" => (sources.last().expect("a source before").span, Some(start)),
            _ => (Span::new(start, start + source.len()), None),
        };
        if carried_to.is_none() {
            text.push_str(source);
        }
        sources.push(Source { span, carried_to, speaker: speaker.to_owned() });
        rest = after;
    }
    text.push_str(rest);
    Case { text, sources }
}

/// What the detector would find: each source with the quotation nearest to it
/// in its paragraph, or with the words after it.
pub(crate) fn attributions(case: &Case, paragraphs: &[Span]) -> Vec<Attribution> {
    let text = &case.text;
    let quotes: Vec<Span> = text
        .match_indices('“')
        .map(|(at, mark)| Span::new(at + mark.len(), at + text[at..].find('”').unwrap_or(text.len() - at)))
        .collect();
    let attribution = |&Source { span: source, carried_to, .. }: &Source| {
        let paragraph = paragraphs.iter().find(|p| p.contains(source)).copied().unwrap_or_default();
        let quote = match carried_to {
            Some(at) => quotes.iter().find(|q| q.start > at),
            None => quotes.iter().rev().find(|q| paragraph.contains(**q) && q.end <= source.start + 4),
        };
        let rest = &text[source.end..];
        let verb = rest.trim_start_matches([',', ' ']);
        let start = text.len() - verb.len();
        let verb = Span::new(start, start + verb.find([' ', '.', ':', '\n']).unwrap_or(verb.len()));
        let after =
            Span::new(source.end, text[source.end..].find('.').map_or(text.len(), |at| source.end + at));
        Attribution {
            kind: if quote.is_some() { Kind::Direct } else { Kind::Indirect },
            cue: if carried_to.is_some() { Vec::new() } else { vec![verb] },
            continues: carried_to.is_some(),
            ..Attribution::uncued(Act::Speech, vec![quote.copied().unwrap_or(after)], vec![source])
        }
    };
    case.sources.iter().map(attribution).collect()
}
