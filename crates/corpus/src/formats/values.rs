//! The values of records of JSON and tables, as what they mean: HTML as its words, an address
//! not as the name of an outlet.

use super::format::{Draft, Problem, RecordContext};
use super::{html, markup, names};
use crate::fields::Field;

/// Whether a value is one of this field: an address is no outlet.
pub(super) fn fits(field: Field, value: &str) -> bool {
    field != Field::Outlet || !value.contains("://")
}

/// The value of a field other than the text, without tags and references, and that of an
/// author without *by*.
pub(super) fn plain(field: Field, value: String) -> String {
    let value = match field {
        Field::Author => names::without_before(&value.replace("; ", ", ")).to_owned(),
        _ => value,
    };
    let marked = value.contains("</") || value.contains('&') && value.contains(';');
    if marked && field != Field::Url && field != Field::Id { markup::plain(&value) } else { value }
}

/// Adds what is in a text that is HTML: a page, or the main part of one. Whether it is HTML
/// is seen in the text itself, unless the corpus says it.
///
/// # Errors
/// If there is no article in it.
pub(super) fn with_words(mut draft: Draft, context: &RecordContext<'_>) -> Result<Draft, Problem> {
    if context.corpus.markup == Some(false) {
        return Ok(draft);
    }
    for _ in 0..TIMES {
        let text = match markup_in(&draft.text) {
            Some(Markup::Page) => {
                let page = html::page(draft.text.into_bytes(), None, context)?;
                let mut fields = page.fields;
                fields.overrule(draft.fields);
                return Ok(Draft { fields, markup: true, ..page });
            }
            Some(Markup::References) => by_lines(&draft.text, markup::dereferenced),
            Some(Markup::Inline) => return Ok(marked(draft, |text| by_lines(text, html::words))),
            Some(Markup::Blocks) => return Ok(marked(draft, html::words)),
            None => break,
        };
        draft = Draft { text, markup: true, ..draft };
    }
    Ok(if context.corpus.markup == Some(true) { marked(draft, html::words) } else { draft })
}

/// How many times a text is read as HTML: programs write it twice (`&lt;p&gt;`).
const TIMES: usize = 2;

fn marked(draft: Draft, read: impl Fn(&str) -> String) -> Draft {
    Draft { text: read(&draft.text), markup: true, ..draft }
}

/// How much HTML a text is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Markup {
    /// A whole page.
    Page,
    /// Elements that end a line: line breaks of the text mean nothing.
    Blocks,
    /// Elements within lines: line breaks of the text part paragraphs.
    Inline,
    /// Characters by name (`&ldquo;`).
    References,
}

/// The bytes of a text that are looked at to see whether it is a page.
const PAGE_START: usize = 64;

/// How tags begin that end a line, and tags that close what is within one.
const BLOCKS: [&str; 8] = ["</p>", "<p>", "<p ", "<br>", "<br/", "<br ", "</div>", "</li>"];
const INLINE: [&str; 7] = ["</a>", "</b>", "</i>", "</em>", "</strong>", "</span>", "</q>"];

/// What shows that a text is HTML; `None` if nothing does.
fn markup_in(text: &str) -> Option<Markup> {
    let start = text.trim_start().get(..PAGE_START).unwrap_or(text).to_ascii_lowercase();
    if start.trim_start().starts_with("<!doctype html") || start.starts_with("<html") {
        return Some(Markup::Page);
    }
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).map(|at| &text.as_bytes()[at..]);
    let is_any = |rest: &[u8], tags: &[&str]| {
        tags.iter().any(|tag| rest.get(..tag.len()).is_some_and(|t| t.eq_ignore_ascii_case(tag.as_bytes())))
    };
    let mut found = None;
    for rest in tags {
        if is_any(rest, &BLOCKS) {
            return Some(Markup::Blocks);
        }
        if is_any(rest, &INLINE) {
            found = Some(Markup::Inline);
        }
    }
    found.or_else(|| markup::has_reference(text).then_some(Markup::References))
}

/// A text of which each line has been read as HTML.
fn by_lines<S: AsRef<str>>(text: &str, read: impl Fn(&str) -> S) -> String {
    let lines: Vec<_> = text.lines().map(read).collect();
    lines.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::options::Options;

    /// How texts of records are read, where the corpus says nothing, HTML and not HTML.
    #[test]
    fn texts_in_html() {
        #[track_caller]
        fn check(text: &str, markup: Option<bool>, expected: &str) {
            let corpus = Corpus { markup, ..Corpus::default() };
            let context = RecordContext { corpus: &corpus, options: &Options::default() };
            let read = with_words(Draft { text: text.to_owned(), ..Draft::default() }, &context).unwrap();
            assert_eq!((read.text.as_str(), read.markup), (expected, expected != text), "{text}");
        }
        check("<P>One</P><P>&ldquo;No,&rdquo; said <B>Ane</B>.</P>", None, "One\n\n“No,” said Ane.");
        check("One<br class=x>two<br>three", None, "One\n\ntwo\n\nthree");
        check("One\n\n&ldquo;No,&rdquo; said <em>Ane</em>.", None, "One\n\n“No,” said Ane.");
        check("One\n\n&quot;No,&quot; said  Ane.", None, "One\n\n\"No,\" said  Ane.");
        check("<p>if (x) {</p><script>let x = '<p>';</script><p>Yes.</p>", None, "if (x) {\n\nYes.");
        check("&lt;p&gt;One&lt;/p&gt;&lt;p&gt;&amp;ldquo;Two&lt;/p&gt;", None, "One\n\n“Two");
        check("&amp;ldquo;No,&amp;rdquo; said Ane.", None, "“No,” said Ane.");
        check("One &lt; two &gt; one", None, "One < two > one");
        check("One <two> & R&D; x < y", None, "One <two> & R&D; x < y");
        check("<<No,>> said Ane & Åse; “<i>”.", None, "<<No,>> said Ane & Åse; “<i>”.");
        check("<p>One</p>", Some(false), "<p>One</p>");
        check("<section>One</section>two", Some(true), "One\n\ntwo");
    }
}
