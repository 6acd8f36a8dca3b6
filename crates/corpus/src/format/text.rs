//! Plain text: a file is one article, and its text is the file's own.

use super::{About, Content, Draft, Format, Problem, decoded};
use crate::fields::Fields;
use crate::records::{Cutter, Stop};
use std::io::BufRead;

#[derive(Debug)]
pub(crate) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn cut(&self, file: &mut dyn BufRead, out: &mut Cutter<'_>) -> Result<(), Stop> {
        out.whole(file)
    }

    fn draft(&self, content: Content, about: &About<'_>) -> Result<Draft, Problem> {
        let text = decoded(content.into_bytes(), about.corpus.encoding.as_deref())?;
        Ok(Draft { text, fields: Fields::default() })
    }
}
