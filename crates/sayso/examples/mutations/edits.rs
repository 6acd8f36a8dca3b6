//! The mutations: what a careless or dishonest draft makes of a quotation or a claim.

use sayso::records::{ChangeKind, Finding, FindingKind, Verdict};

/// One way to change what somebody said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mutation {
    Untouched,
    WordDropped,
    WordReplaced,
    Negation,
    NumberInDigits,
    NumberInWords,
    Name,
    Speaker,
    Joined,
    Hedge,
    Condition,
    MadeIndirect,
    MadeStatement,
    Invented,
}

impl Mutation {
    pub(crate) const ALL: [Self; 14] = [
        Self::Untouched,
        Self::WordDropped,
        Self::WordReplaced,
        Self::Negation,
        Self::NumberInDigits,
        Self::NumberInWords,
        Self::Name,
        Self::Speaker,
        Self::Joined,
        Self::Hedge,
        Self::Condition,
        Self::MadeIndirect,
        Self::MadeStatement,
        Self::Invented,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Untouched => "left alone",
            Self::WordDropped => "word dropped",
            Self::WordReplaced => "word replaced",
            Self::Negation => "not added or removed",
            Self::NumberInDigits => "number in digits",
            Self::NumberInWords => "number in words",
            Self::Name => "name swapped",
            Self::Speaker => "speaker swapped",
            Self::Joined => "two quotes joined",
            Self::Hedge => "hedge removed",
            Self::Condition => "condition cut",
            Self::MadeIndirect => "made indirect, correctly",
            Self::MadeStatement => "made a plain statement",
            Self::Invented => "invented",
        }
    }

    /// Whether a finding says what was done.
    pub(crate) fn is_right(self, finding: &Finding, quoted: bool) -> bool {
        use Verdict::{
            Changed, Cut, Joined, Negated, NotFound, OpinionAsFact, OtherSpeaker, UnattributedThere,
        };
        let verdict = finding.verdict;
        let has = |kind| {
            finding.changes.iter().any(|change| change.kind == kind)
                || finding.left_out.iter().any(|left_out| left_out.kind == Some(kind))
        };
        match self {
            Self::Untouched => verdict == Verdict::Verbatim,
            // A claim may leave a word out.
            Self::WordDropped if !quoted => {
                matches!(verdict, Changed | Cut | Verdict::Paraphrase) && !finding.changes.is_empty()
            }
            Self::WordDropped => matches!(verdict, Changed | Cut) && !finding.fine,
            Self::WordReplaced | Self::Name => verdict == Changed,
            Self::Negation => matches!(verdict, Changed | Negated) && has(ChangeKind::Negation),
            Self::NumberInDigits | Self::NumberInWords => verdict == Changed && has(ChangeKind::Number),
            Self::Speaker => matches!(verdict, OtherSpeaker | UnattributedThere),
            Self::Joined => verdict == Joined,
            Self::Hedge => matches!(verdict, Changed | Cut) && has(ChangeKind::Hedge),
            Self::Condition => matches!(verdict, Changed | Cut) && has(ChangeKind::Condition),
            Self::MadeIndirect => finding.fine,
            Self::MadeStatement => verdict == OpinionAsFact,
            // Of what is only partly in quotation marks, the rest stays.
            Self::Invented => verdict == NotFound || verdict == Changed && finding.kind == FindingKind::Mixed,
        }
    }
}

/// Words that name nobody although they are capitalised, and that numbers are made of.
const NO_NAMES: [&str; 22] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "The",
    "And",
    "But",
];
const NUMBERS: [&str; 14] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty",
    "forty", "fifty",
];
const AUXILIARIES: [&str; 18] = [
    "is", "are", "was", "were", "will", "would", "can", "could", "has", "have", "had", "should", "must",
    "do", "does", "did", "may", "might",
];
const NEGATED: [(&str, &str); 12] = [
    ("not ", ""),
    ("never ", ""),
    ("don't ", "do "),
    ("don’t ", "do "),
    ("doesn't ", "does "),
    ("didn't ", "did "),
    ("won't ", "will "),
    ("isn't ", "is "),
    ("can't ", "can "),
    ("cannot ", "can "),
    ("wouldn't ", "would "),
    ("aren't ", "are "),
];
const HEDGES: [(&str, &str); 17] = [
    ("I think ", ""),
    ("I believe ", ""),
    ("we think ", ""),
    ("probably ", ""),
    ("perhaps ", ""),
    ("maybe ", ""),
    ("possibly ", ""),
    ("likely ", ""),
    ("almost ", ""),
    ("nearly ", ""),
    ("mostly ", ""),
    ("usually ", ""),
    ("often ", ""),
    ("may ", "will "),
    ("might ", "will "),
    ("could ", "will "),
    ("some ", ""),
];
const CONDITIONS: [&str; 4] = ["if", "unless", "until", "as long as"];
/// What direct speech becomes in indirect speech.
const REPORTED: [(&str, &str); 32] = [
    ("i", "he"),
    ("i'm", "he was"),
    ("i've", "he had"),
    ("i'll", "he would"),
    ("my", "his"),
    ("me", "him"),
    ("we", "they"),
    ("we're", "they were"),
    ("we've", "they had"),
    ("we'll", "they would"),
    ("our", "their"),
    ("us", "them"),
    ("am", "was"),
    ("is", "was"),
    ("are", "were"),
    ("will", "would"),
    ("can", "could"),
    ("may", "might"),
    ("has", "had"),
    ("have", "had"),
    ("don't", "did not"),
    ("doesn't", "did not"),
    ("isn't", "was not"),
    ("aren't", "were not"),
    ("won't", "would not"),
    ("can't", "could not"),
    ("it's", "it was"),
    ("that's", "that was"),
    ("there's", "there was"),
    ("he's", "he was"),
    ("they're", "they were"),
    ("myself", "himself"),
];

/// Where words are in a text: start and end in bytes.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Replaces a part of a text.
fn with(text: &str, (start, end): (usize, usize), new: &str) -> String {
    [&text[..start], new, &text[end..]].concat()
}

/// A word in the middle of a text that carries meaning.
fn telling(text: &str, seed: usize) -> Option<(usize, usize)> {
    let all = words(text);
    let inner: Vec<_> = (all.get(1..all.len().saturating_sub(1))?.iter())
        .filter(|&&(start, end)| {
            end - start >= 5
                && text[start..end].chars().all(char::is_lowercase)
                && ![
                    "about", "there", "their", "would", "could", "should", "which", "might", "where",
                    "these", "those", "other", "after", "before", "never", "often", "nearly", "almost",
                    "probably", "because", "while", "being", "until", "unless", "without", "possible",
                    "likely", "three", "seven", "eight",
                ]
                .contains(&&text[start..end])
        })
        .collect();
    inner.get(seed % inner.len().max(1)).copied().copied()
}

/// Where a phrase of words is in a text.
fn find(text: &str, phrase: &str) -> Option<usize> {
    let at = text.find(phrase)?;
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !c.is_alphanumeric() && c != '\'').then_some(at)
}

/// What a mutation makes of a text, if it can. `other` is a text of another article.
pub(crate) fn mutated(mutation: Mutation, text: &str, other: &str, seed: usize) -> Option<String> {
    match mutation {
        Mutation::WordDropped => {
            let (start, end) = telling(text, seed)?;
            text[end..].starts_with(' ').then(|| with(text, (start, end + 1), ""))
        }
        Mutation::WordReplaced => {
            let (from, to) = (telling(text, seed)?, telling(other, seed)?);
            let (old, new) = (&text[from.0..from.1], &other[to.0..to.1]);
            (old[..4] != new[..4]).then(|| with(text, from, new))
        }
        Mutation::Negation => negated(text),
        Mutation::NumberInDigits => {
            let word =
                words(text).into_iter().find(|w| text[w.0..w.1].bytes().all(|b| b.is_ascii_digit()))?;
            let number: u64 = text[word.0..word.1].parse().ok()?;
            Some(with(text, word, &(number + 3 + seed as u64 % 5).to_string()))
        }
        Mutation::NumberInWords => {
            let word = words(text).into_iter().find(|w| NUMBERS.contains(&&text[w.0..w.1]))?;
            let at = NUMBERS.iter().position(|number| *number == &text[word.0..word.1])?;
            Some(with(text, word, NUMBERS[(at + 1 + seed % 5) % NUMBERS.len()]))
        }
        Mutation::Name => {
            let name = words(text).into_iter().skip(1).find(|&(start, end)| {
                let word = &text[start..end];
                end - start > 3
                    && word.starts_with(char::is_uppercase)
                    && word.chars().skip(1).all(char::is_lowercase)
                    && !NO_NAMES.contains(&word)
                    && text[..start].ends_with(' ')
                    && !text[..start].trim_end().ends_with(['.', '!', '?', ':', '“', '"'])
            })?;
            Some(with(text, name, ["Ellstrand", "Quorvik", "Tamberly"][seed % 3]))
        }
        Mutation::Hedge => {
            let (at, (hedge, without)) =
                HEDGES.iter().find_map(|hedge| Some((find(text, hedge.0)?, *hedge)))?;
            let new = with(text, (at, at + hedge.len()), without);
            (words(&new).len() >= 4).then_some(new)
        }
        Mutation::Condition => {
            let at = CONDITIONS.iter().filter_map(|word| find(text, &format!("{word} "))).max()?;
            let kept = text[..at].trim_end().trim_end_matches(',');
            let rest = &text[at..];
            let one_sentence = !rest.trim_end_matches(['.', ',', '!', '?', '”', '"']).contains(". ");
            let linked = kept.ends_with([' ', '.', '“', '"'])
                || [
                    "even", "as", "and", "but", "or", "know", "see", "not", "only", "wonder", "ask", "asked",
                    "what",
                ]
                .contains(&kept.rsplit(' ').next().unwrap_or_default());
            let ends = if rest.ends_with(',') { "," } else { "." };
            (one_sentence && !linked && words(kept).len() >= 4).then(|| format!("{kept}{ends}"))
        }
        Mutation::MadeIndirect => Some(reported(text)),
        Mutation::Invented => Some(other.to_owned()),
        Mutation::Untouched | Mutation::Speaker | Mutation::Joined | Mutation::MadeStatement => None,
    }
}

/// A text that says the opposite.
fn negated(text: &str) -> Option<String> {
    if let Some((at, (word, without))) =
        NEGATED.iter().find_map(|negated| Some((find(text, negated.0)?, *negated)))
    {
        return Some(with(text, (at, at + word.len()), without));
    }
    let word = words(text).into_iter().find(|w| AUXILIARIES.contains(&&text[w.0..w.1]))?;
    Some(with(text, (word.1, word.1), " not"))
}

/// A quotation as indirect speech.
fn reported(text: &str) -> String {
    let mut out = String::new();
    let mut last = 0;
    for (start, end) in words(text) {
        let word = &text[start..end];
        let lower = word.to_lowercase().replace('’', "'");
        out.push_str(&text[last..start]);
        match REPORTED.iter().find(|(direct, _)| *direct == lower) {
            Some((_, reported)) => out.push_str(reported),
            None if start == 0 && !word.ends_with(char::is_uppercase) => out.push_str(&lower),
            None => out.push_str(word),
        }
        last = end;
    }
    out.push_str(&text[last..]);
    out
}
