//! Tasks for Label Studio: a folder with `tasks.json`, to be imported, and
//! `labels.xml`, the labeling interface of the project.
//!
//! What sayso found becomes predictions. Label Studio counts code points in texts.
//! Line ends of two characters confuse it, so the first of them, `\r`, is a space in
//! a task; offsets stay the same. The score of a task is that of its least sure
//! quote or claim.

use crate::article::{Article, PARTS, parts, without_returns};
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use crate::files::Folder;
use records::JsonlWriter;
use serde_json::{Value, json};
use std::path::Path;

pub(crate) const FORMAT: Format = Format {
    name: "label-studio",
    about: "a folder with tasks.json, a task with predictions for each article, and the labels.xml of a project",
    target: "label-studio",
    open,
};

fn open(target: &Path, _: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    let folder = Folder::create(target)?;
    folder.write("labels.xml", interface())?;
    let tasks = JsonlWriter::create(&folder.file("tasks.json"))?;
    Ok(Box::new(LabelStudio { folder, tasks, count: 0 }))
}

/// The labeling interface, `labels.xml`.
fn interface() -> String {
    let each = |tag: &str| PARTS.map(|part| format!("    <{tag} value=\"{part}\"/>\n")).concat();
    format!(
        "<View>\n  <Style>.htx-text {{ white-space: pre-wrap; }}</Style>\n  <Labels name=\"part\" toName=\"text\">\n{}  \
         </Labels>\n  <Relations>\n{}  </Relations>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n",
        each("Label"),
        each("Relation"),
    )
}

struct LabelStudio {
    folder: Folder,
    tasks: JsonlWriter,
    count: u64,
}

impl Exporter for LabelStudio {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let mut result: Vec<Value> = Vec::new();
        for (number, attribution) in (1..).zip(&article.attributions) {
            let speaker = attribution.speaker.as_ref();
            let mut first: Option<String> = None;
            for part in parts(attribution) {
                for (fragment, &(start, end)) in (1..).zip(part.spans) {
                    let id = format!("{number}-{}-{fragment}", part.name);
                    let mut about = vec![attribution.kind.name(), attribution.act.name()];
                    about.extend(attribution.negated.then_some("negated"));
                    about.extend(speaker.map(|speaker| &*speaker.name));
                    about.extend(speaker.and_then(|speaker| speaker.id.as_deref()));
                    result.push(json!({
                        "id": id, "type": "labels", "from_name": "part", "to_name": "text",
                        "value": {
                            "start": start, "end": end, "text": without_returns(article.words((start, end))),
                            "labels": [part.name],
                        },
                        "score": attribution.confidence,
                        "meta": { "text": about },
                    }));
                    match &first {
                        None => first = Some(id),
                        Some(first) => result.push(json!({
                            "type": "relation", "from_id": first, "to_id": id, "direction": "right",
                            "labels": [part.name],
                        })),
                    }
                }
            }
        }
        let record = &article.article;
        let score = article.attributions.iter().map(|attribution| attribution.confidence).reduce(f64::min);
        let mut prediction =
            json!({ "model_version": concat!("sayso ", env!("CARGO_PKG_VERSION")), "result": result });
        if let Some(score) = score {
            prediction["score"] = json!(score);
        }
        let task = json!({
            "data": {
                "text": without_returns(&record.text),
                "article": record.id, "corpus": record.corpus, "title": record.title,
                "outlet": record.outlet, "date": record.date, "url": record.url,
            },
            "predictions": [prediction],
        });
        let before = if self.count == 0 { "[\n" } else { ",\n" };
        self.count += 1;
        self.tasks.write_lines(format!("{before}{task}").as_bytes())?;
        Ok(0)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.tasks.write_lines(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
        self.tasks.finish()?;
        self.folder.finish()
    }
}
