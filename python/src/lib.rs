//! The extension module `sayso._core`: it converts between Python and the crates of
//! sayso, and keeps Python responsive while they work. What users see is in `sayso/`.

mod comparison;
mod extractor;
mod lines;
mod patience;
mod steps;
mod stream;

/// What the Python code of the package is built on; nothing here is public.
#[pyo3::pymodule]
mod _core {
    #[pymodule_export]
    use crate::comparison::page;
    #[pymodule_export]
    use crate::extractor::{Extractor, columns};
    #[pymodule_export]
    use crate::steps::{Rows, Step};
    #[pymodule_export]
    use crate::stream::Attributions;

    #[pymodule_init]
    fn init(module: &pyo3::Bound<'_, pyo3::types::PyModule>) -> pyo3::PyResult<()> {
        use pyo3::types::PyModuleMethods;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
