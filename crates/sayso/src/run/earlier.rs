//! What an earlier run found, for articles that have not changed since.
//!
//! Reading an article takes a fiftieth of the time of the stages after it. So when
//! some of the input has changed, all of it is read again, and an article that comes
//! out word for word as it is in the earlier `articles.jsonl` is not analysed again:
//! its lines are taken over, provided that program, word lists, model and settings
//! are the same. The earlier files stay until the new ones replace them, so a run
//! that was stopped still finds them when it continues.

use super::hash;
use corpus::Seen;
use records::{ArticleLines, ArticleRecords, Line, RecordLines, Results, Run};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;
use text::{Document, Speakers};

/// The results that an earlier run left in a folder.
#[derive(Debug)]
pub(super) struct EarlierResults {
    /// In which byte of `articles.jsonl` and of `attributions.jsonl` the lines of
    /// each article begin, by the hash of its id.
    starts: Seen<2>,
    articles: BufReader<File>,
    attributions: BufReader<File>,
}

impl EarlierResults {
    /// The results in a folder; `None` if they are of a run with other `stages`, or
    /// cannot be read.
    pub(super) fn open(folder: &Path, stages: &str) -> Option<Self> {
        let run = Run::from_json(&std::fs::read(folder.join("run.json")).ok()?).ok()?;
        if run.stages != stages {
            return None;
        }
        let mut starts = Seen::default();
        let mut start = [0, 0];
        for lines in Results::open(folder).ok()? {
            let lines: ArticleLines = lines.ok()?;
            starts.insert_with(hash::of_id(&lines.id().ok()?), start).ok()?;
            let sizes = lines.sizes();
            start = [start[0] + sizes[0], start[1] + sizes[1]];
        }
        let open = |name: &str| Some(BufReader::new(File::open(folder.join(name)).ok()?));
        Some(Self { starts, articles: open("articles.jsonl")?, attributions: open("attributions.jsonl")? })
    }

    /// The lines of the article with this id, if there was one. Should two ids have
    /// the same hash, they may be those of another article; [`EarlierLines::of`]
    /// checks.
    pub(super) fn lines(&mut self, id: &str) -> io::Result<Option<EarlierLines>> {
        let Some([article, attributions]) = self.starts.get(hash::of_id(id))? else { return Ok(None) };
        let line = |file: &mut BufReader<File>| {
            let mut line = Vec::new();
            file.read_until(b'\n', &mut line).map(|_| line)
        };
        self.articles.seek(SeekFrom::Start(article))?;
        let article = line(&mut self.articles)?;
        let Ok(record) = records::Article::from_json(&article) else { return Ok(None) };
        self.attributions.seek(SeekFrom::Start(attributions))?;
        let lines = (0..record.counts.attributions).map(|_| line(&mut self.attributions));
        let attributions = lines.collect::<io::Result<_>>()?;
        Ok(Some(EarlierLines { article, attributions }))
    }
}

/// The lines of one article in the earlier results, byte for byte.
#[derive(Debug)]
pub(super) struct EarlierLines {
    article: Vec<u8>,
    attributions: Vec<Vec<u8>>,
}

impl EarlierLines {
    /// The records in these lines, and the lines themselves; `None` if they are not
    /// of exactly this article, with offsets in this unit.
    pub(super) fn of(
        &self,
        article: &text::Article,
        offsets: records::Offsets,
    ) -> Option<(ArticleRecords<'_>, RecordLines)> {
        let record = records::Article::from_json(&self.article).ok()?;
        let (document, speakers) = (Document::default(), Speakers::default());
        let mut now = ArticleRecords::new(article, &document, &[], &speakers, offsets).article;
        now.counts = record.counts;
        if now != record {
            return None;
        }
        let parsed = self.attributions.iter().map(|line| records::Attribution::from_json(line));
        let attributions = parsed.collect::<Result<Vec<_>, _>>().ok()?;
        if attributions.iter().any(|attribution| attribution.article != record.id) {
            return None;
        }
        let lines = RecordLines { article: self.article.clone(), attributions: self.attributions.concat() };
        Some((ArticleRecords { article: record, attributions }, lines))
    }
}
