//! Reading `results/`.

use serde_json::Value;
use std::collections::HashMap;
use std::path::PathBuf;

/// The folder of results.
pub(crate) struct Results {
    folder: PathBuf,
}

impl Results {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    fn read(&self, file: &str) -> Result<String, String> {
        let path = self.folder.join(file);
        std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// A value of a JSON file, as in `pages-dev/fast` and `all.content.f1`.
    pub(crate) fn value(&self, file: &str, field: &str) -> Result<Value, String> {
        let all: Value =
            serde_json::from_str(&self.read(&format!("{file}.json"))?).map_err(|error| error.to_string())?;
        let pointer = format!("/{}", field.replace('.', "/"));
        all.pointer(&pointer).cloned().ok_or_else(|| format!("{file}.json has no {field}"))
    }

    /// A number of a JSON file.
    pub(crate) fn number(&self, file: &str, field: &str) -> Result<f64, String> {
        let value = self.value(file, field)?;
        value.as_f64().ok_or_else(|| format!("{field} of {file}.json is no number"))
    }

    /// One figure as documents have it: a share in percent, a count with commas,
    /// a calibration error as it is.
    pub(crate) fn one(&self, file: &str, field: &str) -> Result<String, String> {
        let value = self.value(file, field)?;
        if let Some(count) = value.as_u64() {
            return Ok(thousands(count));
        }
        let number = self.number(file, field)?;
        Ok(if field.ends_with("calibration_error") { format!("{number:.3}") } else { percent(number) })
    }

    /// The rows of a CSV file, by the names of its columns.
    pub(crate) fn rows(&self, file: &str) -> Result<Vec<HashMap<String, String>>, String> {
        let text = self.read(file)?;
        let mut table = csv::Reader::from_reader(text.as_bytes());
        table.deserialize().collect::<Result<_, _>>().map_err(|error| format!("{file}: {error}"))
    }
}

/// A share as percent, without the sign.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

/// A count as in `12,345`.
pub(crate) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[test]
fn counts_have_commas() {
    assert_eq!([7, 123, 1234, 1_234_567].map(thousands), ["7", "123", "1,234", "1,234,567"]);
}
