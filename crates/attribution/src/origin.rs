//! Where a finding comes from: the rules by name, and what is learned.

/// A rule of the detector.
///
/// The models have learned how far each rule can be trusted, and know it by its
/// number. The numbers have no order; a new rule takes any that is free. So a rule may be renamed at will, but a number is never given to another
/// rule; when rules are added or change what they find, the version of the rules in
/// `learned/model.rs` grows, and a model made for others is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(crate) enum Rule {
    /// “The bridge is shut,” the mayor said.
    QuotationBefore = 154,
    /// The mayor said: “The bridge is shut.”
    QuotationAfter = 97,
    /// The bridge is shut, the mayor said.
    ClauseBefore = 169,
    /// The bridge, the mayor said, is shut.
    ClauseAround = 247,
    /// The mayor said that the bridge is shut.
    ThatClause = 238,
    /// The mayor said the bridge is shut.
    Clause = 54,
    /// The mayor asked whether the bridge is shut.
    Question = 237,
    /// The mayor promised to shut the bridge.
    Infinitive = 14,
    /// The mayor condemned the closure.
    Object = 6,
    /// The bridge, as the mayor noted, is shut.
    AsClause = 67,
    /// The mayor said: (what follows is the next paragraph)
    Introduction = 1,
    /// According to the mayor, the bridge is shut.
    PhraseBefore = 31,
    /// The bridge is shut, according to the mayor.
    PhraseAfter = 60,
    /// …, adding that the bridge is shut.
    Participle = 244,
    /// The paper quoted the mayor as saying that the bridge is shut.
    QuotedAsSaying = 20,
    /// Drivers were told that the bridge is shut.
    WasTold = 17,
    /// Drivers were warned by the mayor that the bridge is shut; the closure was called by
    /// unions “a farce”.
    PassiveBy = 18,
    /// The bridge is expected to stay shut.
    SeemsTo = 201,
    /// The inquest heard that the bridge was shut.
    Heard = 143,
    /// Her claim that the bridge is shut …
    Noun = 161,
    /// The mayor is confident that the bridge will open.
    Adjective = 194,
    /// Mayor: “Come and see.”
    Colon = 184,
    /// Governor: Dam will hold
    Headline = 219,
    /// “It never closed.” — Doreen Maddox, 68
    Dash = 25,
    /// WALLACE: The bridge is shut.
    Transcript = 253,
    /// “It never closed.” / — Doreen Maddox
    Signature = 145,
    /// The mayor wrote: / The bridge is shut. (a paragraph without marks)
    BlockQuotation = 210,
    /// “The bridge is shut,” the mayor said. / “It will stay shut.”
    Continuation = 190,
    /// The mayor shook her head. “It never closed.”
    Introduced = 191,
    /// “It never closed.” (nobody is named that may have said it)
    Uncued = 192,
    /// “He said, ‘The bridge is shut,’” she said.
    NestedQuotation = 170,
}

impl Rule {
    /// Every rule.
    #[cfg(test)]
    const ALL: [Rule; 31] = [
        Rule::QuotationBefore,
        Rule::QuotationAfter,
        Rule::ClauseBefore,
        Rule::ClauseAround,
        Rule::ThatClause,
        Rule::Clause,
        Rule::Question,
        Rule::Infinitive,
        Rule::Object,
        Rule::AsClause,
        Rule::Introduction,
        Rule::PhraseBefore,
        Rule::PhraseAfter,
        Rule::Participle,
        Rule::QuotedAsSaying,
        Rule::WasTold,
        Rule::PassiveBy,
        Rule::SeemsTo,
        Rule::Heard,
        Rule::Noun,
        Rule::Adjective,
        Rule::Colon,
        Rule::Headline,
        Rule::Dash,
        Rule::Transcript,
        Rule::Signature,
        Rule::BlockQuotation,
        Rule::Continuation,
        Rule::Introduced,
        Rule::Uncued,
        Rule::NestedQuotation,
    ];

    /// The name in records (`found_by`) and in what `sayso explain` prints.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Rule::QuotationBefore => "quotation before",
            Rule::QuotationAfter => "quotation after",
            Rule::ClauseBefore => "clause before",
            Rule::ClauseAround => "clause around",
            Rule::ThatClause => "that-clause",
            Rule::Clause => "clause",
            Rule::Question => "question",
            Rule::Infinitive => "infinitive",
            Rule::Object => "object",
            Rule::AsClause => "as-clause",
            Rule::Introduction => "introduction",
            Rule::PhraseBefore => "phrase before",
            Rule::PhraseAfter => "phrase after",
            Rule::Participle => "participle",
            Rule::QuotedAsSaying => "quoted as saying",
            Rule::WasTold => "was told",
            Rule::PassiveBy => "passive with by",
            Rule::SeemsTo => "seems to",
            Rule::Heard => "heard",
            Rule::Noun => "noun",
            Rule::Adjective => "adjective",
            Rule::Colon => "colon",
            Rule::Headline => "headline",
            Rule::Dash => "dash",
            Rule::Transcript => "transcript",
            Rule::Signature => "signature",
            Rule::BlockQuotation => "block quotation",
            Rule::Continuation => "continuation",
            Rule::Introduced => "introduced speaker",
            Rule::Uncued => "quotation alone",
            Rule::NestedQuotation => "nested quotation",
        }
    }
}

impl Rule {
    /// How far the rule is trusted where no model says better: the confidence of its
    /// findings, between 0 and 1.
    ///
    /// Chosen by hand, in steps that order the rules: quotation marks leave little to
    /// doubt, a clause with “that” leaves less than one without, and least sure are
    /// objects (“condemned the closure”) and whatever nobody in particular says. The
    /// exceptions are the constants below.
    pub(crate) const fn confidence(self) -> f32 {
        match self {
            Rule::QuotationBefore | Rule::QuotationAfter => 0.95,
            Rule::QuotedAsSaying | Rule::Dash | Rule::Transcript | Rule::Signature => 0.9,
            Rule::ThatClause | Rule::PhraseBefore | Rule::PhraseAfter => 0.85,
            Rule::ClauseBefore | Rule::ClauseAround | Rule::Question | Rule::Heard | Rule::PassiveBy => 0.8,
            Rule::Introduction | Rule::BlockQuotation | Rule::Continuation | Rule::Colon => 0.8,
            Rule::NestedQuotation => Rule::QuotationBefore.confidence() * NESTED,
            Rule::Clause | Rule::AsClause | Rule::Participle => 0.75,
            Rule::Infinitive | Rule::Object | Rule::Noun | Rule::Adjective | Rule::Headline => 0.6,
            Rule::WasTold | Rule::SeemsTo | Rule::Introduced => 0.5,
            Rule::Uncued => 0.4,
        }
    }
}

/// [`Rule::ClauseAround`] with a quotation in it: the marks say where it ends.
pub(crate) const AROUND_WITH_QUOTATION: f32 = 0.95;

/// [`Rule::Object`] where the verb takes a clause as well (“denied the charge”), so
/// that what follows may be a clause that was not recognised.
pub(crate) const OBJECT_INSTEAD_OF_CLAUSE: f32 = 0.55;

/// [`Rule::Headline`] with a quotation after the colon.
pub(crate) const HEADLINE_WITH_QUOTATION: f32 = 0.8;

/// [`Rule::Colon`] where there are words between the source and the colon: “The
/// secretary was blunter: “They lied.””
pub(crate) const COLON_AFTER_WORDS: f32 = 0.6;

/// [`Rule::BlockQuotation`] that nothing but a claim before a colon, or where it is from,
/// introduces: “The mayor said that nobody could cross: / The bridge …”.
pub(crate) const BLOCK_QUOTATION_AFTER_CLAIM: f32 = 0.6;

/// [`Rule::Continuation`] in a later paragraph.
pub(crate) const CONTINUATION_IN_LATER_PARAGRAPH: f32 = 0.6;

/// What is left of a rule's confidence inside a quotation: marks inside
/// marks are often wrong, and what they hold is often a name.
pub(crate) const NESTED: f32 = 0.8;

/// What a mixture of a rule's finding and a learned one takes from the learned one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mixture {
    /// The content, and so its borders.
    Borders,
    /// The source.
    Source,
}

/// Who proposed a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Origin {
    /// A rule.
    Rule(Rule),
    /// The tagger: a run of words that it labels as a content, with the nearest cue
    /// and source.
    Tagger,
    /// The word tagger, which says what belongs to one cue.
    CueReading,
    /// A rule's finding with a part of the tagger's or of the cue reading's.
    Mixed(Mixture),
}

impl Origin {
    /// The number by which the models know it.
    pub(crate) fn number(self) -> u8 {
        match self {
            Origin::Rule(rule) => rule as u8,
            Origin::Tagger => 130,
            Origin::CueReading => 171,
            Origin::Mixed(Mixture::Borders) => 165,
            Origin::Mixed(Mixture::Source) => 125,
        }
    }

    /// The name in records (`found_by`) and in what `sayso explain` prints.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Origin::Rule(rule) => rule.name(),
            Origin::Tagger => "model",
            Origin::CueReading => "model, given the cue",
            Origin::Mixed(Mixture::Borders) => "rule, model's borders",
            Origin::Mixed(Mixture::Source) => "rule, model's source",
        }
    }

    /// Whether a rule found it just so.
    pub(crate) fn is_rule(self) -> bool {
        matches!(self, Origin::Rule(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_and_names_are_unique() {
        let learned = [
            Origin::Tagger,
            Origin::CueReading,
            Origin::Mixed(Mixture::Borders),
            Origin::Mixed(Mixture::Source),
        ];
        let all: Vec<Origin> = Rule::ALL.into_iter().map(Origin::Rule).chain(learned).collect();
        let numbers: BTreeSet<u8> = all.iter().map(|origin| origin.number()).collect();
        let names: BTreeSet<&str> = all.iter().map(|origin| origin.name()).collect();
        assert_eq!((numbers.len(), names.len()), (all.len(), all.len()));
    }
}
