//! The page of `sayso serve`.

use super::looks::audit;
use super::{Browser, start, until};
use std::path::Path;

#[test]
fn the_page_to_try_it() {
    let Some(browser) = Browser::start() else { return };
    let token = "0123456789abcdef";
    let (mut server, address) = start(&["serve", "--port", "0", "--token", token]);
    browser.screen(1000, 900, false);
    browser.open(&address);
    // It has an article already. Without the token the page asks for it.
    browser.click("form button");
    browser.shows("#trouble", "Authorization: Bearer");
    browser.script(&format!("document.querySelector('#token').value = '{token}'"));
    browser.click("form button");
    until("quotes are shown", || browser.count("#quotes blockquote") > 2);
    browser.shows("#quotes", "Åse Lundqvist");
    for (width, dark) in [(360, true), (1000, false)] {
        browser.screen(width, 900, dark);
        assert_eq!(audit(&browser), [""; 0], "on {width} pixels");
    }
    if std::env::var_os("SAYSO_PICTURES").is_some() {
        browser.script("document.querySelector('#ask-token').hidden = true");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/pictures");
        browser.picture(&folder.join("serve.webp"));
    }
    // What an article says is no markup.
    let text = "“It is <img src=x onerror=alert(1)> safe,” said Zoë Aduba, the captain of <b>the ferry.";
    browser.script(&format!("document.querySelector('#text').value = '{text}'"));
    browser.click("form button");
    browser.shows("#quotes", "<img src=x");
    assert_eq!(browser.count("#result img, #result b"), 0);
    let complaints = browser.complaints();
    // The browser itself tells of the answer without the token.
    assert!(complaints.iter().all(|line| line.contains("401")), "{complaints:#?}");
    server.kill().unwrap();
    server.wait().unwrap();
}
