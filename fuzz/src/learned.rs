//! Damaged files of what was learned, and the word lists of a user: they are refused with the
//! reason, or they work, well or badly.

use encoder::{Convention, Encoder, QuotePosition, Word};
use lexicon::Lexicon;
use sayso::{Model, Pipeline};

const MODEL: &[u8] = include_bytes!("../../crates/attribution/model/sayso.model");

const WEIGHTS: &[u8] = include_bytes!("../../crates/encoder/model/small.safetensors");

const TEXT: &str = "“It floats,” said Åse Lund, according to whom Mr. Moe claimed that it would sink.\n";

/// Reads a model in which some bytes were overwritten, and tries what can be read.
pub fn model(damage: &[u8]) {
    if let Ok(model) = Model::from_bytes(&damaged(MODEL, damage)) {
        analyse(&Pipeline::new(&Lexicon::embedded(), model.into()));
    }
}

/// The same with the weights of a network.
pub fn weights(damage: &[u8]) {
    let Ok(encoder) = Encoder::from_bytes(&damaged(WEIGHTS, damage)) else { return };
    let words = TEXT.split_whitespace();
    let words = words.map(|text| Word { text, quote_position: QuotePosition::Outside }).collect::<Vec<_>>();
    encoder.worker().labels(Convention::News, &[words]);
}

/// Adds to the word lists: the first byte chooses which, the others are the file.
pub fn lexicon(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let mut lexicon = Lexicon::embedded();
    let names: Vec<_> = lexicon.names().collect();
    let name = names[usize::from(*first) % names.len()];
    let folder = std::env::temp_dir().join(format!("sayso-fuzz-lexicon-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name).with_extension("tsv"), rest).unwrap();
    let read = lexicon.extend_from(&folder);
    std::fs::remove_dir_all(folder).unwrap();
    if read.is_ok() {
        analyse(&Pipeline::new(&lexicon, sayso::LoadedModel::default()));
    }
}

fn analyse(pipeline: &Pipeline) {
    let article = pipeline.read(corpus::Record::of_text("a", TEXT)).unwrap();
    pipeline.worker().analyse(&article);
}

/// A file with damage: of every four bytes, three say where in it and the last what stands
/// there now; if three bytes are left over, they say where it ends.
fn damaged(whole: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let place = |at: &[u8]| usize::from(at[0]) | usize::from(at[1]) << 8 | usize::from(at[2]) << 16;
    let (changes, end) = damage.as_chunks::<4>();
    for change in changes {
        bytes[place(change) % whole.len()] = change[3];
    }
    if let [_, _, _] = end {
        bytes.truncate(place(end) % whole.len());
    }
    bytes
}
