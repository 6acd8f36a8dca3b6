//! The labels of `paragraphs.jsonl`, invented news, against those of PyTorch
//! (`SIZE.probabilities.jsonl` and, for one cue each, `SIZE.cues.jsonl`, from the same
//! weights in 32 bits). These and `pieces.jsonl` are written by `training/fixtures.py`.

use encoder::{Convention, Encoder, LABELS, QuotePosition, Size, Word};
use rayon::prelude::*;

/// How far probabilities may be from PyTorch's on average: a little more than they are.
const MEAN_TOLERANCE: f32 = 0.0025;
/// How far a probability may be from PyTorch's, because our weights are bytes and their
/// inputs have 7 bits: a little more than the largest difference found, on any machine.
const TOLERANCE: f32 = 0.14;
/// The same for the pair reader, which builds on what the encoder has rounded.
const CUE_TOLERANCE: f32 = 0.13;

/// So many words of a paragraph may come out with another label: two that are nearly equal.
const MOST_FLIPS: usize = 1;

#[derive(serde::Deserialize)]
struct ParagraphLine {
    words: Vec<String>,
    places: Vec<u8>,
}

fn lines() -> Vec<ParagraphLine> {
    include_str!("paragraphs.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn words(line: &ParagraphLine) -> Vec<Word<'_>> {
    let quote_positions =
        [QuotePosition::Outside, QuotePosition::Inside, QuotePosition::Opens, QuotePosition::Closes];
    let words = line.words.iter().zip(&line.places);
    words.map(|(text, &at)| Word { text, quote_position: quote_positions[usize::from(at)] }).collect()
}

fn likeliest(row: &[f32; LABELS]) -> usize {
    (0..LABELS).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap()
}

/// What PyTorch says: probabilities for each paragraph, and for one cue each.
const EXPECTED: [(Size, &str, &str); 2] = [
    (Size::Small, include_str!("small.probabilities.jsonl"), include_str!("small.cues.jsonl")),
    (Size::Large, include_str!("large.probabilities.jsonl"), include_str!("large.cues.jsonl")),
];

fn read<T: serde::de::DeserializeOwned>(lines: &str) -> Vec<T> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn as_in_pytorch() {
    let lines = lines();
    for (size, expected, _) in EXPECTED {
        let encoder = Encoder::embedded(size);
        let found = encoder.worker().labels(Convention::News, &lines.iter().map(words).collect::<Vec<_>>());
        let expected: Vec<Vec<[f32; LABELS]>> = read(expected);
        assert_eq!(found.len(), expected.len());
        let mut apart = Vec::new();
        for ((line, found), expected) in lines.iter().zip(&found).zip(&expected) {
            compare(&line.words, found, expected, TOLERANCE, &mut apart);
        }
        check_mean(&apart);
    }
}

/// Compares the rows of a paragraph, and adds up how far they are from what is expected.
fn compare(
    words: &[String],
    found: &[[f32; LABELS]],
    expected: &[[f32; LABELS]],
    tolerance: f32,
    apart: &mut Vec<f32>,
) {
    assert_eq!(found.len(), expected.len());
    let flips = found.iter().zip(expected).filter(|(a, b)| likeliest(a) != likeliest(b)).count();
    assert!(flips <= MOST_FLIPS, "{flips} other labels in {words:?}");
    for ((word, found), expected) in words.iter().zip(found).zip(expected) {
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < tolerance, "{word}: {found} instead of {expected}");
            apart.push((found - expected).abs());
        }
    }
}

#[track_caller]
fn check_mean(apart: &[f32]) {
    let mean = apart.iter().sum::<f32>() / apart.len() as f32;
    assert!(mean < MEAN_TOLERANCE, "{mean} on average");
}

#[derive(serde::Deserialize)]
struct CueLine {
    paragraph: usize,
    cue: std::ops::Range<usize>,
    probabilities: Vec<[f32; LABELS]>,
}

#[test]
fn for_cues_as_in_pytorch() {
    let lines = lines();
    for (size, _, expected) in EXPECTED {
        let encoder = Encoder::embedded(size);
        let mut worker = encoder.worker();
        worker.labels(Convention::News, &lines.iter().map(words).collect::<Vec<_>>());
        let expected: Vec<CueLine> = read(expected);
        assert!(expected.len() > lines.len());
        let cues: Vec<_> = expected.iter().map(|line| (line.paragraph, line.cue.clone())).collect();
        let together = worker.labels_for_cues(&cues);
        let mut apart = Vec::new();
        for (found, expected) in together.iter().zip(&expected) {
            let line = &lines[expected.paragraph];
            compare(&line.words, found, &expected.probabilities, CUE_TOLERANCE, &mut apart);
        }
        check_mean(&apart);
        // One paragraph and one cue at a time.
        for (found, (paragraph, cue)) in together.iter().zip(&cues) {
            let mut worker = encoder.worker();
            worker.labels(Convention::News, &[words(&lines[*paragraph])]);
            assert_eq!(&worker.labels_for_cues(&[(0, cue.clone())])[0], found);
        }
    }
}

#[test]
fn the_same_bits_in_any_company() {
    let lines = lines();
    let paragraphs: Vec<Vec<Word>> = lines.iter().map(words).collect();
    let encoder = Encoder::embedded(Size::Large);
    let together = encoder.worker().labels(Convention::News, &paragraphs);
    let mut backwards =
        encoder.worker().labels(Convention::News, &paragraphs.iter().rev().cloned().collect::<Vec<_>>());
    backwards.reverse();
    assert_eq!(together, backwards);
    for threads in [1, 3] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let alone: Vec<_> = pool.install(|| {
            let alone = paragraphs
                .par_iter()
                .map(|p| encoder.worker().labels(Convention::News, std::slice::from_ref(p)).remove(0));
            alone.collect()
        });
        assert_eq!(together, alone, "{threads} threads");
    }
}

#[test]
fn any_length() {
    let encoder = Encoder::embedded(Size::Large);
    let mut worker = encoder.worker();
    assert!(worker.labels(Convention::News, &[]).is_empty());
    let word = Word { text: "said", quote_position: QuotePosition::Outside };
    let strange = Word { text: "\u{200b}", quote_position: QuotePosition::Inside };
    let lengths = [0, 1, 1000, 0, 2];
    let found = worker
        .labels(Convention::News, &lengths.map(|n| [word, strange].into_iter().cycle().take(n).collect()));
    assert_eq!(found.iter().map(Vec::len).collect::<Vec<_>>(), lengths);
    for row in found.iter().flatten() {
        assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
    }
    for rows in worker.labels_for_cues(&[(1, 0..1), (2, 999..1000), (4, 0..2)]) {
        assert!(!rows.is_empty());
        for row in rows {
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{row:?}");
        }
    }
}

#[test]
fn damaged_weights() {
    let check = |bytes: &[u8], expected: &str| {
        let error = Encoder::from_bytes(bytes).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    };
    check(b"", "these are no weights in safetensors: ");
    check(b"{\"not\": \"weights\"}", "these are no weights in safetensors: ");
    let whole = [weights_1::PART, weights_2::PART, weights_3::PART].concat();
    check(&whole[..whole.len() / 2], "these are no weights in safetensors: ");
    let header = br#"{"norm.bias":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  "#;
    let small = [&(header.len() as u64).to_le_bytes(), header.as_slice(), &[0; 4]].concat();
    check(&small, "the weights lack ");
}
