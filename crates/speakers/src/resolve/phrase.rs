//! The words of a source, cut where a reader would pause.

use super::context::Context;
use crate::people::runs::is_given;
use crate::words::page::Page;
use crate::words::phrases::before_honours;
use crate::words::traits::{Traits, Uses};
use std::ops::Range;

/// How deep phrases inside phrases are followed (“the mayor's lawyer's statement” is two
/// deep); only nonsense is deeper.
const DEEPEST: u8 = 3;

/// So many adjectives at most come on either side of a comma before a noun.
const QUALITIES: usize = 3;

/// “not to be | named”, “declined to give their | names”
const REFUSED_WITHIN: usize = 4;

/// The words of a source, or of a part of one that means somebody too.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    /// All its tokens, never none: “the harbour master of Port Ellis, Ama Quartey”.
    pub(super) tokens: Range<usize>,
    /// The end of its first piece, before an apposition or a bracket: “the harbour master
    /// of Port Ellis”.
    pub(super) piece_end: usize,
    /// The end of the words before a preposition or a clause: “the harbour master”.
    pub(super) core_end: usize,
    /// The attribution in whose source it lies.
    pub(super) attribution: usize,
    /// How many phrases it lies in.
    pub(super) depth: u8,
}

/// What sort of words a phrase is.
pub(super) enum Form {
    /// “she”, “its”
    Pronoun,
    /// “who”, “which”, “that”
    Relative,
    /// “Q” or “A” before a colon of a transcript.
    Label(Label),
    /// “another”, “others, who had left,”, “one, a teacher”
    SomeOf,
    /// “one of them”
    OneOfThem,
    /// Anything else.
    NounPhrase,
}

/// Who a label in a transcript says is talking.
pub(super) enum Label {
    Question,
    Answer,
}

impl Phrase {
    /// Cuts some tokens. `None` if no word is left of them, or they lie too deep.
    pub(super) fn read(ctx: &Context, tokens: Range<usize>, attribution: usize, depth: u8) -> Option<Self> {
        let tokens = without_caption(ctx, in_brackets(ctx.page, trim(ctx.page, tokens)));
        let tokens = owner(ctx.page, tokens);
        if tokens.is_empty() || depth > DEEPEST {
            return None;
        }
        let piece_end = piece_end(ctx, &tokens);
        let core_end = core_end(ctx, tokens.start..piece_end);
        let core_end = before_honours(ctx.page, tokens.start..core_end);
        Some(Self { tokens, piece_end, core_end, attribution, depth })
    }

    /// Its first token.
    pub(super) fn start(&self) -> usize {
        self.tokens.start
    }

    /// The tokens of its first piece.
    pub(super) fn piece(&self) -> Range<usize> {
        self.start()..self.piece_end
    }

    /// The tokens before a preposition or a clause.
    pub(super) fn core(&self) -> Range<usize> {
        self.start()..self.core_end
    }

    /// The last token of the core: the noun, if it is a description.
    pub(super) fn head(&self) -> usize {
        self.core_end - 1
    }

    /// Whether neither preposition nor clause follows the core in its piece.
    pub(super) fn is_short(&self) -> bool {
        self.core_end == self.piece_end
    }

    /// The tokens that say who is meant: its first piece, and whoever is “including” there:
    /// “critics, including the mayor”.
    pub(super) fn with_included(&self, page: &Page) -> Range<usize> {
        let includes = page.is(self.piece_end, Traits::COMMA | Traits::DASH)
            && page.word(self.piece_end + 1) == "including";
        self.start()..if includes { self.tokens.end } else { self.piece_end }
    }

    /// Whether its first piece is nothing but “others”, “some”.
    pub(super) fn means_some(&self, page: &Page) -> bool {
        self.piece().len() == 1 && means_some(page.word(self.start()))
    }

    /// The token of the “'s” that makes it somebody's: “the bank | 's adviser”.
    pub(super) fn possessive(&self, ctx: &Context) -> Option<usize> {
        let possessive = |&i: &usize| ctx.page.is_possessive(i) && !ctx.mentions.inside_name(i);
        (self.start() + 1..self.core_end).find(possessive)
    }

    /// “Governor”, “Deputy Governor”
    pub(super) fn is_bare_title(&self, page: &Page) -> bool {
        page.is(self.start(), Traits::CAPITAL)
            && !page.is(self.start(), Traits::DETERMINER)
            && page.is(self.head(), Traits::TITLE)
            && self.core().len() <= 2
    }

    /// Whether somebody asked to stay without a name: “an official, who spoke on condition of
    /// anonymity”, “a skipper who would not give his name”.
    pub(super) fn is_nameless(&self, page: &Page) -> bool {
        let sentence = page.sentences.get(page.sentence_of(self.start()));
        let unnamed = |at: usize| {
            page.uses(at).contains(Uses::NAMING)
                && (at.saturating_sub(REFUSED_WITHIN).max(self.start())..at)
                    .any(|i| page.uses(i).contains(Uses::REFUSES))
        };
        sentence.is_some_and(|sentence| page.is_nameless(&sentence.tokens))
            || self.tokens.clone().any(unnamed)
    }

    /// The tokens of the name that explains its first piece: “it, | the Harbour Board”.
    pub(super) fn apposed_name(&self, ctx: &Context) -> Option<Range<usize>> {
        let (next, end) = (self.piece_end + 1, self.tokens.end);
        let name = next + usize::from(ctx.page.is(next, Traits::DETERMINER));
        let apposed = ctx.page.is(self.piece_end, Traits::COMMA | Traits::DASH);
        let mention = ctx.mentions.starting_at(name, end)?;
        (apposed && !ctx.page.is_possessive(mention.tokens.1)).then_some(next..end)
    }

    /// What sort of words it is.
    pub(super) fn form(&self, page: &Page) -> Form {
        let start = self.start();
        let word = page.word(start);
        let traits = page.traits(start);
        let single = self.tokens.len() == 1;
        // “she”, “hers”; “she, like her brother”
        let pronoun = traits.any(Traits::PRONOUN) || single && traits.any(Traits::POSSESSIVE);
        if pronoun && self.piece().len() == 1 && !traits.any(Traits::ACRONYM) {
            return Form::Pronoun;
        }
        if single {
            match word {
                "who" | "which" | "that" => return Form::Relative,
                _ => {}
            }
            match word.trim_end_matches('.') {
                "Q" => return Form::Label(Label::Question),
                "A" => return Form::Label(Label::Answer),
                _ => {}
            }
        }
        let alone = self.piece().len() == 1 || page.is(start + 1, Traits::RELATIVE);
        if alone && means_some(word) {
            Form::SomeOf
        } else if word.eq_ignore_ascii_case("one")
            && page.word(start + 1) == "of"
            && page.is(start + 2, Traits::PRONOUN)
        {
            Form::OneOfThem
        } else {
            Form::NounPhrase
        }
    }
}

/// Whether a word that is not followed by a noun means some of those mentioned before.
fn means_some(word: &str) -> bool {
    ["one", "another", "others", "some", "both", "many", "several", "most", "few", "neither", "all"]
        .iter()
        .any(|some| word.eq_ignore_ascii_case(some))
}

/// Some tokens without marks at their ends, and without a last “'s” or “herself”.
fn trim(page: &Page, mut tokens: Range<usize>) -> Range<usize> {
    let marks = Traits::QUOTE | Traits::COMMA | Traits::MARK | Traits::DASH;
    while !tokens.is_empty() && page.is(tokens.start, marks | Traits::CLOSE | Traits::CONJUNCTION) {
        // “Parasite” director Bong Joon Ho
        tokens.start += 1;
    }
    while !tokens.is_empty()
        && page.is(tokens.end.wrapping_sub(1), marks | Traits::CLITIC)
        && page.word(tokens.end.wrapping_sub(1)) != "%"
    {
        tokens.end -= 1;
    }
    // “[Ama Osei]”, “Osei]”
    let has = |of: Traits, mut among: Range<usize>| among.any(|i| page.is(i, of));
    let whole = tokens.len() > 2 && !has(Traits::CLOSE, tokens.start..tokens.end - 1);
    if whole && page.is(tokens.start, Traits::OPEN) {
        tokens.start += 1;
    }
    if tokens.len() > 1 && page.is(tokens.end - 1, Traits::CLOSE) && !has(Traits::OPEN, tokens.clone()) {
        tokens.end -= 1;
    }
    let last = page.word(tokens.end.wrapping_sub(1));
    if tokens.len() > 1 && matches!(last, "himself" | "herself" | "itself" | "themselves") {
        tokens.end -= 1;
    }
    tokens
}

/// Who owns what follows: “many of | the council” in “many of the council's plans”.
fn owner(page: &Page, tokens: Range<usize>) -> Range<usize> {
    let some = page.is(tokens.start, Traits::INDEFINITE) && page.word(tokens.start + 1) == "of";
    let skipped = if some && tokens.len() > 2 && page.is_possessive(tokens.end) { 2 } else { 0 };
    tokens.start + skipped..tokens.end
}

/// What an editor explains a pronoun with, or puts behind an article: “Osei” of “He [Osei]”. The
/// bracket may close after the source.
fn in_brackets(page: &Page, tokens: Range<usize>) -> Range<usize> {
    let open = tokens.start + 1;
    let small = page.is(tokens.start, Traits::PRONOUN | Traits::DEFINITE);
    if !small || tokens.len() < 3 || page.word(open) != "[" {
        return tokens;
    }
    match (open..tokens.end).find(|&at| page.word(at) == "]") {
        Some(close) if close + 1 < tokens.end || close == open + 1 => tokens,
        close => open + 1..close.unwrap_or(tokens.end),
    }
}

/// Some tokens without the caption that a scraper put after the name in them, which begins with
/// the same word: “Senator Ama Osei | Ama Kofi OseiSenators”.
fn without_caption(ctx: &Context, tokens: Range<usize>) -> Range<usize> {
    let page = ctx.page;
    let names = ctx.mentions.within(tokens.clone());
    let captioned = names.iter().map(|name| name.tokens).find(|&(start, end)| {
        end - start > 1 && end < tokens.end && page.word(end) == page.word(start) && is_given(page, start)
    });
    tokens.start..captioned.map_or(tokens.end, |(_, end)| end)
}

/// The end of the first piece, before an apposition or a bracket.
fn piece_end(ctx: &Context, tokens: &Range<usize>) -> usize {
    let parts = |i: usize| ctx.page.is(i, Traits::COMMA | Traits::DASH | Traits::OPEN);
    // “Rick Harrow | a law professor in Merle”
    let name = ctx.mentions.starting_at(tokens.start, tokens.end).map(|name| name.tokens.1);
    let described = |&end: &usize| end < tokens.end && matches!(ctx.page.word(end), "a" | "an");
    if let Some(end) = name.filter(described) {
        return end;
    }
    (tokens.start + 1..tokens.end)
        .find(|&i| {
            parts(i)
                && !ctx.mentions.inside_name(i)
                && !only_interrupts(ctx.page, i)
                && !is_in_date(ctx.page, i)
                && !is_between_qualities(ctx.page, tokens, i)
        })
        .unwrap_or(tokens.end)
}

/// “a recent, much older study”: whether the comma at a token comes before the noun.
fn is_between_qualities(page: &Page, tokens: &Range<usize>, comma: usize) -> bool {
    let quality = |i: usize| {
        page.is(i, Traits::WORD)
            && !page.is(i, Traits::SMALL | Traits::CAPITAL | Traits::NOUN | Traits::NUMBER)
    };
    let before = tokens.start + 1..comma;
    let mut after = comma + 1..tokens.end.min(comma + 1 + QUALITIES);
    page.is(comma, Traits::COMMA)
        && page.is(tokens.start, Traits::DEFINITE | Traits::INDEFINITE)
        && (1..=QUALITIES).contains(&before.len())
        && before.clone().all(quality)
        && quality(comma + 1)
        && after
            .find(|&i| !quality(i))
            .is_some_and(|i| page.is(i, Traits::NOUN) && !page.is(i, Traits::CAPITAL))
}

/// “May 11, 2019”
fn is_in_date(page: &Page, comma: usize) -> bool {
    page.is(comma, Traits::COMMA)
        && page.is(comma - 1, Traits::NUMBER)
        && page.is(comma + 1, Traits::NUMBER)
        && matches!(page.word(comma + 1).as_bytes(), [b'1' | b'2', _, _, _])
}

/// “the Coastal Relief Agency (CRA) administrator”, “Tarn County (Md.) Police”, “the (liberal)
/// mayor”: whether the bracket at a token interrupts a noun phrase.
fn only_interrupts(page: &Page, open: usize) -> bool {
    if page.is(open, Traits::OPEN) && page.is(open.wrapping_sub(1), Traits::DEFINITE) {
        return true;
    }
    let close = open + 2;
    let region = page.words.is_short_for_region(page.word(open + 1)) && page.is(close + 1, Traits::CAPITAL);
    page.is(open, Traits::OPEN)
        && page.is(close, Traits::CLOSE)
        && (page.is(close + 1, Traits::ROLE | Traits::TITLE) || region)
        && !page.is(close + 1, Traits::SMALL)
}

/// The end of the words before a preposition, a clause or a day.
fn core_end(ctx: &Context, piece: Range<usize>) -> usize {
    let page = ctx.page;
    (piece.start + 1..piece.end)
        .find(|&i| {
            !is_of_body(page, i, piece.end)
                && (page.is(i, Traits::PREPOSITION | Traits::RELATIVE | Traits::AUXILIARY | Traits::PRONOUN)
                    || opens_relative(ctx, i, piece.end)
                    || page.is(i - 1, Traits::DOCUMENT)
                        && (is_participle(page, i) || page.is(i, Traits::CALENDAR)))
                && !ctx.mentions.inside_name(i)
                && (!page.is(i, Traits::CAPITAL)
                    || page.is(i.wrapping_sub(1), Traits::WORD)
                        && !page.is(i.wrapping_sub(1), Traits::CAPITAL))
        })
        .unwrap_or(piece.end)
}

/// “the University of Tarn | at | Merle law professor”: whether the preposition at a token is in
/// what comes before a role.
fn is_of_body(page: &Page, at: usize, end: usize) -> bool {
    let role = page.traits(end - 1);
    page.is(at - 1, Traits::CAPITAL)
        && page.is(at + 1, Traits::CAPITAL)
        && at + 2 < end
        && role.any(Traits::ROLE)
        && !role.any(Traits::CAPITAL | Traits::PLURAL)
}

/// “leaflets | the Harbour Mail had obtained”, “a complaint | Osei filed”
fn opens_relative(ctx: &Context, at: usize, end: usize) -> bool {
    let page = ctx.page;
    let name = || ctx.mentions.starting_at(at, end).is_some_and(|name| name.tokens.1 < end);
    let document = page.is(at - 1, Traits::DOCUMENT) && !page.is(at - 1, Traits::CAPITAL);
    page.is(at, Traits::DEFINITE) && page.is(at - 1, Traits::NOUN) || document && name()
}

/// “a memo | seen by the Ledger”, “data | compiled by …”, “a memo | outlining …”
pub(super) fn is_participle(page: &Page, at: usize) -> bool {
    let word = page.word(at);
    word.ends_with("ed") || word.ends_with("ing") || page.uses(at).contains(Uses::PARTICIPLE)
}

/// Whether words after a noun say more than who issued it: “the report that …”
pub(super) fn is_restricted(page: &Page, mut words: Range<usize>) -> bool {
    words.any(|i| page.is(i, Traits::RELATIVE | Traits::PRONOUN) || page.word(i) == "seen")
}
