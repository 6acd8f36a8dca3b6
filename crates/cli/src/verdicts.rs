//! Prints findings about drafts for people.

use crate::marks::{Label, Layout};
use crate::numbers::counted;
use crate::style::{self, paint};
use sayso::CheckedDraft;
use sayso::records::{Finding, FindingKind, LeftOut, SourcePassage, SpeakersMatch, Verdict};
use sayso::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_segmentation::UnicodeSegmentation as _;

/// How far what belongs to a finding is indented.
const INDENT: usize = 9;

/// How many grapheme clusters of a finding that is fine are shown.
const SHORT: usize = 70;

/// What was printed so far.
#[derive(Debug)]
pub(crate) struct Findings {
    layout: Layout,
    all: bool,
    counts: BTreeMap<Verdict, u64>,
    wrong: u64,
}

impl Findings {
    /// Shows everything of `all` findings, or only of those that need a look.
    pub(crate) fn new(all: bool) -> Self {
        Self { layout: Layout::of_stdout(), all, counts: BTreeMap::new(), wrong: 0 }
    }

    /// How many findings need a look.
    pub(crate) fn wrong(&self) -> u64 {
        self.wrong
    }

    /// Counts the findings of a draft, and returns what is shown of them.
    pub(crate) fn add(&mut self, draft: &CheckedDraft) -> String {
        let text = Draft::new(&draft.article.text);
        let mut out = String::new();
        let _ = writeln!(out, "{}", paint(style::HEADING, &draft.article.path));
        for finding in &draft.findings {
            *self.counts.entry(finding.verdict).or_default() += 1;
            self.wrong += u64::from(!finding.fine);
            let _ = self.finding(&text, finding, &mut out);
        }
        out.push('\n');
        out
    }

    /// How many findings of which verdict there are.
    pub(crate) fn summary(&self, sources: u64) -> String {
        let all = self.counts.values().sum();
        let counts: Vec<String> =
            self.counts.iter().map(|(verdict, count)| format!("{count} {}", verdict.name())).collect();
        let looked = counted(sources, "source article", "source articles");
        let found = counted(all, "finding", "findings");
        match self.wrong {
            0 if all == 0 => format!("no quote or claim found in the draft ({looked})"),
            0 => format!("{found}, all as in the {looked}: {}", counts.join(", ")),
            wrong => format!("{found} in {looked}, {wrong} to look at: {}", counts.join(", ")),
        }
    }

    fn finding(&self, draft: &Draft<'_>, finding: &Finding, out: &mut String) -> std::fmt::Result {
        let style = if finding.fine { style::CONTENT } else { style::ERROR };
        let start = finding.spans.first().map_or(0, |span| span.0);
        let line = paint(style::FAINT, format_args!("{:>5}", draft.line(start)));
        let verdict = paint(style, format_args!("{:<18}", finding.verdict.name()));
        if finding.fine && !self.all {
            let kind = if finding.kind == FindingKind::Indirect { "" } else { "“" };
            return writeln!(out, "{line}  {verdict} {}", shortened(kind, &finding.text));
        }
        writeln!(out, "{line}  {verdict} {}", remarks(finding))?;
        let spans = &finding.spans;
        let extent = (start, spans.last().map_or(start, |span| span.1));
        let changed = finding.changes.iter().filter_map(|change| change.draft_span);
        let marks: Vec<_> = changed.map(|span| (draft.bytes(span), Label::Differs)).collect();
        let itself = (finding.kind == FindingKind::Statement).then_some("the draft itself");
        self.side("draft", finding.speaker.as_deref().or(itself), out)?;
        out.push_str(&self.layout.lines(draft.text, draft.bytes(extent), &marks, INDENT));
        for (number, passage) in finding.passages.iter().enumerate() {
            self.passage(finding, number, passage, out)?;
        }
        Ok(())
    }

    /// Who says it on one side.
    fn side(&self, name: &str, who: Option<&str>, out: &mut String) -> std::fmt::Result {
        let who = paint(style::SOURCE, who.unwrap_or("nobody named"));
        writeln!(out, "  {} {who}", paint(style::FAINT, format_args!("{name:<6}")))
    }

    fn passage(
        &self,
        finding: &Finding,
        number: usize,
        passage: &SourcePassage,
        out: &mut String,
    ) -> std::fmt::Result {
        let name = if finding.verdict == Verdict::NotFound { "nearest" } else { "source" };
        let mut who = match (&passage.speaker, passage.kind) {
            (Some(speaker), _) => speaker.clone(),
            (None, Some(_)) => "somebody who is not named".to_owned(),
            (None, None) => "the article itself".to_owned(),
        };
        if passage.negated {
            who.push_str(", who denies it");
        }
        let _ = write!(out, "  {} ", paint(style::FAINT, format_args!("{name:<6}")));
        write!(out, "{}", paint(style::SOURCE, who))?;
        let date = passage.date.map(|date| date.to_string());
        let place = [passage.outlet.clone(), date, Some(passage.path.clone())];
        let place: Vec<String> = place.into_iter().flatten().collect();
        writeln!(out, "  {}", paint(style::FAINT, place.join(", ")))?;
        let context = Draft { first: passage.context_span.0, ..Draft::new(&passage.context) };
        let changed = finding.changes.iter().filter(|change| change.passage == number);
        let mut marks: Vec<(Span, Label)> =
            changed.filter_map(|change| Some((context.bytes(change.source_span?), Label::Differs))).collect();
        let left_out = finding.left_out.iter().filter(|left_out| left_out.passage == number);
        marks.extend(left_out.map(|LeftOut { span, .. }| (context.bytes(*span), Label::LeftOut)));
        let whole = Span::new(0, passage.context.len());
        let marked =
            if marks.is_empty() { vec![(context.bytes(passage.span), Label::Content)] } else { marks };
        out.push_str(&self.layout.lines(&passage.context, whole, &marked, INDENT));
        Ok(())
    }
}

/// What a verdict is about, in a few words.
fn remarks(finding: &Finding) -> String {
    let mut kinds: Vec<&str> = finding.changes.iter().map(|change| change.kind.name()).collect();
    kinds.extend(finding.left_out.iter().map(|left_out| match left_out.kind {
        Some(kind) => kind.name(),
        None => "left out",
    }));
    let mut remarks: Vec<&str> = Vec::new();
    kinds.into_iter().for_each(|kind| {
        if !remarks.contains(&kind) {
            remarks.push(kind)
        }
    });
    if finding.speakers == SpeakersMatch::Different && finding.verdict != Verdict::OtherSpeaker {
        remarks.push("another speaker");
    }
    let quoted = matches!(finding.kind, FindingKind::Direct);
    if quoted && finding.passages.iter().any(|passage| passage.kind == Some(FindingKind::Indirect)) {
        remarks.push("no quotation there");
    }
    paint(style::FAINT, remarks.join(", "))
}

/// The beginning of a text on one line, cut between grapheme clusters.
fn shortened(mark: &str, text: &str) -> String {
    let mut graphemes = text.graphemes(true);
    let begin: String = graphemes.by_ref().take(SHORT).collect();
    let mut line = begin.replace(char::is_whitespace, " ");
    if graphemes.next().is_some() {
        line.push('…');
    }
    format!("{mark}{line}{}", if mark.is_empty() { "" } else { "”" })
}

/// A text in which positions count code points.
struct Draft<'a> {
    text: &'a str,
    /// The code point with which it begins.
    first: usize,
    /// The byte in which each code point begins.
    bytes: Vec<u32>,
    /// The code points in which lines begin.
    lines: Vec<usize>,
}

impl<'a> Draft<'a> {
    fn new(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at as u32).chain([text.len() as u32]).collect();
        let breaks = text.chars().enumerate().filter(|(_, c)| *c == '\n');
        Self { text, first: 0, bytes, lines: breaks.map(|(at, _)| at + 1).collect() }
    }

    /// A span in bytes; what is outside of the text is cut off.
    fn bytes(&self, (start, end): (usize, usize)) -> Span {
        let byte = |point: usize| {
            let point = point.saturating_sub(self.first).min(self.bytes.len() - 1);
            self.bytes[point] as usize
        };
        Span::new(byte(start), byte(end))
    }

    /// The number of the line in which a code point is, from 1.
    fn line(&self, point: usize) -> usize {
        self.lines.partition_point(|&start| start <= point) + 1
    }
}
