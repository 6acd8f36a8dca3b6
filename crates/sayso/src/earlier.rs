//! What an earlier run found, for articles that are still as they were.
//!
//! Reading an article takes a fiftieth of what the stages after it take. So all of
//! the input is read again when some of it changed, and an article that comes out
//! as it stands in the earlier `articles.jsonl`, word for word, is not gone through
//! again: its lines are those of the earlier run, if program, word lists, model and
//! settings were the same. The earlier files stay until the new ones take their
//! places, so a run that was stopped finds them, too.

use corpus::Seen;
use records::{ArticleLines, ArticleRecords, Lines, Results, Run};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Seek, SeekFrom};
use std::path::Path;
use text::{Document, Speakers};

/// The results that an earlier run left in a folder.
#[derive(Debug)]
pub(crate) struct Earlier {
    /// Where the lines of each article begin, by its id.
    places: Seen<2>,
    articles: BufReader<File>,
    attributions: BufReader<File>,
}

impl Earlier {
    /// The results in a folder, if they are of a run with these `stages`. What
    /// cannot be read is as good as not there.
    pub(crate) fn open(folder: &Path, stages: &str) -> Option<Self> {
        let run: Run = serde_json::from_str(&std::fs::read_to_string(folder.join("run.json")).ok()?).ok()?;
        if run.stages != stages {
            return None;
        }
        let mut places = Seen::default();
        let mut place = [0, 0];
        for lines in Results::open(folder).ok()? {
            let lines: ArticleLines = lines.ok()?;
            places.insert_with(hash(&lines.id().ok()?), place).ok()?;
            let sizes = lines.sizes();
            place = [place[0] + sizes[0], place[1] + sizes[1]];
        }
        let open = |name: &str| Some(BufReader::new(File::open(folder.join(name)).ok()?));
        Some(Self { places, articles: open("articles.jsonl")?, attributions: open("attributions.jsonl")? })
    }

    /// The lines of an article of this id, if it was there; they may be those of
    /// another by chance.
    pub(crate) fn lines(&mut self, id: &str) -> io::Result<Option<Before>> {
        let Some([article, attributions]) = self.places.get(hash(id))? else { return Ok(None) };
        let line = |file: &mut BufReader<File>| {
            let mut line = Vec::new();
            file.read_until(b'\n', &mut line).map(|_| line)
        };
        self.articles.seek(SeekFrom::Start(article))?;
        let article = line(&mut self.articles)?;
        let Ok(record) = serde_json::from_slice::<records::Article<'_>>(&article) else { return Ok(None) };
        self.attributions.seek(SeekFrom::Start(attributions))?;
        let found = (0..record.counts.attributions).map(|_| line(&mut self.attributions));
        let attributions = found.collect::<io::Result<_>>()?;
        Ok(Some(Before { article, attributions }))
    }
}

/// The lines of an article in the earlier results, as they stand there.
#[derive(Debug)]
pub(crate) struct Before {
    article: Vec<u8>,
    attributions: Vec<Vec<u8>>,
}

impl Before {
    /// What they say, if they are of this article as it is now.
    pub(crate) fn of(
        &self,
        article: &text::Article,
        offsets: records::Offsets,
    ) -> Option<(ArticleRecords<'_>, Lines)> {
        let record: records::Article<'_> = serde_json::from_slice(&self.article).ok()?;
        let (document, speakers) = (Document::default(), Speakers::default());
        let mut now = ArticleRecords::new(article, &document, &[], &speakers, offsets).article;
        now.counts = record.counts;
        if now != record {
            return None;
        }
        let parsed = self.attributions.iter().map(|line| serde_json::from_slice(line));
        let attributions: Vec<records::Attribution<'_>> = parsed.collect::<Result<_, _>>().ok()?;
        if attributions.iter().any(|attribution| attribution.article != record.id) {
            return None;
        }
        let lines = Lines { article: self.article.clone(), attributions: self.attributions.concat() };
        Some((ArticleRecords { article: record, attributions }, lines))
    }
}

fn hash(id: &str) -> u64 {
    let digest: [u8; 32] = Sha256::digest(id).into();
    digest.iter().take(8).fold(0, |hash, &byte| hash << 8 | u64::from(byte))
}
