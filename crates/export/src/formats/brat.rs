//! The stand-off format of brat: a folder with the text and the annotations of
//! each article, and the `annotation.conf` that brat needs.
//!
//! As in PolNeAR, an attribution is an event on its cue, or on its content if it has
//! no cue. brat counts code points. Its annotations cannot cross the end of a line,
//! so parts that do become several fragments. It and its readers stumble over `\r`, which is
//! a space in front of `\n`; offsets stay the same. The speaker is a note: the name, and the
//! id across articles.

use crate::article::{Article, AttributionPart, parts, without_returns};
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use crate::files::{Folder, name_of};
use records::{Attribution, Span};
use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

pub(crate) const FORMAT: Format = Format {
    name: "brat",
    about: "a folder of .txt and .ann files, one pair for each article, with an annotation.conf",
    target: "brat",
    open,
};

const CONFIGURATION: &str = "\
[entities]
Content
Cue
Source
Addressee
Medium
When

[relations]

[events]
Attribution\tContent:Content, Cue?:Cue, Source?:Source, Addressee?:Addressee, Medium?:Medium, When?:When

[attributes]
Kind\tArg:<EVENT>, Value:direct|mixed|indirect
Act\tArg:<EVENT>, Value:speech|writing|evidence|attitude
Negated\tArg:<EVENT>
";

fn open(target: &Path, _: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    let folder = Folder::create(target)?;
    folder.write("annotation.conf", CONFIGURATION)?;
    Ok(Box::new(Brat { folder }))
}

struct Brat {
    folder: Folder,
}

impl Exporter for Brat {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let mut annotations =
            Annotations { article, lines: String::new(), spans: HashMap::new(), attributes: 0 };
        for (number, attribution) in (1..).zip(&article.attributions) {
            annotations.attribution(number, attribution);
        }
        let name = name_of(&article.article.id);
        self.folder.write(&format!("{name}.txt"), without_returns(&article.article.text))?;
        self.folder.write(&format!("{name}.ann"), annotations.lines)?;
        Ok(0)
    }

    fn finish(self: Box<Self>) -> Result<(), Error> {
        self.folder.finish()
    }
}

/// The annotations of one article.
struct Annotations<'a> {
    article: &'a Article<'a>,
    lines: String,
    /// The number of each span that is annotated already, by its label: quotes can
    /// share a source.
    spans: HashMap<(&'static str, Vec<Span>), usize>,
    attributes: usize,
}

impl Annotations<'_> {
    fn attribution(&mut self, number: usize, attribution: &Attribution<'_>) {
        let parts = parts(attribution);
        let anchor = parts.iter().find(|part| part.name == "cue").unwrap_or(&parts[0]);
        let mut event = format!("E{number}\tAttribution:T{}", self.span("Attribution", anchor));
        for part in &parts {
            let label = match part.name {
                "content" => "Content",
                "cue" => "Cue",
                "source" => "Source",
                "addressee" => "Addressee",
                "medium" => "Medium",
                _ => "When",
            };
            let _ = write!(event, " {label}:T{}", self.span(label, part));
        }
        self.lines += &event;
        self.lines.push('\n');
        self.attribute("Kind", number, attribution.kind.name());
        self.attribute("Act", number, attribution.act.name());
        if attribution.negated {
            self.attribute("Negated", number, "");
        }
        if let Some(speaker) = &attribution.speaker {
            let known = [Some(&*speaker.name), speaker.id.as_deref()].into_iter().flatten();
            let note = known.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
            let _ = writeln!(self.lines, "#{number}\tAnnotatorNotes E{number}\t{note}");
        }
    }

    fn attribute(&mut self, name: &str, event: usize, value: &str) {
        self.attributes += 1;
        let space = if value.is_empty() { "" } else { " " };
        let _ = writeln!(self.lines, "A{}\t{name} E{event}{space}{value}", self.attributes);
    }

    /// The number of the annotation of a part; writes the annotation if there is none
    /// yet.
    fn span(&mut self, label: &'static str, part: &AttributionPart<'_>) -> usize {
        let fragments: Vec<Span> = part.spans.iter().flat_map(|&span| self.article.lines(span)).collect();
        let next = self.spans.len() + 1;
        let number = *self.spans.entry((label, fragments.clone())).or_insert(next);
        if number == next {
            let offsets: Vec<_> = fragments.iter().map(|(start, end)| format!("{start} {end}")).collect();
            let words: Vec<_> = fragments.iter().map(|&span| self.article.words(span)).collect();
            let _ = writeln!(self.lines, "T{number}\t{label} {}\t{}", offsets.join(";"), words.join(" "));
        }
        number
    }
}
