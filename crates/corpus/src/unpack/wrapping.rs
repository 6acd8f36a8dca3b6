//! What the name of a file and its first bytes say about its wrapping.

use std::path::Path;

/// What a file is wrapped in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

impl Wrapping {
    /// The outermost wrapping that a name tells, and the name of what is inside:
    /// `wire.jsonl.gz` is gzip around `wire.jsonl`. For an archive the inner name
    /// is the name without its extension, the folder of its files.
    pub(crate) fn of(name: &str) -> Option<(Self, String)> {
        let (stem, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "gz" | "gzip" => Some((Self::Gzip, stem.to_owned())),
            "zst" | "zstd" => Some((Self::Zstd, stem.to_owned())),
            "tgz" => Some((Self::Gzip, format!("{stem}.tar"))),
            "tzst" => Some((Self::Zstd, format!("{stem}.tar"))),
            "zip" => Some((Self::Zip, stem.to_owned())),
            "tar" => Some((Self::Tar, stem.to_owned())),
            _ => None,
        }
    }

    /// Whether a file of this name is an archive, compressed or not.
    pub(crate) fn is_archive(name: &str) -> bool {
        match Self::of(name) {
            Some((Self::Tar | Self::Zip, _)) => true,
            Some((_, inner)) => Self::is_archive(&inner),
            None => false,
        }
    }

    /// The compression that the first bytes of a file tell. Archives are known by
    /// their names only.
    pub(crate) fn compression(first: &[u8]) -> Option<Self> {
        match first {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// A name without the extensions of its wrapping and of its format:
/// `desk/wire.jsonl.gz` is `desk/wire`.
pub(crate) fn bare(name: &str) -> String {
    let mut name = name.to_owned();
    while let Some((wrapping, inner)) = Wrapping::of(&name) {
        name = inner;
        if matches!(wrapping, Wrapping::Tar | Wrapping::Zip) {
            return name;
        }
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => stem.to_owned(),
        _ => name,
    }
}

/// The last component of a path, on disk or inside an archive.
pub(crate) fn file_name(path: &str) -> &str {
    Path::new(path).file_name().and_then(|name| name.to_str()).unwrap_or(path)
}
