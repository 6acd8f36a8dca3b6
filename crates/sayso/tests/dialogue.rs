//! Quotations that change hands without a word, through all stages.

use sayso::{Lexicon, Pipeline};
use text::{Article, Paragraph, Role};

/// Who says each direct quotation, and by which mention.
fn said(text: &str) -> Vec<(String, String)> {
    let paragraphs = text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body });
    let article = Article { text: text.to_owned(), paragraphs: paragraphs.collect(), ..Article::default() };
    let pipeline = Pipeline::new(&Lexicon::embedded(), None);
    let analysis = pipeline.worker().analyse(&article);
    let resolved = analysis.attributions.iter().zip(&analysis.speakers.resolutions);
    resolved
        .filter(|(found, _)| found.kind == text::Kind::Direct)
        .map(|(found, resolution)| {
            let speaker = resolution.map(|r| analysis.speakers.speakers[r.speaker].name.clone());
            (speaker.unwrap_or_default(), text::joined(&found.source, text))
        })
        .collect()
}

/// The source of a quotation without words of its own is the last mention of
/// whoever speaks, who is not always the speaker before.
#[test]
fn the_source_goes_with_the_speaker() {
    let found = said(
        "“Did you see the boat?” the coroner, Ilse Munro, asked.\n\n\
         “I heard it,” the lock keeper, Sipho Dube, said.\n\n\
         “And what did it sound like to you on that night, with the wind in the west?”\n\n\
         “It sounded like a boat that has lost its crew, and I told my wife so.”",
    );
    let munro = ("Ilse Munro".to_owned(), "the coroner, Ilse Munro".to_owned());
    let dube = ("Sipho Dube".to_owned(), "the lock keeper, Sipho Dube".to_owned());
    assert_eq!(found, [munro.clone(), dube.clone(), munro, dube]);
}
