//! Names with words around them that belong to no name: what a name usually is.
//!
//! "State Lena Brekke" was cut out of "the Secretary of State Lena Brekke said",
//! "Lena Brekke Helena" out of a caption. That the corpus has "Lena Brekke" by
//! itself, about as often, shows it. All names, and what they may be with words
//! around them, are sorted, and looked up in one go.

use crate::storage::{Fields, Scratch, Share, Sorted, Sorter, put_descending, put_ordinal};
use crate::wording::NameWords;
use std::io;

/// How many times as many articles may have the name with other words around it. A
/// name whose first word is left out now and then has many times as many with it.
const MOST_WITH: u64 = 4;

/// In fewer articles than this, a name by itself may be a mistake as well.
const MIN_ARTICLES: u64 = 2;

/// A caption repeats the given name in full: "Mike Tran Michael". So many bytes at
/// the beginning of both agree, unless one is a form of the other.
const SAME_START: usize = 3;

/// The memory is halved between names and answers.
const HALF: Share = Share(1, 2);

/// Sorts a name before what is asked of it.
const NAME: u8 = 0;
const QUESTION: u8 = 1;

/// Gathers the names of people.
pub(super) struct WholeNames<'a> {
    scratch: Scratch<'a>,
    /// Names with how many articles have them, and questions: by name, what number
    /// the longer name has, and how many articles.
    sorter: Sorter,
}

impl<'a> WholeNames<'a> {
    pub(super) fn new(scratch: Scratch<'a>) -> Self {
        Self { scratch, sorter: scratch.sorter(HALF) }
    }

    /// Adds a name. Numbers grow from name to name.
    pub(super) fn add(
        &mut self,
        number: u64,
        name: &str,
        articles: u64,
        words: &NameWords,
    ) -> io::Result<()> {
        if !name.contains(' ') {
            return Ok(());
        }
        let mut value = Vec::with_capacity(17);
        value.push(NAME);
        put_ordinal(&mut value, articles);
        self.sorter.push(name.as_bytes(), &value)?;
        for part in parts(name, words) {
            value.clear();
            value.push(QUESTION);
            put_ordinal(&mut value, number);
            put_ordinal(&mut value, articles);
            self.sorter.push(part.as_bytes(), &value)?;
        }
        Ok(())
    }

    /// The names without the words around them, by number.
    pub(super) fn finish(self) -> io::Result<Answers> {
        let mut answers = self.scratch.sorter(HALF);
        let mut sorted = self.sorter.finish()?;
        let (mut name, mut alone) = (Vec::new(), 0);
        while let Some((key, value)) = sorted.next()? {
            if key != name {
                name.clear();
                name.extend_from_slice(key);
                alone = 0;
            }
            let mut fields = Fields(value);
            if fields.byte()? == NAME {
                alone += fields.ordinal()?;
                continue;
            }
            let (number, with) = (fields.ordinal()?, fields.ordinal()?);
            if alone >= MIN_ARTICLES && with <= alone * MOST_WITH {
                let mut answer = Vec::with_capacity(name.len() + 8);
                put_descending(&mut answer, alone);
                answer.extend_from_slice(&name);
                answers.push(&number.to_be_bytes(), &answer)?;
            }
        }
        Ok(Answers { sorted: answers.finish()?, ahead: None })
    }
}

/// What of a name may be the name, without words around it.
fn parts<'n>(name: &'n str, words: &NameWords) -> Vec<&'n str> {
    let parts: Vec<&str> = name.split(' ').collect();
    let mut found = Vec::new();
    if parts.len() < 3 || parts.last().is_some_and(|last| words.is_group(last)) {
        return found;
    }
    let is_given = |word: &str| words.is_given(word) && !words.is_place(word);
    // "Omar B. Okafor Lena Brekke" are two, but "Georgia Rep. Lena Brekke" is one.
    let are_two = is_given(parts[0]) && !words.is_title(parts[1]) && !words.is_role(parts[1]);
    let before = if are_two { 0 } else { parts.len() - 2 };
    let mut rest = name;
    for pair in parts.windows(2).take(before) {
        rest = &rest[pair[0].len() + 1..];
        // "Mary Jane Tran" is not Jane Tran, and "de Graaf" is no full name.
        if !is_given(pair[0]) && (!words.is_particle(pair[1]) || words.is_given(pair[1])) {
            found.push(rest);
        }
    }
    if let [first, .., last] = parts[..]
        && (words.is_given(last) || words.are_forms_of_one(first, last) || start_alike(first, last))
    {
        found.push(&name[..name.len() - last.len() - 1]);
    }
    found
}

fn start_alike(one: &str, other: &str) -> bool {
    one.len() >= SAME_START && one.get(..SAME_START) == other.get(..SAME_START)
}

/// The names without the words around them, by the numbers of those with them.
pub(super) struct Answers {
    sorted: Sorted,
    /// The answer read last.
    ahead: Option<(u64, String)>,
}

impl Answers {
    /// The name without the words around it, if there are any. Asked for in the
    /// order of the numbers.
    pub(super) fn of(&mut self, number: u64) -> io::Result<Option<String>> {
        loop {
            match &self.ahead {
                Some((ahead, _)) if *ahead == number => return Ok(self.ahead.take().map(|(_, name)| name)),
                Some((ahead, _)) if *ahead > number => return Ok(None),
                _ => {}
            }
            // The first answer is that of the name in most articles.
            let Some((key, value)) = self.sorted.next()? else { return Ok(None) };
            let name = String::from_utf8_lossy(value.get(8..).unwrap_or_default()).into_owned();
            self.ahead = Some((Fields(key).ordinal()?, name));
        }
    }
}
