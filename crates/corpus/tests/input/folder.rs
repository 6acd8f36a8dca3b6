//! Folders for the tests, and what is read from them.

use corpus::{Input, Options, Reader};
use std::fs;
use std::path::{Path, PathBuf};
use text::Article;

/// A folder with these files.
pub(crate) fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// The articles, and the complaints with paths as seen from `folder`.
pub(crate) fn read(folder: &Path, paths: &[&str], options: &Options) -> (Vec<Article>, Vec<String>) {
    let paths: Vec<PathBuf> = paths.iter().map(|p| folder.join(p)).collect();
    let input = Input::find(&paths, options);
    let reader = Reader::new(&lexicon::Lexicon::embedded());
    let mut complaints: Vec<_> = input.skipped().iter().map(ToString::to_string).collect();
    let mut articles = Vec::new();
    let mut last = 0;
    for record in input.records() {
        assert!(last <= record.read && record.read <= input.bytes());
        last = record.read;
        match reader.article(record) {
            Ok(article) => articles.push(article),
            Err(skipped) => complaints.push(skipped.to_string()),
        }
    }
    let root = format!("{}/", folder.display());
    (articles, complaints.into_iter().map(|c| c.replace(&root, "")).collect())
}
