//! Puts a claim together from passages: from one or, where parts of it stand elsewhere, from several.

use crate::align::{LONGEST_CLAIM, Pair};
use crate::compare::{Comparison, Piece, in_rows};
use aggregate::{VoiceMatch, Word};
use std::ops::Range;

/// How many words a stretch must have that is looked for by itself, and how many of them
/// must be telling: shorter ones are anywhere.
const STRETCH: usize = 4;
const STRETCH_TELLING: usize = 2;

/// How much of such a stretch must be found.
const STRETCH_FOUND: f64 = 0.85;

/// A piece with less of its words is there by chance, if another one has more.
const CHANCE: f64 = 0.5;

impl Comparison<'_> {
    /// The pieces that the claim is made of, in its order; none if no source has a word
    /// of it.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let length = self.claim.words.len();
        for start in (0..length).step_by(LONGEST_CLAIM) {
            let block = start..(start + LONGEST_CLAIM).min(length);
            let Some(mut best) = self.best(block, self.claim.least()) else { continue };
            for piece in self.sentences_elsewhere(&best) {
                best.pairs.retain(|pair| !piece.claim.contains(&pair.0));
                pieces.push(piece);
            }
            for stretch in self.stretches(&best) {
                if pieces
                    .iter()
                    .any(|piece| piece.claim.start < stretch.end && stretch.start < piece.claim.end)
                {
                    continue;
                }
                let quoted = self.claim.places[stretch.clone()].iter().any(|place| place.quoted);
                let elsewhere = self.best(stretch.clone(), STRETCH_FOUND).filter(|piece| {
                    let is_said = quoted || self.voices(piece) == VoiceMatch::Same;
                    is_said && piece.likeness >= STRETCH_FOUND && !piece.has_gap()
                });
                if let Some(piece) = elsewhere {
                    best.pairs.retain(|pair| !stretch.contains(&pair.0));
                    pieces.push(piece);
                }
            }
            if !best.pairs.is_empty() {
                pieces.extend(self.split(best));
            }
        }
        pieces.sort_by_key(|piece| piece.pairs.first().copied());
        self.cover(&mut pieces);
        let is_chance = |piece: &Piece| piece.likeness < CHANCE;
        if pieces.iter().any(is_chance) && !pieces.iter().all(is_chance) {
            pieces.retain(|piece| !is_chance(piece));
            self.cover(&mut pieces);
        }
        pieces
    }

    /// Makes pieces cover the claim: what none of them has belongs to the one before.
    fn cover(&self, pieces: &mut [Piece]) {
        for at in 0..pieces.len() {
            let first = |piece: &Piece| piece.pairs.first().map_or(0, |pair| pair.0);
            let start = if at == 0 { 0 } else { first(&pieces[at]) };
            let end = pieces.get(at + 1).map_or(self.claim.words.len(), first);
            let Piece { source, pairs, .. } = pieces[at].clone();
            pieces[at] = self.piece(start..end.max(start), source, pairs);
        }
    }

    /// Sentences of a quotation that stand word for word elsewhere in the source of a piece that has
    /// only some of their words. They may be as common as “That is what I said.”
    fn sentences_elsewhere(&self, piece: &Piece) -> Vec<Piece> {
        let source = self.sources[piece.source];
        let mut found = Vec::new();
        for part in self.quoted_sentences(piece.claim.clone()) {
            let first = piece.pairs.partition_point(|pair| pair.0 < part.start);
            let last = piece.pairs.partition_point(|pair| pair.0 < part.end);
            let own = &piece.pairs[first..last];
            if own.len() == part.len() && own.windows(2).all(|pair| pair[0].1 + 1 == pair[1].1) {
                continue;
            }
            let near = piece.pairs[..first].last().map_or(piece.range().start, |pair| pair.1);
            if let Some(start) = source.run_of(&self.claim.words[part.clone()], near) {
                let pairs = part.clone().zip(start..).collect();
                found.push(self.piece(part, piece.source, pairs));
            }
        }
        found
    }

    /// The sentences of a part of the claim that are quoted, long enough and not all of it.
    fn quoted_sentences(&self, whole: Range<usize>) -> Vec<Range<usize>> {
        let sentence = |word: &Word| {
            self.draft.document.sentences.partition_point(|sentence| sentence.span.end <= word.span.start)
        };
        let words = &self.claim.words[whole.clone()];
        let ends =
            words.chunk_by(|one, next| sentence(one) == sentence(next)).scan(whole.start, |end, words| {
                let start = *end;
                *end += words.len();
                Some(start..*end)
            });
        let is_quoted =
            |part: &Range<usize>| self.claim.places[part.clone()].iter().all(|place| place.quoted);
        ends.filter(|part| *part != whole && part.len() >= STRETCH && is_quoted(part)).collect()
    }

    /// Stretches of the claim of which a piece has nothing but single words.
    fn stretches(&self, piece: &Piece) -> Vec<Range<usize>> {
        let ends = in_rows(&piece.pairs).map(|pair| pair.0).chain([piece.claim.end]);
        let mut start = piece.claim.start;
        let mut found = Vec::new();
        for end in ends {
            found.push(start..end);
            start = end + 1;
        }
        found.retain(|stretch| self.is_long(stretch.clone()));
        found
    }

    fn is_long(&self, part: Range<usize>) -> bool {
        let words = &self.claim.words[part];
        words.len() >= STRETCH
            && words.iter().filter(|word| word.class.is_telling()).count() >= STRETCH_TELLING
    }

    /// A piece, or several if parts of it belong to different attributions of the source.
    fn split(&self, piece: Piece) -> Vec<Piece> {
        let reading = self.sources[piece.source];
        let mut runs: Vec<(Option<usize>, Vec<Pair>)> = Vec::new();
        for &pair in &piece.pairs {
            let word = reading.words[pair.1].span;
            let is_own = |&number: &usize| {
                reading.said().attributions[number].content.iter().any(|span| span.contains(word))
            };
            let own = piece.attribution.filter(is_own).or_else(|| reading.attributions_at(word).pop());
            match runs.last_mut() {
                Some((owner, pairs)) if *owner == own => pairs.push(pair),
                _ => runs.push((own, vec![pair])),
            }
        }
        let covers = |pairs: &[Pair]| pairs[0].0..pairs[pairs.len() - 1].0 + 1;
        let sentences = self.quoted_sentences(piece.claim.clone());
        let other = |(own, pairs): &(Option<usize>, Vec<Pair>)| {
            let part = covers(pairs);
            let is_long = || self.is_long(part.clone()) || sentences.contains(&part);
            *own != piece.attribution && pairs.len() >= STRETCH && is_long()
        };
        if !runs.iter().any(other) {
            return vec![piece];
        }
        let runs = runs.into_iter().filter(|run| run.0 == piece.attribution || other(run));
        runs.map(|(_, pairs)| self.piece(covers(&pairs), piece.source, pairs)).collect()
    }
}
