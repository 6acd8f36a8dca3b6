//! What is compared: attributions of the same type on both sides, gold and
//! predicted.

use text::{Attribution, Kind, Span, Speakers};

/// A text and everything that should be found in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    /// The name of the text, unique in its gold standard.
    pub id: String,
    /// The text that all spans point into.
    pub text: String,
    /// Who says what in it.
    pub attributions: Vec<Labelled>,
    /// Where nobody annotated: predictions there are neither right nor wrong.
    pub ignore: Vec<Span>,
    /// What must not be returned as a content.
    pub must_not: Vec<Span>,
}

/// What was found in one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Predictions {
    /// The `id` of the gold text.
    pub id: String,
    /// Who says what in it, according to the program.
    pub attributions: Vec<Labelled>,
}

/// One attribution with its labels, as annotated or as predicted.
///
/// Spans are in **bytes** of the gold text, inside it, on character borders and
/// not empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Labelled {
    /// What was said.
    pub content: Vec<Span>,
    /// The words that attribute it to its source; may be empty.
    pub cue: Vec<Span>,
    /// The mention of whoever said it; may be empty.
    pub source: Vec<Span>,
    /// Who that is, by name or description.
    pub speaker: Option<String>,
    /// `direct`, `mixed` or `indirect`. In gold, `None` means not annotated.
    pub kind: Option<String>,
    /// To whom it was said. `None`: not annotated; `Some(None)`: to nobody in particular.
    pub addressee: Option<Option<String>>,
    /// The medium. `None`: not annotated; `Some(None)`: none is mentioned.
    pub medium: Option<Option<String>>,
    /// Whether the text says it was *not* said. In gold, `None` means not annotated.
    pub negated: Option<bool>,
    /// `speech`, `writing`, `evidence` or `attitude`, where known. Not scored; for
    /// callers that score only some acts.
    pub act: Option<String>,
    /// How sure the program is of it, from 0 to 1. In gold, `None`.
    pub confidence: Option<f32>,
    /// The rule or model that found it. Not scored; shown beside mistakes.
    pub found_by: Option<String>,
}

impl Labelled {
    /// A detected attribution and the name of its speaker.
    pub fn new(attribution: &Attribution, speaker: Option<&str>, text: &str) -> Self {
        let label = |span: Option<Span>| Some(span.map(|s| s.of(text).to_owned()));
        Self {
            content: attribution.content.clone(),
            cue: attribution.cue.clone(),
            source: attribution.source.clone(),
            speaker: speaker.map(str::to_owned),
            kind: Some(attribution.kind.name().to_owned()),
            addressee: label(attribution.addressee),
            medium: label(attribution.medium),
            negated: Some(attribution.negated),
            act: Some(attribution.act.name().to_owned()),
            confidence: Some(attribution.confidence),
            found_by: Some(attribution.found_by.to_owned()),
        }
    }

    /// The spans of all its parts.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Span> {
        [&self.content, &self.cue, &self.source].into_iter().flatten().copied()
    }
}

impl Predictions {
    /// What the pipeline found in the text of a gold document.
    ///
    /// `speakers` may be empty when sources were not resolved.
    pub fn new(id: &str, text: &str, attributions: &[Attribution], speakers: &Speakers) -> Self {
        let name = |index: usize| {
            let resolution = speakers.resolutions.get(index)?.as_ref()?;
            Some(speakers.speakers.get(resolution.speaker)?.name.as_str())
        };
        let labelled = |(index, found)| Labelled::new(found, name(index), text);
        Self { id: id.to_owned(), attributions: attributions.iter().enumerate().map(labelled).collect() }
    }
}

/// The kinds in the order of the table.
pub(crate) const KINDS: [Kind; 3] = [Kind::Direct, Kind::Indirect, Kind::Mixed];
