//! Gold articles with their attributions as the detector would have found them.

#[path = "../../tests/marked/mod.rs"]
mod marked;

use evaluation::{Gold, Labelled, Predictions};
use marked::{Source, attributions as marked_attributions, unmark};
use std::path::Path;
use text::{Act, Article, Attribution, Document, Kind, Paragraph, Role};

/// A gold article.
pub(crate) struct Lesson {
    /// Where it was published; empty if the file does not say so.
    pub(crate) outlet: String,
    pub(crate) gold: Gold,
    pub(crate) article: Article,
    pub(crate) document: Document,
    pub(crate) found: Vec<Attribution>,
}

/// The articles of a gold file, or invented ones of a file whose name ends with `.txt`, in
/// which each source is marked with its speaker.
pub(crate) fn lessons(file: &str) -> Result<Vec<Lesson>, Box<dyn std::error::Error>> {
    let lexicon = lexicon::Lexicon::embedded();
    if file.ends_with(".txt") {
        let marked = std::fs::read_to_string(file)?;
        let (_head, marked) = marked.split_once("\n\n").unwrap_or_default();
        return Ok(marked.split("--------\n").filter_map(|case| invented(&lexicon, case)).collect());
    }
    let reader = corpus::Reader::new(&lexicon);
    let splitter = sentences::Splitter::new(&lexicon);
    let mut outlets = Vec::new();
    // A folder of brat pairs names no outlets.
    for line in std::fs::read_to_string(file).unwrap_or_default().lines() {
        let record: serde_json::Value = serde_json::from_str(line)?;
        outlets.push(record["outlet"].as_str().unwrap_or_default().to_owned());
    }
    let outlets = outlets.into_iter().chain(std::iter::repeat(String::new()));
    let mut lessons = Vec::new();
    for (gold, outlet) in evaluation::gold(Path::new(file))?.into_iter().zip(outlets) {
        let Ok(article) = reader.article(corpus::Record::of_text(&gold.id, &gold.text)) else { continue };
        let document = splitter.document(&article);
        let found = attributions(&gold);
        lessons.push(Lesson { outlet, gold, article, document, found });
    }
    Ok(lessons)
}

/// An invented article with its marks, after a line with its title.
fn invented(lexicon: &lexicon::Lexicon, marked: &str) -> Option<Lesson> {
    let case = unmark(marked.split_once('\n')?.1);
    let paragraphs = text::paragraphs(&case.text);
    let found = marked_attributions(&case, &paragraphs);
    let paragraphs = paragraphs.into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
    let article = Article { text: case.text.clone(), paragraphs, ..Article::default() };
    let document = sentences::Splitter::new(lexicon).document(&article);
    let labelled = |source: &Source| Labelled {
        speaker: Some(source.speaker.clone()).filter(|speaker| speaker != "none"),
        source: vec![source.span],
        ..Labelled::default()
    };
    let attributions = case.sources.iter().map(labelled).collect();
    let gold = Gold { text: case.text, attributions, ..Gold::default() };
    Some(Lesson { outlet: String::new(), gold, article, document, found })
}

/// Whether the name is the gold speaker's, as the scorer of records sees it.
pub(crate) fn same(labelled: &Labelled, name: Option<&str>) -> bool {
    let content = vec![text::Span::new(0, 1)];
    let one =
        |speaker: Option<String>| vec![Labelled { speaker, content: content.clone(), ..Labelled::default() }];
    let gold = Gold { text: "x".into(), attributions: one(labelled.speaker.clone()), ..Gold::default() };
    let predictions = Predictions { id: String::new(), attributions: one(name.map(str::to_owned)) };
    evaluation::details(&[gold], &[predictions]).is_some_and(|d| d.speaker.part == 1)
}

/// The gold attributions as the detector would have found them: a quote with no
/// words of attribution carries the source of the one before.
fn attributions(gold: &Gold) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    for labelled in &gold.attributions {
        let kind = match labelled.kind.as_deref() {
            Some("direct") => Kind::Direct,
            Some("mixed") => Kind::Mixed,
            _ => Kind::Indirect,
        };
        let mut source = labelled.source.clone();
        let mut continues = false;
        if labelled.cue.is_empty() && kind == Kind::Direct {
            let before = found.last().map(|a| a.source.clone()).unwrap_or_default();
            if source.is_empty() {
                source.clone_from(&before);
                continues = !source.is_empty();
            } else {
                continues = source == before;
            }
        }
        found.push(Attribution {
            kind,
            cue: labelled.cue.clone(),
            continues,
            ..Attribution::uncued(Act::Speech, labelled.content.clone(), source)
        });
    }
    found
}
