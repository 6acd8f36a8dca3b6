//! An article word by word, as it is compared: a draft, or a source.

use crate::align::Pair;
use aggregate::{Stem, Vocabulary, Voice, Word, close_pairs};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;
use text::{Article, Attribution, CodePoints, Document, Resolution, Span, Speaker, Speakers};

/// An article and what the stages made of it.
#[derive(Clone, Debug, Default)]
pub struct Analysed {
    /// The article.
    pub article: Article,
    /// Its sentences.
    pub document: Document,
    /// Its quotes and claims.
    pub attributions: Vec<Attribution>,
    /// Who said them.
    pub speakers: Speakers,
}

/// What is said in an article, and by whom.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) attributions: Vec<Attribution>,
    speakers: Speakers,
    /// For each attribution, who says it.
    pub(crate) voices: Vec<Voice<'static>>,
    /// The contents of all attributions, each with its attribution, by their starts.
    contents: Vec<(Span, usize)>,
}

impl Said {
    pub(crate) fn new(
        vocabulary: &Vocabulary,
        (attributions, speakers): (Vec<Attribution>, Speakers),
    ) -> Self {
        let mut contents: Vec<(Span, usize)> = (attributions.iter().enumerate())
            .flat_map(|(number, found)| found.content.iter().map(move |span| (*span, number)))
            .collect();
        contents.sort_unstable();
        let mut said = Self { attributions, speakers, voices: Vec::new(), contents };
        let voice = |number| Voice::of(vocabulary, said.speaker(number).map(|who| (&*who.name, who.kind)));
        said.voices = (0..said.attributions.len()).map(voice).collect();
        said
    }

    /// Who says what an attribution reports.
    pub(crate) fn speaker(&self, attribution: usize) -> Option<&Speaker> {
        let Resolution { speaker, .. } = self.speakers.resolutions.get(attribution).copied().flatten()?;
        self.speakers.speakers.get(speaker)
    }
}

/// What finds out what is said in an article.
pub(crate) type Listen<'a> = Box<dyn Fn(&Article) -> Said + Send + Sync + 'a>;

/// How many places of one word in an article are remembered: the first ones. So a word
/// that is repeated without end costs no more than others.
const PLACES: usize = 64;

/// How many contents that begin before a passage are looked at: more are around it only
/// in nonsense.
const CONTENTS: usize = 256;

/// An article with its words, ready to be compared. What is said in it may be found out only
/// when somebody asks for it: that takes far longer than to look for words.
pub struct Reading<'a> {
    article: Article,
    pub(crate) document: Document,
    said: OnceLock<Said>,
    listen: Listen<'a>,
    pub(crate) words: Vec<Word>,
    /// For each word, how many code points come before it in the text.
    points: Vec<usize>,
    /// For each word, its sentence.
    pub(crate) sentences: Vec<u32>,
    /// Where each [`Mark`] is.
    places: FxHashMap<u64, Vec<u32>>,
    /// What all of it is found by, once that is asked for.
    pairs: OnceLock<Vec<u64>>,
}

/// How many words around a passage belong to its sentences, at most: what has no full stop
/// for longer is no sentence.
const AROUND: usize = 120;

/// What a place in an article is found by.
pub(crate) type Mark = u64;

// What a mark is of is in the bits above the hash; those of pairs have the highest one.
const STEM: Mark = 1 << 40;
const KEY: Mark = 2 << 40;
const PAIR: Mark = 1 << 63;

/// The marks of a word among others: its stem, itself, and itself with the word after it.
pub(crate) fn marks(words: &[Word], at: usize) -> [Option<Mark>; 3] {
    let word = &words[at];
    let pair = words.get(at + 1).map(|next| {
        let mut hasher = FxHasher::default();
        hasher.write_u32(word.key);
        hasher.write_u32(next.key);
        hasher.finish() | PAIR
    });
    [word.stem.map(|stem| STEM | u64::from(stem)), Some(KEY | u64::from(word.key)), pair]
}

impl std::fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading")
            .field("article", &self.article)
            .field("said", &self.said)
            .finish_non_exhaustive()
    }
}

impl<'a> Reading<'a> {
    pub(crate) fn new(
        vocabulary: &Vocabulary,
        article: Article,
        document: Document,
        listen: Listen<'a>,
    ) -> Self {
        let text = &article.text;
        let (mut words, mut sentences) = (Vec::new(), Vec::new());
        for (number, sentence) in document.sentences.iter().enumerate() {
            words.extend(vocabulary.words(text, sentence.span));
            sentences.resize(words.len(), number as u32);
        }
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for at in 0..words.len() {
            for mark in marks(&words, at).into_iter().flatten() {
                let places = places.entry(mark).or_default();
                if places.len() < PLACES {
                    places.push(at as u32);
                }
            }
        }
        let counted = CodePoints::new(text);
        let points = words.iter().map(|word| counted.at(word.span.start)).collect();
        let (said, pairs) = (OnceLock::new(), OnceLock::new());
        Self { article, document, said, listen, words, points, sentences, places, pairs }
    }

    /// The article.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// What is said in it.
    pub(crate) fn said(&self) -> &Said {
        self.said.get_or_init(|| (self.listen)(&self.article))
    }

    /// A span in code points. Counted from the word before it, which is near.
    pub(crate) fn code_points(&self, span: Span) -> (usize, usize) {
        let point = |byte: usize| {
            let after = self.words.partition_point(|word| word.span.start <= byte);
            let (start, points) = match after.checked_sub(1) {
                Some(word) => (self.words[word].span.start, self.points[word]),
                None => (0, 0),
            };
            points + self.article().text[start..byte].chars().count()
        };
        (point(span.start), point(span.end))
    }

    /// Where a mark is, as places in `words`.
    pub(crate) fn places(&self, mark: Mark) -> &[u32] {
        self.places.get(&mark).map_or(&[], Vec::as_slice)
    }

    /// Where some words stand in a row, if they do: the place of the first; of several, the one
    /// nearest to another place.
    pub(crate) fn run_of(&self, words: &[Word], near: usize) -> Option<usize> {
        let [.., pair] = marks(words, 0);
        let is_there = |&start: &usize| {
            let here = self.words.get(start..start + words.len());
            here.is_some_and(|here| here.iter().zip(words).all(|(one, other)| one.key == other.key))
        };
        let places = self.places(pair?).iter().map(|&place| place as usize);
        places.filter(is_there).min_by_key(|place| place.abs_diff(near))
    }

    /// Whether a stem is anywhere in the article.
    pub(crate) fn has(&self, stem: Stem) -> bool {
        self.places.contains_key(&(STEM | u64::from(stem)))
    }

    /// The words of all sentences of which some words are.
    pub(crate) fn sentences_around(&self, words: Range<usize>) -> Range<usize> {
        let (Some(&first), Some(&last)) =
            (self.sentences.get(words.start), self.sentences[..words.end].last())
        else {
            return words;
        };
        let start = self.sentences.partition_point(|&sentence| sentence < first);
        let end = self.sentences.partition_point(|&sentence| sentence <= last);
        start.max(words.start.saturating_sub(AROUND))..end.min(words.end + AROUND)
    }

    /// Of pairs with words of this article, those in the paragraph that has most: what is said
    /// in one sentence is not put together from several.
    pub(crate) fn in_one_paragraph<'p>(&self, pairs: &'p [Pair]) -> &'p [Pair] {
        let paragraph = |pair: &Pair| {
            let sentence = self.sentences.get(pair.1).map(|&at| &self.document.sentences[at as usize]);
            sentence.map(|sentence| sentence.paragraph)
        };
        let runs = pairs.chunk_by(|one, next| paragraph(one) == paragraph(next));
        runs.rev().max_by_key(|run| run.len()).unwrap_or_default()
    }

    /// Where the sentences of some words are.
    pub(crate) fn context(&self, words: Range<usize>) -> Span {
        let around = self.sentences_around(words);
        let (Some(first), Some(last)) = (self.words.get(around.start), self.words[..around.end].last())
        else {
            return Span::default();
        };
        // With the marks at their ends, unless the sentences are longer.
        let sentence = |at: usize| self.document.sentences[self.sentences[at] as usize].span;
        let is_first = around.start == 0 || self.sentences[around.start - 1] != self.sentences[around.start];
        let is_last = self.sentences.get(around.end) != self.sentences.get(around.end - 1);
        let start = if is_first { sentence(around.start).start } else { first.span.start };
        Span::new(start, if is_last { sentence(around.end - 1).end } else { last.span.end })
    }

    /// The attributions whose contents overlap a span.
    pub(crate) fn attributions_at(&self, span: Span) -> Vec<usize> {
        let contents = &self.said().contents;
        let end = contents.partition_point(|(content, _)| content.start < span.end);
        let near = &contents[end.saturating_sub(CONTENTS)..end];
        let mut found: Vec<usize> =
            near.iter().filter(|(content, _)| content.end > span.start).map(|&(_, number)| number).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The share of its pairs of words that another article has, too.
    pub(crate) fn shared_with(&self, other: &Self) -> f64 {
        let own = self.pairs();
        let shared = own.iter().filter(|pair| other.has_pair(**pair)).count();
        shared as f64 / own.len().max(1) as f64
    }

    /// Whether it has a pair of words.
    pub(crate) fn has_pair(&self, pair: u64) -> bool {
        self.pairs().binary_search(&pair).is_ok()
    }

    /// The pairs of words that carry meaning and stand close together, sorted.
    pub(crate) fn pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| features(&self.words))
    }

    /// What the sources of all of it are found by in an [`Index`](crate::Index).
    pub fn features(&self) -> Vec<u64> {
        self.pairs().to_vec()
    }
}

/// What sentences with some words are found by: pairs of words that carry meaning.
pub(crate) fn features(words: &[Word]) -> Vec<u64> {
    let stems: Vec<_> = words.iter().filter_map(|word| word.stem).collect();
    let mut pairs = Vec::new();
    close_pairs(&stems, &mut pairs);
    pairs
}
