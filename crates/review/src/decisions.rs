//! What people decided: `decisions.jsonl` in the output folder, to which lines are
//! only ever added.
//!
//! A line is appended with a single call, and counts as stored only when it is on
//! the disk. So several programs may write at once, and one that is killed loses
//! nothing but an unfinished line, which is reported and passed over.

use crate::error::{Error, Problem};
use crate::folder::Folder;
use records::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The file's name in the output folder.
pub const DECISIONS: &str = "decisions.jsonl";

/// One thing that somebody decided: a line of `decisions.jsonl`.
///
/// It refers to an article by id and text, and to a quote by the position of its
/// content, never by its number, so that it still holds after a new extraction. All
/// offsets count code points, whatever those of the output count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// The name by which an undo refers to it.
    pub id: String,
    /// When it was made, as in `2031-04-05T06:07:08.123Z`.
    pub when: String,
    /// Who made it.
    pub who: String,
    /// What was decided.
    pub what: What,
    /// The article's id.
    pub article: String,
    /// The SHA-256 of the text that the person had read.
    pub text_sha256: String,
    /// Where the content of the quote was when the program found it or a person added
    /// it; empty if the decision is about the article as a whole.
    pub content: Vec<Span>,
    /// The quote as it should be (accept, fix, add).
    pub quote: Option<Quote>,
    /// What the program said about it, if the program had found it.
    pub found: Option<Detection>,
    /// The name of the speaker to whom the quotes were attributed so far (speaker).
    pub from: Option<String>,
    /// The name of the speaker to whom they should be attributed (speaker).
    pub to: Option<String>,
    /// A remark (comment, but others may have one, too).
    pub comment: Option<String>,
    /// The id of the decision that this one takes back (undo).
    pub undoes: Option<String>,
}

impl Default for Decision {
    fn default() -> Self {
        Self {
            id: String::new(),
            when: String::new(),
            who: String::new(),
            what: What::Comment,
            article: String::new(),
            text_sha256: String::new(),
            content: Vec::new(),
            quote: None,
            found: None,
            from: None,
            to: None,
            comment: None,
            undoes: None,
        }
    }
}

/// What somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// The quote is right as it is.
    Accept,
    /// It is not a quote or claim.
    Reject,
    /// It is a quote or claim, but with other parts or another speaker.
    Fix,
    /// The program missed this one.
    Add,
    /// Somebody else should look at it.
    Flag,
    /// A remark about it.
    Comment,
    /// It is left for later.
    Skip,
    /// Throughout the article, this speaker is really that one.
    Speaker,
    /// The whole article has been read, and no quote is missing.
    Read,
    /// An earlier decision is taken back.
    Undo,
}

/// A quote or claim with its parts; offsets in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quote {
    /// What was said.
    pub content: Vec<Span>,
    /// The words that attribute it.
    pub cue: Vec<Span>,
    /// The mention of whoever said it.
    pub source: Vec<Span>,
    /// The name of the speaker.
    pub speaker: Option<String>,
}

/// What the program said about a quote that it found.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detection {
    /// `direct`, `mixed` or `indirect`.
    pub kind: String,
    /// How sure it was, from 0 to 1.
    pub confidence: f64,
    /// The rule that found it.
    pub found_by: String,
}

/// The decisions of an output folder, as far as they have been read.
#[derive(Debug)]
pub(crate) struct Log {
    path: PathBuf,
    all: Vec<Decision>,
    by_article: FxHashMap<String, Vec<usize>>,
    undone: FxHashSet<String>,
    /// How many bytes of the file have been read, up to the end of a line.
    read: u64,
    lines: usize,
    /// The lines that cannot be parsed, and why.
    problems: Vec<String>,
    /// Whether the file ends in the middle of a line.
    torn: bool,
}

impl Log {
    /// Reads the decisions made so far; none if there is no file.
    ///
    /// # Errors
    /// If the file cannot be read, or is a link that leads out of the folder.
    pub(crate) fn open(folder: &Folder) -> Result<Self, Error> {
        let mut log = Self {
            path: folder.file(DECISIONS)?,
            all: Vec::new(),
            by_article: FxHashMap::default(),
            undone: FxHashSet::default(),
            read: 0,
            lines: 0,
            problems: Vec::new(),
            torn: false,
        };
        log.refresh()?;
        Ok(log)
    }

    /// Reads what has been added since, by anybody, and returns the articles it is
    /// about.
    pub(crate) fn refresh(&mut self) -> Result<FxHashSet<String>, Error> {
        self.read_on().map_err(|e| Error::new(&self.path, e))
    }

    fn read_on(&mut self) -> std::io::Result<FxHashSet<String>> {
        let mut touched = FxHashSet::default();
        let mut file = match File::open(&self.path) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && self.read == 0 => {
                return Ok(touched);
            }
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        if length < self.read {
            // Somebody has cut or replaced the file: what it says now is what counts.
            touched.extend(std::mem::take(&mut self.by_article).into_keys());
            self.all.clear();
            self.undone.clear();
            self.problems.clear();
            (self.read, self.lines) = (0, 0);
        }
        if length == self.read {
            self.torn = false;
            return Ok(touched);
        }
        file.seek(SeekFrom::Start(self.read))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let whole = bytes.iter().rposition(|&b| b == b'\n').map_or(0, |end| end + 1);
        self.torn = whole < bytes.len();
        for line in bytes[..whole].split_inclusive(|&b| b == b'\n') {
            self.lines += 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            match serde_json::from_slice::<Decision>(line) {
                Ok(decision) => {
                    touched.insert(decision.article.clone());
                    self.add(decision);
                }
                Err(error) => {
                    let reason = error.to_string();
                    let reason = reason.split(" at line ").next().unwrap_or_default();
                    self.problems.push(format!("{DECISIONS}:{}: {reason}", self.lines));
                }
            }
        }
        self.read += whole as u64;
        Ok(touched)
    }

    fn add(&mut self, decision: Decision) {
        if let Some(id) = &decision.undoes {
            self.undone.insert(id.clone());
        }
        self.by_article.entry(decision.article.clone()).or_default().push(self.all.len());
        self.all.push(decision);
    }

    /// Tries whether decisions can be stored, and leaves everything as it is.
    ///
    /// # Errors
    /// If they cannot.
    pub(crate) fn check_writable(&self) -> Result<(), Error> {
        let tried = match File::options().append(true).open(&self.path) {
            // Not under the name of the decisions, where somebody may be storing the first.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let trial = self.path.with_extension(format!("{}.trial", std::process::id()));
                File::create_new(&trial).map(drop).and_then(|()| std::fs::remove_file(&trial))
            }
            opened => opened.map(drop),
        };
        tried.map_err(|e| Error::new(&self.path, e))
    }

    /// Stores a decision: when this returns, it is on the disk. Returns the article
    /// that it is about, and those that others have decided about meanwhile.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn append(&mut self, decision: &mut Decision) -> Result<FxHashSet<String>, Error> {
        decision.when = now();
        decision.id = fresh_id(&decision.when);
        let mut line =
            serde_json::to_vec(decision).map_err(|e| Error::new(&self.path, std::io::Error::from(e)))?;
        line.push(b'\n');
        write(&self.path, line).map_err(|e| Error::new(&self.path, e))?;
        self.refresh()
    }

    /// The decisions about an article that have not been taken back, the earliest
    /// first.
    pub(crate) fn of<'a>(&'a self, article: &str) -> impl Iterator<Item = &'a Decision> {
        let numbers = self.by_article.get(article).map_or(&[][..], Vec::as_slice);
        numbers.iter().map(|&i| &self.all[i]).filter(|d| d.what != What::Undo && !self.undone.contains(&d.id))
    }

    /// The articles that have decisions.
    pub(crate) fn articles(&self) -> impl Iterator<Item = &String> {
        self.by_article.keys()
    }

    /// The decision with this id, unless it was taken back.
    pub(crate) fn get(&self, id: &str) -> Option<&Decision> {
        // From the end, since people mostly undo what they did last.
        self.all.iter().rev().find(|d| d.id == id && !self.undone.contains(id))
    }

    /// The articles that the decisions after the first `since` ones are about, each
    /// once.
    pub(crate) fn changed(&self, since: usize) -> Vec<String> {
        let mut seen = FxHashSet::default();
        let later = self.all.iter().skip(since).map(|d| &d.article);
        later.filter(|article| seen.insert(*article)).cloned().collect()
    }

    /// How many decisions there are, including those taken back.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The lines that cannot be used, and why.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = self.problems.clone();
        if self.torn {
            problems.push(format!("{DECISIONS}: the last line is not finished; it is passed over"));
        }
        problems
    }
}

/// Appends a line with a single call, and waits until it is on the disk.
fn write(path: &Path, mut line: Vec<u8>) -> std::io::Result<()> {
    let mut file = File::options().create(true).read(true).append(true).open(path)?;
    let new = file.metadata()?.len() == 0;
    if !new {
        // If a program was killed in the middle of a line, that must not spoil ours.
        file.seek(SeekFrom::End(-1))?;
        let mut last = [0];
        file.read_exact(&mut last)?;
        if last != *b"\n" {
            line.insert(0, b'\n');
        }
    }
    file.write_all(&line)?;
    file.sync_data()?;
    #[cfg(unix)]
    if let (true, Some(folder)) = (new, path.parent()) {
        // The name of the new file must be on the disk, too.
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn now() -> String {
    format!("{:.3}", jiff::Timestamp::now())
}

/// An id that no other decision has, whoever makes it and whenever.
fn fresh_id(when: &str) -> String {
    use sha2::{Digest, Sha256};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let nanoseconds = jiff::Timestamp::now().subsec_nanosecond();
    let hash = Sha256::digest(format!("{when} {nanoseconds} {} {count} {}", std::process::id(), random()));
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number that nobody can guess: the seed that the standard library gives a map.
pub(crate) fn random() -> u64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    RandomState::new().build_hasher().finish()
}

/// Refuses a decision that makes no sense, before it is stored.
pub(crate) fn check(decision: &Decision) -> Result<(), Error> {
    let wrong = |why: &str| Err(Error::plain(Problem::Decision(why.to_owned())));
    let whole = decision.content.is_empty();
    match decision.what {
        What::Accept | What::Fix | What::Add if whole || decision.quote.is_none() => {
            wrong("a quote needs its content")
        }
        What::Accept | What::Fix | What::Add
            if decision.quote.as_ref().is_none_or(|quote| quote.content.is_empty()) =>
        {
            wrong("the corrected quote has no content")
        }
        What::Reject | What::Skip if whole => wrong("which quote?"),
        What::Comment if decision.comment.as_deref().unwrap_or_default().trim().is_empty() => {
            wrong("an empty comment")
        }
        What::Speaker if decision.from.is_none() || decision.to.is_none() => {
            wrong("which speaker, and who is it really?")
        }
        What::Undo if decision.undoes.is_none() => wrong("what is to be undone?"),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::sync::atomic::{AtomicBool, Ordering};

    fn folder() -> (tempfile::TempDir, Folder) {
        let temporary = tempfile::tempdir().unwrap();
        for name in ["attributions.jsonl", "articles.jsonl"] {
            fs::write(temporary.path().join(name), "").unwrap();
        }
        let folder = Folder::open(temporary.path()).unwrap();
        (temporary, folder)
    }

    fn accept(article: &str) -> Decision {
        let quote = Quote { content: vec![(0, 4)], ..Quote::default() };
        let content = quote.content.clone();
        Decision {
            what: What::Accept,
            article: article.into(),
            content,
            quote: Some(quote),
            ..Decision::default()
        }
    }

    #[test]
    fn two_programs_at_once() {
        let (_kept, folder) = folder();
        let (mut ana, mut ben) = (Log::open(&folder).unwrap(), Log::open(&folder).unwrap());
        ana.append(&mut accept("ferry")).unwrap();
        let touched = ben.append(&mut accept("mill")).unwrap();
        assert_eq!(touched.len(), 2, "ben learns of ana's decision as well");
        assert_eq!(ana.refresh().unwrap().into_iter().collect::<Vec<_>>(), ["mill"]);
        assert_eq!((ana.len(), ben.len()), (2, 2));
        assert_ne!(ana.all[0].id, ana.all[1].id);
    }

    #[test]
    fn many_threads_and_no_line_lost() {
        let (_kept, folder) = folder();
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let folder = &folder;
                scope.spawn(move || {
                    let mut log = Log::open(folder).unwrap();
                    for number in 0..25 {
                        log.append(&mut accept(&format!("{thread}/{number}"))).unwrap();
                    }
                });
            }
        });
        let log = Log::open(&folder).unwrap();
        assert_eq!((log.len(), log.articles().count(), log.problems().len()), (100, 100, 0));
    }

    #[test]
    fn a_file_that_comes_and_goes_is_inside() {
        let (kept, folder) = folder();
        let path = kept.path().join(DECISIONS);
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    fs::write(&path, "").unwrap();
                    fs::remove_file(&path).unwrap();
                }
            });
            let outside = (0..10_000).find_map(|_| folder.file(DECISIONS).err());
            done.store(true, Ordering::Relaxed);
            assert!(outside.is_none(), "{outside:?}");
        });
    }

    #[test]
    fn a_torn_line_spoils_nothing() {
        let (kept, folder) = folder();
        let mut log = Log::open(&folder).unwrap();
        log.append(&mut accept("ferry")).unwrap();
        let path = kept.path().join(DECISIONS);
        let whole = fs::read_to_string(&path).unwrap();
        fs::write(&path, format!("{whole}{}", &whole[..40])).unwrap();

        let mut log = Log::open(&folder).unwrap();
        assert_eq!(log.len(), 1);
        assert!(log.problems()[0].contains("not finished"), "{:?}", log.problems());
        log.append(&mut accept("mill")).unwrap();
        let log = Log::open(&folder).unwrap();
        assert_eq!(log.len(), 2);
        assert_eq!(log.problems().len(), 1);
        assert!(log.problems()[0].starts_with("decisions.jsonl:2: "), "{:?}", log.problems());
    }

    #[test]
    fn undo_is_a_line_as_well() {
        let (_kept, folder) = folder();
        let mut log = Log::open(&folder).unwrap();
        let mut first = accept("ferry");
        log.append(&mut first).unwrap();
        assert_eq!(log.of("ferry").count(), 1);
        let undo = Decision { what: What::Undo, undoes: Some(first.id.clone()), ..accept("ferry") };
        log.append(&mut undo.clone()).unwrap();
        assert_eq!(log.of("ferry").count(), 0);
        assert_eq!(log.len(), 2);
        assert!(log.get(&first.id).is_none());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_leads_out() {
        let (kept, folder) = folder();
        let elsewhere = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("new"), kept.path().join(DECISIONS)).unwrap();
        let error = Log::open(&folder).unwrap_err().to_string();
        assert!(error.ends_with("decisions.jsonl: leads out of the output folder"), "{error}");
    }
}
