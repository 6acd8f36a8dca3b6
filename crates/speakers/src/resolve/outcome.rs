//! From links to the list of speakers.

use super::context::Context;
use super::discourse::Discourse;
use super::link::Referent;
use super::references::references;
use super::types::speaker_type;
use rustc_hash::FxHashMap;
use text::{Maker, References, Resolution, Speaker, SpeakerType, Speakers};

/// The result: speakers in the order of their first attribution.
pub(super) fn speakers(ctx: &Context, discourse: &Discourse) -> Speakers {
    let mut speakers = Vec::new();
    let references = references(ctx, discourse);
    let of = |referent: Referent| references.get(&referent).copied().unwrap_or_default();
    let mut indexes: FxHashMap<Referent, usize> = FxHashMap::default();
    let mut resolutions = Vec::with_capacity(discourse.links.len());
    for link in &discourse.links {
        resolutions.push(link.map(|link| {
            let referent = discourse.settled(link.referent);
            let speaker = *indexes.entry(referent).or_insert_with(|| {
                speakers.push(speaker(ctx, discourse, referent, of(referent)));
                speakers.len() - 1
            });
            Resolution { speaker, by: link.by, confidence: link.confidence }
        }));
    }
    for (&referent, &document) in &indexes {
        if let Referent::Described(d) = referent
            && let Some(maker) = discourse.descriptions.get(d).maker
        {
            let maker = discourse.settled(maker);
            speakers[document].by = Some(Maker {
                name: discourse.name_of(ctx.page, maker),
                kind: speaker_type(ctx, discourse, maker, of(maker)),
                speaker: indexes.get(&maker).copied(),
            });
        }
    }
    Speakers { speakers, resolutions }
}

/// What the output says about a settled referent.
fn speaker(ctx: &Context, discourse: &Discourse, referent: Referent, references: References) -> Speaker {
    let (role, mention) = match referent {
        Referent::Named(entity) => {
            let own = discourse.entity(entity);
            (own.role.map(|role| ctx.page.plain(role)), own.name)
        }
        Referent::Described(d) => (None, discourse.descriptions.get(d).mention),
    };
    let kind = speaker_type(ctx, discourse, referent, references);
    let is_person = matches!(kind, SpeakerType::Person | SpeakerType::Unnamed);
    let references = if is_person { references } else { References::default() };
    let name = discourse.name_of(ctx.page, referent);
    Speaker { name, kind, role, mention: Some(mention), references, by: None }
}
