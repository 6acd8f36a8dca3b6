//! Takes out what stands in the body of a page and is no part of the article, as far as the
//! structure of the page tells: links to other articles, captions, boxes, who the author is.

use super::preparation::INLINE;
use crate::formats::names::key;
use rustc_hash::{FxHashMap, FxHashSet};
use trafilatura::dom::{Document, NodeId};

/// A link of fewer words may be a name in a list, or a line that goes on elsewhere.
const TEASER_WORDS: usize = 3;

/// Asides hold together less than this share of the words of a page's paragraphs, in
/// percent; else they are the page. Chosen by hand.
const ASIDE_PERCENT: usize = 50;

/// Blocks that a link may fill, or hold.
const BLOCKS: [&str; 8] = ["h1", "p", "li", "h2", "h3", "h4", "h5", "h6"];

const CAPTIONS: &str = "figcaption, figure [class*=\"caption\"], figure [class*=\"credit\"]";

/// Boxes that say who wrote the article or ask to subscribe, and what serves to find one's
/// way on the page.
const BOXES: &str = "[class*=\"author\"][class*=\"bio\"], [class*=\"newsletter\"], template, \
     [role=\"alertdialog\"], [role=\"button\"], [role=\"complementary\"], [role=\"contentinfo\"], \
     [role=\"dialog\"], [role=\"menu\"], [role=\"navigation\"], [role=\"search\"]";

/// Takes out the asides of a page; `about` is what it says elsewhere of its authors.
pub(super) fn remove(page: &mut Document, about: &[String]) {
    let mut asides = captions(page);
    asides.extend(linked_blocks(page));
    asides.extend(page.query_selector_all(page.root(), BOXES));
    asides.extend(biographies(page, about));
    let aside: FxHashSet<NodeId> = asides.iter().copied().collect();
    let (mut all, mut taken) = (0, 0);
    for paragraph in page.get_elements_by_tag_name(page.root(), "p") {
        let length = letters(page, paragraph);
        let mut around = std::iter::successors(Some(paragraph), |&up| page.parent(up));
        all += length;
        taken += if around.any(|up| aside.contains(&up)) { length } else { 0 };
    }
    if taken * 100 < all * ASIDE_PERCENT {
        asides.into_iter().for_each(|id| page.remove(id, true));
    }
}

/// What stands below and above pictures. What is quoted in a figure stays.
fn captions(page: &Document) -> Vec<NodeId> {
    let quotes = |id: &NodeId| {
        let mut around = std::iter::successors(Some(*id), |&up| page.parent(up));
        around.any(|up| page.tag_name(up) == "blockquote")
            || !page.query_selector_all(*id, "blockquote").is_empty()
    };
    page.query_selector_all(page.root(), CAPTIONS).into_iter().filter(|id| !quotes(id)).collect()
}

/// Links to other pages that are a block of their own: those around a heading or a
/// paragraph, and the headings, paragraphs and items of lists that are nothing but links.
fn linked_blocks(page: &Document) -> Vec<NodeId> {
    let links = page.query_selector_all(page.root(), "a[href]").into_iter();
    let leaves = |id: &NodeId| page.get_attribute(*id, "href").is_some_and(|to| !to.starts_with('#'));
    let mut blocks = Vec::new();
    let mut linked: FxHashMap<NodeId, usize> = FxHashMap::default();
    for link in links.filter(leaves) {
        if !page.iter_descendants(link, &BLOCKS).is_empty() {
            blocks.push(link);
            continue;
        }
        let mut around = std::iter::successors(page.parent(link), |&up| page.parent(up));
        let block = around.find(|up| !INLINE.contains(&page.tag_name(*up)));
        if let Some(block) = block.filter(|block| BLOCKS.contains(&page.tag_name(*block))) {
            *linked.entry(block).or_default() += letters(page, link);
        }
    }
    let is_linked = |(block, linked): (NodeId, usize)| {
        let words = page.text_content(block).split_whitespace().count();
        (words >= TEASER_WORDS && linked >= letters(page, block)).then_some(block)
    };
    blocks.extend(linked.into_iter().filter_map(is_linked));
    blocks
}

/// Paragraphs that say of the authors what the page says of them elsewhere.
fn biographies(page: &Document, about: &[String]) -> Vec<NodeId> {
    let about: FxHashSet<String> =
        about.iter().map(|text| key(text)).filter(|text| !text.is_empty()).collect();
    let paragraphs = page.get_elements_by_tag_name(page.root(), "p").into_iter();
    if about.is_empty() {
        return Vec::new();
    }
    paragraphs.filter(|id| about.contains(&key(&page.text_content(*id)))).collect()
}

/// The bytes of an element's text that are no white space.
fn letters(page: &Document, id: NodeId) -> usize {
    page.text_content(id).split_whitespace().map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two paragraphs of an article, what stands between them, and what is left of that.
    #[track_caller]
    fn check(between: &str, left: &str) {
        let prose = format!("<p>{}</p>", "The ferry sails on Monday. ".repeat(9));
        let mut page = Document::parse(&format!("{prose}{between}{prose}"));
        remove(&mut page, &["Mia Okoro writes about ferries.".to_owned()]);
        assert_eq!(page.inner_html(page.body().unwrap()), format!("{prose}{left}{prose}"));
    }

    #[test]
    fn what_is_no_part_of_the_article() {
        for aside in [
            "<a href=\"/2\"><h3>Second ferry</h3><p>It was late, says its owner.</p></a>",
            "<p><a href=\"/2\"><strong>SECOND FERRY WAS LATE</strong></a></p>",
            "<p>Mia Okoro writes about ferries.</p>",
            "<div class=\"author__bio\"><p>She lives in Riverton.</p></div>",
            "<div class=\"box newsletter-form\"><p>Get our letter on ferries every week.</p></div>",
            "<div role=\"button\">Skip the video</div>",
        ] {
            check(aside, "");
        }
        check("<ul><li><a href=\"/2\">Second ferry was late</a></li></ul>", "<ul></ul>");
        let figure = |caption: &str| format!("<figure><img src=\"a.png\">{caption}</figure>");
        check(&figure("<figcaption>A ferry. (Jens Moe)</figcaption>"), &figure(""));
        check(&figure("<div class=\"figure-credit\">Jens Moe</div>"), &figure(""));
    }

    #[test]
    fn what_is() {
        for part in [
            "<p>The <a href=\"/2\">second ferry was late</a>, too.</p>",
            "<p><a href=\"/2\">Riverton</a></p>",
            "<h2><a href=\"#late\">The second ferry was late</a></h2>",
            "<blockquote><p>It is rotten.</p><figcaption>Jens Moe</figcaption></blockquote>",
            "<figure><figcaption><blockquote>It is rotten.</blockquote></figcaption></figure>",
        ] {
            check(part, part);
        }
        // A page that is nothing but links is left as it is.
        let links = "<a href=\"/2\"><p>The ferry sails on Monday.</p></a>".repeat(99);
        check(&links, &links);
    }
}
