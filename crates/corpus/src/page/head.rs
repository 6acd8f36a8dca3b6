//! What comes before the article: title, subtitle, publication lines and menus
//! before the first paragraph of prose.

use super::line::{Look, PageLine, SHORT};
use super::lists::PageLists;
use super::shape::{is_address, is_title_case_name};
use super::titles::{choose_title, is_quoting_title, is_stopped_title, known_title};
use text::{Metadata, Role};

/// The most words of the name in a byline with an address below it.
const NAME_WORDS: usize = 4;

/// This many menu words in a row are a menu; fewer may name the section.
const MENU: usize = 3;

/// The most words of a line above the title or below a byline that is boilerplate: the
/// name of a section, or a role such as “Staff Writer”.
const SMALL_LINE: usize = 3;

/// The fewest words of a heading below the title that is a subtitle.
const SUBTITLE_WORDS: usize = 4;

/// Marks the lines before the first paragraph of prose, and adds to `metadata` what
/// they say.
pub(super) fn mark(lists: &PageLists, lines: &mut [PageLine], metadata: &mut Metadata) {
    let known = metadata.title.as_deref().and_then(|title| known_title(lines, title));
    if let Some(at) = known {
        lines[at].role = Some(Role::Title);
    }
    let start = known.map_or(0, |at| at + 1);
    let end = end_of_head(lists, lines, start, known.is_some());
    mark_names_above_addresses(&mut lines[..end], start, metadata);
    let head = &mut lines[..end];
    let (labelled, publication) = mark_publication_lines(lists, head, metadata);
    match labelled.or(known).or_else(|| choose_title(head, publication)) {
        Some(title) => mark_around_title(head, title, metadata),
        None => mark_menus(head),
    }
}

/// The first line of prose from `start` on: the head ends before it. A text without
/// any prose has no head but its known title.
fn end_of_head(lists: &PageLists, lines: &[PageLine], start: usize, has_title: bool) -> usize {
    let is_prose = |at: &usize| {
        let line = &lines[*at];
        let next = lines.get(at + 1).map(|l| l.text);
        let prose = match line.look {
            Look::Prose => has_title || *at != start || !is_stopped_title(lists, line, next),
            Look::Quote => !is_quoting_title(line),
            _ => false,
        };
        prose && !is_publication(lists, line)
    };
    (start..lines.len()).find(is_prose).unwrap_or(if has_title { start } else { 0 })
}

fn is_publication(lists: &PageLists, line: &PageLine) -> bool {
    line.text.len() <= SHORT && lists.publications.read(line.text, &lists.dates).is_some()
}

/// A name with a mail address below it is a byline.
fn mark_names_above_addresses(head: &mut [PageLine], start: usize, metadata: &mut Metadata) {
    for at in start..head.len().saturating_sub(1) {
        let name = head[at].words <= NAME_WORDS && is_title_case_name(head[at].text);
        if head[at].look == Look::Short && name && is_address(head[at + 1].text) {
            head[at].role = Some(Role::Boilerplate);
            head[at + 1].role = Some(Role::Boilerplate);
            metadata.author = metadata.author.take().or_else(|| Some(head[at].text.to_owned()));
        }
    }
}

/// Marks publication lines and adds what they say to `metadata`. Returns the line that
/// is labelled as the title (`Title: …`), and the first other publication line.
fn mark_publication_lines(
    lists: &PageLists,
    head: &mut [PageLine],
    metadata: &mut Metadata,
) -> (Option<usize>, Option<usize>) {
    let (mut title, mut publication) = (None, None);
    for (at, line) in head.iter_mut().enumerate() {
        if line.role.is_some() || line.text.len() > SHORT || line.look.is_menu() {
            continue;
        }
        let Some(read) = lists.publications.read(line.text, &lists.dates) else { continue };
        let titled = read.title.is_some() && metadata.title.is_none();
        read.add_to(metadata);
        if titled {
            line.role = Some(Role::Title);
            title = Some(at);
        } else {
            line.role = Some(Role::Boilerplate);
            publication = publication.or(Some(at));
        }
    }
    (title, publication)
}

/// Marks the menus of a head without a title.
fn mark_menus(head: &mut [PageLine]) {
    for line in head {
        let menu = line.look.is_menu() || line.look == Look::Mark;
        line.role = line.role.or(menu.then_some(Role::Boilerplate));
    }
}

/// Marks the title and the lines around it that have no role yet, and adds title,
/// subtitle and section to `metadata`.
fn mark_around_title(head: &mut [PageLine], title: usize, metadata: &mut Metadata) {
    head[title].role = Some(Role::Title);
    if metadata.title.is_none() {
        metadata.title = Some(head[title].text.to_owned());
    }
    // One menu word alone names the section; many are a menu.
    let has_menu = head.windows(MENU).any(|lines| lines.iter().all(|line| line.look.is_menu()));
    let mut below_boilerplate = false;
    for (at, line) in head.iter_mut().enumerate() {
        let under_byline = below_boilerplate;
        below_boilerplate = line.role == Some(Role::Boilerplate);
        if line.look == (Look::Menu { section: true }) && !has_menu {
            metadata.section = metadata.section.take().or_else(|| Some(line.text.to_owned()));
        }
        if line.role.is_some() {
            continue;
        }
        let small = line.words <= SMALL_LINE && line.look == Look::Short;
        line.role = match line.look {
            Look::Menu { .. } | Look::Mark | Look::Boilerplate { .. } => Some(Role::Boilerplate),
            _ if small && (at < title || under_byline) => Some(Role::Boilerplate),
            _ if is_address(line.text) => Some(Role::Boilerplate),
            _ => Some(Role::Heading),
        };
        let subtitle = line.role == Some(Role::Heading) && at > title && line.words >= SUBTITLE_WORDS;
        if subtitle && metadata.subtitle.is_none() {
            metadata.subtitle = Some(line.text.to_owned());
        }
    }
}
