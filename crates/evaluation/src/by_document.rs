//! The counts of each document, as a table to keep under version control: a
//! change to the program then shows what it gains and loses, and where.
//!
//! The files in the folder `results/` of the repository are such tables.

use crate::annotations::{Gold, KINDS, Predictions};
use crate::details::{Share, details};
use crate::report::{KindCounts, score};
use std::slice;

/// A row of the table: the attributions of one kind in one document.
#[derive(serde::Serialize)]
struct Row<'a> {
    document: &'a str,
    kind: &'static str,
    gold: usize,
    gold_found: usize,
    predicted: usize,
    predicted_right: usize,
    exact: usize,
    triple_found: usize,
    triple_right: usize,
    cue_gold: usize,
    cue_found: usize,
    cue_predicted: usize,
    cue_right: usize,
    /// Pairs whose speaker gold knows, and those that name the right one. Not
    /// counted by kind.
    speaker_known: Option<usize>,
    speaker_right: Option<usize>,
    /// What must not be returned, and what of it was.
    must_not: Option<usize>,
    must_not_broken: Option<usize>,
}

/// The counts of [`score`] and [`details`] document by document, as CSV.
///
/// Documents come in the order of `gold`. Each has a row `all`, also when nothing
/// is in it and nothing was found, and one for each kind that occurs in the gold
/// or the predictions. Rows `all` add up to the counts of [`score`]. The table
/// holds ids and numbers, no text.
///
/// # Panics
/// As [`score`].
pub fn by_document(gold: &[Gold], predictions: &[Predictions]) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    for text in gold {
        let found = predictions.iter().find(|found| found.id == text.id).map_or(&[][..], slice::from_ref);
        let report = score(slice::from_ref(text), found);
        let mut all = Row::new(text, "all", &report.all);
        if let Some(details) = details(slice::from_ref(text), found) {
            [all.speaker_right, all.speaker_known] = counted(details.speaker);
            [all.must_not_broken, all.must_not] = counted(details.must_not_broken);
        }
        let kinds = KINDS.map(|kind| Row::new(text, kind.name(), report.of_kind(kind)));
        let occurs = |row: &Row| row.gold + row.predicted > 0;
        for row in [all].into_iter().chain(kinds.into_iter().filter(occurs)) {
            table.serialize(row).expect("numbers and a name can be written to memory");
        }
    }
    let table = table.into_inner().expect("memory can be flushed");
    String::from_utf8(table).expect("what was written is UTF-8")
}

impl<'a> Row<'a> {
    fn new(text: &'a Gold, kind: &'static str, counts: &KindCounts) -> Self {
        Self {
            document: &text.id,
            kind,
            gold: counts.content.gold,
            gold_found: counts.content.gold_ok,
            predicted: counts.content.pred,
            predicted_right: counts.content.pred_ok,
            exact: counts.exact.gold_ok,
            triple_found: counts.triple.gold_ok,
            triple_right: counts.triple.pred_ok,
            cue_gold: counts.cue.gold,
            cue_found: counts.cue.gold_ok,
            cue_predicted: counts.cue.pred,
            cue_right: counts.cue.pred_ok,
            speaker_known: None,
            speaker_right: None,
            must_not: None,
            must_not_broken: None,
        }
    }
}

/// The part and the whole, where there is anything to count.
fn counted(share: Share) -> [Option<usize>; 2] {
    [share.part, share.whole].map(|count| (share.whole > 0).then_some(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotations::Labelled;
    use text::Span;

    #[test]
    fn a_row_for_each_kind_that_occurs() {
        let text = "“The ferry sails at dawn,” said Ines Aduba.";
        let spans = |words: &str| {
            let start = text.find(words).unwrap();
            vec![Span::new(start, start + words.len())]
        };
        let whole = Labelled {
            content: spans("The ferry sails at dawn"),
            cue: spans("said"),
            source: spans("Ines Aduba"),
            speaker: Some("Ines Aduba".into()),
            ..Labelled::default()
        };
        let gold = |id: &str, attributions| Gold {
            id: id.into(),
            text: text.into(),
            attributions,
            ..Gold::default()
        };
        let gold = [gold("ferry", vec![whole.clone()]), gold("no, nothing", Vec::new())];
        let found = Predictions { id: "ferry".into(), attributions: vec![whole] };
        assert_eq!(
            by_document(&gold, &[found]),
            "document,kind,gold,gold_found,predicted,predicted_right,exact,triple_found,triple_right,\
             cue_gold,cue_found,cue_predicted,cue_right,speaker_known,speaker_right,must_not,must_not_broken\n\
             ferry,all,1,1,1,1,1,1,1,1,1,1,1,1,1,,\n\
             ferry,direct,1,1,1,1,1,1,1,1,1,1,1,,,,\n\
             \"no, nothing\",all,0,0,0,0,0,0,0,0,0,0,0,,,,\n"
        );
    }
}
