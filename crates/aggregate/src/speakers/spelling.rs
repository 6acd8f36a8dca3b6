//! Whether two words are spellings of one name.

/// Words of fewer bytes are compared exactly, since a letter that differs in a
/// short word usually makes it another name.
const MIN_LENGTH: usize = 4;

/// How many letters may differ between two spellings: "mohammed" and "muhammad"
/// differ in two. Chosen by hand.
const MAX_DISTANCE: usize = 3;

/// Whether two folded words spell one name: their consonants agree, and little
/// else differs.
pub(super) fn spelt_alike(one: &str, other: &str) -> bool {
    one == other
        || one.len() >= MIN_LENGTH
            && other.len() >= MIN_LENGTH
            && skeleton(one) == skeleton(other)
            && distance(one, other) <= MAX_DISTANCE
}

/// What is left of a folded name without that in which its spellings differ:
/// vowels and h after the first letter, doubled letters, letters that sound alike.
pub(super) fn skeleton(word: &str) -> String {
    let mut letters = String::new();
    for (at, c) in word.chars().enumerate() {
        let c = match c {
            'c' | 'q' => 'k',
            'z' => 's',
            'w' => 'v',
            'j' if at > 0 => 'y',
            c => c,
        };
        let silent = at > 0 && matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h');
        if !silent && !letters.ends_with(c) {
            letters.push(c);
        }
    }
    letters
}

/// How many letters have to be inserted, removed or changed to make one word of
/// the other (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, &b) in other.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != b)).min(up + 1).min(row[j] + 1);
            diagonal = up;
        }
    }
    row[other.len()]
}

/// Whether two words of some length differ by a single letter, not the first: a
/// slip of the pen.
pub(super) fn differ_by_a_letter(one: &str, other: &str) -> bool {
    one.len().min(other.len()) > MIN_LENGTH
        && one.as_bytes()[0] == other.as_bytes()[0]
        && one.len().abs_diff(other.len()) <= 1
        && distance(one, other) == 1
}
