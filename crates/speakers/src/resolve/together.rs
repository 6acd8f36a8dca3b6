//! Several speakers together, and some of several.

use super::outcome::clean;
use super::pronouns::Wanted;
use super::{Found, MENTIONS, Resolving, Target};
use crate::people::name::EntityKind;
use crate::words::traits::Traits;
use std::ops::Range;
use text::SpeakerType;

impl Resolving<'_> {
    /// Several speakers together: “Osei and two council members”.
    pub(super) fn joint(&mut self, tokens: &Range<usize>, s0: &Range<usize>, core: usize) -> Option<Found> {
        let page = self.page;
        let and = (s0.start + 1..core.min(s0.end.saturating_sub(1)))
            .find(|&i| page.word(i) == "and" && !self.inside_name(i));
        if let Some(and) = and {
            let left = self.mentions.at(and - 1).copied();
            let right =
                self.mentions.within(and + 1..tokens.end).first().copied().filter(|m| m.start == and + 1);
            let Some(left) = left else {
                // “India and Pakistan”, but “founder and owner Ines Vidal”.
                let apart = right.is_some() || page.is(and + 1, Traits::DETERMINER);
                return if apart {
                    self.describe_tokens(s0.clone(), SpeakerType::Group, Traits::PLURAL)
                } else {
                    None
                };
            };
            if right.is_some_and(|r| r.entity == left.entity) {
                return None;
            }
            let first = self.name_of(Target::Named(left.entity));
            let second = match right {
                Some(right) => self.name_of(Target::Named(right.entity)),
                None => clean(page.extent(and + 1..tokens.end).of(page.text)),
            };
            return self.describe(
                format!("{first} and {second}"),
                SpeakerType::Group,
                Traits::PLURAL,
                page.extent(tokens.clone()),
            );
        }
        // “growers, packers and drivers”
        let list = page.is(s0.end, Traits::COMMA) && page.is(core.wrapping_sub(1), Traits::PLURAL);
        if list
            && page.is(tokens.end.wrapping_sub(1), Traits::PLURAL)
            && (s0.end..tokens.end).any(|i| page.word(i) == "and")
        {
            return self.describe_tokens(tokens.clone(), SpeakerType::Group, Traits::PLURAL);
        }
        None
    }

    /// “One, a teacher, …”, “another”, “others”.
    pub(super) fn one_of(
        &mut self,
        tokens: &Range<usize>,
        segment: usize,
        of: usize,
        depth: u8,
    ) -> Option<Found> {
        let page = self.page;
        let word = page.word(tokens.start).to_ascii_lowercase();
        if segment + 1 < tokens.end
            && page.is(segment, Traits::COMMA)
            && !page.is(segment + 1, Traits::RELATIVE)
        {
            return self.mention(segment + 1..tokens.end, of, depth + 1);
        }
        let plural = !matches!(word.as_str(), "one" | "another");
        // “One academic told … Others reported …”
        let last = self.said.last().map(|s| s.target);
        let single = last
            .filter(|t| matches!(t, Target::Described(d) if !self.described[*d].traits.any(Traits::PLURAL)));
        let near = self.unnamed_near(Wanted::Several, tokens.start);
        let near = near.filter(
            |t| matches!(t, Target::Described(d) if self.described[*d].name.ends_with(['s', 'e', 'n'])),
        );
        let whose = match single.filter(|_| word == "others" || word == "another").or(near) {
            Some(whose) => whose,
            None => {
                self.antecedent(Wanted::Several, Traits::default(), tokens.start, of).map(|a| a.0).or(last)?
            }
        };
        let Target::Described(whose) = whose else {
            return self.describe_tokens(
                tokens.start..tokens.start + 1,
                SpeakerType::Unnamed,
                Traits::default(),
            );
        };
        let whose = &self.described[whose];
        let counts = [
            "a", "an", "the", "some", "other", "one", "two", "three", "four", "five", "many", "several",
            "both",
        ];
        let mut noun = whose.name.as_str();
        while let Some((first, rest)) = noun.split_once(' ')
            && counts.contains(&first)
        {
            noun = rest;
        }
        let word = if word == "others" { "other" } else { word.as_str() };
        let ending = match (plural, whose.traits.any(Traits::PLURAL)) {
            (true, false) => "s",
            (false, true) if !noun.contains(' ') => {
                noun = noun.strip_suffix('s').unwrap_or(noun);
                ""
            }
            _ => "",
        };
        let name = format!("{word} {noun}{ending}");
        let (kind, traits) = if plural {
            (SpeakerType::Group, Traits::PLURAL)
        } else {
            (SpeakerType::Unnamed, Traits::default())
        };
        self.describe(name, kind, traits, page.extent(tokens.start..tokens.start + 1))
    }

    /// “the pair”: the two people named last.
    pub(super) fn pair(&mut self, before: usize) -> Option<Found> {
        let mentions = self.mentions.within(0..before);
        let people: Vec<_> = mentions
            .iter()
            .rev()
            .take(MENTIONS)
            .filter(|m| self.people.entities[m.entity].kind != EntityKind::Body)
            .collect();
        let together = people.windows(2).find(|w| {
            // Latest first: “Harry and Meghan” are w[1] and w[0].
            w[0].entity != w[1].entity
                && w[0].start == w[1].tokens.1 + 1
                && self.page.word(w[1].tokens.1) == "and"
        });
        let (a, b) = match together {
            Some(w) => (w[1].entity, w[0].entity),
            None => {
                let b = people.first()?.entity;
                (people.iter().find(|m| m.entity != b)?.entity, b)
            }
        };
        let name = format!("{} and {}", self.name_of(Target::Named(a)), self.name_of(Target::Named(b)));
        self.describe(name, SpeakerType::Group, Traits::PLURAL, self.people.entities[a].name)
    }
}
