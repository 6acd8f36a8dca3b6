//! What a word can be in an attribution, for what is learned.

/// The label of a word or element: outside of any attribution, or in which of its
/// components (begin-inside-outside, BIO, but that a cue has no beginning of its
/// own).
///
/// The discriminants are the columns of every table of labels: of the
/// word taggers and of the words that `sayso train --words` writes.
/// `LABELS` in `training/encoder.py` is the same list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Label {
    /// In no attribution.
    #[default]
    Outside = 0,
    /// In a cue.
    Cue = 1,
    /// The first word of a source.
    SourceBegins = 2,
    /// A further word of a source.
    SourceContinues = 3,
    /// The first word of a piece of content.
    ContentBegins = 4,
    /// A further word of a piece of content.
    ContentContinues = 5,
}

/// A number for each label, in the order of [`Label::ALL`]: a score or a probability.
pub type LabelRow = [f32; Label::COUNT];

impl Label {
    /// How many labels there are.
    pub const COUNT: usize = 6;

    /// All labels, in the order of their columns.
    pub const ALL: [Label; Label::COUNT] = [
        Label::Outside,
        Label::Cue,
        Label::SourceBegins,
        Label::SourceContinues,
        Label::ContentBegins,
        Label::ContentContinues,
    ];

    /// Its column.
    pub fn column(self) -> usize {
        self as usize
    }

    /// What it labels a part of.
    pub(crate) fn component(self) -> Option<Component> {
        match self {
            Label::Outside => None,
            Label::Cue => Some(Component::Cue),
            Label::SourceBegins | Label::SourceContinues => Some(Component::Source),
            Label::ContentBegins | Label::ContentContinues => Some(Component::Content),
        }
    }

    /// Whether a source or a piece of content begins with it.
    pub(crate) fn begins(self) -> bool {
        matches!(self, Label::SourceBegins | Label::ContentBegins)
    }

    /// The label with the highest value; of equals the first.
    pub(crate) fn likeliest(row: &LabelRow) -> Label {
        Label::ALL.into_iter().fold(Label::Outside, |best, label| {
            if row[label.column()] > row[best.column()] { label } else { best }
        })
    }
}

/// What an attribution is made of (Pareti 2012).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Component {
    Cue,
    Source,
    Content,
}

impl Component {
    /// The labels of its first word and of the others.
    pub(crate) fn labels(self) -> (Label, Label) {
        match self {
            Component::Cue => (Label::Cue, Label::Cue),
            Component::Source => (Label::SourceBegins, Label::SourceContinues),
            Component::Content => (Label::ContentBegins, Label::ContentContinues),
        }
    }

    /// How probable it is that a word is in it.
    pub(crate) fn probability(self, row: &LabelRow) -> f32 {
        match self.labels() {
            (first, rest) if first == rest => row[first.column()],
            (first, rest) => row[first.column()] + row[rest.column()],
        }
    }
}
