//! The annotation format of Citron, the quote extractor of the BBC: a folder of
//! JSON files, one for each article, to train or evaluate it with.
//!
//! Citron is written in Python, so offsets count code points. Its quotes all have a
//! cue, so those without one (a quotation that continues with the speaker before)
//! are left out. Quotation marks are not part of a content here; in Citron's own
//! data they are. `speaker_id`, who it is across articles, is ours, where it is known.

use crate::article::Article;
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use crate::files::{Folder, name_of};
use records::{ArticleRecords, Passage};
use serde_json::{Value, json};
use std::path::Path;

pub(crate) const FORMAT: Format = Format {
    name: "citron",
    about: "a folder of JSON files, one for each article, as Citron (BBC) is trained and evaluated with",
    target: "citron",
    open,
};

fn open(target: &Path, _: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    Ok(Box::new(Citron { folder: Folder::create(target)? }))
}

struct Citron {
    folder: Folder,
}

impl Exporter for Citron {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let quotes = quotes(article);
        let left_out = article.attributions.len() - quotes.len();
        let document = document(article, quotes);
        self.folder.write(&format!("{}.json", name_of(&article.article.id)), format!("{document}\n"))?;
        Ok(left_out)
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.folder.finish()
    }
}

/// An article and its quotes as Citron has them: an object with `text` and `quotes`.
///
/// # Errors
/// If an offset of the records is not in the article's text.
pub fn citron(records: ArticleRecords<'_>) -> Result<Value, Error> {
    let article = Article::new(records)?;
    Ok(document(&article, quotes(&article)))
}

fn document(article: &Article<'_>, quotes: Vec<Value>) -> Value {
    json!({ "text": article.article.text, "quotes": quotes })
}

fn quotes(article: &Article<'_>) -> Vec<Value> {
    let spans = |passage: Option<&Passage<'_>>| -> Vec<Value> {
        let spans = passage.into_iter().flat_map(|passage| &passage.spans);
        spans.map(|&span| json!({ "start": span.0, "end": span.1, "text": article.words(span) })).collect()
    };
    let mut quotes = Vec::new();
    for attribution in &article.attributions {
        // Citron's cues are single spans: from the first word to the last.
        let Some(cue) = &attribution.cue else { continue };
        let (Some(first), Some(last)) = (cue.spans.first(), cue.spans.last()) else { continue };
        let cue = (first.0, last.1);
        let mut quote = json!({
            "id": attribution.id,
            "cue": { "start": cue.0, "end": cue.1, "text": article.words(cue) },
            "sources": spans(attribution.source.as_ref()),
            "contents": spans(Some(&attribution.content)),
            // Citron's confidences are strings, too.
            "confidence": format!("{:.4}", attribution.confidence),
        });
        if let Some(id) = attribution.speaker.as_ref().and_then(|speaker| speaker.id.as_deref()) {
            quote["speaker_id"] = json!(id);
        }
        quotes.push(quote);
    }
    quotes
}
