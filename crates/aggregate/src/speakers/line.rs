//! What the notes on one speaker make: a line of `speakers.jsonl`.

use super::key::type_of;
use super::known_rows::KnownRows;
use super::notes::{SpeakerNote, each_count};
use super::table::SpeakerTable;
use crate::copies::Independent;
use crate::identities::IdentityNote;
use crate::storage::damaged;
use crate::summary::{CorpusPart, QuotedByPart, month_of};
use crate::wording::{Tally, fold, is_acronym_of, without_article};
use jiff::civil::Date;
use records::{Namesake, References, Role, Speaker};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use text::SpeakerType;

/// How many companions of a speaker are written: the most frequent ones.
const COMPANIONS: usize = 5;

/// What the notes on one speaker make.
#[derive(Debug)]
pub(crate) struct FinishedLine {
    /// The line of `speakers.jsonl`.
    pub(crate) speaker: Speaker,
    /// How much the speaker is quoted in which corpus, outlet and month.
    pub(super) by_part: QuotedByPart,
    /// For each of the speaker's `refs`, what is to be written beside its quotes.
    pub(super) identities: Vec<IdentityNote>,
    /// The rows of `speakers.csv`.
    pub(super) table: SpeakerTable,
}

/// What the notes say of one speaker, who may be in several corpora, outlets and
/// months.
#[derive(Debug, Default)]
pub(crate) struct SpeakerLine {
    names: Tally,
    /// Names that are less than the full name, or more.
    other_names: Tally,
    types: BTreeMap<u8, usize>,
    short_forms: Tally,
    outlets: Tally,
    companions: Tally,
    /// By what they are without article and print: the prints, and the role.
    roles: BTreeMap<String, (Tally, Role)>,
    independent: Independent,
    namesakes: Vec<Namesake>,
    by_part: QuotedByPart,
    last_article: Vec<u8>,
    known: KnownRows,
    table: SpeakerTable,
    /// Whether the last article is no copy of one before.
    is_independent: bool,
    references: References,
    /// What needs no more than adding up.
    speaker: Speaker,
}

impl SpeakerLine {
    /// Takes in others of a name that the speaker has.
    pub(crate) fn add_namesakes(&mut self, namesakes: Vec<Namesake>) {
        self.namesakes.extend(namesakes);
    }

    /// Takes in a note after whether the name is less or more than the full one, and
    /// the code of its type. Notes come in the order of the articles. `original_of` says
    /// what all copies of an article have in common.
    pub(crate) fn add(&mut self, note: &[u8], original_of: impl FnOnce(&[u8]) -> u64) -> io::Result<()> {
        let &[is_not_whole, code, ref note @ ..] = note else { return Err(damaged()) };
        let mut note = SpeakerNote::read(note)?;
        *self.types.entry(code).or_default() += note.counts.attributions;
        // One article may have several speakers of one name.
        let is_new_article = self.speaker.articles == 0 || self.last_article != note.article;
        if is_new_article {
            self.add_article(&note, original_of(note.article));
        }
        let parts =
            [CorpusPart::All, CorpusPart::Outlet(note.outlet), CorpusPart::Month(month_of(note.date))];
        self.by_part.add(note.corpus, parts, note.r#ref, note.counts.attributions, is_new_article);
        self.speaker.refs.push(note.r#ref.to_owned());
        let names = if is_not_whole == 0 && !note.is_glued { &mut self.names } else { &mut self.other_names };
        names.add(note.name);
        self.known.add(&note);
        self.table.add(&note, is_new_article, self.is_independent);
        self.references += note.references;
        if let Some(role) = note.role {
            self.add_role(role, note.date);
        }
        let sums = each_count(&mut self.speaker.counts);
        sums.into_iter().zip(each_count(&mut note.counts)).for_each(|(sum, count)| *sum += *count);
        note.short_forms.iter().for_each(|form| self.short_forms.add(form));
        note.companions.iter().for_each(|name| self.companions.add(name));
        Ok(())
    }

    fn add_article(&mut self, note: &SpeakerNote<'_>, original: u64) {
        self.last_article.clear();
        self.last_article.extend_from_slice(note.article);
        self.is_independent = self.independent.add(original);
        if let Some(outlet) = note.outlet {
            self.outlets.add(outlet);
        }
        let speaker = &mut self.speaker;
        speaker.articles += 1;
        widen(&mut speaker.first_date, &mut speaker.last_date, note.date);
    }

    fn add_role(&mut self, role: &str, date: Option<Date>) {
        let role = without_article(role);
        let (prints, role_so_far) = self.roles.entry(fold(role)).or_default();
        prints.add(role);
        role_so_far.count += 1;
        widen(&mut role_so_far.first_date, &mut role_so_far.last_date, date);
    }

    /// What all notes make.
    ///
    /// # Errors
    /// If there was no note.
    pub(crate) fn finish(self) -> io::Result<FinishedLine> {
        let mut speaker = self.speaker;
        let first = speaker.refs.first().ok_or_else(damaged)?;
        speaker.id = self.known.id().unwrap_or(first).to_owned();
        (speaker.authority, speaker.candidates) = (self.known.row(), self.known.candidates());
        let mut prints = self.names.prints();
        // What it is in most attributions; of types that are equally frequent, the
        // first by code.
        let most = self.types.iter().max_by_key(|&(&code, &count)| (count, Reverse(code)));
        speaker.r#type = most.map_or(SpeakerType::Unnamed, |(&code, _)| type_of(code));
        // An initial, a surname or an acronym is the name only where there is no full
        // one.
        let is_person = speaker.r#type == SpeakerType::Person;
        let says_more =
            |name: &String| is_full(name) && (is_person || is_acronym_of(&fold(&prints[0]), &fold(name)));
        if let Some(full) = prints.iter().position(says_more).filter(|&at| at > 0) {
            prints[..=full].rotate_right(1);
        }
        let mut names = prints.into_iter().chain(self.other_names.prints());
        speaker.name = names.next().ok_or_else(damaged)?;
        for alias in names.chain(self.short_forms.prints()) {
            if alias != speaker.name && !speaker.aliases.contains(&alias) {
                speaker.aliases.push(alias);
            }
        }
        speaker.roles = (self.roles.into_values())
            .filter_map(|(prints, role)| Some(Role { value: prints.prints().into_iter().next()?, ..role }))
            .collect();
        speaker.roles.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        speaker.referred_to_as = self.references.pronoun();
        speaker.references = self.references.some();
        speaker.outlets = self.outlets.counted();
        speaker.independent = self.independent.count();
        let own: Vec<String> =
            [&speaker.name].into_iter().chain(&speaker.aliases).map(|name| fold(name)).collect();
        let others = self.companions.folded().into_iter().filter(|other| !own.contains(&fold(&other.value)));
        speaker.companions = others.take(COMPANIONS).collect();
        let namesakes = self.namesakes.into_iter();
        speaker.namesakes = namesakes.filter(|other| !speaker.refs.contains(&other.r#ref)).collect();
        Ok(FinishedLine {
            speaker,
            by_part: self.by_part,
            identities: self.known.identities(),
            table: self.table,
        })
    }
}

/// Widens a range of dates to hold one more.
fn widen(first: &mut Option<Date>, last: &mut Option<Date>, date: Option<Date>) {
    *first = first.iter().copied().chain(date).min();
    *last = last.iter().copied().chain(date).max();
}

/// Whether a name has several words, none of them an initial.
fn is_full(name: &str) -> bool {
    name.contains(' ') && name.split(' ').all(|word| word.trim_end_matches('.').chars().count() > 1)
}
