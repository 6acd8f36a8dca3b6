//! Repeated quotes, as `clusters.jsonl` has them.

use crate::error::{Error, Problem};
use crate::folder::Folder;
use serde::Deserialize;
use std::cmp::Reverse;

const FILE: &str = "clusters.jsonl";

/// Where the lines of `clusters.jsonl` begin, those in most articles first.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    starts: Vec<u64>,
}

/// The field of a line that the order depends on.
#[derive(Deserialize)]
struct ClusterLine {
    articles: u32,
}

impl Clusters {
    /// Finds the lines in the file; none if there is no such file. Broken lines are
    /// left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub(crate) fn find(folder: &Folder) -> Result<Self, Error> {
        if !folder.file(FILE)?.is_file() {
            return Ok(Self::default());
        }
        let mut file = folder.lines(FILE)?;
        let (mut lines, mut line, mut start) = (Vec::new(), Vec::new(), 0);
        loop {
            let taken = file.next(&mut line)?;
            if taken == 0 {
                break;
            }
            if let Ok(ClusterLine { articles }) = serde_json::from_slice(&line) {
                lines.push((start, articles));
            }
            start += taken;
        }
        lines.sort_by_key(|&(_, articles)| Reverse(articles));
        Ok(Self { starts: lines.into_iter().map(|(start, _)| start).collect() })
    }

    /// How many clusters there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// At most `limit` of the clusters from `offset` on, as they are in the file.
    ///
    /// # Errors
    /// If they cannot be read.
    pub(crate) fn page(
        &self,
        folder: &Folder,
        offset: usize,
        limit: usize,
    ) -> Result<Vec<serde_json::Value>, Error> {
        let page: Vec<u64> = self.starts.iter().copied().skip(offset).take(limit).collect();
        if page.is_empty() {
            return Ok(Vec::new());
        }
        let mut file = folder.lines(FILE)?;
        let mut cluster = |at| {
            let line = file.at(at)?;
            serde_json::from_slice(&line).map_err(|cause| file.error(Problem::Json { at, cause }))
        };
        page.into_iter().map(&mut cluster).collect()
    }
}
