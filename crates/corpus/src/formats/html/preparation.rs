//! Mends what the search for the main text stumbles over: a body in several parts, text
//! outside of paragraphs, pull quotes, the sources of block quotations.

use crate::formats::names::key;
use rustc_hash::FxHashMap;
use trafilatura::dom::{Document, NodeId};

/// A paragraph with so many bytes is prose, and no caption or button. Chosen by hand.
const PROSE: usize = 80;

/// Text outside of paragraphs with so many bytes is one. Chosen by hand.
const LOOSE: usize = 40;

/// The parts of a body hold together at least this share of the prose of a page, and none
/// of them alone so much of it, both in percent. Chosen by hand.
const BODY_PERCENT: usize = 50;
const PART_PERCENT: usize = 90;

/// Elements that stand inside of lines.
pub(super) const INLINE: [&str; 14] =
    ["a", "abbr", "b", "cite", "code", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup"];

/// Mends a page.
pub(super) fn prepare(page: &mut Document) {
    wrap_loose_text(page);
    join_parts(page);
    mend_quotations(page);
}

/// The elements in which there are paragraphs of prose, in the order of the page, with the
/// bytes of their prose.
fn parents_of_prose(page: &Document) -> Vec<(NodeId, usize)> {
    let mut parents: Vec<(NodeId, usize)> = Vec::new();
    let mut places: FxHashMap<NodeId, usize> = FxHashMap::default();
    for paragraph in page.get_elements_by_tag_name(page.root(), "p") {
        let prose = page.text_content(paragraph).trim().len();
        if let Some(parent) = page.parent(paragraph).filter(|_| prose >= PROSE) {
            let place = *places.entry(parent).or_insert(parents.len());
            if place == parents.len() {
                parents.push((parent, 0));
            }
            parents[place].1 += prose;
        }
    }
    parents
}

/// Makes paragraphs of text that stands beside paragraphs of prose: “<div>RIVERTON — The
/// lead.<p>…</p></div>”.
fn wrap_loose_text(page: &mut Document) {
    for (parent, _) in parents_of_prose(page) {
        let nodes = page.child_nodes(parent);
        let is_loose = |&id: &NodeId| page.is_text(id) && page.text_content(id).trim().len() >= LOOSE;
        if !nodes.iter().any(is_loose) {
            continue;
        }
        let mut html = String::new();
        let mut open = false;
        for id in nodes {
            let text = page.is_text(id);
            let inline = text || INLINE.contains(&page.tag_name(id));
            let blank = || page.text_content(id).trim().is_empty();
            if inline && !open && !blank() {
                html.push_str("<p>");
                open = true;
            } else if !inline && open && page.is_element(id) {
                html.push_str("</p>");
                open = false;
            }
            match text {
                true => html.push_str(&escaped(&page.text_content(id))),
                false => html.push_str(&page.outer_html(id)),
            }
        }
        page.set_inner_html(parent, &html);
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Joins the parts of a body that advertisements stand between. They are of one class and
/// hold most of the prose of the page.
fn join_parts(page: &mut Document) {
    let parents = parents_of_prose(page);
    let all: usize = parents.iter().map(|(_, prose)| prose).sum();
    let class = |id: NodeId| (page.tag_name(id).to_owned(), page.class_name(id));
    let mut classes: FxHashMap<(String, String), Vec<(NodeId, usize)>> = FxHashMap::default();
    for &(id, prose) in parents.iter().filter(|(id, _)| !page.class_name(*id).is_empty()) {
        classes.entry(class(id)).or_default().push((id, prose));
    }
    let is_body = |parts: &&Vec<(NodeId, usize)>| {
        let whole: usize = parts.iter().map(|(_, prose)| prose).sum();
        let largest = parts.iter().map(|(_, prose)| *prose).max().unwrap_or(0);
        parts.len() > 1 && whole * 100 >= all * BODY_PERCENT && largest * 100 < whole * PART_PERCENT
    };
    let Some(parts) = classes.values().find(is_body).cloned() else { return };
    let mut ancestors =
        parts.iter().flat_map(|(id, _)| std::iter::successors(page.parent(*id), |&up| page.parent(up)));
    let nested = ancestors.any(|up| parts.iter().any(|(id, _)| *id == up));
    let [(first, _), others @ ..] = &*parts else { return };
    if nested {
        return;
    }
    let html: String = parts.iter().map(|(id, _)| page.inner_html(*id)).collect();
    page.set_inner_html(*first, &html);
    others.iter().for_each(|(id, _)| page.remove(*id, true));
}

/// Takes out pull quotes, which say again what is in the text, and keeps what stands below
/// block quotations: who is quoted.
fn mend_quotations(page: &mut Document) {
    let quotations =
        page.query_selector_all(page.root(), "blockquote, [class*=\"pullquote\"], [class*=\"pull-quote\"]");
    if quotations.is_empty() {
        return;
    }
    let paragraphs = page.get_elements_by_tag_name(page.root(), "p");
    let outside = paragraphs.into_iter().filter(|id| {
        let mut ancestors = std::iter::successors(page.parent(*id), |&up| page.parent(up));
        !ancestors.any(|up| quotations.contains(&up))
    });
    let text: String = outside.map(|id| key(&page.text_content(id))).collect();
    for quotation in quotations {
        let said = key(&page.text_content(quotation));
        if said.len() >= LOOSE && text.contains(&said) {
            page.remove(quotation, true);
            continue;
        }
        for source in page.query_selector_all(quotation, "footer, figcaption") {
            page.set_tag_name(source, "p");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let mut page = Document::parse(html);
        prepare(&mut page);
        assert_eq!(page.inner_html(page.body().unwrap()), expected);
    }

    fn prose(word: &str) -> String {
        format!("<p>{}</p>", format!("{word} sails on Monday. ").repeat(5))
    }

    #[test]
    fn text_beside_paragraphs() {
        let lead = "RIVERTON — The <b>old</b> ferry sails again, its owner said &amp; cheered.";
        let (one, two) = (prose("One"), prose("Two"));
        check(&format!("<div>{lead}<br>{one}</div>"), &format!("<div><p>{lead}</p><br>{one}</div>"));
        check(&format!("<div>Share {one}{two}</div>"), &format!("<div>Share {one}{two}</div>"));
    }

    #[test]
    fn parts_of_a_body() {
        let (one, two, card) = (prose("One"), prose("Two"), "<div class=\"a\"><p>Short.</p></div>");
        check(
            &format!("<div class=\"b\">{one}</div><i>Ad</i><div class=\"b\">{two}</div>{card}"),
            &format!("<div class=\"b\">{one}{two}</div><i>Ad</i>{card}"),
        );
        let page = format!("<div class=\"b\">{one}{two}</div><div class=\"c\">{one}</div>");
        check(&page, &page);
    }

    #[test]
    fn quotations() {
        let said = "“Nobody asked the pilots, and nobody will until one of them quits.”";
        let page = format!("<p>{said} said Mia Okoro.</p>");
        check(&format!("{page}<blockquote><p>{said}</p></blockquote>"), &page);
        check(
            "<blockquote><p>It is rotten.</p><footer>— Jens Moe</footer></blockquote>",
            "<blockquote><p>It is rotten.</p><p>— Jens Moe</p></blockquote>",
        );
    }
}
