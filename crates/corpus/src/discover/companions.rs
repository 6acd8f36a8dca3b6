//! Files that lie beside articles without being articles.

use super::corpus_toml::FILE;
use std::path::Path;

/// What `sayso verify` writes, by the name that its manual proposes: quotations of drafts.
const FINDINGS: &str = "verify.jsonl";

/// Names of files that accompany articles, without their extensions.
const COMPANIONS: [&str; 8] =
    ["readme", "license", "licence", "copying", "notice", "changelog", "metadata", "corpus"];

/// What Windows keeps in folders, and what the names of files begin with by which office
/// programs tell each other that a document is open.
const OF_WINDOWS: [&str; 2] = ["thumbs.db", "desktop.ini"];
const OPEN_DOCUMENT: &str = "~$";

/// Whether a file found in a folder is no article and need not be reported either:
/// hidden files and those of systems, `corpus.toml`, `README.md` and the like, brat's `.ann`,
/// and findings.
pub(crate) fn is_companion(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    if OF_WINDOWS.contains(&&*name) || name.starts_with(OPEN_DOCUMENT) {
        return true;
    }
    let (stem, extension) = name.split_once('.').unwrap_or((&name, ""));
    match extension {
        "" | "md" | "txt" | "toml" | "json" | "rst" | "html" | "csv" | "tsv" => {
            name == FILE || (stem != "corpus" && COMPANIONS.contains(&stem))
        }
        _ => name.starts_with('.') || name.ends_with(".ann") || name == FINDINGS,
    }
}

/// Whether a folder has what a browser saved along with a page: `Dam holds_files` lies beside
/// `Dam holds.html`.
pub(crate) fn is_of_saved_page(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str());
    name.and_then(|name| name.strip_suffix("_files")).is_some_and(|page| {
        ["html", "htm"].iter().any(|extension| folder.with_file_name(format!("{page}.{extension}")).is_file())
    })
}
