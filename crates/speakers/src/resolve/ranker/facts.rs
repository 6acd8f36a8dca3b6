//! What the ranker may know about a candidate, in small numbers.

/// How many values a fact may have.
pub(crate) const VALUES: usize = 16;

/// What sort of source is resolved. Each has weights of its own beside those of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// he, she
    Gendered,
    /// it
    It,
    /// they
    They,
    /// the senator
    Definite,
    /// the company
    Body,
    /// a spokesman
    Indefinite,
    /// police
    Bare,
    /// the city's mayor, Iraq's prime minister
    Owned,
}

impl Class {
    /// All of them, with the names that the file of weights has for them.
    pub(crate) const ALL: [(Class, &str); 8] = [
        (Class::Gendered, "he-she"),
        (Class::It, "it"),
        (Class::They, "they"),
        (Class::Definite, "definite"),
        (Class::Body, "body"),
        (Class::Indefinite, "indefinite"),
        (Class::Bare, "bare"),
        (Class::Owned, "owned"),
    ];
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A question about a candidate; the answer is a number below [`VALUES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Fact { $($(#[$doc])* $name,)* }

        impl Fact {
            /// The names that the file of weights has for them, in their order.
            pub(crate) const NAMES: &[&str] = &[$($text,)*];
        }
    };
}

facts! {
    /// What it is: a kind of name, or of description.
    Kind = "kind",
    /// How well its gender agrees.
    Gender = "gender",
    /// Sentences of narrative since it was named last.
    Away = "away",
    /// Paragraphs since it was named last.
    Paragraphs = "paragraphs",
    /// How many others that fit were named since.
    Recency = "recency",
    /// How it was named last: as subject, object, with a preposition, in a quotation.
    Position = "position",
    /// The same, in the sentence of the source.
    Here = "here",
    /// How many others spoke since it spoke last.
    SpokeBack = "spoke-back",
    /// Sentences of narrative since it spoke last.
    SpokeAway = "spoke-away",
    /// Paragraphs since it spoke last.
    SpokeParagraphs = "spoke-paragraphs",
    /// How often the article names it: doublings.
    Mentions = "mentions",
    /// How many others the article names more often.
    Prominence = "prominence",
    /// Named in what it is said to have said.
    InContent = "in-content",
    /// Whether it spoke last, and in the paragraph of the source, and whether the source
    /// is given to a quotation, and after it.
    SpokeAndQuotation = "spoke-and-quotation",
    /// The noun is a word of its name.
    HeadInName = "noun-in-name",
    /// It holds the role.
    Role = "role",
    /// The article says that it is something else.
    OtherRole = "other-role",
    /// What the noun is, and what the candidate is.
    NounAndKind = "noun-and-kind",
    /// A word before the noun is a word of its name.
    ModifierInName = "modifier-in-name",
    /// How many others are named first between.
    LaterRank = "later-rank",
    /// How much what it says later is like what the source says.
    Echo = "echo",
    /// Described in the same words before.
    Repeated = "repeated",
    /// What the noun of a description is, that is kept.
    OwnNoun = "own-noun",
    /// With which word it begins.
    OwnBegins = "own-begins",
    /// Who holds its role.
    OwnHolders = "own-holders",
    /// Whether its noun was used before, and how.
    OwnNounBefore = "own-noun-before",
    /// The same, of somebody else who may be meant.
    NounBefore = "noun-before",
    /// Whether it was used before.
    OwnRepeated = "own-repeated",
    /// Whether it stands in the headline or the lead.
    OwnLead = "own-lead",
    /// Whether the article has a name with the noun.
    OwnNamed = "own-named",
    /// What follows its noun.
    OwnFollowed = "own-followed",
    /// Sentences of narrative since it was a subject.
    SubjectAway = "subject-away",
    /// How many others were subjects since it was one.
    SubjectRank = "subject-rank",
    /// How often it was named in the last sentences.
    Salience = "salience",
    /// How far it is, and how many others are nearer.
    AwayAndRecency = "away-and-recency",
    /// Who spoke last and who was the last subject, together.
    SpokeAndSubject = "spoke-and-subject",
    /// Which words of the description are beside its name.
    Beside = "beside",
    /// Whether its name says that it is a body of the kind that the noun means.
    KindAgrees = "kind-agrees",
    /// How many others of its kind were named since, of those of the kind that the noun means.
    KindRank = "kind-rank",
    /// How many others of that kind are named more often.
    KindMost = "kind-most",
    /// How many others have a higher score by the [weights](crate::resolve::weights).
    ScoreRank = "score-rank",
    /// That score.
    Score = "score",
    /// How far it is from the highest.
    ScoreMargin = "score-margin",
    /// How well somebody described in the narrative is placed.
    Narrated = "narrated",
    /// Of a name that may be anything, whether it was ever a subject.
    DoubtfulName = "doubtful-name",
    /// Where the cue says that whoever spoke last goes on, whether it did.
    GoesOn = "goes-on",
    /// Of nobody, whether the pronoun stands in a quotation.
    InQuotation = "in-quotation",
}

/// What is known about one candidate: features, each one a fact and its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evidence(pub(crate) Vec<u16>);

impl Evidence {
    /// Adds a number: all steps up to it, so that what is learned of one holds for those
    /// beyond.
    pub(super) fn count(&mut self, fact: Fact, value: usize) {
        for step in 0..=value.min(VALUES - 1) {
            self.add(fact, step);
        }
    }

    /// Adds a fact; a value that is too high counts as the highest.
    pub(super) fn add(&mut self, fact: Fact, value: usize) {
        self.0.push((fact as usize * VALUES + value.min(VALUES - 1)) as u16);
    }
}
