//! Word classes: what is known of a word or mark without its context.

bitflags::bitflags! {
    /// What an element is. The classes of words come from the word lists, those of
    /// marks and spelling from the text. The bits have gaps and no order: nothing
    /// depends on a number.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub(crate) struct Is: u64 {
        // Function words (`function_words.tsv`).
        const ARTICLE = 1;
        const NUMBER = 1 << 1;
        const QUANTITY = 1 << 2;
        /// this, that, these, those
        const POINTING = 1 << 3;
        const POSSESSIVE = 1 << 4;
        /// Pronouns that can be a subject.
        const SUBJECT = 1 << 5;
        /// Pronouns that can be an object.
        const OBJECT = 1 << 6;
        const REFLEXIVE = 1 << 37;
        const PREPOSITION = 1 << 7;
        const OF = 1 << 47;
        const TO = 1 << 48;
        const BY = 1 << 49;
        const COORDINATOR = 1 << 8;
        const SUBORDINATOR = 1 << 9;
        const THAT = 1 << 10;
        const WH = 1 << 11;
        const RELATIVE = 1 << 12;
        const BE = 1 << 13;
        const HAVE = 1 << 14;
        const DO = 1 << 15;
        const MODAL = 1 << 16;
        const NEGATION = 1 << 17;
        const ADVERB = 1 << 18;
        /// The speaker, or whoever is spoken to.
        const TALK = 1 << 60;
        /// May come between the source of a passive and its words.
        const BEFORE_WORDS = 1 << 61;
        /// In a phrase of `set_phrases.tsv`.
        const SET_PHRASE = 1 << 62;

        // Time (`calendar.tsv`).
        const DAY = 1 << 19;
        const MONTH = 1 << 20;
        /// A part of a day: evening.
        const PART = 1 << 21;
        /// A unit of time: week.
        const UNIT = 1 << 22;
        /// A day by itself: yesterday.
        const FIXED = 1 << 23;

        // Words around reports.
        /// A statement, a letter, a news conference: what one says something in.
        const MEDIUM = 1 << 24;
        /// A court, an inquest: those who hear something.
        const AUDIENCE = 1 << 25;
        /// A form of a verb that reports.
        const CUE = 1 << 26;
        /// A form of a common verb that does not.
        const VERB = 1 << 27;
        const CUE_NOUN = 1 << 28;
        const CUE_ADJECTIVE = 1 << 35;
        /// comment, reply: whoever declines to do so says nothing.
        const SILENCE = 1 << 36;
        /// A book, a film.
        const WORK = 1 << 38;
        /// Words before a colon that are no speaker: Advantages.
        const HEADING = 1 << 39;

        // Nouns for people, bodies and papers.
        const PERSON = 1 << 29;
        const GROUP = 1 << 30;
        const ORGANIZATION = 1 << 31;
        const DOCUMENT = 1 << 32;
        const TITLE = 1 << 33;
        const KIN = 1 << 34;

        // Spelling.
        const CAPITAL = 1 << 40;
        const DIGIT = 1 << 41;
        const ED = 1 << 42;
        const ING = 1 << 43;
        const LY = 1 << 44;
        /// 's, 'll, and the apostrophe of a plural
        const CLITIC = 1 << 45;
        /// Ends in a single s.
        const PLURAL = 1 << 46;

        // Marks.
        const COMMA = 1 << 50;
        const STOP = 1 << 51;
        const COLON = 1 << 52;
        const SEMICOLON = 1 << 53;
        const DASH = 1 << 54;
        /// ( [
        const OPEN = 1 << 55;
        /// ) ]
        const CLOSE = 1 << 56;
        /// ? !
        const QUESTION = 1 << 57;
        /// Any mark.
        const MARK = 1 << 58;
        /// A whole quotation, folded into one element.
        const QUOTATION = 1 << 59;

        // Classes of classes.
        const DETERMINER = Self::ARTICLE.bits() | Self::NUMBER.bits() | Self::QUANTITY.bits()
            | Self::POINTING.bits() | Self::POSSESSIVE.bits();
        const AUXILIARY = Self::BE.bits() | Self::HAVE.bits() | Self::DO.bits() | Self::MODAL.bits();
        const TIME = Self::DAY.bits() | Self::MONTH.bits() | Self::FIXED.bits();
        const PRONOUN = Self::SUBJECT.bits() | Self::OBJECT.bits();
        const HUMAN = Self::PERSON.bits() | Self::GROUP.bits() | Self::TITLE.bits() | Self::KIN.bits();
        const CLAUSE_END = Self::COLON.bits() | Self::SEMICOLON.bits() | Self::STOP.bits() | Self::QUESTION.bits();
    }
}
