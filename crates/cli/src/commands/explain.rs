//! `sayso explain`: shows people what each stage makes of one article.

use crate::arguments::{LexiconArguments, ModelArguments, any_language};
use crate::marks::{Label, Layout};
use crate::outcome::Outcome;
use crate::style::{self, paint};
use anyhow::{Context, bail};
use sayso::corpus::Input;
use sayso::text::{Article, Attribution, Sentence, Span, enclosing, joined};
use sayso::{Analysis, Pipeline, RejectedCue, Rejection};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Show what each stage makes of one article.
///
/// Prints the article's metadata, paragraphs and sentences, and every quote and claim
/// with its parts marked: what was said, the words that attribute it, their source,
/// to whom it was said, through what and when. Below each are the rule that found it
/// and how the speaker was resolved; last come words that might have attributed
/// something, and why they do not. Parts are marked by colours on a terminal and by
/// {braces} elsewhere.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  sayso explain corpus/wire/2024-10-17-tarrow-bridge-closed.txt
  sayso explain wire.jsonl --article 2017-06-05/0012 | less")]
pub(crate) struct Arguments {
    /// The file with the article, or a folder around it.
    file: PathBuf,

    /// The id of the article, if there are several.
    #[arg(long, value_name = "ID")]
    article: Option<String>,

    #[command(flatten)]
    lexicon: LexiconArguments,

    #[command(flatten)]
    model: ModelArguments,
}

/// What to do where a path has spaces and is not there.
const A_TEXT: &str = "; if it is a text, send it through a pipe: echo 'TEXT' | sayso explain -";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let input = Input::find(std::slice::from_ref(&arguments.file), &any_language());
    if input.files() == 0
        && let Some(skipped) = input.skipped().first()
    {
        let is_text = arguments.file.to_string_lossy().contains(char::is_whitespace);
        let hint = if is_text && !arguments.file.exists() { A_TEXT } else { "" };
        bail!("{skipped}{hint}");
    }
    let mut lexicon = arguments.lexicon.load()?;
    for folder in input.lexicons() {
        lexicon.extend_from(folder)?;
    }
    let pipeline = Pipeline::new(&lexicon, arguments.model.load()?);
    let article = find(arguments, &input, &pipeline)?;
    let (analysis, notes) = pipeline.worker().explain(&article);
    let page = Page { article: &article, analysis: &analysis, notes: &notes, layout: Layout::of_stdout() };
    let shown = page.to_string();
    anstream::stdout().lock().write_all(shown.as_bytes()).context("cannot write to standard output")?;
    Ok(Outcome::Complete)
}

/// The article that is meant.
fn find(arguments: &Arguments, input: &Input, pipeline: &Pipeline) -> anyhow::Result<Article> {
    // What is broken does not matter where something else is meant.
    let mut broken = None;
    let mut articles = input.records().filter_map(|record| {
        pipeline.read(record).map_err(|skipped| broken.get_or_insert(skipped).reason.len()).ok()
    });
    let shown = arguments.file.display();
    match &arguments.article {
        Some(id) => {
            let (mut inside, mut meant) = (None, None);
            let found = articles.find_map(|article| {
                if meant.is_none() && name_of(&article.id) == name_of(id) {
                    meant = Some(article.id.clone());
                }
                let exact = article.id == *id;
                if !exact && inside.is_none() && is_inside(&article.id, id) {
                    inside = Some(article);
                    return None;
                }
                exact.then_some(article)
            });
            found.or(inside).with_context(|| {
                let meant = meant.map(|meant| format!("; is “{meant}” meant?")).unwrap_or_default();
                format!("{shown}: no article has the id “{id}”{meant}")
            })
        }
        None => {
            let (first, second) = (articles.next(), articles.next());
            match (first, second, broken) {
                (Some(first), Some(_), _) => {
                    bail!("{shown} holds several articles; say which one, as in --article “{}”", first.id)
                }
                (Some(first), ..) => Ok(first),
                (.., Some(skipped)) => bail!("{skipped}"),
                _ => bail!("{shown}: there is no article in it"),
            }
        }
    }
}

/// Whether an article with the id `inside` in its folder has the id `id` where a folder
/// around that one is read.
fn is_inside(inside: &str, id: &str) -> bool {
    id.strip_suffix(inside).is_some_and(|folders| folders.ends_with('/'))
}

/// What an article is called in its folder, by its id or by the path of its file.
fn name_of(id: &str) -> Option<&OsStr> {
    Path::new(id).file_stem()
}

/// How many characters of a paragraph are shown: enough to recognise it on one line.
const PARAGRAPH_WIDTH: usize = 70;

/// How many characters of a content that was not taken.
const CONTENT_WIDTH: usize = 50;

/// How far what belongs to a numbered line is indented: the width of its number.
const INDENT: usize = 7;

/// Everything that is shown of one article.
struct Page<'a> {
    article: &'a Article,
    analysis: &'a Analysis,
    notes: &'a [RejectedCue],
    layout: Layout,
}

impl std::fmt::Display for Page<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut out = String::new();
        self.metadata(&mut out)?;
        self.paragraphs(&mut out)?;
        self.sentences(&mut out)?;
        self.attributions(&mut out)?;
        self.rejected(&mut out)?;
        f.write_str(&out)
    }
}

impl Page<'_> {
    fn metadata(&self, out: &mut String) -> std::fmt::Result {
        let Article { id, corpus, path, metadata: m, .. } = self.article;
        writeln!(out, "{}  {}", paint(style::HEADING, id), paint(style::FAINT, path))?;
        let known = [
            ("corpus", Some(corpus.clone())),
            ("title", m.title.clone()),
            ("subtitle", m.subtitle.clone()),
            ("outlet", m.outlet.clone()),
            ("date", m.date.map(|date| date.to_string())),
            ("time", m.time.map(|time| time.to_string())),
            ("author", m.author.clone()),
            ("editor", m.editor.clone()),
            ("section", m.section.clone()),
            ("url", m.url.clone()),
        ];
        for (name, value) in known {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                field(out, 2, name, value)?;
            }
        }
        m.doubts.iter().try_for_each(|doubt| field(out, 2, "doubtful", doubt))
    }

    fn paragraphs(&self, out: &mut String) -> std::fmt::Result {
        heading(out, "Paragraphs", self.article.paragraphs.len())?;
        for (number, paragraph) in self.article.paragraphs.iter().enumerate() {
            let line = abridged(paragraph.span.of(&self.article.text), PARAGRAPH_WIDTH);
            let line = if paragraph.role.is_article() { line } else { paint(style::FAINT, line) };
            writeln!(out, "{number:>5}  {:<11}  {line}", paragraph.role.name())?;
        }
        Ok(())
    }

    fn sentences(&self, out: &mut String) -> std::fmt::Result {
        let sentences = &self.analysis.document.sentences;
        heading(out, "Sentences", sentences.len())?;
        for (number, sentence) in sentences.iter().enumerate() {
            let lines = self.layout.lines(&self.article.text, sentence.span, &[], INDENT);
            writeln!(out, "{number:>5}  {}", lines.trim())?;
        }
        Ok(())
    }

    fn attributions(&self, out: &mut String) -> std::fmt::Result {
        let found = &self.analysis.attributions;
        heading(out, "Attributions", found.len())?;
        if self.layout.colour && !found.is_empty() {
            let labels =
                [Label::Content, Label::Cue, Label::Source, Label::Addressee, Label::Medium, Label::When];
            let legend = labels.map(|label| paint(label.style(), label.name()));
            writeln!(out, "       {}", legend.join(" "))?;
        }
        let parents = enclosing(found);
        for (number, attribution) in found.iter().enumerate() {
            self.attribution(out, number, attribution, parents[number])?;
        }
        Ok(())
    }

    fn attribution(
        &self,
        out: &mut String,
        number: usize,
        found: &Attribution,
        parent: Option<usize>,
    ) -> std::fmt::Result {
        let text = &self.article.text;
        let what = format!("{} {}", found.kind.name(), found.act.name());
        let negated = if found.negated { ", negated" } else { "" };
        let nested = parent.map_or_else(String::new, |parent| format!(", nested in #{}", parent + 1));
        let how = format!("{:.2} by {}", found.confidence, found.found_by);
        let what = paint(style::FIGURE, what);
        // The number that its record has.
        let id = format!("#{}", number + 1);
        writeln!(out, "\n{id:>5}  {what}{negated}{nested}  {}", paint(style::FAINT, how))?;

        let marks = marks(found);
        for sentence in self.around(found) {
            out.push_str(&self.layout.lines(text, sentence, &marks, INDENT));
        }
        match &self.analysis.speakers.resolutions.get(number).copied().flatten() {
            Some(resolution) => {
                let speaker = &self.analysis.speakers.speakers[resolution.speaker];
                let mut line = format!("{}, {}", paint(style::SOURCE, &speaker.name), speaker.kind.name());
                if let Some(role) = &speaker.role {
                    write!(line, ", {role}")?;
                }
                let how = format!("{:.2} by {}", resolution.confidence, resolution.by.name());
                field(out, INDENT, "speaker", format_args!("{line}  {}", paint(style::FAINT, how)))?;
            }
            None => field(out, INDENT, "speaker", paint(style::FAINT, "not known"))?,
        }
        if found.continues {
            field(
                out,
                INDENT,
                "continues",
                format_args!("the source is taken over: {}", joined(&found.source, text)),
            )?;
        }
        let details = [("to", found.addressee), ("through", found.medium)];
        for (name, span) in details {
            if let Some(span) = span {
                field(out, INDENT, name, span.of(text))?;
            }
        }
        if let Some(when) = found.when {
            let date = found.date.map(|date| format!(" = {date}")).unwrap_or_default();
            field(out, INDENT, "when", format_args!("{}{date}", when.of(text)))?;
        }
        Ok(())
    }

    /// The words that might have attributed something, and why they do not.
    fn rejected(&self, out: &mut String) -> std::fmt::Result {
        heading(out, "Considered and rejected", self.notes.len())?;
        for (number, sentence) in self.analysis.document.sentences.iter().enumerate() {
            let here: Vec<_> = self.notes.iter().filter(|note| sentence.span.contains(note.span)).collect();
            if here.is_empty() {
                continue;
            }
            let marks: Vec<_> = here.iter().map(|note| (note.span, Label::Rejected)).collect();
            let lines = self.layout.lines(&self.article.text, sentence.span, &marks, INDENT);
            writeln!(out, "{number:>5}  {}", lines.trim())?;
            for note in here {
                field(out, INDENT, note.span.of(&self.article.text), self.reason(note.reason))?;
            }
        }
        Ok(())
    }

    /// Why a cue attributes nothing, in words.
    fn reason(&self, reason: Rejection) -> String {
        let text = &self.article.text;
        let marks = ['“', '”', '"'];
        let said = |content: Span| abridged(content.of(text).trim_matches(marks), CONTENT_WIDTH);
        match reason {
            Rejection::Rule(reason) => reason.to_owned(),
            Rejection::Improbable { content, probability } => {
                format!("{probability:.2} probable, which is too little: “{}”", said(content))
            }
            Rejection::Rival { content, probability, taken } => {
                let taken = taken.map_or("a quotation without a cue", |cue| cue.of(text));
                format!("{probability:.2} probable, but “{taken}” more so: “{}”", said(content))
            }
        }
    }

    /// The sentences that hold its content, cue and source; adjacent ones are joined.
    fn around(&self, found: &Attribution) -> Vec<Span> {
        let parts =
            || found.content.iter().chain(&found.cue).chain(found.source.iter().filter(|_| !found.continues));
        let mut around: Vec<Span> = Vec::new();
        let mut last = None;
        for (number, Sentence { span, .. }) in self.analysis.document.sentences.iter().enumerate() {
            if parts().any(|part| part.overlaps(*span)) {
                match around.last_mut() {
                    Some(before) if last == Some(number.wrapping_sub(1)) => *before = before.to(*span),
                    _ => around.push(*span),
                }
                last = Some(number);
            }
        }
        around
    }
}

fn marks(found: &Attribution) -> Vec<(Span, Label)> {
    let several = |spans: &[Span], label| spans.iter().map(|&span| (span, label)).collect::<Vec<_>>();
    let mut marks = several(&found.content, Label::Content);
    marks.extend(several(&found.source, Label::Source));
    marks.extend(several(&found.cue, Label::Cue));
    let single =
        [(found.addressee, Label::Addressee), (found.medium, Label::Medium), (found.when, Label::When)];
    marks.extend(single.into_iter().filter_map(|(span, label)| Some((span?, label))));
    marks
}

fn heading(out: &mut String, name: &str, count: usize) -> std::fmt::Result {
    writeln!(out, "\n{} {}", paint(style::HEADING, name), paint(style::FAINT, count))
}

fn field(out: &mut String, indent: usize, name: &str, value: impl std::fmt::Display) -> std::fmt::Result {
    writeln!(out, "{:indent$}{} {value}", "", paint(style::FAINT, format_args!("{name:<9}")))
}

/// The first `most` characters, on one line.
fn abridged(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}
