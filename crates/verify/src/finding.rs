//! From a claim and its sources to the record of the finding.

use crate::claim::Claim;
use crate::compare::{Comparison, Piece};
use crate::differences::{Differences, Sides};
use crate::qualifiers::Qualifiers;
use crate::reading::Reading;
use crate::verdict::judge;
use records::{Finding, FindingKind, LeftOut, SourcePassage, SpeakersMatch, Verdict, WordChange};
use std::ops::Range;
use text::{Kind, Span, joined};

/// What the sources say about a claim; `None` for a statement in the draft's own voice
/// that no source has as an opinion.
pub(crate) fn finding(
    qualifiers: &Qualifiers,
    draft: &Reading,
    claim: &Claim,
    sources: &[&Reading],
) -> Option<Finding> {
    let comparison = Comparison { qualifiers, draft, claim, sources };
    let pieces = comparison.pieces();
    let differences: Vec<Differences> = (pieces.iter())
        .map(|piece| Sides { qualifiers, draft, claim, source: sources[piece.source], piece }.differences())
        .collect();
    let judgement = judge(&comparison, &pieces, &differences)?;
    let article = draft.article();
    let write = Write(&comparison);
    let mut found = Finding {
        draft: article.id.clone(),
        path: article.path.clone(),
        kind: claim.kind,
        text: joined(&claim.spans, &article.text),
        spans: claim.spans.iter().map(|&span| draft.code_points(span)).collect(),
        speaker: claim.attribution.and_then(|number| draft.said().speaker(number)).map(|s| s.name.clone()),
        verdict: judgement.verdict,
        fine: judgement.fine,
        likeness: hundredths(judgement.likeness),
        speakers: judgement.speakers,
        changes: Vec::new(),
        left_out: Vec::new(),
        passages: Vec::new(),
    };
    for (piece, differences) in pieces.iter().zip(&differences) {
        // Of the nearest passage to something else, everything differs.
        if judgement.verdict != Verdict::NotFound {
            write.differences(piece, differences, &mut found);
        } else if !is_near(claim, piece) {
            continue;
        }
        found.passages.push(write.passage(piece));
    }
    if found.passages.is_empty() {
        found.speakers = SpeakersMatch::Unknown;
    }
    Some(found)
}

/// Whether a passage has anything to do with the claim: “the” and “she would” are in every article.
fn is_near(claim: &Claim, piece: &Piece) -> bool {
    piece.pairs.iter().any(|pair| claim.words[pair.0].class.is_telling())
}

/// Writes what was found with code points in the place of bytes.
struct Write<'a>(&'a Comparison<'a>);

impl Write<'_> {
    fn differences(&self, piece: &Piece, found: &Differences, to: &mut Finding) {
        let (draft, claim) = (self.0.draft, self.0.claim);
        let source = self.0.sources[piece.source];
        let passage = to.passages.len();
        for change in &found.changes {
            let here = extent(claim.words.iter().map(|word| word.span), change.claim.clone());
            let from = extent(source.words.iter().map(|word| word.span), change.source.clone());
            let quoted = claim.places.get(change.claim.start).is_some_and(|place| place.quoted);
            to.changes.push(WordChange {
                kind: change.kind,
                source: from.map_or("", |span| span.of(&source.article().text)).to_owned(),
                draft: here.map_or("", |span| span.of(&draft.article().text)).to_owned(),
                draft_span: here.map(|span| self.0.draft.code_points(span)),
                source_span: from.map(|span| source.code_points(span)),
                quoted,
                passage,
            });
        }
        for omission in &found.left_out {
            if let Some(span) = extent(source.words.iter().map(|word| word.span), omission.source.clone()) {
                let text = span.of(&source.article().text).to_owned();
                to.left_out.push(LeftOut {
                    kind: omission.kind,
                    text,
                    span: source.code_points(span),
                    passage,
                });
            }
        }
    }

    fn passage(&self, piece: &Piece) -> SourcePassage {
        let source = self.0.sources[piece.source];
        let article = source.article();
        let span = extent(source.words.iter().map(|word| word.span), piece.range()).unwrap_or_default();
        let context = source.context(piece.range());
        let claim = extent(self.0.claim.words.iter().map(|word| word.span), piece.claim.clone());
        let attribution = piece.attribution.map(|number| (number, &source.said().attributions[number]));
        let speaker = piece.attribution.and_then(|number| source.said().speaker(number));
        SourcePassage {
            article: article.id.clone(),
            path: article.path.clone(),
            title: article.metadata.title.clone(),
            outlet: article.metadata.outlet.clone(),
            date: article.metadata.date,
            text: span.of(&article.text).to_owned(),
            span: source.code_points(span),
            context: context.of(&article.text).to_owned(),
            context_span: source.code_points(context),
            draft_span: self.0.draft.code_points(claim.unwrap_or_default()),
            speaker: speaker.map(|speaker| speaker.name.clone()),
            role: speaker.and_then(|speaker| speaker.role.clone()),
            kind: attribution.map(|(_, found)| kind(found.kind)),
            cue: attribution
                .filter(|(_, found)| !found.cue.is_empty())
                .map(|(_, found)| joined(&found.cue, &article.text)),
            negated: attribution.is_some_and(|(_, found)| found.negated),
            confidence: attribution.map(|(_, found)| hundredths(f64::from(found.confidence))),
        }
    }
}

/// The span from the first to the last of some spans; none if there are none.
fn extent(spans: impl Iterator<Item = Span>, range: Range<usize>) -> Option<Span> {
    spans.skip(range.start).take(range.len()).reduce(Span::to)
}

/// How an attribution quotes, as findings say it.
pub(crate) fn kind(kind: Kind) -> FindingKind {
    match kind {
        Kind::Direct => FindingKind::Direct,
        Kind::Mixed => FindingKind::Mixed,
        Kind::Indirect => FindingKind::Indirect,
    }
}

/// The sum of nothing is −0 in Rust, and would be written so.
fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0 + 0.0
}
