//! What may surround a reporting verb: the classes of `reporting_verbs.tsv`,
//! whose head explains them.

bitflags::bitflags! {
    /// What a cue may report, and how.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub(crate) struct Takes: u32 {
        /// A direct quotation, before or after: said, “…”
        const QUOTE = 1;
        /// It may follow a clause: “…, she said.”
        const POST = 1 << 1;
        /// A clause without “that”: said it rained.
        const BARE = 1 << 2;
        /// A clause with “that”.
        const THAT = 1 << 3;
        /// A clause with if, whether, how, why, what: asked whether it rained.
        const WH = 1 << 4;
        /// An infinitive: vowed to appeal.
        const TO = 1 << 5;
        /// An addressee first: told the paper (that) …
        const TELL = 1 << 6;
        /// Somebody who is to do something: urged drivers to stay.
        const TOINF = 1 << 7;
        /// A noun phrase that is the content: denounced the closure.
        const NP = 1 << 8;
        /// Both objects are the content: accused her of fraud.
        const OF = 1 << 9;
        /// Both objects are the content: described her as a liar.
        const AS = 1 << 10;
        /// Both objects are the content: called her a liar.
        const NAME = 1 << 11;
        /// Its subject is the addressee: the inquest heard that …
        const PASSIVE_THAT = 1 << 12;
        /// The content is denied or refused.
        const NEG = 1 << 13;
        /// Its first or third form is a common noun as well: a claim, the reports.
        const NOUN = 1 << 14;
        /// The subject and the infinitive are the content: the race seems to tighten.
        const SEEMS = 1 << 15;
        /// Its subject in the passive is the addressee without doubt: were told that …
        const TOLD = 1 << 16;
    }
}

impl Takes {
    /// Whether what follows is a name or a description, never somebody's words.
    pub(crate) fn only_names(self) -> bool {
        self.intersects(Self::NAME) && !self.intersects(Self::QUOTE)
    }
}
