//! The page for reviewing in a real browser, as people use it: with the program as it
//! is installed, and mostly without a mouse.
//!
//! Without chromedriver the tests skip themselves and say so; if `SAYSO_BROWSER` is
//! set, as in CI, they fail.

mod driver;
mod hostile;
mod looks;
mod serving;

use driver::{Browser, DOWN, ENTER, ESCAPE, RIGHT, TAB, until};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// An output folder, and `sayso review` serving it.
struct Desk {
    folder: tempfile::TempDir,
    server: Child,
    address: String,
}

impl Desk {
    /// Extracts articles and opens the page.
    fn open(input: &Path, browser: &Browser) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("output");
        sayso(&["extract", path(input), "--output", path(&output), "--quiet"]);
        let (server, address) = serve(&output, 0);
        browser.open(&address);
        browser.shows("#progress", "decided");
        until("the files are read", || browser.count(".reading") == 0);
        Self { folder, server, address }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn port(&self) -> u16 {
        self.address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap()
    }

    /// Ends the server without warning (kill -9).
    fn kill(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// The decisions in the file.
    fn decisions(&self) -> Vec<Value> {
        let file = std::fs::read_to_string(self.output().join("decisions.jsonl")).unwrap_or_default();
        file.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    fn last(&self, field: &str) -> String {
        self.decisions()
            .last()
            .map(|last| last[field].as_str().unwrap_or_default().to_owned())
            .unwrap_or_default()
    }

    /// Waits until the file has this many decisions, and the last is of this kind.
    #[track_caller]
    fn stored(&self, count: usize, what: &str) {
        until(&format!("{what} is stored as decision {count}"), || {
            self.decisions().len() >= count && self.last("what") == what
        });
        assert_eq!(self.decisions().len(), count);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus")
}

/// Runs the program and returns what it printed.
#[track_caller]
fn sayso(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso")).args(arguments).output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success(), "{arguments:?}: {stdout}{stderr}");
    stdout + &stderr
}

fn serve(output: &Path, port: u16) -> (Child, String) {
    let port = port.to_string();
    start(&["review", path(output), "--no-open", "--reviewer", "ana", "--port", &port])
}

/// Starts a command that serves a page, and gives the page's address.
fn start(arguments: &[&str]) -> (Child, String) {
    let mut server = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
    (server, address.trim().to_owned())
}

#[test]
fn quotes_are_decided_by_keyboard_alone() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    browser.shows("#progress", "0 of ");

    // Filter: a speaker, chosen with the keyboard.
    browser.keys("/");
    browser.keys("Pilar Echeverr");
    browser.keys(&ENTER.to_string());
    until("the address tells the filter", || {
        browser.script("return location.search").as_str().unwrap().contains("q=Pilar")
    });
    browser.shows(".counts", "0 of ");
    until("only she is listed", || {
        browser.count(".item") > 5 && browser.text(".items").matches("Pilar").count() > 5
    });
    let hers = browser.count(".item");
    browser.keys(&ESCAPE.to_string());
    until("all are listed again", || browser.count(".item") > hers);

    // Accept, reject, and take the last one back.
    let first = browser.text(".item[aria-current] .snippet");
    browser.keys("a");
    desk.stored(1, "accept");
    assert_eq!(desk.last("who"), "ana");
    let second = browser.shows_other(".item[aria-current] .snippet", &first);
    browser.keys("x");
    desk.stored(2, "reject");
    browser.shows_other(".item[aria-current] .snippet", &second);
    browser.keys("u");
    desk.stored(3, "undo");
    until("it is shown again", || browser.text(".item[aria-current] .snippet") == second);
    browser.shows(".panel .badge", "undecided");

    // Correct it: the content one word longer, and somebody else said it.
    let content = browser.text(".panel .value.content");
    browser.keys("c");
    browser.shows(".picking-help", "Choose the content");
    browser.keys(&format!("{RIGHT}{ENTER}"));
    until("the content is longer", || browser.text(".panel .value.content").len() > content.len());
    browser.keys("w");
    browser.shows("dialog[open] h2", "Who said it?");
    browser.keys(&format!("Zoë Okonjo{ENTER}"));
    browser.shows(".part.speaker", "Zoë Okonjo");
    browser.keys(&ENTER.to_string());
    desk.stored(4, "fix");
    let fixed = desk.decisions().pop().unwrap();
    assert_eq!(fixed["quote"]["speaker"], "Zoë Okonjo");
    assert_eq!(fixed["content"][0][0], fixed["quote"]["content"][0][0], "it begins where it began");
    assert!(fixed["content"] != fixed["quote"]["content"]);

    // Flag, comment, leave for later.
    browser.keys("f");
    desk.stored(5, "flag");
    browser.keys("n");
    browser.shows("dialog[open] h2", "Comment");
    browser.keys("Ask the desk.");
    browser.keys(&format!("{TAB}{ENTER}"));
    desk.stored(6, "comment");
    assert_eq!(desk.last("comment"), "Ask the desk.");
    browser.shows(".panel .note", "Ask the desk.");
    browser.keys("l");
    desk.stored(7, "skip");

    // After a reload everything is as it was.
    let address = browser.script("return location.href");
    browser.open(address.as_str().unwrap());
    browser.shows("#progress", "2 of ");
    browser.open(&format!("{}?status=fixed", desk.address));
    browser.shows(".counts", "1 quote ");
    browser.shows(".part.speaker", "Zoë Okonjo");
    browser.open(&format!("{}?status=flagged", desk.address));
    browser.shows(".panel .badge.flag", "ana");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn what_was_missed_is_added_and_gold_is_made_of_it() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    browser.open(&format!("{}?status=all&order=text&article=bridge-tolls", desk.address));
    browser.shows(".article-head h2", "Islanders win fight");
    let quotes = browser.count(".item") as usize;
    assert!(quotes >= 4);

    // With a selection, as with a mouse …
    browser.select("has paid the toll twice a day for sixteen years");
    browser.keys("m");
    browser.shows(".panel h2", "missed");
    browser.select("Ewan Tollefsen");
    browser.keys("s");
    browser.shows(".panel .value.source", "Ewan Tollefsen");
    browser.keys(&ENTER.to_string());
    desk.stored(1, "add");
    let added = desk.decisions().pop().unwrap();
    assert_eq!(added["content"], added["quote"]["content"]);
    browser.shows(".panel .badge", "added");
    browser.shows("#progress", "1 added");
    // … and with the keyboard alone.
    browser.keys("m");
    browser.shows(".picking-help", "Choose the content");
    browser.keys(&format!("{DOWN}{RIGHT}{RIGHT}{ENTER}{ENTER}"));
    desk.stored(2, "add");
    browser.keys("u");
    desk.stored(3, "undo");

    // A speaker is corrected in the whole article.
    browser.click(".article-head .chip");
    browser.shows("dialog[open] h2", "Who is");
    browser.script("document.querySelector('dialog input').value = ''");
    browser.keys(&format!("the Ministry of Transport{ENTER}"));
    desk.stored(4, "speaker");
    browser.shows(".article-head .chip", "the Ministry of Transport");

    // Until all quotes are decided, nobody can have read the whole article.
    browser.keys("d");
    browser.shows("#toast", "First decide");
    browser.click(".item");
    browser.keys(&"a".repeat(quotes));
    desk.stored(4 + quotes, "accept");
    browser.keys("d");
    desk.stored(5 + quotes, "read");
    browser.shows(".article-state .read", "read whole by ana");

    // The program is measured by it.
    let measured = sayso(&["eval", "--decisions", path(&desk.output())]);
    let counts =
        format!("quotes decided {quotes}, of these rejected 0; added 1\narticles 1, of these read whole 1\n");
    assert!(measured.starts_with(&counts), "{measured}");
    let gold = desk.path("gold");
    let told = sayso(&["export", path(&desk.output()), "--gold", path(&gold)]);
    assert!(
        told.contains(&format!("articles read whole: 1, with quotes and claims: {}", quotes + 1)),
        "{told}"
    );

    // And learns from it.
    for gold in [gold.join("gold.jsonl"), gold.join("brat")] {
        let figures = sayso(&["eval", path(&gold)]);
        assert!(figures.contains("content"), "{figures}");
        #[cfg(feature = "train")]
        {
            let model = desk.path("own.model");
            sayso(&["train", path(&gold), "--output", path(&model)]);
            let again = desk.path("again");
            sayso(&[
                "extract",
                path(&sample()),
                "--model",
                path(&model),
                "--output",
                path(&again),
                "--quiet",
            ]);
            assert!(std::fs::metadata(again.join("attributions.jsonl")).unwrap().len() > 0);
        }
    }
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn two_windows_see_each_other() {
    let Some(browser) = Browser::start() else { return };
    let desk = Desk::open(&sample(), &browser);
    let view = format!("{}?status=all&order=text", desk.address);
    browser.open(&view);
    let ana = browser.window();
    browser.shows(".panel .badge", "undecided");
    let ben = browser.new_window();
    browser.switch_to(&ben);
    browser.open(&view);
    browser.shows(".panel .badge", "undecided");
    browser.script("document.querySelector('#reviewer').value = 'ben'; document.querySelector('#reviewer').dispatchEvent(new Event('change'))");
    browser.keys("x");
    desk.stored(1, "reject");
    assert_eq!(desk.last("who"), "ben");
    browser.switch_to(&ana);
    browser.shows(".panel .badge", "rejected");
    browser.shows("#progress", "1 of ");
    // The later decision counts, and both are kept.
    browser.keys("a");
    desk.stored(2, "accept");
    browser.switch_to(&ben);
    browser.keys("k");
    browser.shows(".panel .badge", "accepted");
}

#[test]
fn nothing_is_lost_when_it_is_killed() {
    let Some(browser) = Browser::start() else { return };
    let mut desk = Desk::open(&sample(), &browser);
    let current = || browser.text(".item[aria-current] .snippet");
    let decided = current();
    browser.keys("a");
    desk.stored(1, "accept");
    browser.shows("#progress", "1 of ");
    until("the next quote is current", || current() != decided);
    let before = current();
    desk.kill();
    // As if it had been killed in the middle of a line.
    let file = desk.output().join("decisions.jsonl");
    let mut torn = std::fs::read(&file).unwrap();
    torn.extend_from_within(..50);
    std::fs::write(&file, torn).unwrap();

    browser.keys("x");
    browser.shows("#trouble", "does not answer");
    assert_eq!(current(), before, "what is not stored is not shown as made");
    let (server, address) = serve(&desk.output(), desk.port());
    desk.server = server;
    assert_eq!(address, desk.address);
    browser.shows(".problems summary", "1 line cannot be used");
    browser.click("#trouble button");
    until("the decision is stored", || desk.last("what") == "reject");
    until("nothing is wrong any more", || browser.text("#trouble").is_empty());
    assert_eq!(desk.decisions().len(), 2, "the torn line spoils neither the one before it nor the one after");
    browser.shows("#progress", "2 of ");
}
