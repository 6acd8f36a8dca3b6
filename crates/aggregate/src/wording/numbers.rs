//! Numbers, however they are printed: “two million”, “2m” and “2,000,000” are one.

use super::fold::fold;
use lexicon::{ClassTable, Lexicon, Reads};
use rustc_hash::FxHashMap;

const NUMBERS: ClassTable<Part> = ClassTable {
    list: "numbers",
    meanings: &[("count", Part::Count), ("scale=", Part::Scale(0)), ("unit=", Part::Unit(' '))],
};

pub(crate) const READS: [&dyn Reads; 1] = [&NUMBERS];

/// Numbers are counted in millionths, so that decimals compare exactly.
const ONE: u128 = 1_000_000;

/// How many digits after the point count: as many as [`ONE`] has zeros.
const DECIMALS: usize = 6;

/// From this scale on, what precedes is complete: “two hundred thousand”.
const THOUSAND: u128 = 1000;

/// What a word says in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// “Seven”.
    Value(u128),
    /// “One”, which is a number only before a scale or after a ten.
    Count,
    /// “Million”.
    Scale(u128),
    /// “Percent”.
    Unit(char),
}

/// A number that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// In millionths.
    value: u128,
    /// Its unit or currency, as a sign.
    unit: Option<char>,
}

impl Number {
    /// One way to write it.
    pub(super) fn print(self) -> String {
        format!("{}{}", self.value, self.unit.map(String::from).unwrap_or_default())
    }
}

/// The words that numbers are made of.
#[derive(Clone, Debug)]
pub(crate) struct Numbers(FxHashMap<String, Part>);

impl Numbers {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let part = |entry: &lexicon::Entry| {
            let number = |key: &str| entry.value(key).and_then(|value| value.parse().ok());
            number("digits")
                .map(Part::Value)
                .or_else(|| number("scale").map(Part::Scale))
                .or_else(|| entry.value("unit").and_then(|unit| unit.chars().next()).map(Part::Unit))
                .or_else(|| NUMBERS.all(entry).next())
        };
        Self(
            (lexicon.list(NUMBERS.list).iter())
                .filter_map(|entry| Some((fold(&entry.phrase), part(entry)?)))
                .collect(),
        )
    }

    /// Whether a number may have this folded word.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }

    /// The number with which some folded words begin, and how many of them it takes.
    pub(super) fn read(&self, words: &[impl AsRef<str>]) -> Option<(Number, usize)> {
        let word = |at: usize| words.get(at).map(AsRef::as_ref);
        let (mut number, mut taken) = match figure(word(0)?, self) {
            Some(number) => (number, 1),
            None => (Number { value: 0, unit: None }, 0),
        };
        (number.value, taken) = self.value(number.value, taken, word);
        if taken == 0 {
            return None;
        }
        if number.unit.is_none() {
            for length in [1, 2] {
                let unit = words
                    .get(taken..taken + length)
                    .map(|words| words.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" "));
                if let Some(Part::Unit(unit)) = unit.and_then(|unit| self.0.get(&unit)) {
                    return Some((Number { unit: Some(*unit), ..number }, taken + length));
                }
            }
        }
        Some((number, taken))
    }

    /// Goes on with a number of which `taken` words make `start`: “two hundred and
    /// fifty thousand”.
    fn value<'w>(
        &self,
        start: u128,
        mut taken: usize,
        word: impl Fn(usize) -> Option<&'w str>,
    ) -> (u128, usize) {
        // What is complete, what is being read, and what may still be added to it.
        let (mut total, mut current, mut room) = (0_u128, start, if taken == 0 { u128::MAX } else { 0 });
        loop {
            let part = |at: usize| word(at).and_then(|word| self.0.get(word)).copied();
            let linked = usize::from(taken > 0 && room > 0 && word(taken) == Some("and"));
            match part(taken + linked) {
                Some(Part::Scale(scale)) if current > 0 && linked == 0 => {
                    current = current.saturating_mul(scale);
                    room = scale * ONE;
                    if scale >= THOUSAND {
                        total = u128::saturating_add(total, current);
                        current = 0;
                    }
                }
                Some(Part::Value(value)) if value.saturating_mul(ONE) < room => {
                    current += value * ONE;
                    room = match value {
                        20.. if value.is_multiple_of(10) => 10 * ONE,
                        _ => 0,
                    };
                }
                Some(Part::Count)
                    if room <= 10 * ONE && room > 0
                        || taken == 0 && matches!(part(1), Some(Part::Scale(_))) =>
                {
                    current += ONE;
                    room = 0;
                }
                _ => return (total.saturating_add(current), taken),
            }
            taken += 1 + linked;
        }
    }
}

/// A number in figures, with its scale and its unit: “2.5m”, “$1,200”, “30%”.
fn figure(word: &str, numbers: &Numbers) -> Option<Number> {
    let sign = word.chars().next().filter(|c| is_currency(*c));
    let figures = word.trim_start_matches(is_currency);
    let end = figures.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(figures.len());
    let (digits, rest) = figures.split_at(end);
    let (whole, decimals) = match digits.rsplit_once('.') {
        Some((whole, decimals)) if !whole.contains('.') => (whole, decimals),
        Some(_) => return None,
        None => (digits, ""),
    };
    // Longer numbers are codes, and must not overflow.
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if whole.is_empty() || whole.len() > 18 || decimals.contains(',') {
        return None;
    }
    let decimals: String = decimals.chars().chain("000000".chars()).take(DECIMALS).collect();
    let mut value = whole.parse::<u128>().ok()? * ONE + decimals.parse::<u128>().ok()?;
    let mut unit = sign;
    match rest {
        "" => {}
        "%" => unit = unit.or(Some('%')),
        _ => match numbers.0.get(rest) {
            Some(Part::Scale(scale)) => value = value.saturating_mul(*scale),
            _ => return None,
        },
    }
    Some(Number { value, unit })
}

/// The signs of currencies that are printed before a number.
pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '₹')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_in_different_prints() {
        let numbers = Numbers::new(&Lexicon::embedded());
        let read = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            numbers.read(&words).map(|(number, taken)| (number.print(), taken == words.len()))
        };
        for (prints, millionths) in [
            (&["2", "two"][..], "2000000"),
            (&["2,000,000", "2m", "2 million", "two million", "2mn"], "2000000000000"),
            (&["250", "two hundred and fifty", "two hundred fifty"], "250000000"),
            (&["25", "twenty five"], "25000000"),
            (&["21", "twenty one"], "21000000"),
            (&["1,000", "one thousand", "1k"], "1000000000"),
            (&["3.7%", "3.7 percent", "3.7 per cent"], "3700000%"),
            (&["$2bn", "$2 billion", "two billion dollars", "$2,000,000,000"], "2000000000000000$"),
            (&["24", "two dozen"], "24000000"),
            (&["250000", "two hundred and fifty thousand"], "250000000000"),
            (&["1250000", "one million two hundred and fifty thousand"], "1250000000000"),
        ] {
            for print in prints {
                assert_eq!(read(print), Some((millionths.to_owned(), true)), "{print}");
            }
        }
        for none in ["one", "million", "20th", "1990s", "and", "1.2.3", "", "$", "9".repeat(40).as_str()] {
            assert_eq!(read(none), None, "{none}");
        }
        assert_eq!(numbers.read(&["five", "six"]), Some((Number { value: 5 * ONE, unit: None }, 1)));
    }
}
