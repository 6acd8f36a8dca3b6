//! The Web Annotation Data Model of the W3C: a file of JSON-LD, an annotation
//! page with an annotation for each quote or claim.
//!
//! Its target is the content, a resource for each of its spans; if the article has
//! an address, that page is a target, too. Its bodies are the speaker's name, the
//! kind and the act as tags, and the passages of the other parts, each with a
//! `sayso:part` that says which part it is. Positions count code points, as the model
//! demands, of the text in `articles.jsonl`; in the page, which differs from that,
//! a passage is only found by its words.

use crate::article::{Article, parts};
use crate::authority::AuthorityColumns;
use crate::error::Error;
use crate::exporter::{Exporter, Format};
use records::{JsonlWriter, Span};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;

pub(crate) const FORMAT: Format = Format {
    name: "webannotation",
    about: "a file of JSON-LD in the Web Annotation Data Model of the W3C",
    target: "annotations.jsonld",
    open,
};

/// How many characters before and after a passage are given to distinguish it from
/// others with the same words: 32, as in Hypothesis and other annotators.
const CONTEXT: usize = 32;

fn open(target: &Path, _: &AuthorityColumns) -> Result<Box<dyn Exporter>, Error> {
    let mut file = JsonlWriter::create(target)?;
    let context = json!(["http://www.w3.org/ns/anno.jsonld", { "sayso": "urn:x-sayso:" }]);
    let head = format!(
        "{{\"@context\":{context},\"id\":\"urn:x-sayso:annotations\",\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":["
    );
    file.write_lines(head.as_bytes())?;
    Ok(Box::new(WebAnnotation { file, count: 0 }))
}

struct WebAnnotation {
    file: JsonlWriter,
    count: u64,
}

impl Exporter for WebAnnotation {
    fn article(&mut self, article: &Article<'_>) -> Result<usize, Error> {
        let text = format!("urn:x-sayso:article:{}", escaped(&article.article.id));
        let page = article.article.url.as_deref().filter(|url| is_address(url));
        for attribution in &article.attributions {
            let resource = |span: Span| {
                json!({
                    "type": "SpecificResource", "source": text,
                    "selector": [
                        { "type": "TextPositionSelector", "start": span.0, "end": span.1 },
                        quoted(article, span),
                    ],
                })
            };
            let parts = parts(attribution);
            let content = parts[0].spans;
            let mut targets: Vec<Value> = content.iter().map(|&span| resource(span)).collect();
            targets.extend(page.into_iter().flat_map(|page| {
                content.iter().map(move |&span| {
                    json!({ "type": "SpecificResource", "source": page, "selector": quoted(article, span) })
                })
            }));
            let tag = |purpose: &str, value: &str| json!({ "type": "TextualBody", "purpose": purpose, "value": value });
            let mut bodies = Vec::new();
            bodies.extend(attribution.speaker.as_ref().map(|speaker| {
                let mut body = tag("identifying", &speaker.name);
                if let Some(id) = &speaker.id {
                    body["sayso:speaker"] = json!(id);
                }
                body
            }));
            bodies.extend([tag("tagging", attribution.kind.name()), tag("tagging", attribution.act.name())]);
            bodies.extend(attribution.negated.then(|| tag("tagging", "negated")));
            for part in &parts[1..] {
                for &span in part.spans {
                    let mut body = resource(span);
                    body["purpose"] = json!("linking");
                    body["sayso:part"] = json!(part.name);
                    bodies.push(body);
                }
            }
            let annotation = json!({
                "id": format!("urn:x-sayso:attribution:{}", escaped(&attribution.id)),
                "type": "Annotation", "motivation": "identifying",
                "body": bodies, "target": targets, "sayso:confidence": attribution.confidence,
            });
            let before = if self.count == 0 { "\n" } else { ",\n" };
            self.count += 1;
            self.file.write_lines(format!("{before}{annotation}").as_bytes())?;
        }
        Ok(0)
    }

    fn finish(mut self: Box<Self>) -> Result<(), Error> {
        self.file.write_lines(b"\n]}\n")?;
        Ok(self.file.finish()?)
    }
}

/// The selector of a span by its words and those around it.
fn quoted(article: &Article<'_>, (start, end): Span) -> Value {
    json!({
        "type": "TextQuoteSelector",
        "exact": article.words((start, end)),
        "prefix": article.words((start.saturating_sub(CONTEXT), start)),
        "suffix": article.words((end, (end + CONTEXT).min(article.points()))),
    })
}

/// Whether this can be written as the address of a page.
fn is_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        !rest.is_empty() && !url.contains(|c: char| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
    })
}

/// An id with all characters escaped that an IRI does not allow.
fn escaped(id: &str) -> String {
    let mut escaped = String::with_capacity(id.len());
    for byte in id.bytes() {
        match byte {
            b'-' | b'.' | b'_' | b'~' | b'/' | b':' => escaped.push(byte as char),
            _ if byte.is_ascii_alphanumeric() => escaped.push(byte as char),
            _ => drop(write!(escaped, "%{byte:02X}")),
        }
    }
    escaped
}
