pub(crate) mod vocabulary;
