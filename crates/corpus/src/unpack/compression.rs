//! Compressed streams: gzip and Zstandard.

use super::bounds::{BUFFER, Bound, Bounded};
use super::wrapping::Wrapping;
use std::io::{self, BufRead, BufReader, Read};

/// A compressed stream, decompressed. `compression` is gzip, else Zstandard is
/// meant.
pub(crate) fn decompressed<'r>(
    compression: Wrapping,
    inner: impl BufRead + 'r,
    bound: &Bound,
) -> Box<dyn BufRead + 'r> {
    match compression {
        // A gzip file may have many members, one for each WARC record; the
        // simpler decoder would stop after the first.
        Wrapping::Gzip => {
            let inner = flate2::bufread::MultiGzDecoder::new(inner);
            Box::new(BufReader::with_capacity(BUFFER, Bounded::new(inner, bound)))
        }
        _ => {
            let inner = ZstdFrames { source: inner, decoder: Box::default(), within: false };
            Box::new(BufReader::with_capacity(BUFFER, Bounded::new(inner, bound)))
        }
    }
}

/// A file of Zstandard frames, one after the other; some are to be skipped.
struct ZstdFrames<R> {
    source: R,
    decoder: Box<ruzstd::decoding::FrameDecoder>,
    /// Whether a frame has begun and not been read to its end.
    within: bool,
}

impl<R: BufRead> ZstdFrames<R> {
    /// Begins the next frame; `false` at the end of the file.
    fn begin(&mut self) -> io::Result<bool> {
        use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
        while !self.source.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.source) {
                Ok(()) => {
                    self.within = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    io::copy(&mut self.source.by_ref().take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::new(io::ErrorKind::InvalidData, error)),
            }
        }
        Ok(false)
    }

    /// Ends a frame; an error if its checksum is wrong.
    fn end(&mut self) -> io::Result<()> {
        self.within = false;
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => {
                Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is wrong"))
            }
            _ => Ok(()),
        }
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        use ruzstd::decoding::BlockDecodingStrategy::UptoBlocks;
        loop {
            if !self.within && !self.begin()? {
                return Ok(0);
            }
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let decoded = self.decoder.decode_blocks(&mut self.source, UptoBlocks(1));
                decoded.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            self.end()?;
        }
    }
}
