//! Files that lie beside articles without being articles.

use super::corpus_toml::FILE;

/// What `sayso verify` writes, by the name that its manual proposes: quotations of drafts.
const FINDINGS: &str = "verify.jsonl";

/// Names of files that accompany articles, without their extensions.
const COMPANIONS: [&str; 8] =
    ["readme", "license", "licence", "copying", "notice", "changelog", "metadata", "corpus"];

/// Whether a file found in a folder is no article and need not be reported either:
/// hidden files, `corpus.toml`, `README.md` and the like, brat's `.ann`, and findings.
pub(crate) fn is_companion(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let (stem, extension) = name.split_once('.').unwrap_or((&name, ""));
    match extension {
        "" | "md" | "txt" | "toml" | "json" | "rst" | "html" | "csv" | "tsv" => {
            name == FILE || (stem != "corpus" && COMPANIONS.contains(&stem))
        }
        _ => name.starts_with('.') || name.ends_with(".ann") || name == FINDINGS,
    }
}
