//! The documents keep up with the program: their links lead somewhere, their figures are
//! those of `results/`, and their commands work and print what is shown (`commands.rs`).
//!
//! `UPDATE_FIGURES=1 cargo test -p sayso-cli --test documents` writes the figures anew
//! (`just figures`). A document marks where they go:
//!
//! ```text
//! Recall is <!-- figures: pages-dev/fast indirect.content.r -->82.5<!-- end --> %.
//!
//! <!-- figures: table quality -->
//!
//! | … |
//!
//! <!-- end -->
//! ```

mod commands;
mod examples;
mod figures;
mod links;
mod results;
mod shown;
mod tables;
mod terminal;

use std::path::{Path, PathBuf};

/// Folders without documents of ours.
const PASSED_OVER: [&str; 4] = ["target", ".git", ".venv", "book"];

/// The repository.
fn root() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("the crate lies in the repository")
}

/// Every Markdown file of the repository with its text, in the order of the paths.
fn documents() -> Vec<(PathBuf, String)> {
    let mut documents = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && !PASSED_OVER.contains(&name.as_str()) {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let text = std::fs::read_to_string(&path).unwrap();
                documents.push((path, text));
            }
        }
    }
    documents.sort();
    documents
}

/// How a document is called in messages.
fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
