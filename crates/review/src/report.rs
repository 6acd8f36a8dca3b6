//! The page in one file, to be mailed to somebody: everything is in it, and it loads
//! and sends nothing.
//!
//! What articles say is in it as inert JSON. Only the page's own scripts can run,
//! because the page's policy names the hash of their bytes.

use crate::error::{Error, Problem};
use crate::page;
use crate::review::Review;
use crate::reviewed::ReviewedArticle;
use crate::server::escaped;
use base64::Engine;
use records::Offsets;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::Path;

/// What goes into a report.
#[derive(Clone, Debug)]
pub struct ReportOptions {
    /// The ids of the articles; all articles if there are none.
    pub articles: Vec<String>,
    /// Only articles about which somebody has decided something.
    pub decided: bool,
    /// The largest number of bytes that the articles may take.
    pub most: usize,
}

/// How many bytes of articles a report may have unless the user says otherwise: mail
/// servers commonly refuse more than 25 MB.
const MAILABLE: usize = 20 << 20;

/// About how many bytes a quote takes in a report, with its names and decisions.
const BYTES_OF_QUOTE: usize = 1000;

impl Default for ReportOptions {
    fn default() -> Self {
        Self { articles: Vec::new(), decided: false, most: MAILABLE }
    }
}

/// How many clusters a report has at most: those in most articles.
const CLUSTERS: usize = 200;

/// What the page would otherwise ask the server for.
#[derive(Serialize)]
struct Data {
    folder: String,
    run: Option<serde_json::Value>,
    articles: Vec<ReviewedArticle>,
    clusters: Vec<serde_json::Value>,
}

/// The report of an output folder: a page of HTML.
///
/// # Errors
/// If the folder cannot be read, lacks an article, or the articles are too large.
pub fn report(output: &Path, options: &ReportOptions) -> Result<String, Error> {
    let review = Review::whole(output)?;
    let ids = match (&options.articles[..], options.decided) {
        ([], false) => review.ids(),
        ([], true) => review.decided_ids(),
        (ids, _) => ids.to_vec(),
    };
    let (mut articles, mut bytes) = (Vec::new(), 0);
    for id in ids {
        let article = review.article(&id, Offsets::Utf16)?;
        bytes += article.text.len() + article.quotes.len() * BYTES_OF_QUOTE;
        if bytes > options.most {
            return Err(Error::plain(Problem::TooMuch(options.most as u64 >> 20)));
        }
        articles.push(article);
    }
    let included: HashSet<&str> = articles.iter().map(|article| &*article.id).collect();
    let (_, mut clusters) = review.clusters(0, CLUSTERS)?;
    clusters.retain(|cluster| {
        let members = cluster["members"].as_array();
        members.is_some_and(|all| {
            all.iter().any(|m| m["article"].as_str().is_some_and(|id| included.contains(id)))
        })
    });
    let data = Data { folder: review.name(), run: review.run()?, articles, clusters };
    let data = serde_json::to_string(&data).map_err(|e| Error::new(output, std::io::Error::from(e)))?;
    Ok(in_one_file(&data, &review.name()))
}

fn in_one_file(data: &str, name: &str) -> String {
    let (script, style) = (script(), page::STYLE.contents);
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(style)
    );
    // So no text of an article can end the element that it is in.
    let data = data.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let before_style = page::INDEX.split(STYLE_TAG).next().unwrap_or_default();
    let between =
        page::INDEX.split(STYLE_TAG).nth(1).unwrap_or_default().split(SCRIPT_TAG).next().unwrap_or_default();
    let after_script = page::INDEX.split(SCRIPT_TAG).nth(1).unwrap_or_default();
    let title = format!("<title>{} · ", escaped(name));
    let before_style =
        before_style.replace("{{token}}", "").replace("{{reviewer}}", "").replace("<title>", &title);
    [
        &before_style,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"",
        &policy,
        "\">\n<style>",
        style,
        "</style>",
        between,
        "<script type=\"application/json\" id=\"data\">",
        &data,
        "</script>\n<script type=\"module\">",
        &script,
        "</script>",
        after_script,
    ]
    .concat()
}

const STYLE_TAG: &str = "<link rel=\"stylesheet\" href=\"/page/style.css\">";
const SCRIPT_TAG: &str = "<script type=\"module\" src=\"/page/app.js\"></script>";

/// All scripts as one. Imports can go, since each imports only from those before it.
fn script() -> String {
    let lines = page::SCRIPTS.iter().flat_map(|file| file.contents.lines());
    let own = lines.filter(|line| !line.starts_with("import "));
    let mut script = String::from("\"use strict\";\n");
    for line in own {
        script.push_str(line.strip_prefix("export ").unwrap_or(line));
        script.push('\n');
    }
    script
}

/// The hash by which a policy allows the contents of an element.
fn hash(contents: &str) -> String {
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(contents)))
}
