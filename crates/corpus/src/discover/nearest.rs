//! What a person means who wrote a name that is not there.

use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};

/// How alike a key must be to another to be taken for a misspelling of it, by Jaro-Winkler
/// similarity (1 is equal); and a path, of which there are any number, with endings in common.
/// Chosen by hand.
pub(super) const KEYS_ALIKE: f64 = 0.75;
const PATHS_ALIKE: f64 = 0.9;

/// The known name that is most like this one, whatever its case, if it is more than `alike`.
pub(super) fn nearest<N: AsRef<str>>(name: &str, known: impl Iterator<Item = N>, alike: f64) -> Option<N> {
    let name = name.to_lowercase();
    known
        .map(|known| (strsim::jaro_winkler(&name, &known.as_ref().to_lowercase()), known))
        .filter(|(likeness, _)| *likeness > alike)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// The path that is meant by one that is not there: the same with the slashes of this system,
/// or with another name in the same folder.
pub(super) fn path_meant(path: &Path) -> Option<PathBuf> {
    let slashed = PathBuf::from(path.to_str()?.replace(['/', '\\'], MAIN_SEPARATOR_STR));
    if slashed.as_path() != path && slashed.exists() {
        return Some(slashed);
    }
    let folder = match path.parent()? {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    let entries = folder.read_dir().ok()?.flatten();
    // Sorted, so that one of two that are as alike does not depend on the disk.
    let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort_unstable();
    let name = nearest(path.file_name()?.to_str()?, names.into_iter(), PATHS_ALIKE)?;
    Some(path.with_file_name(name))
}
