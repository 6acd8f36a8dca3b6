//! What is known so far, while the sources are resolved in the order of the text.

use super::context::Context;
use super::descriptions::Descriptions;
use super::link::{Link, Referent};
use super::ranker::teacher::Teacher;
use crate::people::name::EntityKind;
use crate::people::registry::{Entity, People};
use crate::words::page::Page;
use crate::words::traits::Traits;
use std::ops::Range;
use text::{Span, SpeakerType};

/// Descriptions turn out to be others' descriptions at most this often; a chain that is
/// longer goes in a circle.
const LONGEST_CHAIN: usize = 4;

/// A source that has been resolved, for the pronouns after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Utterance {
    /// The first token of the source, or of the content if it has no source of its own.
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) referent: Referent,
}

/// Who talks in a transcript with “Q:” and “A:”, as indexes of `People::entities`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Interview {
    /// The paper that asks, if the article says so.
    pub(super) asks: Option<usize>,
    pub(super) answers: Option<usize>,
}

/// What is known so far.
pub(super) struct Discourse {
    /// Everybody with a name. Sources may add names, kinds, genders, ages and roles.
    pub(super) people: People,
    /// Everybody known by a description.
    pub(super) descriptions: Descriptions,
    /// For each attribution whom its source means, if it is resolved.
    pub(super) links: Vec<Option<Link>>,
    /// Resolved sources in the order of the text.
    pub(super) utterances: Vec<Utterance>,
    /// The same for those inside the contents of others.
    pub(super) utterances_inside: Vec<Utterance>,
    /// “He” and “she” as subjects of sentences in between, which keep somebody in mind.
    pub(super) subjects: Vec<Utterance>,
    /// The first sentence that has not been searched for them.
    pub(super) unsearched: usize,
    /// Who talks in the transcript, once there is one.
    pub(super) interview: Option<Interview>,
    /// The last message that speaks for somebody, as an index of `descriptions`.
    pub(super) last_message: Option<usize>,
    /// Who trains the ranker, if anybody does.
    pub(super) teacher: Option<Teacher>,
}

impl Discourse {
    /// What is known before the first attribution; `attributions` is how many there are.
    pub(super) fn new(people: People, attributions: usize) -> Self {
        Self {
            people,
            descriptions: Descriptions::default(),
            links: vec![None; attributions],
            utterances: Vec::with_capacity(attributions),
            utterances_inside: Vec::new(),
            subjects: Vec::new(),
            unsearched: 0,
            interview: None,
            last_message: None,
            teacher: None,
        }
    }

    /// Somebody named.
    pub(super) fn entity(&self, entity: usize) -> &Entity {
        &self.people.entities[entity]
    }

    /// Somebody named.
    pub(super) fn entity_mut(&mut self, entity: usize) -> &mut Entity {
        &mut self.people.entities[entity]
    }

    /// Whether a referent is several people without a name.
    pub(super) fn is_described_plural(&self, referent: Referent) -> bool {
        matches!(referent, Referent::Described(d) if self.descriptions.get(d).traits.any(Traits::PLURAL))
    }

    /// Whom a referent turned out to be.
    pub(super) fn settled(&self, mut referent: Referent) -> Referent {
        for _ in 0..LONGEST_CHAIN {
            match referent {
                Referent::Described(d) => match self.descriptions.get(d).referent {
                    Some(settled) => referent = settled,
                    None => return referent,
                },
                Referent::Named(_) => return referent,
            }
        }
        referent
    }

    /// Whom “its” means, where it means a document: whoever issued that, if they are known.
    pub(super) fn maker_of(&self, referent: Referent) -> Referent {
        match self.settled(referent) {
            Referent::Described(d) => self.descriptions.get(d).maker.unwrap_or(referent),
            Referent::Named(_) => referent,
        }
    }

    /// The name of a referent in the output.
    pub(super) fn name_of(&self, page: &Page, referent: Referent) -> String {
        match self.settled(referent) {
            Referent::Named(entity) => {
                let own = self.entity(entity);
                let single = !own.name.of(page.text).contains(char::is_whitespace);
                page.plain(if single && own.keeps_title { own.titled } else { own.name })
            }
            Referent::Described(d) => self.descriptions.get(d).name.clone(),
        }
    }

    /// Its name after “by”, with the article that it has in the text: “the Marine Board”.
    pub(super) fn name_after_by(&self, page: &Page, referent: Referent) -> String {
        let name = self.name_of(page, referent);
        match self.settled(referent) {
            Referent::Named(entity) if self.takes_article(entity) => format!("the {name}"),
            _ => name,
        }
    }

    /// Whether the text names a body with “the”.
    fn takes_article(&self, entity: usize) -> bool {
        let own = self.entity(entity);
        own.definite && !own.is_person()
    }

    /// What a referent is.
    pub(super) fn kind_of(&self, referent: Referent) -> SpeakerType {
        match self.settled(referent) {
            Referent::Described(d) => self.descriptions.get(d).kind,
            Referent::Named(entity) => {
                let own = self.entity(entity);
                let like_person =
                    own.traits.any(Traits::GENDER) || !own.is_place() && !self.people.has_one_word(entity);
                match own.kind {
                    EntityKind::Person => SpeakerType::Person,
                    EntityKind::Unknown if like_person => SpeakerType::Person,
                    EntityKind::Body | EntityKind::Unknown => SpeakerType::Organization,
                }
            }
        }
    }

    /// Links to somebody described by a name, who may be known by it already.
    pub(super) fn describe(
        &mut self,
        name: String,
        kind: SpeakerType,
        traits: Traits,
        mention: Span,
    ) -> Link {
        own_words(self.descriptions.describe(name, kind, traits, mention))
    }

    /// Links to somebody described by some tokens; there must be at least one.
    pub(super) fn describe_tokens(
        &mut self,
        ctx: &Context,
        tokens: Range<usize>,
        kind: SpeakerType,
        traits: Traits,
    ) -> Link {
        own_words(self.descriptions.describe_tokens(ctx, tokens, kind, traits))
    }

    /// Links to somebody described by some tokens, whose kind follows from the noun
    /// `head`.
    pub(super) fn describe_noun(&mut self, ctx: &Context, tokens: Range<usize>, head: usize) -> Link {
        own_words(self.descriptions.describe_noun(ctx, tokens, head))
    }

    /// Notes who said something, for the pronouns after it.
    pub(super) fn note_utterance(&mut self, ctx: &Context, attribution: usize, referent: Referent) {
        let page = ctx.page;
        let place = ctx.attributions[attribution].place();
        let utterance = Utterance {
            token: page.tokens_in(Span::new(place, page.text.len())).start,
            sentence: page.sentence_at(place),
            referent,
        };
        if ctx.outer[attribution].is_some() {
            self.utterances_inside.push(utterance);
        } else {
            self.utterances.push(utterance);
        }
    }
}

fn own_words(described: usize) -> Link {
    Link::by_description(Referent::Described(described), super::confidence::OWN_WORDS)
}
