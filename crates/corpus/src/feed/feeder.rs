//! Goes through the files one by one, opens them, and hands over their records.

use super::ids::Ids;
use super::record::{Origin, Record};
use crate::corpus::Corpus;
use crate::discover::{FileSource, ListedFile, is_companion};
use crate::formats::{self, BOM, Cutter, Format, RawRecord, RecordPlace, Stop, Text};
use crate::options::Options;
use crate::unpack::{self, ArchiveEntry, Bound, Meter, Metered, Wrapping, bare, file_name};
use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;
use std::fs;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

/// How many archives and compressions may be inside each other:
/// `a.tar.gz/b.jsonl.gz` has three. One more than anybody needs.
const MOST_WRAPPINGS: usize = 4;

/// Bytes of records that are handed over together. Sending one at a time costs more
/// than reading a short line; a few dozen articles are enough to hide that.
const BATCH: usize = 1 << 16;

/// What a record counts in a batch beyond its bytes, in bytes: roughly its size in
/// memory, so that a file of very many empty records does not fill it.
const RECORD_OVERHEAD: usize = 256;

/// Bytes of a file that are held at a time.
const BUFFER: usize = 1 << 16;

/// What the reading thread knows. `take` gets the records, some at a time, and says whether
/// it wants more.
pub(super) struct Feeder<T> {
    take: T,
    batch: Vec<Record>,
    /// Bytes in the batch.
    held: usize,
    ids: Ids,
    /// The number of the file, from 1.
    number: usize,
    /// Bytes of the files before this one.
    before: u64,
    options: Arc<Options>,
}

/// A file, on disk or inside an archive, whose format nobody knows yet.
#[derive(Clone)]
struct OpenFile {
    /// For messages; inside an archive, that of the archive with the entry's.
    path: PathBuf,
    /// The name that tells what it is, without the wrappings that are opened.
    name: String,
    stem: String,
    corpus: Arc<Corpus>,
    /// The format that the corpus states.
    format: Option<&'static dyn Format>,
    /// The file on disk that the bytes come from, unless they come from an archive.
    on_disk: Option<PathBuf>,
    bound: Bound,
}

impl OpenFile {
    fn origin(&self, format: &'static dyn Format) -> Arc<Origin> {
        Arc::new(Origin {
            path: self.path.clone(),
            corpus: Arc::clone(&self.corpus),
            stem: self.stem.clone(),
            format,
        })
    }
}

impl<T: FnMut(Vec<Record>) -> bool> Feeder<T> {
    pub(super) fn new(take: T, options: Options) -> Self {
        Self {
            take,
            batch: Vec::new(),
            held: 0,
            ids: Ids::default(),
            number: 0,
            before: 0,
            options: Arc::new(options),
        }
    }

    /// Hands over the records of all files, or ends early if nobody listens.
    pub(super) fn feed(mut self, files: &[Arc<ListedFile>]) {
        // An error only says that nobody listens any more.
        let _ = files.iter().try_for_each(|file| self.file(file)).and_then(|()| self.flush());
    }

    fn file(&mut self, listed: &ListedFile) -> Result<(), Stop> {
        self.number += 1;
        let is_input = listed.source == FileSource::StandardInput;
        let meter = Meter::default();
        let size = (!is_input).then_some(listed.bytes);
        let file = OpenFile {
            path: listed.path.clone(),
            name: file_name(&listed.path.to_string_lossy()).to_owned(),
            stem: listed.stem.clone(),
            corpus: Arc::clone(&listed.corpus),
            format: listed.format,
            on_disk: (listed.source == FileSource::Disk).then(|| listed.path.clone()),
            bound: Bound::new(meter.clone(), size, self.options.expansion),
        };
        let read = catch_unwind(AssertUnwindSafe(|| match &listed.source {
            FileSource::StandardInput => {
                let mut input = BufReader::with_capacity(BUFFER, Metered::new(io::stdin(), meter));
                let name = standard_input(input.fill_buf()?).to_owned();
                self.enter(&OpenFile { name, ..file.clone() }, &mut input, 0)
            }
            FileSource::Disk => {
                self.seekable(&file, Metered::new(fs::File::open(&listed.path)?, meter), listed.bytes)
            }
            FileSource::Memory(bytes) => {
                self.seekable(&file, Metered::new(io::Cursor::new(bytes), meter), listed.bytes)
            }
        }));
        let read = read.unwrap_or_else(|_| Err(Stop::Failed("a fault in sayso".to_owned())));
        let read = self.or_complain(&file, read);
        self.before += listed.bytes;
        read
    }

    /// Reads a file in which one can seek, as a zip file needs; of a file that has
    /// grown, only the `bytes` that it had when it was listed.
    fn seekable(&mut self, file: &OpenFile, bytes: impl Read + Seek, length: u64) -> Result<(), Stop> {
        match Wrapping::of(&file.name) {
            Some((Wrapping::Zip, _)) => unpack::zip(bytes, &file.bound, |entry| self.entry(file, entry, 1)),
            _ => self.enter(file, &mut BufReader::with_capacity(BUFFER, bytes.take(length)), 0),
        }
    }

    /// Reads a file that may be compressed or an archive, inside of `depth` others.
    fn enter(&mut self, file: &OpenFile, bytes: &mut dyn BufRead, depth: usize) -> Result<(), Stop> {
        if depth > MOST_WRAPPINGS {
            return Err(Stop::Failed("archives inside of archives, too deep to be meant".to_owned()));
        }
        let compression = Wrapping::compression(bytes.fill_buf()?);
        let inner = |name| OpenFile { name, ..file.clone() };
        // Names may be wrong; the first bytes are not.
        match (Wrapping::of(&file.name), compression) {
            (Some((Wrapping::Gzip | Wrapping::Zstd, name)), Some(compression)) => {
                let mut bytes = unpack::decompressed(compression, bytes, &file.bound);
                self.enter(&inner(name), &mut *bytes, depth + 1)
            }
            (None, Some(compression)) => {
                let mut bytes = unpack::decompressed(compression, bytes, &file.bound);
                self.enter(file, &mut *bytes, depth + 1)
            }
            (Some((Wrapping::Gzip | Wrapping::Zstd, name)), None) => {
                self.enter(&inner(name), bytes, depth + 1)
            }
            (Some((Wrapping::Tar, _)), _) => unpack::tar(bytes, |entry| self.entry(file, entry, depth + 1)),
            (Some((Wrapping::Zip, _)), _) => {
                Err(Stop::Failed("a zip file inside of another archive; unpack it first".to_owned()))
            }
            (None, None) => self.records(file, bytes),
        }
    }

    /// Reads a file of an archive. What is wrong with it is reported here, since the
    /// next file may be sound.
    fn entry(&mut self, archive: &OpenFile, entry: ArchiveEntry<'_>, depth: usize) -> Result<(), Stop> {
        let (ArchiveEntry::File(name, _) | ArchiveEntry::Unreadable(name, _)) = entry;
        // A name is a mere name: `../../etc/passwd` is the file `etc/passwd` in here.
        let parts: Vec<_> = name.split(['/', '\\']).filter(|p| !matches!(*p, "" | "." | "..")).collect();
        let name = parts.join("/");
        let hidden = parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX");
        let file = OpenFile {
            path: format!("{}/{name}", archive.path.display()).into(),
            stem: format!("{}/{}", archive.stem, bare(&name)),
            name: file_name(&name).to_owned(),
            corpus: Arc::clone(&archive.corpus),
            format: archive.format,
            on_disk: None,
            bound: archive.bound.clone(),
        };
        if hidden || is_companion(&file.name) || !file.corpus.has(&format!("{}/{name}", archive.stem)) {
            return Ok(());
        }
        let read = match entry {
            ArchiveEntry::File(_, bytes) => self.enter(&file, bytes, depth),
            ArchiveEntry::Unreadable(_, reason) => Err(Stop::Failed(reason)),
        };
        self.or_complain(&file, read)
    }

    /// Hands over a complaint about a whole file if it could not be read.
    fn or_complain(&mut self, file: &OpenFile, read: Result<(), Stop>) -> Result<(), Stop> {
        match read {
            Err(Stop::Failed(reason)) => self.put(file, &file.origin(&Text), None, Err(reason)),
            read => read,
        }
    }

    /// Cuts a file into records.
    fn records(&mut self, file: &OpenFile, bytes: &mut dyn BufRead) -> Result<(), Stop> {
        let first = bytes.fill_buf()?;
        if first.is_empty() {
            return Err(Stop::Failed("the file is empty".to_owned()));
        }
        let extension = file.name.rsplit_once('.').map_or("", |(_, extension)| extension);
        let Some(format) = formats::of_file(file.format, extension, first) else {
            return Err(Stop::Failed(formats::no_reader(extension)));
        };
        let mark = Encoding::for_bom(first).filter(|_| !format.is_binary());
        let mut decoded;
        let bytes: &mut dyn BufRead = match mark {
            Some((encoding, _)) if encoding != UTF_8 => {
                let decoder = DecodeReaderBytesBuilder::new().encoding(Some(encoding)).build(bytes);
                decoded = BufReader::with_capacity(BUFFER, decoder);
                &mut decoded
            }
            Some(_) => {
                bytes.consume(BOM.len());
                bytes
            }
            None => bytes,
        };
        let origin = file.origin(format);
        let options = Arc::clone(&self.options);
        let mut take = |place, raw| self.put(file, &origin, place, raw);
        let mut cutter = Cutter::new(&file.corpus, &options, file.on_disk.as_deref(), &mut take);
        let cut = format.cut(bytes, &mut cutter);
        let (count, last) = (cutter.count(), cutter.last());
        match cut {
            Ok(()) if count == 0 => Err(Stop::Failed("there is no article in it".to_owned())),
            Err(Stop::Failed(reason)) if last.is_some() => {
                self.put(file, &origin, last, Err(format!("after this, {reason}")))
            }
            cut => cut,
        }
    }

    /// Puts a record, or what is wrong with it, into the batch.
    fn put(
        &mut self,
        file: &OpenFile,
        origin: &Arc<Origin>,
        place: Option<RecordPlace>,
        raw: Result<RawRecord, String>,
    ) -> Result<(), Stop> {
        let own = raw.as_ref().ok().and_then(|raw| origin.format.own_id(raw, &origin.corpus));
        let other = || match place {
            Some(place) => format!("{}:{}", origin.stem, place.number),
            None => origin.stem.clone(),
        };
        let (id, own_id, raw) = self.ids.settle(self.number, own, other, raw)?;
        let read = self.before + file.bound.read();
        let raw = raw.map_err(|reason| origin.skipped(place, reason));
        self.held += RECORD_OVERHEAD + raw.as_ref().map_or(0, RawRecord::size);
        let (origin, options) = (Arc::clone(origin), Arc::clone(&self.options));
        self.batch.push(Record { id, own_id, read, origin, place, raw, options });
        if self.held >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Stop> {
        self.held = 0;
        if (self.take)(std::mem::take(&mut self.batch)) { Ok(()) } else { Err(Stop::Unwanted) }
    }
}

/// The name of a file with these first bytes that came by standard input: JSON lines
/// unless no line begins like one, and nothing is compressed.
fn standard_input(first: &[u8]) -> &'static str {
    let mut lines = first.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_start);
    let is_text = !first.is_empty() && !first.contains(&0) && Wrapping::compression(first).is_none();
    let like_json = |line: &[u8]| line.first().is_some_and(|byte| matches!(byte, b'{' | b'['));
    if is_text && !lines.any(like_json) { "input.txt" } else { "input.jsonl" }
}
