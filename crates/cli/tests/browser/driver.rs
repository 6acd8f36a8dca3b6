//! A browser without a window, driven over WebDriver: the few commands of the
//! protocol that the tests need.

use serde_json::{Value, json};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long to wait for something before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const ESCAPE: char = '\u{e00c}';
pub(crate) const RIGHT: char = '\u{e014}';
pub(crate) const DOWN: char = '\u{e015}';
pub(crate) const TAB: char = '\u{e004}';

/// Waits until a condition holds.
#[track_caller]
pub(crate) fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A browser with one window, and what drives it.
pub(crate) struct Browser {
    driver: Child,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser; `None`, with a message, if this machine has none.
    ///
    /// # Panics
    /// If this machine has none and `SAYSO_BROWSER` is set, as in CI.
    pub(crate) fn start() -> Option<Self> {
        let driver =
            Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let Ok(mut driver) = driver else {
            assert!(std::env::var_os("SAYSO_BROWSER").is_none(), "there is no chromedriver on this machine");
            // Straight to the terminal, since the output of passing tests is not shown.
            let _ = std::io::Write::write_all(
                &mut std::io::stderr(),
                b"skipped: there is no chromedriver on this machine, so nothing is tested in a browser\n",
            );
            return None;
        };
        let port = port(&mut driver);
        let profile = tempfile::tempdir().unwrap();
        let mut browser =
            Self { driver, session: format!("http://127.0.0.1:{port}/session"), _profile: profile };
        let folder = format!("--user-data-dir={}", browser._profile.path().display());
        let arguments = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            &folder,
        ];
        let wanted = json!({"browserName": "chrome", "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"}});
        let made = browser.send("", json!({"capabilities": {"alwaysMatch": wanted}}));
        let id = made["sessionId"].as_str().expect("a session has an id").to_owned();
        browser.session = format!("{}/{id}", browser.session);
        browser.screen(1400, 900, false);
        Some(browser)
    }

    fn send(&self, command: &str, body: Value) -> Value {
        self.try_to(command, body).unwrap_or_else(|answer| panic!("{command}: {answer}"))
    }

    /// The answer to a command, or what the driver says if it fails.
    fn try_to(&self, command: &str, body: Value) -> Result<Value, Value> {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut response = agent.post(format!("{}{command}", self.session)).send_json(body).unwrap();
        let answer: Value = response.body_mut().read_json().unwrap();
        if response.status() == 200 { Ok(answer["value"].clone()) } else { Err(answer) }
    }

    fn chrome(&self, command: &str, parameters: Value) -> Value {
        self.send("/goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    /// Sets the size of the screen, and whether the user prefers dark colours.
    pub(crate) fn screen(&self, width: u32, height: u32, dark: bool) {
        self.chrome(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}),
        );
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": scheme}]);
        self.chrome("Emulation.setEmulatedMedia", json!({"features": features}));
    }

    pub(crate) fn open(&self, address: &str) {
        self.send("/url", json!({"url": address}));
    }

    /// Runs a script and returns its result.
    pub(crate) fn script(&self, script: &str) -> Value {
        self.send("/execute/sync", json!({"script": script, "args": []}))
    }

    /// What the page shows in an element; empty if there is no such element.
    pub(crate) fn text(&self, selector: &str) -> String {
        let script = format!("return document.querySelector({})?.innerText ?? ''", json!(selector));
        self.script(&script).as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn count(&self, selector: &str) -> u64 {
        self.script(&format!("return document.querySelectorAll({}).length", json!(selector)))
            .as_u64()
            .unwrap()
    }

    /// Waits until an element shows some words.
    #[track_caller]
    pub(crate) fn shows(&self, selector: &str, words: &str) {
        let start = Instant::now();
        while !self.text(selector).contains(words) {
            let text = || self.text(selector);
            assert!(start.elapsed() < PATIENCE, "{selector} does not show {words:?} but {:?}", text());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Waits until an element shows other words than these; returns them.
    #[track_caller]
    pub(crate) fn shows_other(&self, selector: &str, than: &str) -> String {
        let start = Instant::now();
        loop {
            let text = self.text(selector);
            if !text.is_empty() && text != than {
                return text;
            }
            assert!(start.elapsed() < PATIENCE, "{selector} shows {than:?} and nothing else");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Presses keys, one after the other.
    pub(crate) fn keys(&self, keys: &str) {
        let press =
            |key: char| [json!({"type": "keyDown", "value": key}), json!({"type": "keyUp", "value": key})];
        let actions: Vec<Value> = keys.chars().flat_map(press).collect();
        self.send("/actions", json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}));
    }

    /// Clicks on an element, which the page may redraw meanwhile.
    pub(crate) fn click(&self, selector: &str) {
        let start = Instant::now();
        loop {
            let found = self.send("/element", json!({"using": "css selector", "value": selector}));
            let element = found.as_object().and_then(|found| found.values().next()).and_then(Value::as_str);
            match self.try_to(&format!("/element/{}/click", element.unwrap()), json!({})) {
                Err(answer) if answer["value"]["error"] == "stale element reference" => {
                    assert!(start.elapsed() < PATIENCE, "{selector} does not stay");
                }
                clicked => break drop(clicked.unwrap()),
            }
        }
    }

    /// Selects words of the article, as with a mouse.
    pub(crate) fn select(&self, words: &str) {
        let script = "
            const pieces = [...document.querySelectorAll('.text [data-start]')];
            const whole = pieces.map((piece) => piece.textContent).join('');
            const from = whole.indexOf(WORDS), to = from + WORDS.length;
            let at = 0;
            const range = document.createRange();
            for (const piece of pieces) {
              const text = piece.firstChild, next = at + text.length;
              if (at <= from && from < next) range.setStart(text, from - at);
              if (at < to && to <= next) range.setEnd(text, to - at);
              at = next;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return getSelection().toString();";
        let selected = self.script(&script.replace("WORDS", &json!(words).to_string()));
        assert!(selected.as_str().is_some_and(|text| !text.is_empty()), "{words:?} is not in the article");
    }

    pub(crate) fn new_window(&self) -> String {
        let window = self.send("/window/new", json!({"type": "tab"}));
        window["handle"].as_str().unwrap().to_owned()
    }

    pub(crate) fn window(&self) -> String {
        let agent = ureq::agent();
        let answer: Value =
            agent.get(format!("{}/window", self.session)).call().unwrap().body_mut().read_json().unwrap();
        answer["value"].as_str().unwrap().to_owned()
    }

    pub(crate) fn switch_to(&self, window: &str) {
        self.send("/window", json!({"handle": window}));
    }

    /// What the browser has complained about since the last call: faults of the page,
    /// and what its policy has prevented.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.send("/se/log", json!({"type": "browser"}));
        let lines = log.as_array().cloned().unwrap_or_default();
        lines.iter().filter_map(|line| line["message"].as_str().map(str::to_owned)).collect()
    }

    /// Writes a picture of the screen.
    pub(crate) fn picture(&self, path: &Path) {
        use base64::Engine;
        let taken = self.chrome("Page.captureScreenshot", json!({"format": "webp", "quality": 80}));
        let bytes =
            base64::engine::general_purpose::STANDARD.decode(taken["data"].as_str().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = ureq::delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The port that the driver chose.
fn port(driver: &mut Child) -> u16 {
    use std::io::{BufRead, BufReader};
    let lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    for line in lines.map_while(Result::ok) {
        let Some((_, port)) = line.split_once("started successfully on port ") else { continue };
        return port.trim_end_matches('.').parse().expect("the driver tells its port");
    }
    panic!("chromedriver did not start");
}
