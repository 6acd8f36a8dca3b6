//! How enumerations of `text` are written: by the names that `text` gives them, so
//! that every name is spelled in one place only.

/// A module for `#[serde(with = "…")]` that writes an enumeration of `text` by
/// its `name()` and reads it back.
macro_rules! by_name {
    ($module:ident, $type:ident: $($variant:ident),+) => {
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};
            use std::borrow::Cow;
            use text::$type;

            const ALL: &[$type] = &[$($type::$variant),+];

            pub(crate) fn serialize<S: Serializer>(value: &$type, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(value.name())
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<$type, D::Error> {
                let name = Cow::<str>::deserialize(from)?;
                ALL.iter().copied().find(|v| v.name() == name).ok_or_else(|| {
                    let known = ALL.iter().map(|v| v.name()).collect::<Vec<_>>().join(", ");
                    D::Error::custom(format_args!("“{name}” is not one of {known}"))
                })
            }
        }
    };
}

by_name!(kind, Kind: Direct, Mixed, Indirect);
by_name!(act, Act: Speech, Writing, Evidence, Attitude);
by_name!(role, Role: Title, Heading, Body, Dateline, Boilerplate);
by_name!(speaker_type, SpeakerType: Person, Organization, Group, Document, Unnamed);
by_name!(resolved_by, ResolvedBy: Name, Surname, Acronym, Pronoun, Description, Continuation);
