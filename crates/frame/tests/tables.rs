//! Tables in, tables out: order, offsets, and what happens to bad rows and bad tables.
#![allow(missing_docs)]

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator, StringArray};
use arrow_schema::ArrowError;
use frame::{Error, Progress, Settings, extract, extract_batch};
use sayso::{Lexicon, LoadedModel, Offsets, Pipeline};
use std::num::NonZeroUsize;
use std::sync::Arc;

fn pipeline() -> Pipeline {
    Pipeline::new(&Lexicon::embedded(), LoadedModel::default())
}

fn batch(columns: &[(&str, &[Option<&str>])]) -> RecordBatch {
    let columns = columns.iter().map(|(name, cells)| {
        let cells: ArrayRef = Arc::new(StringArray::from(cells.to_vec()));
        (*name, cells)
    });
    RecordBatch::try_from_iter(columns).unwrap()
}

/// A batch of articles in which somebody with a number speaks.
fn numbered(numbers: std::ops::Range<usize>) -> RecordBatch {
    let texts: Vec<String> = numbers
        .clone()
        .map(|n| format!("“We counted {n} boats,” said Åse Lund, the harbour master."))
        .collect();
    let texts: Vec<Option<&str>> = texts.iter().map(|text| Some(text.as_str())).collect();
    let titles: Vec<String> = numbers.map(|n| format!("Boats {n}")).collect();
    let titles: Vec<Option<&str>> = titles.iter().map(|title| Some(title.as_str())).collect();
    batch(&[("text", &texts), ("title", &titles)])
}

fn strings<'b>(batch: &'b RecordBatch, column: &str) -> Vec<Option<&'b str>> {
    batch[column].as_string::<i32>().iter().collect()
}

fn run(
    batches: Vec<Result<RecordBatch, ArrowError>>,
    jobs: usize,
) -> Result<frame::Extracted<Vec<RecordBatch>>, Error> {
    let schema = numbered(0..1).schema();
    let settings = Settings { jobs: NonZeroUsize::new(jobs).unwrap(), ..Settings::default() };
    extract(&pipeline(), &settings, RecordBatchIterator::new(batches, schema), &Progress::default())
}

#[test]
fn rows_come_in_order_however_they_are_cut_and_shared_out() {
    let whole = extract_batch(&pipeline(), &Settings::default(), numbered(0..9000)).unwrap().attributions;
    assert_eq!(whole.num_rows(), 9000);
    assert_eq!(strings(&whole, "article")[8999], Some("8999"));
    assert_eq!(strings(&whole, "title")[8999], Some("Boats 8999"));
    assert_eq!(strings(&whole, "content")[4711], Some("We counted 4711 boats,"));
    let pieces = [0..1, 1..1, 1..4500, 4500..9000].map(|range| Ok(numbered(range)));
    let found = run(pieces.into(), 3).unwrap();
    assert!(found.attributions.len() > 1 && found.skipped.is_empty());
    let joined = arrow_select::concat::concat_batches(&frame::schema(), &found.attributions).unwrap();
    assert_eq!(joined, whole);
}

#[test]
fn offsets_count_what_they_shall() {
    let text = "🎭 “Ja,” said Åse Lund, “and no.”";
    for (offsets, spans) in [
        (Offsets::CodePoint, [[3, 6], [24, 31]]),
        (Offsets::Byte, [[8, 11], [34, 41]]),
        (Offsets::Utf16, [[4, 7], [25, 32]]),
    ] {
        let settings = Settings { offsets, ..Settings::default() };
        let found = extract_batch(&pipeline(), &settings, batch(&[("text", &[Some(text)])])).unwrap();
        let column = found.attributions["content_spans"].as_list::<i32>().value(0);
        let end =
            |name| column.as_struct().column_by_name(name).unwrap().as_primitive::<Int64Type>().values();
        let found_spans: Vec<_> = end("start").iter().zip(end("end")).map(|(a, b)| [*a, *b]).collect();
        assert_eq!(found_spans, spans, "{offsets:?}");
        assert_eq!(strings(&found.attributions, "sentence"), [Some(text)]);
    }
}

#[test]
fn a_bad_row_costs_only_itself() {
    let texts = [Some("“Yes,” said Åse Lund."), None, Some(" \n"), Some("“No,” said Ana Ruiz.")];
    let found =
        extract_batch(&pipeline(), &Settings::default(), batch(&[("id", &[Some("a"); 4]), ("text", &texts)]))
            .unwrap();
    assert_eq!(strings(&found.attributions, "speaker"), [Some("Åse Lund")]);
    let skipped: Vec<String> = found.skipped.iter().map(ToString::to_string).collect();
    let taken = "the id “a” is taken by an earlier article of the same file or table";
    assert_eq!(skipped, [1, 2, 3].map(|row| format!("row {row}: {taken}")));
    let found = extract_batch(&pipeline(), &Settings::default(), batch(&[("text", &texts)])).unwrap();
    assert_eq!(strings(&found.attributions, "article"), [Some("0"), Some("3")]);
    let skipped: Vec<String> = found.skipped.iter().map(ToString::to_string).collect();
    assert_eq!(skipped, [1, 2].map(|row| format!("row {row}: the row has no text")));
}

#[test]
fn a_date_that_is_none_is_told_and_costs_nothing() {
    let text = Some("“Yes,” said Åse Lund on Monday.");
    let dates = ["2031-04-07", "soon", "", "05/06/2031", "31.13.2031"].map(Some);
    let found =
        extract_batch(&pipeline(), &Settings::default(), batch(&[("date", &dates), ("text", &[text; 5])]))
            .unwrap();
    assert_eq!(found.attributions.num_rows(), 5);
    assert!(found.skipped.is_empty());
    let doubts: Vec<(u64, &str)> = found.doubts.iter().map(|found| (found.row, &*found.doubt)).collect();
    let doubt = |value| format!("no day can be read from its date: “{value}”");
    let expected = [(1, doubt("soon")), (3, doubt("05/06/2031")), (4, doubt("31.13.2031"))];
    assert_eq!(doubts, expected.each_ref().map(|(row, doubt)| (*row, doubt.as_str())));
}

#[test]
fn nothing_in_nothing_out() {
    let found = extract_batch(&pipeline(), &Settings::default(), numbered(0..0)).unwrap();
    assert_eq!((found.attributions.num_rows(), found.skipped.len()), (0, 0));
    assert_eq!(found.attributions.schema(), frame::schema());
}

#[test]
fn bad_tables() {
    let refused = |batch| extract_batch(&pipeline(), &Settings::default(), batch).unwrap_err().to_string();
    assert_eq!(refused(batch(&[("kop", &[None])])), "no column is the text; there are kop");
    let torn = Err(ArrowError::ExternalError("the disk is gone".into()));
    let error = run(vec![Ok(numbered(0..5)), torn, Ok(numbered(5..9))], 2).unwrap_err();
    assert_eq!(error.to_string(), "the table cannot be read after row 5: External error: the disk is gone");
}

#[test]
fn it_can_be_stopped() {
    let progress = Progress::default();
    let schema = numbered(0..1).schema();
    let endless = (0..).map(|n: usize| {
        if n == 50 {
            progress.stop();
        }
        Ok(numbered(n..n + 100))
    });
    let stopped =
        extract(&pipeline(), &Settings::default(), RecordBatchIterator::new(endless, schema), &progress);
    assert!(matches!(stopped, Err(Error::Stopped)));
}
