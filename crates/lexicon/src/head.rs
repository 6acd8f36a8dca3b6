//! The head of a word list: the comment that explains the list and declares its
//! classes.
//!
//! A class is declared on a line of its own, three spaces in, and explained
//! after at least two spaces more. Whatever continues an explanation is indented
//! further.
//!
//! ```text
//! # Verbs that report: “say”, “deny”.
//! #
//! #   quote    takes a quotation: “Go home,” she said
//! #   past=…   its past tense, where that is irregular: past=spoke
//! ```
//!
//! So an editor reads in the file what may be written, and a misspelt class is
//! found when the list is read.

/// The classes that the head of a list declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    classes: Vec<String>,
}

/// Stands for any value in the declaration of a class: `past=…`.
const ANY_VALUE: &str = "=…";

impl Head {
    /// Reads the comments at the start of a list.
    pub(crate) fn parse(text: &str) -> Self {
        let head = text.lines().take_while(|line| line.starts_with('#'));
        let classes = head.filter_map(|line| {
            let declared = line.strip_prefix("#   ").filter(|rest| !rest.starts_with(' '))?;
            let (class, meaning) = declared.split_once("  ")?;
            (!class.contains(' ') && !meaning.trim().is_empty()).then(|| class.to_owned())
        });
        Self { classes: classes.collect() }
    }

    /// The classes in the order of the head; `past=…` is one whose value is free.
    pub(crate) fn classes(&self) -> &[String] {
        &self.classes
    }

    /// Whether an entry may have this class.
    pub(crate) fn declares(&self, class: &str) -> bool {
        self.classes.iter().any(|declared| match declared.strip_suffix(ANY_VALUE) {
            Some(key) => {
                class.strip_prefix(key).and_then(|c| c.strip_prefix('=')).is_some_and(|v| !v.is_empty())
            }
            None => declared == class,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_declared_one_a_line() {
        let head = Head::parse(
            "# Verbs: “say”.\n#\n#   quote  takes a quotation,\n#          before or after\n\
             #   past=…  its past tense\n# A last remark.\n\nsay\tquote\n#   late  is no longer the head\n",
        );
        assert_eq!(head.classes(), ["quote", "past=…"]);
        for class in ["quote", "past=spoke"] {
            assert!(head.declares(class), "{class}");
        }
        for class in ["", "before", "late", "past", "past=", "past=…x", "quote=1"] {
            assert_eq!(head.declares(class), class == "past=…x", "{class}");
        }
    }
}
