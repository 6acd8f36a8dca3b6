//! What pages say about themselves: the pages and what must be read are in `facts.txt`.
#![allow(missing_docs)]

use corpus::{Input, Options, Reader};
use std::fmt::Display;

const BODY: &str = "<p>The dam above Brekke held through the night, said Åse Lund, who guards it for the river \
    board and has slept little.</p><p>“It is tired,” she said, “and so are we,” while the mayor of the town told \
    reporters that nobody had to leave.</p><p>A second look at the wall is due on Friday, when the water is \
    lower.</p>";

#[test]
fn facts_of_pages() {
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut cases = 0;
    for case in include_str!("facts.txt").split("\n\n").skip(1) {
        let (page, expected) = case.trim().split_once("\n= ").unwrap();
        let (head, body) =
            page.split_once(">|<").map_or((page, String::new()), |(h, b)| (h, format!("<{b}")));
        let html = format!("<html><head>{head}></head><body><article>{body}{BODY}</article></body></html>");
        let input = Input::of_bytes("page.html", html.into_bytes(), &Options::default());
        let known = reader.article(input.records().next().unwrap()).unwrap().metadata;
        let shown = |value: Option<&dyn Display>| value.map_or("-".to_owned(), |value| value.to_string());
        let found = [
            shown(known.title.as_ref().map(|v| v as _)),
            shown(known.outlet.as_ref().map(|v| v as _)),
            shown(known.date.as_ref().map(|v| v as _)),
            shown(known.modified.as_ref().map(|v| v as _)),
            shown(known.author.as_ref().map(|v| v as _)),
        ];
        assert_eq!(found.join(" / "), expected, "{page}");
        cases += 1;
    }
    assert_eq!(cases, 4);
}

#[test]
fn a_list_of_links_is_no_article() {
    let card = "<div><h3><a href=/a>The dam holds for now</a></h3><p>It is tired, a guard says.</p></div>";
    let html = format!("<html><body><h1>News</h1>{}</body></html>", card.repeat(8));
    let input = Input::of_bytes("page.html", html.into_bytes(), &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let skipped = reader.article(input.records().next().unwrap()).unwrap_err();
    assert!(skipped.to_string().contains("a list of articles"), "{skipped}");
}

/// What is doubtful about a page with this head and these words.
#[track_caller]
fn doubtful(head: &str, body: &str, doubt: &str) {
    let html = format!("<html><head>{head}</head><body><article>{body}</article></body></html>");
    let input = Input::of_bytes("page.html", html.into_bytes(), &Options::default());
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let doubts = reader.article(input.records().next().unwrap()).unwrap().metadata.doubts;
    let found = doubts.first().map(ToString::to_string).unwrap_or_default();
    assert!(
        doubts.len() <= 1 && found.contains(doubt) && found.is_empty() == doubt.is_empty(),
        "{head}: {doubts:?}"
    );
}

#[test]
fn what_may_be_no_article_or_not_all_of_it() {
    let page = "<title>Page not found | Harbour Post</title>";
    doubtful(
        page,
        "<p>The page that you asked for has moved, or it was never here. Try the front page, \
        or write to us if you think that it should be here.</p>",
        "error",
    );
    let paid = |value: &str| {
        format!(
            "<script type=\"application/ld+json\">{{\"@type\": \"NewsArticle\", \"headline\": \"Dam\", \
             \"isAccessibleForFree\": {value}}}</script>"
        )
    };
    doubtful(&paid("false"), BODY, "costs money");
    doubtful(&paid("\"False\""), BODY, "costs money");
    doubtful(&paid("true"), BODY, "");
    doubtful(&paid("false"), &BODY.repeat(5), "");
}
