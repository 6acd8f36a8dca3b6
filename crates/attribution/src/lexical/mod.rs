pub(crate) mod hash;
pub(crate) mod vocabulary;
