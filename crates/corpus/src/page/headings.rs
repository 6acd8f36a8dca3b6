//! Headings: short lines between paragraphs of prose.

use super::line::{Look, PageLine};
use text::Role;

/// The most words of a heading. Chosen by hand.
const HEADING_WORDS: usize = 12;

/// Marks the headings between the paragraphs of an article.
pub(super) fn mark(lines: &mut [PageLine]) {
    let article = |look: Look| (!look.is_boilerplate()).then_some(look);
    // The look of the next line after each that is not boilerplate.
    let mut after = None;
    let mut afters: Vec<Option<Look>> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        afters.push(after);
        after = article(line.look).or(after);
    }
    let mut before = None;
    for (line, after) in lines.iter_mut().zip(afters.into_iter().rev()) {
        let heading = line.words <= HEADING_WORDS
            && line.role.is_none()
            && matches!(line.look, Look::Short | Look::Menu { .. })
            && !line.stop
            && !line.bullet
            && !line.text.ends_with([',', ':', ';', '-', '—'])
            && line.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && before == Some(Look::Prose)
            && matches!(after, Some(Look::Prose | Look::Quote));
        if heading {
            line.role = Some(Role::Heading);
        }
        before = article(line.look).or(before);
    }
}
