//! Reading files article by article, in bounded memory and without looking
//! into the articles: that is work for many threads, this is work for one.

use crate::container::{self, Bound, DEEPEST, Entry, Meter, Metered, Wrapping};
use crate::encoding::BOM;
use crate::format::{self, Content, Format, Text};
use crate::input::{File, Source, is_companion};
use crate::seen::Seen;
use crate::{Corpus, Input, Options, Skipped};
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::{fs, vec};

/// One article as it lies in its file: bytes, and where they came from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The article's id. No two records of a run have the same.
    pub id: String,
    /// The id that the article has of its own, if an earlier record of the run
    /// took it and this one had to be renamed (`wire/0012~2`).
    pub own_id: Option<String>,
    /// How many bytes of the whole input have been read with this record.
    pub read: u64,
    pub(crate) origin: Arc<Origin>,
    /// `None` for a file that is one article.
    pub(crate) place: Option<Place>,
    pub(crate) content: Result<Content, Skipped>,
    pub(crate) options: Arc<Options>,
}

/// The file, or the file inside of an archive, that a record lies in.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) path: PathBuf,
    pub(crate) corpus: Arc<Corpus>,
    /// Its path inside the corpus, without the extension, parted by `/`.
    pub(crate) stem: String,
    pub(crate) format: &'static dyn Format,
}

/// Where in a file a record lies: the unit, and its number, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) unit: &'static str,
    pub(crate) number: usize,
}

impl Record {
    /// A plain text that lies in no file; it is read as if it were the file
    /// `ID.txt` of a corpus about which nothing is known, and in any language.
    pub fn of_text(id: &str, text: &str) -> Self {
        let origin = Origin {
            path: format!("{id}.txt").into(),
            corpus: Arc::default(),
            stem: id.to_owned(),
            format: &Text,
        };
        Self {
            id: id.to_owned(),
            own_id: None,
            read: text.len() as u64,
            origin: Arc::new(origin),
            place: None,
            content: Ok(Content::Bytes(text.as_bytes().to_vec())),
            options: Arc::new(Options { any_language: true, ..Options::default() }),
        }
    }

    /// The corpus that it belongs to.
    pub fn corpus(&self) -> &Arc<Corpus> {
        &self.origin.corpus
    }

    /// Where it is, for people: the file, and the line if the file holds many.
    pub fn path(&self) -> String {
        let path = self.origin.path.display();
        self.place.map_or_else(|| path.to_string(), |place| format!("{path}:{}", place.number))
    }

    /// How many bytes it holds: 0 if it could not be read.
    pub fn size(&self) -> usize {
        self.content.as_ref().map_or(0, Content::size)
    }

    /// Why it gives no article.
    pub fn skipped(&self, reason: impl Into<String>) -> Skipped {
        skipped(&self.origin.path, self.place, reason)
    }
}

fn skipped(path: impl Into<PathBuf>, place: Option<Place>, reason: impl Into<String>) -> Skipped {
    let place = place.map(|Place { unit, number }| format!("{unit} {number}"));
    Skipped { path: path.into(), place, reason: reason.into() }
}

/// The records of an input, in order. Made by [`Input::records`]; a thread of
/// its own reads ahead, by a few records.
///
/// What cannot be read is a record too, so that it is reported in its place;
/// asking the [`Reader`](crate::Reader) for its article gives the reason.
#[derive(Debug)]
pub struct Records {
    batches: Receiver<Vec<Record>>,
    batch: vec::IntoIter<Record>,
}

impl Records {
    pub(crate) fn new(input: &Input) -> Self {
        let (out, batches) = sync_channel(1);
        let (files, options) = (Arc::clone(&input.files), Arc::new(input.options.clone()));
        std::thread::spawn(move || {
            let mut feed =
                Feed { out, batch: Vec::new(), held: 0, ids: Ids::default(), number: 0, before: 0, options };
            // An error only says that nobody listens any more.
            let _ = files.iter().try_for_each(|file| feed.file(file)).and_then(|()| feed.flush());
        });
        Self { batches, batch: Vec::new().into_iter() }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(record) = self.batch.next() {
                return Some(record);
            }
            self.batch = self.batches.recv().ok()?.into_iter();
        }
    }
}

/// Records are handed over in batches of so many bytes.
const BATCH: usize = 1 << 16;

/// Why the reading of a file ends before the file does.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nobody wants any more records.
    Unwanted,
    /// The rest of the file cannot be read, for this reason.
    Failed(String),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Failed(format!("cannot be read: {error}"))
    }
}

/// What the reading thread knows.
struct Feed {
    out: SyncSender<Vec<Record>>,
    batch: Vec<Record>,
    held: usize,
    ids: Ids,
    /// The number of the file, from 1.
    number: usize,
    /// Bytes of the files before this one.
    before: u64,
    options: Arc<Options>,
}

/// A file, or a file inside of an archive, before anybody knows its format.
struct Inside {
    path: PathBuf,
    /// The name that tells what it is.
    name: String,
    stem: String,
    corpus: Arc<Corpus>,
    format: Option<&'static dyn Format>,
    /// Where it lies on disk as it is, if it does.
    on_disk: Option<PathBuf>,
    bound: Bound,
}

impl Feed {
    fn file(&mut self, file: &Arc<File>) -> Result<(), Stop> {
        self.number += 1;
        let meter = Meter::default();
        let bound = Bound {
            meter: meter.clone(),
            size: (file.source != Source::Input).then_some(file.bytes),
            times: self.options.expansion,
            out: Arc::default(),
            bombs: Arc::default(),
        };
        let name = container::file_name(&file.path.to_string_lossy()).to_owned();
        let inside = Inside {
            path: file.path.clone(),
            name: if file.source == Source::Input { "input.jsonl".to_owned() } else { name },
            stem: file.stem.clone(),
            corpus: Arc::clone(&file.corpus),
            format: file.format,
            on_disk: (file.source == Source::Path).then(|| file.path.clone()),
            bound,
        };
        let read = catch_unwind(AssertUnwindSafe(|| match &file.source {
            Source::Input => {
                let input = Metered::new(io::stdin(), meter);
                self.enter(&inside, &mut BufReader::with_capacity(BATCH, input), 0)
            }
            // As much of it as there was when it was found.
            Source::Path => {
                self.seekable(&inside, Metered::new(fs::File::open(&file.path)?, meter), file.bytes)
            }
            Source::Memory(bytes) => {
                self.seekable(&inside, Metered::new(io::Cursor::new(bytes), meter), file.bytes)
            }
        }));
        let read = read.unwrap_or_else(|_| Err(Stop::Failed("a fault in sayso".to_owned())));
        let told = match read {
            Err(Stop::Failed(reason)) => self.put(&inside, None, None, Err(reason)),
            read => read,
        };
        self.before += file.bytes;
        told
    }

    /// Reads the first `bytes` of a file in which one can go to and fro, as a zip
    /// file wants.
    fn seekable(&mut self, inside: &Inside, file: impl Read + Seek, bytes: u64) -> Result<(), Stop> {
        match Wrapping::of(&inside.name) {
            Some((Wrapping::Zip, _)) => {
                container::zip(file, &inside.bound, |entry| self.entry(inside, entry, 1))
            }
            _ => self.enter(inside, &mut BufReader::with_capacity(BATCH, file.take(bytes)), 0),
        }
    }

    /// Reads a file that may be compressed or an archive.
    fn enter(&mut self, inside: &Inside, file: &mut dyn BufRead, depth: usize) -> Result<(), Stop> {
        if depth > DEEPEST {
            return Err(Stop::Failed("archives inside of archives, too deep to be meant".to_owned()));
        }
        let wrapping = Wrapping::of(&inside.name);
        let compression = Wrapping::compression(file.fill_buf()?);
        let named = |name: String| Inside {
            name,
            corpus: Arc::clone(&inside.corpus),
            path: inside.path.clone(),
            stem: inside.stem.clone(),
            on_disk: inside.on_disk.clone(),
            bound: inside.bound.clone(),
            ..*inside
        };
        match (wrapping, compression) {
            // Names err; the first bytes do not.
            (Some((Wrapping::Gzip | Wrapping::Zstd, name)), Some(how)) => {
                let mut file = container::decompressed(how, file, &inside.bound);
                self.enter(&named(name), &mut *file, depth + 1)
            }
            (None, Some(how)) => {
                let mut file = container::decompressed(how, file, &inside.bound);
                self.enter(inside, &mut *file, depth + 1)
            }
            (Some((Wrapping::Gzip | Wrapping::Zstd, name)), None) => {
                self.enter(&named(name), file, depth + 1)
            }
            (Some((Wrapping::Tar, _)), _) => {
                container::tar(file, |entry| self.entry(inside, entry, depth + 1))
            }
            (Some((Wrapping::Zip, _)), _) => {
                Err(Stop::Failed("a zip file inside of another archive; unpack it first".to_owned()))
            }
            (None, None) => self.records(inside, file),
        }
    }

    /// Reads a file of an archive. What is wrong with it is told here, since the
    /// next may be whole.
    fn entry(&mut self, archive: &Inside, entry: Entry<'_>, depth: usize) -> Result<(), Stop> {
        let (Entry::File(name, _) | Entry::Other(name, _)) = entry;
        // A name is a name: `../../etc/passwd` is the file `etc/passwd` in here.
        let parts: Vec<_> = name.split(['/', '\\']).filter(|p| !matches!(*p, "" | "." | "..")).collect();
        let name = parts.join("/");
        let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
        let inside = Inside {
            path: format!("{}/{name}", archive.path.display()).into(),
            stem: format!("{}/{}", archive.stem, bare(&name)),
            name: container::file_name(&name).to_owned(),
            corpus: Arc::clone(&archive.corpus),
            format: archive.format,
            on_disk: None,
            bound: archive.bound.clone(),
        };
        if hidden || is_companion(&inside.name) || !inside.corpus.has(&format!("{}/{name}", archive.stem)) {
            return Ok(());
        }
        let read = match entry {
            Entry::File(_, file) => self.enter(&inside, file, depth),
            Entry::Other(_, reason) => Err(Stop::Failed(reason)),
        };
        match read {
            Err(Stop::Failed(reason)) => self.put(&inside, None, None, Err(reason)),
            read => read,
        }
    }

    /// Cuts a file into records.
    fn records(&mut self, inside: &Inside, file: &mut dyn BufRead) -> Result<(), Stop> {
        let first = file.fill_buf()?;
        if first.is_empty() {
            return Err(Stop::Failed("the file is empty".to_owned()));
        }
        let extension = inside.name.rsplit_once('.').map_or("", |name| name.1);
        let named = inside.format.or_else(|| format::of_extension(extension));
        // A page saved as text; a page without any extension.
        let format = match named {
            Some(format) if format.name() != Text.name() => Some(format),
            named => format::of_beginning(first).filter(|f| named.is_none() || f.name() == "html").or(named),
        };
        let Some(format) = format else { return Err(Stop::Failed(no_reader(extension))) };
        let origin = Arc::new(Origin {
            path: inside.path.clone(),
            corpus: Arc::clone(&inside.corpus),
            stem: inside.stem.clone(),
            format,
        });
        let mark = Encoding::for_bom(first).filter(|_| !format.is_binary());
        let mut wide;
        let file: &mut dyn BufRead = match mark {
            Some((encoding, _)) if encoding.name() != "UTF-8" => {
                let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(file);
                wide = BufReader::with_capacity(BATCH, decoder);
                &mut wide
            }
            Some(_) => {
                file.consume(BOM.len());
                file
            }
            None => file,
        };
        let mut cutter = Cutter { feed: self, inside, origin, count: 0, last: None };
        let cut = format.cut(file, &mut cutter);
        let Cutter { origin, count, last, .. } = cutter;
        match cut {
            Ok(()) if count == 0 => Err(Stop::Failed("there is no article in it".to_owned())),
            Err(Stop::Failed(reason)) if last.is_some() => {
                self.put(inside, Some(origin), last, Err(format!("after this, {reason}")))
            }
            cut => cut,
        }
    }

    fn put(
        &mut self,
        inside: &Inside,
        origin: Option<Arc<Origin>>,
        place: Option<Place>,
        content: Result<Content, String>,
    ) -> Result<(), Stop> {
        let origin = origin.unwrap_or_else(|| {
            Arc::new(Origin {
                path: inside.path.clone(),
                corpus: Arc::clone(&inside.corpus),
                stem: inside.stem.clone(),
                format: &Text,
            })
        });
        let own = content.as_ref().ok().and_then(|content| origin.format.own_id(content, &origin.corpus));
        let content = match &own {
            Some(id) if self.ids.is_given_again(self.number, id)? => {
                Err(format!("the id “{id}” stands earlier in the same file"))
            }
            _ => content,
        };
        let own = own.unwrap_or_else(|| match place {
            Some(place) => format!("{}:{}", origin.stem, place.number),
            None => origin.stem.clone(),
        });
        let (id, own_id) = match &content {
            Ok(_) => self.ids.unique(own)?,
            Err(_) => (own, None),
        };
        let size = inside.bound.size.unwrap_or(u64::MAX);
        let read = self.before + inside.bound.meter.read().min(size);
        let content = content.map_err(|reason| skipped(&origin.path, place, reason));
        // An empty record is something to hand over, too.
        self.held += 256 + content.as_ref().map_or(0, Content::size);
        let options = Arc::clone(&self.options);
        self.batch.push(Record { id, own_id, read, origin, place, content, options });
        if self.held >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Stop> {
        self.held = 0;
        self.out.send(std::mem::take(&mut self.batch)).map_err(|_| Stop::Unwanted)
    }
}

/// What a format hands the records of a file to.
pub(crate) struct Cutter<'f> {
    feed: &'f mut Feed,
    inside: &'f Inside,
    origin: Arc<Origin>,
    count: usize,
    last: Option<Place>,
}

impl Cutter<'_> {
    /// No record may have more bytes.
    pub(crate) fn limit(&self) -> usize {
        self.feed.options.largest
    }

    pub(crate) fn corpus(&self) -> &Corpus {
        &self.origin.corpus
    }

    /// How many times its size a file may expand to.
    #[cfg(feature = "parquet")]
    pub(crate) fn expansion(&self) -> u64 {
        self.feed.options.expansion
    }

    /// The file on disk that the bytes come from, which may be compressed.
    #[cfg(feature = "parquet")]
    pub(crate) fn on_disk(&self) -> Option<&std::path::Path> {
        self.inside.on_disk.as_deref()
    }

    /// Puts a record out, or what is wrong with it.
    pub(crate) fn put(&mut self, place: Option<Place>, content: Result<Content, String>) -> Result<(), Stop> {
        self.count += 1;
        self.last = place.or(self.last);
        self.feed.put(self.inside, Some(Arc::clone(&self.origin)), place, content)
    }

    /// Puts all of a file out as one record.
    pub(crate) fn whole(&mut self, file: &mut dyn BufRead) -> Result<(), Stop> {
        match self.all(file)? {
            Some(bytes) => self.put(None, Ok(Content::Bytes(bytes))),
            None => Ok(()),
        }
    }

    /// All of a file; `None` if it is over the limit, and that has been put out.
    pub(crate) fn all(&mut self, file: &mut dyn BufRead) -> Result<Option<Vec<u8>>, Stop> {
        let mut bytes = Vec::new();
        (&mut *file).take(self.limit() as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > self.limit() {
            self.put(None, Err(self.too_long("an article", None)))?;
            return Ok(None);
        }
        Ok(Some(bytes))
    }

    /// What to say of a record over the limit.
    pub(crate) fn too_long(&self, what: &str, length: Option<u64>) -> String {
        let of = length.map(|length| format!(" of {length} bytes")).unwrap_or_default();
        format!("{what}{of} is over the limit of {} bytes", self.limit())
    }
}

/// What to say of a file that no format is for.
pub(crate) fn no_reader(extension: &str) -> String {
    let what = match extension {
        "" => "files without an extension".to_owned(),
        "bz2" | "xz" | "7z" | "rar" | "lz4" | "br" => format!(".{extension} (unpack it first)"),
        other => format!(".{other}"),
    };
    format!("no reader for {what}; {} are read, and these in .gz, .zst, .zip and .tar", format::extensions())
}

/// A name without what tells how it is packed and what format it has:
/// `desk/wire.jsonl.gz` is `desk/wire`.
pub(crate) fn bare(name: &str) -> String {
    let mut name = name.to_owned();
    while let Some((how, inner)) = Wrapping::of(&name) {
        name = inner;
        if matches!(how, Wrapping::Tar | Wrapping::Zip) {
            return name;
        }
    }
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => stem.to_owned(),
        _ => name,
    }
}

/// The ids given out so far, as their hashes. Should two ids share a hash, one of
/// them is renamed without need, which harms nobody.
#[derive(Debug, Default)]
struct Ids {
    seen: Seen,
}

impl Ids {
    /// An id that no record has yet, and the wanted one if that was taken.
    fn unique(&mut self, wanted: String) -> io::Result<(String, Option<String>)> {
        if self.seen.insert(hash(&wanted))? {
            return Ok((wanted, None));
        }
        for count in 2.. {
            let id = format!("{wanted}~{count}");
            if self.seen.insert(hash(&id))? {
                return Ok((id, Some(wanted)));
            }
        }
        unreachable!("there are more numbers than records")
    }

    /// Whether a file gives this id to a second record; `file` is its number.
    fn is_given_again(&mut self, file: usize, id: &str) -> io::Result<bool> {
        Ok(!self.seen.insert(hash(&(file, id)))?)
    }
}

fn hash(what: &(impl Hash + ?Sized)) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_apart() {
        let mut ids = Ids::default();
        let given: Vec<_> = ["a", "b", "a", "a~2", "a", "b"]
            .iter()
            .map(|id| ids.unique((*id).to_owned()).unwrap().0)
            .collect();
        assert_eq!(given, ["a", "b", "a~2", "a~2~2", "a~3", "b~2"]);
    }
}
