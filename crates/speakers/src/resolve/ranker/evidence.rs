//! What is known about each candidate: where it was named, when it spoke.

use super::Narrated;
use super::facts::{Evidence, Fact};
use super::kinds::Kind;
use super::question::{Candidate, Question, Seen, Spoke};
use crate::people::mentions::Mention;
use crate::people::roles::Holder;
use crate::resolve::context::Context;
use crate::resolve::discourse::Discourse;
use crate::resolve::link::Referent;
use crate::resolve::narrative::Place;
use crate::words::traits::Traits;
use text::Span;

/// The value of a fact for what has not been seen at all.
pub(super) const NEVER: usize = 15;

/// What serves for all candidates of a question.
pub(super) struct Evidences<'e> {
    pub(super) ctx: &'e Context<'e>,
    pub(super) discourse: &'e Discourse,
    pub(super) question: &'e Question<'e>,
    pub(super) seen: &'e [Seen],
    /// Those named later for the first time, as indexes of `People::entities`.
    pub(super) later: &'e [usize],
    pub(super) spoke: &'e [Spoke],
    /// How often those seen are named, the highest first.
    pub(super) counts: Vec<u32>,
    /// Those seen that are bodies of the kind that the noun means.
    pub(super) of_kind: Vec<usize>,
    /// The scores of the candidates for a pronoun.
    pub(super) scores: Vec<(Referent, i32)>,
    pub(super) holders: &'e [Holder],
    /// How the noun was used before.
    pub(super) noun_before: usize,
    /// Who was described in the same words before.
    pub(super) repeated: Option<Referent>,
    /// The namings around the source.
    pub(super) namings: &'e [Mention],
    /// Whether the cue says that whoever spoke last goes on.
    pub(super) goes_on: bool,
    /// The words of what the source says.
    pub(super) said: Vec<u64>,
}

impl Evidences<'_> {
    /// All that is known about a candidate. `narrated` is how well the narrative describes
    /// it before a pronoun.
    pub(super) fn of(&self, candidate: &Candidate, narrated: Option<&Narrated>) -> Evidence {
        let mut evidence = Evidence::default();
        match candidate {
            Candidate::Known(referent) => self.known(*referent, &mut evidence),
            Candidate::Narrated(_) => evidence.add(Fact::Kind, Kind::Narrated as usize),
            Candidate::Pair(_) => evidence.add(Fact::Kind, Kind::Pair as usize),
            Candidate::OwnWords => self.own_words(&mut evidence),
        }
        if let Some(&Narrated { score, place }) = narrated {
            evidence.add(Fact::Narrated, score);
            if let Some((sentence, place, nearer, in_content)) = place {
                let away = self.ctx.narrated_since(sentence, self.question.anaphor.narrated_before);
                evidence.count(Fact::Away, steps(away as usize));
                evidence.count(Fact::Recency, nearer.min(6));
                evidence.add(
                    Fact::Position,
                    match place {
                        Place::Subject => 0,
                        Place::Other => 1,
                        Place::Oblique => 2,
                    },
                );
                evidence.add(Fact::InContent, usize::from(in_content));
            }
        }
        evidence
    }

    fn known(&self, referent: Referent, evidence: &mut Evidence) {
        let &Self { discourse, question, .. } = self;
        let kind = Kind::of(discourse, referent);
        evidence.add(Fact::Kind, kind as usize);
        let gender = question.gender(discourse, referent);
        // Somebody of unknown gender is rather “he” than “she”.
        let she = 2 * usize::from(question.anaphor.gender == Traits::FEMALE);
        evidence.add(Fact::Gender, gender.map_or(NEVER, |agrees| agrees + she));
        let seen = match referent {
            Referent::Named(entity) => self.seen.iter().find(|s| s.entity == entity),
            Referent::Described(_) => None,
        };
        if matches!(kind, Kind::Name | Kind::Word) {
            let subject = seen.is_some_and(|s| s.subject.is_some());
            evidence.add(Fact::DoubtfulName, usize::from(kind == Kind::Word) * 2 + usize::from(subject));
        }
        self.place(seen, evidence);
        self.speech(seen, referent, evidence);
        if let Referent::Named(entity) = referent {
            let mentions = discourse.entity(entity).mentions;
            evidence.count(Fact::Mentions, mentions.max(1).ilog2() as usize);
            let more = self.counts.partition_point(|&count| count > mentions);
            evidence.count(Fact::Prominence, more.min(5));
        }
        if self.repeated == Some(referent) {
            evidence.add(Fact::Repeated, 1);
        }
        match question.phrase {
            Some(phrase) => self.description(phrase, referent, kind, seen, evidence),
            None => self.score(referent, evidence),
        }
    }

    /// The score of an antecedent by the weights chosen by hand, beside those of others.
    fn score(&self, referent: Referent, evidence: &mut Evidence) {
        let own = self.scores.iter().find(|(r, _)| self.discourse.settled(*r) == referent);
        let Some(&(_, score)) = own else {
            evidence.add(Fact::ScoreRank, NEVER);
            return;
        };
        let points = |score: i32| usize::try_from(score / 2).unwrap_or(0);
        let best = self.scores.iter().map(|&(_, score)| score).max().unwrap_or(0);
        let better = self.scores.iter().filter(|&&(_, other)| other > score).count();
        evidence.count(Fact::ScoreRank, better.min(4));
        evidence.count(Fact::Score, points(score));
        evidence.count(Fact::ScoreMargin, points(best - score));
    }

    /// Where it was named last.
    fn place(&self, seen: Option<&Seen>, evidence: &mut Evidence) {
        let Some(Seen { entity, last, rank, subject, recent }) = seen else {
            evidence.add(Fact::Away, NEVER);
            return;
        };
        let &Self { ctx, question, .. } = self;
        let anaphor = question.anaphor;
        let since = |sentence: usize| ctx.narrated_since(sentence, anaphor.narrated_before) as usize;
        let away = since(last.sentence);
        evidence.count(Fact::Away, steps(away));
        evidence.count(Fact::Paragraphs, steps(self.paragraphs_since(last.sentence)));
        evidence.count(Fact::Recency, (*rank).min(6));
        evidence.add(Fact::AwayAndRecency, away.min(3) * 4 + (*rank).min(3));
        evidence.add(Fact::Position, position(last));
        if let Some((sentence, rank)) = subject {
            evidence.count(Fact::SubjectAway, steps(since(*sentence)));
            evidence.count(Fact::SubjectRank, (*rank).min(4));
        }
        evidence.count(Fact::Salience, (*recent).min(6));
        let content = &ctx.attributions[anaphor.attribution].content;
        if last.sentence == anaphor.sentence {
            let own = content.iter().any(|c| c.contains(ctx.page.span(last.start)));
            evidence.add(Fact::Here, if own { 3 } else { position(last) });
        }
        let named = |c: &Span| {
            let tokens = ctx.page.tokens_in(*c);
            ctx.mentions.within(tokens).iter().any(|m| m.entity == *entity)
        };
        evidence.add(Fact::InContent, usize::from(content.iter().any(named)));
    }

    /// When it spoke last.
    fn speech(&self, seen: Option<&Seen>, referent: Referent, evidence: &mut Evidence) {
        let &Self { ctx, question, .. } = self;
        let anaphor = question.anaphor;
        let spoke = self.spoke.iter().find(|s| s.referent == referent);
        let back = spoke.map_or(2, |s| s.rank.min(1));
        let subject = seen.and_then(|s| s.subject).map_or(3, |s| s.1.min(2));
        evidence.add(Fact::SpokeAndSubject, back * 4 + subject);
        if self.goes_on {
            evidence.add(Fact::GoesOn, back);
        }
        let Some(spoke) = spoke else {
            evidence.add(Fact::SpokeBack, NEVER);
            return;
        };
        evidence.count(Fact::SpokeBack, spoke.rank.min(5));
        let away = ctx.narrated_since(spoke.sentence, anaphor.narrated_before) as usize;
        evidence.count(Fact::SpokeAway, steps(away));
        let paragraphs = self.paragraphs_since(spoke.sentence);
        evidence.count(Fact::SpokeParagraphs, steps(paragraphs));
        let attribution = &ctx.attributions[anaphor.attribution];
        let after = attribution.content.first().is_some_and(|c| c.start < ctx.page.span(anaphor.token).start);
        let flags = [spoke.rank == 0, ctx.is_direct(anaphor.attribution), paragraphs == 0, after];
        let flags = flags.into_iter().fold(0, |all, flag| all * 2 + usize::from(flag));
        evidence.add(Fact::SpokeAndQuotation, flags);
    }

    /// How many paragraphs lie between a sentence and the source.
    fn paragraphs_since(&self, sentence: usize) -> usize {
        let paragraph = |s: usize| self.ctx.page.sentences.get(s).map_or(0, |s| s.paragraph);
        paragraph(self.question.anaphor.sentence).saturating_sub(paragraph(sentence))
    }
}

/// A distance in few steps.
fn steps(distance: usize) -> usize {
    match distance {
        0..5 => distance,
        5..8 => 5,
        8..14 => 6,
        14..24 => 7,
        _ => 8,
    }
}

/// The position in which somebody is named.
fn position(mention: &Mention) -> usize {
    match mention {
        Mention { quoted: true, .. } => 4,
        Mention { subject: true, .. } => 0,
        Mention { oblique: true, .. } => 2,
        _ => 1,
    }
}
