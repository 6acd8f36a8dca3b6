//! How the page looks: nothing is wider than a small screen, every control has a name,
//! every word has enough contrast. Also makes the pictures of the README.

use super::{Browser, Desk, ENTER, RIGHT, path, sample, sayso, until};
use serde_json::Value;
use std::path::Path;

/// Returns what is wrong with the page on the screen.
const AUDIT: &str = r#"
const wrong = [];
const visible = (node) => node.checkVisibility({visibilityProperty: true}) && node.getClientRects().length > 0;
const name = (node) => (node.getAttribute("aria-label") ?? [...(node.labels ?? [])].map((label) => label.textContent).join(" ") + node.textContent).trim();
for (const node of document.querySelectorAll("button, a, input, select, textarea, summary, [role=img]")) {
  if (visible(node) && !name(node)) wrong.push(`no name: ${node.outerHTML.slice(0, 100)}`);
}
if (document.documentElement.scrollWidth > innerWidth) wrong.push(`wider than the screen: ${document.documentElement.scrollWidth} of ${innerWidth}`);
const parse = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
  return {r, g, b, a};
};
const over = (top, below) => ({r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1});
const backOf = (node) => {
  if (!node) return {r: 255, g: 255, b: 255, a: 1};
  const own = parse(getComputedStyle(node).backgroundColor);
  return own.a === 1 ? own : over(own, backOf(node.parentElement));
};
const light = ({r, g, b}) => {
  const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !visible(node) || ["SCRIPT", "NOSCRIPT", "OPTION", "KBD"].includes(node.tagName) || node.closest("svg, .unseen, .skip-link, :disabled")) continue;
  const back = backOf(node);
  const ink = over(parse(getComputedStyle(node).color), back);
  const [a, b] = [light(ink), light(back)].sort((p, q) => q - p);
  const contrast = (a + 0.05) / (b + 0.05);
  if (contrast < 4.5) wrong.push(`contrast ${contrast.toFixed(2)}: ${node.className} ${walker.currentNode.data.slice(0, 30)}`);
}
return [...new Set(wrong)];
"#;

/// What is wrong with the page on the screen.
pub(crate) fn audit(browser: &Browser) -> Vec<String> {
    let wrong = browser.script(AUDIT);
    wrong.as_array().unwrap().iter().filter_map(|line| line.as_str().map(str::to_owned)).collect()
}

#[test]
fn every_screen_can_be_read() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    browser.open(&format!("{}?status=all&order=text", desk.address));
    browser.keys("axl");
    desk.stored(3, "skip");
    for view in ["?status=all&order=text", "?view=corpus", "?view=clusters"] {
        browser.open(&format!("{}{view}", desk.address));
        until("something is shown", || browser.count("main .article-head, main figure, main .cluster") > 0);
        for (width, height) in [(360, 740), (900, 900), (1600, 1000)] {
            for dark in [false, true] {
                browser.screen(width, height, dark);
                assert_eq!(audit(&browser), [""; 0], "{view} on {width} pixels, dark: {dark}");
            }
        }
    }
}

/// How many keys the page shows.
const KEYS_SEEN: &str =
    "return [...document.querySelectorAll('kbd')].filter((key) => key.checkVisibility()).length";

/// On a telephone the quote is to be seen above what is asked about it, with all of its parts,
/// for which who accepts it vouches.
#[test]
fn small_screens_show_the_quote() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    browser.screen(360, 740, false);
    browser.open(&format!("{}?status=all&order=unsure", desk.address));
    browser.shows(".panel .badge", "undecided");
    assert_eq!(browser.script(KEYS_SEEN), 0, "nobody has keys there");
    browser.script("document.querySelector('.end button').click()");
    browser.shows(".picking-help", "select it in the text");
    browser.open(&format!("{}?status=all&order=unsure", desk.address));
    browser.shows(".panel .badge", "undecided");
    let above = "const top = document.querySelector('.panel').getBoundingClientRect().top; \
                 const all = [...document.querySelectorAll('.text .content, .text .cue, .text .source')]; \
                 const marks = all.map((mark) => mark.getBoundingClientRect()); \
                 const short = marks.at(-1).bottom - marks[0].top < innerHeight / 4; \
                 return top > innerHeight * 2 / 3 && marks.every((mark) => !short || mark.top > 0 && mark.bottom < top)";
    for _ in 0..4 {
        until("the quote is above the panel", || browser.script(above) == true);
        browser.keys("l");
    }
}

/// Catches what the page would download.
const CATCH: &str = r#"
window.taken = [];
URL.createObjectURL = (blob) => { blob.text().then((text) => window.taken.push(text)); return "data:,"; };
HTMLAnchorElement.prototype.click = () => {};
for (const button of document.querySelector("figure .take").querySelectorAll("button")) button.click();
"#;

#[test]
fn charts_can_be_taken_along() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    let report = desk.path("report.html");
    sayso(&["report", path(&desk.output()), "--output", path(&report)]);
    for page in [format!("{}?view=corpus", desk.address), format!("file://{}#view=corpus", report.display())]
    {
        browser.open(&page);
        browser.shows("main", "The most quoted over time");
        browser.shows("main", "Women and men");
        assert_eq!(browser.count("figure"), browser.count("figure .take"), "{page}");
        browser.script(CATCH);
        until("all three are made", || browser.script("return window.taken.length") == 3);
        let taken = browser.script("return window.taken.sort().map((text) => text.slice(0, 400))");
        let taken: Vec<&str> = taken.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let is = |start: &str| taken.iter().filter(|text| text.starts_with(start)).count();
        assert_eq!(is("<svg") + is("speaker,direct,mixed,indirect,all\r\n"), 2, "{page}: {taken:?}");
        assert!(taken.iter().any(|text| text.get(..8).is_some_and(|start| start.contains("PNG"))), "{page}");
        assert_eq!(browser.complaints(), [""; 0], "{page}");
    }
}

/// What a chart cannot show it says.
#[test]
fn charts_tell_what_they_leave_out() {
    let Some(browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let articles = folder.path().join("articles.jsonl");
    let lines = "{\"text\": \"“It floats,” said Åse Lund.\", \"date\": \"2031-04-05\"}\n\
        {\"text\": \"“It sinks,” said Bo Ek.\"}\n";
    std::fs::write(&articles, lines).unwrap();
    let desk = Desk::open(&articles, &browser);
    browser.open(&format!("{}?view=corpus", desk.address));
    browser.shows("main", "By the month of the article; 1 quote of articles without a date left out.");
}

/// Makes the pictures again if `SAYSO_PICTURES=1` is set.
#[test]
fn pictures_of_the_page() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/pictures");
    let folder = if std::env::var_os("SAYSO_PICTURES").is_some() { kept } else { desk.path("pictures") };
    std::fs::create_dir_all(&folder).unwrap();
    let picture = |name: &str| {
        // Wait until the last message has gone.
        browser.script("document.querySelector('#toast').hidden = true");
        let path = folder.join(name);
        browser.picture(&path);
        let size = std::fs::metadata(&path).unwrap().len();
        assert!((5_000..150_000).contains(&size), "{name} has {size} bytes");
    };
    let article = "2024-10-17-tarrow-bridge-closed";
    browser.screen(1280, 760, false);
    browser.open(&format!("{}?status=all&order=text&article={article}", desk.address));
    browser.shows(".article-head h2", "Tarrow Bridge");
    browser.keys("aaxa");
    desk.stored(4, "accept");
    browser.keys("i");
    browser.shows(".why dl", "Found by");
    picture("article.webp");
    browser.keys("s");
    browser.keys(&RIGHT.to_string());
    browser.shows(".picking-help", "Choose the source");
    browser.keys(&ENTER.to_string());
    browser.shows(".panel", "Save the correction");
    picture("correct.webp");
    browser.screen(360, 740, true);
    browser.open(&format!("{}?status=undecided&order=text&article={article}", desk.address));
    browser.shows(".panel .badge", "undecided");
    picture("telephone.webp");
    browser.screen(1280, 820, false);
    browser.open(&format!("{}?view=corpus", desk.address));
    browser.shows("figure", "Most quoted");
    picture("corpus.webp");
    browser.open(&format!("{}?view=clusters", desk.address));
    until("clusters are shown", || browser.count(".cluster") > 0);
    picture("clusters.webp");
    let report = desk.path("report.html");
    sayso(&["report", path(&desk.output()), "--decided", "--output", path(&report)]);
    browser.open(&format!("file://{}#status=all", report.display()));
    browser.shows("#progress", "4 of ");
    assert_eq!(browser.complaints(), [""; 0]);
}
