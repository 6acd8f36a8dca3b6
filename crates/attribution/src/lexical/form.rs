//! The forms of a reporting verb.

/// The form of a verb. Most verbs have the same form for past and past participle,
/// which then counts as [`Form::Past`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// say
    Base,
    /// says
    Third,
    /// said
    Past,
    /// written, where it differs from the past
    Participle,
    /// saying
    Ing,
}
