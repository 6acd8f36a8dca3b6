//! Articles are other people's texts, and some of those people mean harm.

use super::{Browser, Desk, path, sayso, until};

/// An article that tries in every place to be more than text.
fn article() -> String {
    let attack = "<script>window.harmed = 1</script><img src=x onerror=\"window.harmed = 2\"><style>body{display:none}</style>";
    let text = format!(
        "{attack}\n\n“We opened the {attack} gates at noon,” said Mayor <b onclick=alert(1)>Odalys</b> Brandt.\n\n\
         “</script><script>window.harmed = 3</script> is what it says,” said Kwame Adjei. \
         She said the bridge </textarea></style> was closed. “{{{{token}}}} ${{7*7}} \u{2028} \u{202e}txet,” said Ines Aduba.\n"
    );
    let article = serde_json::json!({
        "id": "../../<img src=x onerror=window.harmed=4>", "title": format!("Title {attack}"), "outlet": format!("Outlet {attack}"),
        "author": attack, "date": "2031-04-05", "text": text,
    });
    format!("{article}\n")
}

#[test]
fn markup_shows_as_text() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("hostile.jsonl"), article()).unwrap();
    // Nor is anything taken away from it as if it were a page.
    std::fs::write(folder.path().join("corpus.toml"), "markup = \"none\"").unwrap();
    let desk = Desk::open(folder.path(), &browser);
    browser.open(&format!("{}?status=all&order=text", desk.address));
    let unharmed = |view: &str| {
        assert!(
            browser.script("return window.harmed ?? null").is_null(),
            "{view}: a script of the article ran"
        );
        let strange = "script:not([src]):not([id='data']):not([type='module']), .article img, main style, main b[onclick]";
        assert_eq!(browser.count(strange), 0, "{view}: markup of the article is markup");
        assert_eq!(browser.complaints(), [""; 0], "{view}");
    };
    browser.shows(".article .text", "<script>window.harmed = 1</script>");
    // Of titles and outlets tags are dropped when they are read.
    browser.shows(".article-head h2", "Title");
    browser.shows(".article-head .meta", "Outlet");
    unharmed("review");
    // What people write is not trusted either.
    browser.keys("n");
    browser.shows("dialog[open] h2", "Comment");
    browser.keys("<img src=x onerror=window.harmed=5>");
    browser.script("document.querySelector('dialog form').requestSubmit()");
    desk.stored(1, "comment");
    browser.shows(".panel .note", "<img src=x onerror");
    unharmed("a comment");
    for view in ["corpus", "clusters"] {
        browser.open(&format!("{}?view={view}", desk.address));
        until("the view is shown", || !browser.text(&format!(".{view}")).is_empty());
        unharmed(view);
    }

    let report = desk.path("report.html");
    sayso(&["report", path(&desk.output()), "--output", path(&report)]);
    browser.open(&format!("file://{}#status=all&order=text", report.display()));
    browser.shows(".article .text", "<script>window.harmed = 1</script>");
    browser.shows(".article .text", "{{token}}");
    browser.shows(".panel .note", "<img src=x onerror");
    unharmed("report");
    assert_eq!(browser.count("script"), 2, "the data and the page's own");
}
