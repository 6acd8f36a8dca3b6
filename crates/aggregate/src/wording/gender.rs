//! Whether a title or a given name is a woman's or a man's. It only keeps "Mrs.
//! Funes" from being joined with her husband, and is never reported.

/// Of whom a word is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Man,
    Woman,
}

impl Gender {
    /// A byte that stands for it, or for its absence.
    pub(crate) fn code(gender: Option<Self>) -> u8 {
        match gender {
            None => b' ',
            Some(Self::Man) => b'm',
            Some(Self::Woman) => b'w',
        }
    }

    /// What the byte of [`Self::code`] stands for.
    pub(crate) fn of_code(code: u8) -> Option<Self> {
        match code {
            b'm' => Some(Self::Man),
            b'w' => Some(Self::Woman),
            _ => None,
        }
    }
}
