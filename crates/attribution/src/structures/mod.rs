pub(crate) mod paragraph_shapes;
