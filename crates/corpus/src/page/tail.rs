//! What comes after the article: menus, bylines and dates after the last paragraph
//! of prose.

use super::line::{Look, PageLine, SHORT};
use super::lists::PageLists;
use text::{Metadata, Role};

/// After an article with at least this many menu words and boilerplate lines, a menu word
/// is part of a menu; one alone may be a heading.
const MENU_LINES: usize = 2;

/// With at least this many, every short line among them is part of the menu too.
const MENU: usize = 3;

/// The most words of such a short line. Chosen by hand.
const MENU_WORDS: usize = 8;

/// What mail has between a message and the signature of its sender.
const SIGNATURE: &str = "--";

/// Marks the lines after the last paragraph of prose, and adds to `metadata` what
/// publication lines among them say.
pub(super) fn mark(lists: &PageLists, lines: &mut [PageLine], metadata: &mut Metadata) {
    let last = lines.iter().rposition(|l| matches!(l.look, Look::Prose | Look::Quote));
    let Some(start) = last.map(|at| at + 1) else { return };
    let menus = lines[start..].iter().filter(|l| l.look.is_menu() || l.look.is_boilerplate()).count();
    let mut after_boilerplate = false;
    for line in &mut lines[start..] {
        if line.role.is_some() {
            continue;
        }
        let publication = match line.look {
            Look::Menu { .. } => None,
            _ if line.text.len() > SHORT => None,
            _ => lists.publications.read(line.text, &lists.dates),
        };
        if let Some(mut publication) = publication {
            // “Source: …” below an article is the source of a graphic.
            publication.outlet = publication.outlet.filter(|_| publication.date.is_some());
            publication.add_to(metadata);
            line.role = Some(Role::Boilerplate);
            continue;
        }
        let menu = match line.look {
            Look::Boilerplate { .. } => true,
            Look::Menu { .. } => menus >= MENU_LINES,
            Look::Mark => true,
            Look::Short => !line.stop && line.words <= MENU_WORDS && (menus >= MENU || after_boilerplate),
            _ => false,
        };
        if menu {
            line.role = Some(Role::Boilerplate);
        }
        after_boilerplate |= line.look.is_boilerplate() || line.text == SIGNATURE;
    }
}
