//! All colours. Streams of `anstream` drop them if the output is not a terminal.

use anstyle::{AnsiColor, Effects, Style};
use clap::builder::Styles;

const fn colour(colour: AnsiColor) -> Style {
    colour.on_default()
}

/// Headings.
pub(crate) const HEADING: Style = Style::new().bold();
/// Less important text.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Before an error message.
pub(crate) const ERROR: Style = colour(AnsiColor::Red).bold();
/// Before a warning, and before input that could not be used.
pub(crate) const WARNING: Style = colour(AnsiColor::Yellow).bold();
/// Figures that people look for.
pub(crate) const FIGURE: Style = Style::new().bold();

/// What was said.
pub(crate) const CONTENT: Style = colour(AnsiColor::Green);
/// The words that attribute it.
pub(crate) const CUE: Style = colour(AnsiColor::Yellow).bold();
/// The source.
pub(crate) const SOURCE: Style = colour(AnsiColor::Cyan).bold();
/// To whom, through what, when.
pub(crate) const DETAIL: Style = colour(AnsiColor::Magenta);

/// The styles of help texts.
pub(crate) const HELP: Styles = Styles::styled()
    .header(Style::new().bold())
    .usage(Style::new().bold())
    .literal(colour(AnsiColor::Cyan).effects(Effects::BOLD))
    .placeholder(colour(AnsiColor::Cyan));

/// `text` in a style.
pub(crate) fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
