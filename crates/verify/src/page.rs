//! Findings as one page: drafts on the left, what the sources have on the right. All of it
//! is in one file, and it loads and sends nothing.

use base64::Engine;
use records::Finding;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// A draft with what was found about it.
#[derive(Clone, Debug, Serialize)]
pub struct DraftPage {
    /// Where the draft came from.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was found, in the order of the text.
    pub findings: Vec<Finding>,
}

const INDEX: &str = include_str!("../page/index.html");
const STYLE: &str = include_str!("../page/style.css");
const SCRIPT: &str = include_str!("../page/verify.js");

/// The page of some drafts, as HTML. What drafts and sources say is in it as inert JSON;
/// the page's policy allows its own script alone.
///
/// # Panics
/// Never: findings hold nothing that JSON cannot.
pub fn page(drafts: &[DraftPage]) -> String {
    let data = serde_json::to_string(drafts).expect("findings hold nothing that JSON cannot");
    // So no text can end the element that it is in.
    let data = data.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE)
    );
    // The data come last, since they may contain anything.
    [("{{policy}}", &*policy), ("{{style}}", STYLE), ("{{script}}", SCRIPT), ("{{data}}", &data)]
        .into_iter()
        .fold(INDEX.to_owned(), |page, (place, content)| page.replacen(place, content, 1))
}

/// The hash by which a policy allows the contents of an element.
fn hash(contents: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(contents)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_leave_its_element() {
        let text = "</script><script>alert(1)</script> {{script}}".to_owned();
        let page = page(&[DraftPage { path: "a.txt".into(), text, findings: Vec::new() }]);
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(page.contains("\\u003c/script>\\u003cscript>alert(1)") && page.contains("{{script}}"));
    }
}
