//! Which files there are to read, in which order, and to which corpus each
//! belongs. Nothing is opened here but folders and `corpus.toml`.

use crate::container::Wrapping;
use crate::format::{self, Format};
use crate::records::{bare, no_reader};
use crate::settings::{Corpus, FILE};
use crate::{Options, Records, Skipped};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// All files of a run.
#[derive(Clone, Debug, Default)]
pub struct Input {
    pub(crate) files: Arc<Vec<Arc<File>>>,
    pub(crate) options: Options,
    skipped: Vec<Skipped>,
    bytes: u64,
}

/// One file to read.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) source: Source,
    pub(crate) path: PathBuf,
    pub(crate) corpus: Arc<Corpus>,
    /// Its path inside the corpus, without the extension, parted by `/`.
    pub(crate) stem: String,
    /// What the corpus says that it is; else its name and its first bytes tell.
    pub(crate) format: Option<&'static dyn Format>,
    pub(crate) bytes: u64,
    /// When it was last changed, if anybody knows.
    pub(crate) changed: Option<SystemTime>,
}

/// Where the bytes of a file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Path,
    /// Standard input.
    Input,
    /// They are here.
    Memory(Arc<[u8]>),
}

/// Files that lie beside articles and are none, whatever their extension.
const COMPANIONS: [&str; 8] =
    ["readme", "license", "licence", "copying", "notice", "changelog", "metadata", "corpus"];

/// Whether a file found in a folder is no article and needs no mention either:
/// hidden files, `corpus.toml`, `README.md` and the like, and brat's `.ann`.
pub(crate) fn is_companion(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let (stem, extension) = name.split_once('.').unwrap_or((&name, ""));
    match extension {
        "" | "md" | "txt" | "toml" | "json" | "rst" | "html" | "csv" | "tsv" => {
            name == FILE || (stem != "corpus" && COMPANIONS.contains(&stem))
        }
        _ => name.starts_with('.') || name.ends_with(".ann"),
    }
}

/// Whether a folder is what an earlier run left, with the articles copied into
/// it: `sayso extract .` must not read its own `output/`.
fn holds_results(folder: &Path) -> bool {
    ["run.json", "attributions.jsonl"].iter().all(|name| folder.join(name).is_file())
}

impl Input {
    /// Lists the files under `paths`, each a file or a folder, or `-`: JSONL on
    /// standard input.
    ///
    /// Folders are searched to any depth and symbolic links followed, but every
    /// folder and file is taken once however many ways lead to it. Files
    /// of all formats are read, compressed or not; hidden files, `corpus.toml`, `README.md`
    /// and the like, and folders of results are passed over; any other file is among
    /// [`skipped`](Self::skipped), as are missing paths and what is wrong with a
    /// `corpus.toml`. Files come sorted by path, so the order depends on neither
    /// the machine nor the order of `paths`.
    ///
    /// A file belongs to the nearest folder upwards, not above the given path,
    /// that has a `corpus.toml`, else to a corpus named after the given folder
    /// (for a given file, the folder that it lies in).
    pub fn find(paths: &[PathBuf], options: &Options) -> Self {
        let mut search = Search::default();
        let mut paths: Vec<&PathBuf> = paths.iter().collect();
        paths.sort();
        for path in paths {
            search.given(path);
        }
        let Search { mut files, mut skipped, .. } = search;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        skipped.sort();
        let bytes = files.iter().map(|f| f.bytes).sum();
        Self { files: Arc::new(files), options: options.clone(), skipped, bytes }
    }

    /// One file that is in memory, as if it lay in a folder about which nothing is
    /// known. Its name tells what it is, as that of a file would.
    pub fn of_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Self {
        let file = File {
            path: name.into(),
            corpus: Arc::default(),
            stem: bare(name),
            format: None,
            bytes: bytes.len() as u64,
            changed: None,
            source: Source::Memory(bytes.into()),
        };
        let bytes = file.bytes;
        Self { files: Arc::new(vec![Arc::new(file)]), options: options.clone(), skipped: Vec::new(), bytes }
    }

    /// The size of all files together, for progress.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many files will be read.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// The folders of word lists that the corpora name, each once.
    pub fn lexicons(&self) -> Vec<&Path> {
        let mut folders: Vec<_> =
            self.files.iter().filter_map(|file| file.corpus.lexicon.as_deref()).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// Changes when a file does, or a `corpus.toml`, or how they are read: by
    /// their sizes and times, not by looking into them.
    pub fn fingerprint(&self) -> String {
        let mut all = Sha256::new();
        for file in self.files.iter() {
            let File { path, corpus, stem, bytes, changed, .. } = &**file;
            all.update(format!("{path:?} {stem} {bytes} {changed:?} {}\n", corpus.source));
        }
        all.update(format!("{:?} {:?}", self.options, self.skipped));
        format!("{:x}", all.finalize())
    }

    /// What will not be read, sorted by path.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// The articles, one after the other, as yet unread bytes.
    pub fn records(&self) -> Records {
        Records::new(self)
    }
}

#[derive(Default)]
struct Search {
    files: Vec<Arc<File>>,
    skipped: Vec<Skipped>,
    /// Canonical paths already taken.
    seen: HashSet<PathBuf>,
}

/// A corpus and the folder that its ids start from.
#[derive(Clone)]
struct Home {
    corpus: Arc<Corpus>,
    root: PathBuf,
}

impl Search {
    fn given(&mut self, path: &Path) {
        if path == Path::new("-") {
            return self.files.push(Arc::new(File {
                source: Source::Input,
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
                self.skip(path, "no such file or folder");
            }
            Err(error) => self.skip(path, format!("cannot be read: {error}")),
            Ok(metadata) if metadata.is_dir() => self.folder(path, None),
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

    fn home(&mut self, folder: &Path, outer: Option<&Home>) -> Home {
        let name = name_of(folder);
        let own = Corpus::of_folder(folder, &name, &mut self.skipped);
        match (own, outer) {
            (None, Some(outer)) => outer.clone(),
            (own, _) => {
                Home { corpus: Arc::new(own.unwrap_or_else(|| Corpus::named(name))), root: folder.to_owned() }
            }
        }
    }

    fn folder(&mut self, folder: &Path, outer: Option<&Home>) {
        // A given folder is read whatever it is; inside it lie articles only.
        if !self.first_time(folder) || (outer.is_some() && holds_results(folder)) {
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
                Ok(metadata) if metadata.is_dir() => self.folder(&path, Some(&home)),
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
            // Its first bytes may tell.
            None => true,
            Some(extension) => {
                corpus.format.is_some()
                    || format::of_extension(extension).is_some()
                    || Wrapping::of(&entry_name(path)).is_some()
            }
        };
        let inside = path.strip_prefix(&home.root).unwrap_or(path).to_string_lossy().into_owned();
        // What lies in an archive is looked at when it is read.
        let archive = Wrapping::is_archive(&entry_name(path));
        if if archive { corpus.excludes(&inside) } else { !corpus.has(&inside) } {
            return;
        }
        if !metadata.is_file() {
            self.skip(path, "neither a file nor a folder");
        } else if known {
            let (format, bytes, changed) = (corpus.format, metadata.len(), metadata.modified().ok());
            let path = path.to_owned();
            self.files.push(Arc::new(File {
                source: Source::Path,
                path,
                corpus,
                stem,
                format,
                bytes,
                changed,
            }));
        } else {
            self.skip(path, no_reader(extension.as_deref().unwrap_or_default()));
        }
    }

    fn first_time(&mut self, path: &Path) -> bool {
        self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn skip(&mut self, path: &Path, reason: impl Into<String>) {
        self.skipped.push(Skipped::new(path, reason));
    }
}

/// What people call a folder, also when it is given as `.` or `..`.
fn name_of(folder: &Path) -> String {
    let canonical = folder.canonicalize();
    let name = folder.file_name().or_else(|| canonical.as_ref().ok()?.file_name());
    name.map_or_else(|| "corpus".to_owned(), |n| n.to_string_lossy().into_owned())
}

fn entry_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn stem(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    bare(&parts.join("/"))
}
