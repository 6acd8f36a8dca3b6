//! The samples of exports of news databases are read as their README says.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use std::path::Path;

#[test]
fn samples_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let input = Input::find(&[folder], &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let read: Vec<String> = input
        .records()
        .map(|record| {
            let article = reader.article(record).unwrap();
            let known = article.metadata;
            let or_none = |field: Option<String>| field.unwrap_or_else(|| "-".to_owned());
            let [title, outlet, author, section] =
                [known.title, known.outlet, known.author, known.section].map(or_none);
            let date = known.date.map(|date| date.to_string()).unwrap_or_default();
            [title, outlet, date, author, section].join(" | ")
        })
        .collect();
    let expected = [
        "Beekeepers count their losses | The Marsh Herald | 2031-03-20 | Åse Lund | Region",
        "Tram to the harbour delayed again | The Marsh Herald | 2031-03-21 | Tunde Marsh | -",
        "Library keeps its night hours | The Delta Echo | 2031-03-10 | Åse Lund | -",
        "Rowers lose a boat and win a race | The Delta Echo | 2031-03-11 | Tunde Marsh | Sport",
        "Library keeps its night hours | The Delta Echo | 2031-03-10 | Åse Lund | Local",
        "Rowers lose a boat and win a race | The Delta Echo | 2031-03-11 | Tunde Marsh | Sport",
        "Ferry to Ostrey sails again after winter | The Quay Courier | 2031-03-03 | Åse Lund | Local",
        "Bakers ask for a later market | The Quay Courier | 2031-03-05 | Tunde Marsh | Business",
        "Orchard survives the storm | Brekke Times | 2031-03-14 | Åse Lund | News",
        "Clock tower to strike again | Brekke Times | 2031-03-15 | Tunde Marsh | News",
    ];
    assert_eq!(read, expected);
    assert!(input.skipped().is_empty());
}
