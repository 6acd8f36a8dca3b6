//! How much a word tagger is asked: the words that it reads, counted, however often a
//! text repeats itself.
#![allow(missing_docs)]

use attribution::{Convention, Detector, LabelRow, Model, QuotePosition, TaggerSize, WordTagger, WordWorker};
use lexicon::Lexicon;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use text::{Article, Paragraph, Role, Span};

/// The words around a cue that a word tagger reads for it, at most.
const CHUNK: usize = 256;

/// The words that it reads for the cues of an article, at most.
const MOST_FOR_CUES: usize = 1_000_000;

/// The attributions of a paragraph of so many words, at most: those of the rules and as many
/// of the tagger.
const fn most_found(words: usize) -> usize {
    2 * (8 + words / 10)
}

/// For each word of a text the words around cues that are read, at most.
const MOST_FOR_A_WORD: usize = CHUNK / 8;

static READ_FOR_CUES: AtomicUsize = AtomicUsize::new(0);
static READ: AtomicUsize = AtomicUsize::new(0);

/// Takes every second word for a cue that reports nothing.
#[derive(Debug)]
struct Counting;

impl WordTagger for Counting {
    fn worker(&self) -> Box<dyn WordWorker + '_> {
        Box::new(Worker(Vec::new()))
    }
}

/// The lengths of the paragraphs labelled last.
#[derive(Debug)]
struct Worker(Vec<usize>);

impl WordWorker for Worker {
    fn label(&mut self, _: Convention, paragraphs: &[Vec<(&str, QuotePosition)>]) -> Vec<Vec<LabelRow>> {
        self.0 = paragraphs.iter().map(Vec::len).collect();
        READ.fetch_add(self.0.iter().sum(), Ordering::Relaxed);
        let row =
            |at| if at % 2 == 0 { [0.1, 0.9, 0.0, 0.0, 0.0, 0.0] } else { [1.0, 0.0, 0.0, 0.0, 0.0, 0.0] };
        self.0.iter().map(|&words| (0..words).map(row).collect()).collect()
    }

    fn label_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<LabelRow>> {
        let words = cues.iter().map(|(paragraph, _)| self.0[*paragraph]);
        READ_FOR_CUES.fetch_add(words.clone().map(|words| words.min(CHUNK)).sum(), Ordering::Relaxed);
        words.map(|words| vec![[1.0, 0.0, 0.0, 0.0, 0.0, 0.0]; words]).collect()
    }
}

/// The words that a text has, that are read of it, and that are read for its cues; and its
/// attributions.
fn steps(text: String) -> [usize; 4] {
    let lexicon = Lexicon::embedded();
    let detector =
        Detector::new(&lexicon).with_model(Model::embedded(), Box::new(Counting), TaggerSize::Large);
    let mut end = 0;
    let paragraphs = text.split_inclusive('\n').map(|line| {
        end += line.len();
        Paragraph { span: Span::new(end - line.len(), end), role: Role::Body }
    });
    let paragraphs = paragraphs.collect();
    let article = Article { text, paragraphs, ..Article::default() };
    let document = sentences::Splitter::new(&lexicon).document(&article);
    READ.store(0, Ordering::Relaxed);
    READ_FOR_CUES.store(0, Ordering::Relaxed);
    let found = detector.worker().detect(&article, &document).len();
    [document.tokens.len(), READ.load(Ordering::Relaxed), READ_FOR_CUES.load(Ordering::Relaxed), found]
}

// One test, since its parts count in the same place.
#[test]
fn no_text_is_read_more_often_than_others() {
    for shape in [" who said he", "said that ", "“No,” she said. ", "according to ", "he said she said. "]
    {
        for times in [250, 500, 1_000] {
            let [words, _, for_cues, found] = steps(shape.repeat(times));
            assert!(for_cues > 0, "{shape:?} is not asked about");
            let most = words * MOST_FOR_A_WORD;
            assert!(for_cues <= most, "{shape:?} {times} times: {for_cues} steps for {words} words");
            assert!(found <= most_found(words), "{shape:?} {times} times: {found} of {words} words");
        }
    }
    // What is usual is read in full.
    let usual = "The mayor said the bridge was shut, and the owner denied it.\n";
    let [words, _, for_cues, _] = steps(usual.to_owned());
    assert!(for_cues >= words, "{for_cues} steps for {words} words");
    let [words, read, ..] = steps(usual.repeat(5_000));
    assert_eq!(words, read);
    let cues = format!("{}\n", " who said he".repeat(1_000)).repeat(20);
    let [.., for_cues, _] = steps(cues);
    assert!(for_cues > MOST_FOR_CUES / 2 && for_cues <= MOST_FOR_CUES + CHUNK, "{for_cues} for cues");
}
