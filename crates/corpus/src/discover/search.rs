//! Searches folders for files, and says to which corpus each belongs.

use super::companions::{is_companion, is_of_saved_page};
use super::corpus_toml;
use super::listed_file::{FileSource, ListedFile};
use super::nearest::path_meant;
use crate::corpus::Corpus;
use crate::formats;
use crate::skipped::Skipped;
use crate::unpack::{Wrapping, bare};
use std::collections::HashSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The files under some paths, sorted by path, and what will not be read, sorted
/// too. [`Input::find`](crate::Input::find) has the details.
pub(crate) fn search(paths: &[PathBuf]) -> (Vec<Arc<ListedFile>>, Vec<Skipped>) {
    let mut search = Search::default();
    let mut paths: Vec<&PathBuf> = paths.iter().collect();
    paths.sort();
    for path in paths {
        search.argument(path);
    }
    let Search { mut files, mut skipped, .. } = search;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    skipped.sort();
    (files, skipped)
}

/// The most folders inside of each other. Nobody keeps articles as deep, and finding out
/// what a path leads to takes time that grows with the square of its length.
const DEEPEST: usize = 256;

/// For so many paths that are not there it is asked what may be meant: a list of files may
/// have any number of them, and folders as many names.
const HINTED: usize = 10;

/// The files under some paths, as far as they have been searched.
#[derive(Default)]
struct Search {
    files: Vec<Arc<ListedFile>>,
    skipped: Vec<Skipped>,
    /// Canonical paths of the files and folders already taken.
    seen: HashSet<PathBuf>,
}

/// A corpus and the folder that its ids start from.
#[derive(Clone)]
struct Home {
    corpus: Arc<Corpus>,
    root: PathBuf,
}

impl Search {
    /// Takes a path that the user gave.
    fn argument(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.files.push(Arc::new(ListedFile {
                source: FileSource::StandardInput,
                path: path.to_owned(),
                corpus: Arc::new(Corpus::named("input".to_owned())),
                stem: "input".to_owned(),
                format: None,
                bytes: 0,
                changed: None,
            }));
        }
        match std::fs::metadata(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let meant = if self.skipped.len() < HINTED { path_meant(path) } else { None };
                let meant = meant.map(|meant| format!("; is “{}” meant?", meant.display()));
                self.skip(path, format!("no such file or folder{}", meant.unwrap_or_default()));
            }
            Err(error) => self.skip(path, format!("cannot be read: {error}")),
            Ok(metadata) if metadata.is_dir() => self.folder(path, None, 0),
            Ok(metadata) => {
                let folder = match path.parent() {
                    Some(folder) if !folder.as_os_str().is_empty() => folder,
                    _ => Path::new("."),
                };
                let home = self.home(folder, None);
                self.file(path, &metadata, &home);
            }
        }
    }

    /// The corpus of a folder: its own, else that of the folder around it.
    fn home(&mut self, folder: &Path, outer: Option<&Home>) -> Home {
        let name = name_of(folder);
        let own = corpus_toml::read(folder, &name, &mut self.skipped);
        match (own, outer) {
            (None, Some(outer)) => outer.clone(),
            (own, _) => {
                Home { corpus: Arc::new(own.unwrap_or_else(|| Corpus::named(name))), root: folder.to_owned() }
            }
        }
    }

    fn folder(&mut self, folder: &Path, outer: Option<&Home>, depth: usize) {
        if depth > DEEPEST {
            return self.skip(folder, format!("more than {DEEPEST} folders inside of each other"));
        }
        if !self.first_time(folder) {
            return;
        }
        if holds_results(folder) {
            // Whoever names it has to hear of it; `extract .` with its own `output/` has not.
            if outer.is_none() {
                self.skip(
                    folder,
                    "holds results, not articles; to read their texts again, name its articles.jsonl",
                );
            }
            return;
        }
        if is_cache(folder) {
            if outer.is_none() {
                self.skip(folder, format!("a cache, by its {CACHE_TAG}: it holds no articles"));
            }
            return;
        }
        let entries = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let mut entries: Vec<PathBuf> = match entries {
            Ok(entries) => entries.into_iter().map(|e| e.path()).collect(),
            Err(error) => return self.skip(folder, format!("cannot be read: {error}")),
        };
        entries.sort();
        let home = self.home(folder, outer);
        for path in entries {
            if path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.')) {
                continue;
            }
            match std::fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    if !is_of_saved_page(&path) {
                        self.folder(&path, Some(&home), depth + 1);
                    }
                }
                Ok(_) if is_companion(&entry_name(&path)) => {}
                Ok(metadata) => self.file(&path, &metadata, &home),
                Err(error) => self.skip(&path, format!("cannot be read: {error}")),
            }
        }
    }

    fn file(&mut self, path: &Path, metadata: &std::fs::Metadata, home: &Home) {
        if !self.first_time(path) {
            return;
        }
        let (corpus, stem) = (Arc::clone(&home.corpus), stem(path, &home.root));
        let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
        let known = match &extension {
            // The first bytes may tell.
            None => true,
            Some(extension) => {
                corpus.format.is_some()
                    || formats::of_extension(extension).is_some()
                    || Wrapping::of(&entry_name(path)).is_some()
            }
        };
        let inside = path.strip_prefix(&home.root).unwrap_or(path).to_string_lossy().into_owned();
        // Which files of an archive belong to the corpus is decided when it is read.
        let archive = Wrapping::is_archive(&entry_name(path));
        let belongs = if archive { !corpus.excludes(&inside) } else { corpus.has(&inside) };
        if !belongs {
            return;
        }
        if !metadata.is_file() {
            self.skip(path, "neither a file nor a folder");
        } else if known {
            self.files.push(Arc::new(ListedFile {
                source: FileSource::Disk,
                path: path.to_owned(),
                stem,
                format: corpus.format.and_then(formats::of_name),
                corpus,
                bytes: metadata.len(),
                changed: metadata.modified().ok(),
            }));
        } else {
            self.skip(path, formats::no_reader(extension.as_deref().unwrap_or_default()));
        }
    }

    /// Whether a file or folder has not been taken yet; it is now.
    fn first_time(&mut self, path: &Path) -> bool {
        self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(path, reason));
    }
}

/// The name of a folder, even if the user gave it as `.` or `..`.
fn name_of(folder: &Path) -> String {
    let canonical = folder.canonicalize();
    let name = folder.file_name().or_else(|| canonical.as_ref().ok()?.file_name());
    name.map_or_else(|| "corpus".to_owned(), |n| n.to_string_lossy().into_owned())
}

fn entry_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The path of a file inside its corpus, without extensions, separated by `/`.
fn stem(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    bare(&parts.join("/"))
}

/// The file that marks a folder as a cache, by the convention of <https://bford.info/cachedir/>,
/// and how it begins. No articles are looked for there.
const CACHE_TAG: &str = "CACHEDIR.TAG";
const CACHE_SIGNATURE: &str = "Signature: 8a477f597d28d172789f06886806bc55";

/// Whether a folder is a cache, such as the index that `sayso verify` keeps of its sources.
fn is_cache(folder: &Path) -> bool {
    let path = folder.join(CACHE_TAG);
    let mut start = Vec::new();
    path.is_file()
        && File::open(path)
            .and_then(|tag| tag.take(CACHE_SIGNATURE.len() as u64).read_to_end(&mut start))
            .is_ok_and(|_| start == CACHE_SIGNATURE.as_bytes())
}

/// Whether a folder holds the results of a run, also one that was stopped, or of joining
/// runs. They have copies of the articles, which must not be read for articles:
/// `sayso extract .` has its own `output/` before it.
pub fn holds_results(folder: &Path) -> bool {
    ["attributions.jsonl", "articles.jsonl"]
        .iter()
        .all(|name| folder.join(name).is_file() || folder.join(format!("{name}.part")).is_file())
}
