//! Prints text with its parts marked: in colours on a terminal, and as `{cue said}`
//! elsewhere, so that nothing is lost in a pipe.

use crate::style;
use anstyle::Style;
use sayso::text::Span;

/// What a marked part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    // Where two overlap, the later one in this list wins.
    Content,
    Source,
    Addressee,
    Medium,
    When,
    Cue,
    /// A word that might have been a cue but is not.
    Rejected,
    /// Words of a source that a draft leaves out.
    LeftOut,
    /// Words that differ between a draft and its source.
    Differs,
}

impl Label {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Label::Content => "content",
            Label::Source => "source",
            Label::Addressee => "addressee",
            Label::Medium => "medium",
            Label::When => "when",
            Label::Cue => "cue",
            Label::Rejected => "rejected",
            Label::LeftOut => "left out",
            Label::Differs => "differs",
        }
    }

    pub(crate) fn style(self) -> Style {
        match self {
            Label::Content => style::CONTENT,
            Label::Source => style::SOURCE,
            Label::Addressee | Label::Medium | Label::When => style::DETAIL,
            Label::Cue => style::CUE,
            Label::Rejected | Label::LeftOut => style::WARNING,
            Label::Differs => style::ERROR,
        }
    }
}

/// The width for which lines are laid out on a narrower terminal, in characters: at
/// less than this, hardly a name fits on a line.
const NARROWEST: usize = 40;

/// The same for what is left of a line after its indent.
const NARROWEST_COLUMN: usize = 20;

/// How lines are laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Colours instead of braces.
    pub(crate) colour: bool,
    /// The width of a line in characters; `None` for lines of any length.
    pub(crate) width: Option<usize>,
}

impl Layout {
    /// What standard output can show.
    pub(crate) fn of_stdout() -> Self {
        let stdout = std::io::stdout();
        Self {
            colour: anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never,
            width: terminal_size::terminal_size_of(&stdout)
                .map(|(width, _)| usize::from(width.0).max(NARROWEST)),
        }
    }

    /// The part `window` of a text with its marks, every line indented by `indent`
    /// spaces. Marks outside the window are left out; line breaks become `⏎`.
    pub(crate) fn lines(self, text: &str, window: Span, marks: &[(Span, Label)], indent: usize) -> String {
        let mut cells = Vec::new();
        for (part, label) in parts(window, marks) {
            if let (Some(label), false) = (label, self.colour) {
                cells.push(('{', None));
                cells.extend(label.name().chars().map(|c| (c, None)));
                cells.push((' ', None));
            }
            cells.extend(part.of(text).chars().filter(|&c| c != '\r').map(|c| match c {
                '\n' => ('⏎', None),
                c if c.is_whitespace() => (' ', label),
                c => (c, label),
            }));
            if label.is_some() && !self.colour {
                cells.push(('}', None));
            }
        }
        let mut out = String::new();
        for line in wrapped(&cells, self.width.map(|w| w.saturating_sub(indent).max(NARROWEST_COLUMN))) {
            out.extend(std::iter::repeat_n(' ', indent));
            self.paint(line, &mut out);
            out.push('\n');
        }
        out
    }

    fn paint(self, line: &[Cell], out: &mut String) {
        for run in line.chunk_by(|a, b| a.1 == b.1) {
            let characters: String = run.iter().map(|cell| cell.0).collect();
            match run[0].1 {
                Some(label) if self.colour => out.push_str(&style::paint(label.style(), characters)),
                _ => out.push_str(&characters),
            }
        }
    }
}

/// A character and its mark.
type Cell = (char, Option<Label>);

/// Cuts `window` at the borders of the marks.
fn parts(window: Span, marks: &[(Span, Label)]) -> Vec<(Span, Option<Label>)> {
    let mut borders: Vec<usize> = marks.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    borders.retain(|&at| window.start < at && at < window.end);
    borders.extend([window.start, window.end]);
    borders.sort_unstable();
    borders.dedup();
    let mut parts: Vec<(Span, Option<Label>)> = Vec::new();
    for border in borders.windows(2) {
        let part = Span::new(border[0], border[1]);
        let label = marks.iter().filter(|(span, _)| span.contains(part)).map(|&(_, label)| label).max();
        match parts.last_mut() {
            Some((last, same)) if *same == label => last.end = part.end,
            _ => parts.push((part, label)),
        }
    }
    parts
}

/// Breaks cells into lines of at most `width`, at spaces; a longer word gets a longer
/// line.
fn wrapped(mut cells: &[Cell], width: Option<usize>) -> Vec<&[Cell]> {
    let mut lines = Vec::new();
    while let Some(width) = width.filter(|&width| cells.len() > width) {
        let blank = |range: &[Cell]| range.iter().rposition(|cell| cell.0 == ' ').filter(|&at| at > 0);
        let Some(at) =
            blank(&cells[..=width]).or_else(|| cells.iter().skip(1).position(|c| c.0 == ' ').map(|p| p + 1))
        else {
            break;
        };
        lines.push(&cells[..at]);
        cells = &cells[at + 1..];
    }
    lines.push(cells);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We are late,” the pilot told crews on Monday.";

    fn marks() -> Vec<(Span, Label)> {
        let span = |part: &str| {
            let start = TEXT.find(part).unwrap();
            Span::new(start, start + part.len())
        };
        vec![
            (span("We are late,"), Label::Content),
            (span("the pilot"), Label::Source),
            (span("told"), Label::Cue),
            (span("crews"), Label::Addressee),
            (span("on Monday"), Label::When),
        ]
    }

    #[test]
    fn braces_where_there_are_no_colours() {
        let layout = Layout { colour: false, width: None };
        assert_eq!(
            layout.lines(TEXT, Span::new(0, TEXT.len()), &marks(), 2),
            "  “{content We are late,}” {source the pilot} {cue told} {addressee crews} {when on Monday}.\n"
        );
    }

    #[test]
    fn lines_are_broken_at_blanks() {
        let layout = Layout { colour: false, width: Some(25) };
        let lines = layout.lines(TEXT, Span::new(0, TEXT.len()), &[], 1);
        assert_eq!(lines, " “We are late,” the pilot\n told crews on Monday.\n");
        let long = "x".repeat(50);
        assert_eq!(layout.lines(&long, Span::new(0, 50), &[], 0), format!("{long}\n"));
    }

    #[test]
    fn colours_start_and_end_with_their_part() {
        let layout = Layout { colour: true, width: None };
        let line = layout.lines(TEXT, Span::new(0, TEXT.len()), &marks(), 0);
        assert!(line.contains(&style::paint(style::CUE, "told")), "{line:?}");
        assert_eq!(anstream::adapter::strip_str(&line).to_string().trim_end(), TEXT);
    }
}
