//! All files of a run: found by [`discover`], read by
//! [`feed`](crate::feed).

use crate::discover::{self, FileSource, ListedFile};
use crate::feed::{Record, Records, each_record};
use crate::options::Options;
use crate::skipped::Skipped;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// All files of a run.
#[derive(Clone, Debug, Default)]
pub struct Input {
    files: Arc<Vec<Arc<ListedFile>>>,
    options: Options,
    skipped: Vec<Skipped>,
    bytes: u64,
}

impl Input {
    /// Lists the files under `paths`, each of them a file, a folder, or `-` for JSONL
    /// on standard input.
    ///
    /// Folders are searched to any depth and symbolic links are followed, but every
    /// folder and file is taken only once, however many ways lead to it. Files of all
    /// formats are read, compressed or not; hidden files, `corpus.toml`, `README.md`
    /// and the like, and folders of results are ignored; any other file is among
    /// [`skipped`](Self::skipped), as are missing paths and whatever is wrong with a
    /// `corpus.toml`. Files are sorted by path, so their order depends neither on the
    /// machine nor on the order of `paths`.
    ///
    /// A file belongs to the nearest folder upwards that has a `corpus.toml`, but never to
    /// one above the path in `paths`. Without one it belongs to a corpus named after that
    /// path (for a file, after its folder).
    ///
    /// Of a [`Shard`](crate::Shard) there are only its own files, and what is skipped is
    /// among those of the first.
    pub fn find(paths: &[PathBuf], options: &Options) -> Self {
        let (mut files, mut skipped) = discover::search(paths);
        if let Some(shard) = options.shard {
            let mut index = 0..;
            files.retain(|_| index.next().is_some_and(|index| shard.takes(index)));
            // What is no file is told once.
            skipped.retain(|_| shard.number == 1);
        }
        Self::of_files(files, skipped, options)
    }

    /// One file that is in memory, as if it were in a folder about which nothing is
    /// known. Its name tells what it is, as that of a file would.
    pub fn of_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Self {
        Self::of_files(vec![Arc::new(ListedFile::in_memory(name, bytes))], Vec::new(), options)
    }

    fn of_files(files: Vec<Arc<ListedFile>>, skipped: Vec<Skipped>, options: &Options) -> Self {
        let bytes = files.iter().map(|file| file.bytes).sum();
        Self { files: Arc::new(files), options: options.clone(), skipped, bytes }
    }

    /// The size of all files together in bytes, for progress. Standard input counts
    /// nothing.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// How many files will be read.
    pub fn files(&self) -> usize {
        self.files.len()
    }

    /// The folders of word lists that the corpora name, each once, sorted.
    pub fn lexicons(&self) -> Vec<&Path> {
        let mut folders: Vec<_> =
            self.files.iter().filter_map(|file| file.corpus.lexicon.as_deref()).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    /// A hash that changes when a file does, or a `corpus.toml`, or how they are read.
    /// It tells files by their sizes and times, without looking into them.
    pub fn fingerprint(&self) -> String {
        let mut all = Sha256::new();
        for file in self.files.iter() {
            let ListedFile { path, corpus, stem, bytes, changed, .. } = &**file;
            all.update(format!("{path:?} {stem} {bytes} {changed:?} {}\n", corpus.source));
        }
        all.update(format!("{:?} {:?}", self.options, self.skipped));
        format!("{:x}", all.finalize())
    }

    /// Each file by itself, in order; what will not be read is in none.
    pub fn by_file(&self) -> Vec<Self> {
        let one = |file: &Arc<ListedFile>| Self::of_files(vec![Arc::clone(file)], Vec::new(), &self.options);
        self.files.iter().map(one).collect()
    }

    /// The files of several inputs as one, in this order, read as those of the first.
    pub fn joined(inputs: &[Self]) -> Self {
        let files = inputs.iter().flat_map(|input| input.files.iter().cloned()).collect();
        let skipped = inputs.iter().flat_map(|input| input.skipped.iter().cloned()).collect();
        let options = inputs.first().map(|input| input.options.clone()).unwrap_or_default();
        Self::of_files(files, skipped, &options)
    }

    /// The same without these files, by whichever way they were found; those that do not
    /// exist are in none.
    pub fn without(mut self, paths: &[PathBuf]) -> Self {
        let out: HashSet<PathBuf> = paths.iter().filter_map(|path| path.canonicalize().ok()).collect();
        if out.is_empty() {
            return self;
        }
        // The way to a file is followed only if it may lead to one of them: a link may have
        // another name, but what it leads to has its size. That of what is skipped is not known.
        let sizes: HashSet<u64> = out.iter().filter_map(|path| Some(path.metadata().ok()?.len())).collect();
        let names: HashSet<&OsStr> = out.iter().filter_map(|path| path.file_name()).collect();
        let leads_out = |path: &Path| path.canonicalize().is_ok_and(|path| out.contains(&path));
        let stays = |file: &&Arc<ListedFile>| !(sizes.contains(&file.bytes) && leads_out(&file.path));
        let files = self.files.iter().filter(stays).cloned().collect();
        let named = |path: &Path| path.file_name().is_some_and(|name| names.contains(name));
        self.skipped.retain(|skipped| !(named(&skipped.path) && leads_out(&skipped.path)));
        Self::of_files(files, self.skipped, &self.options)
    }

    /// The files on disk that will be read, in order.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        let on_disk = |file: &&Arc<ListedFile>| matches!(file.source, FileSource::Disk);
        self.files.iter().filter(on_disk).map(|file| &*file.path)
    }

    /// What will not be read, sorted by path.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Hands over the same as [`records`](Self::records), on the caller's thread: for an
    /// input so small that a thread which reads ahead would cost more than it saves. Ends
    /// when `take` says so.
    pub fn each_record(&self, take: impl FnMut(Record) -> ControlFlow<()>) {
        each_record(&self.files, self.options.clone(), take);
    }

    /// The articles, one after the other, as bytes that nobody has decoded yet.
    pub fn records(&self) -> Records {
        Records::of(Arc::clone(&self.files), self.options.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file is left out by whichever name it was found; one that only looks like it stays,
    /// whether its name or its size is the same.
    #[cfg(unix)]
    #[test]
    fn without_a_file_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir_all(at("sources/old")).unwrap();
        std::fs::write(at("draft.txt"), "The mayor said no.").unwrap();
        std::os::unix::fs::symlink(at("draft.txt"), at("sources/linked.txt")).unwrap();
        std::fs::write(at("sources/old/draft.txt"), "The mayor said yes and no.").unwrap();
        std::fs::write(at("sources/other.txt"), "The clerk said so.").unwrap();
        let found = Input::find(&[at("sources")], &Options::default());
        let left = found.without(&[at("draft.txt")]);
        let paths: Vec<PathBuf> = left.paths().map(Path::to_owned).collect();
        assert_eq!(paths, [at("sources/old/draft.txt"), at("sources/other.txt")]);
    }
}
