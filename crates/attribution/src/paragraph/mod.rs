pub(crate) mod folded;
pub(crate) mod marks;
