//! Quotations with no words of attribution, whose speaker changes, through all
//! stages.

use sayso::{Lexicon, LoadedModel, Pipeline};
use text::{Article, Paragraph, Role};

/// The speaker of each direct quotation, and the mention that is its source.
fn speakers_and_sources(text: &str) -> Vec<(String, String)> {
    let paragraphs = text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body });
    let article = Article { text: text.to_owned(), paragraphs: paragraphs.collect(), ..Article::default() };
    let pipeline = Pipeline::new(&Lexicon::embedded(), LoadedModel::default());
    let analysis = pipeline.worker().analyse(&article);
    let direct = analysis.with_speakers().filter(|(quote, _)| quote.kind == text::Kind::Direct);
    direct
        .map(|(quote, speaker)| {
            let name = speaker.map(|speaker| speaker.name.clone()).unwrap_or_default();
            (name, text::joined(&quote.source, text))
        })
        .collect()
}

/// The source of a quotation without words of attribution is the last mention of
/// whoever speaks, which is not always the previous speaker.
#[test]
fn the_source_goes_with_the_speaker() {
    let found = speakers_and_sources(
        "“Did you see the boat?” the coroner, Ilse Munro, asked.\n\n\
         “I heard it,” the lock keeper, Sipho Dube, said.\n\n\
         “And what did it sound like to you on that night, with the wind in the west?”\n\n\
         “It sounded like a boat that has lost its crew, and I told my wife so.”",
    );
    let munro = ("Ilse Munro".to_owned(), "the coroner, Ilse Munro".to_owned());
    let dube = ("Sipho Dube".to_owned(), "the lock keeper, Sipho Dube".to_owned());
    assert_eq!(found, [munro.clone(), dube.clone(), munro, dube]);
}
