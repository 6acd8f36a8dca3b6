//! The files of the page. They are part of the program; the page loads nothing from
//! anywhere else.

/// A file of the page.
pub(crate) struct PageFile {
    pub(crate) name: &'static str,
    pub(crate) kind: &'static str,
    pub(crate) contents: &'static str,
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! file {
    ($name:literal, $kind:expr) => {
        PageFile { name: $name, kind: $kind, contents: include_str!(concat!("../page/", $name)) }
    };
}

/// The page itself.
pub(crate) const INDEX: &str = include_str!("../page/index.html");

/// Its style sheet.
pub(crate) const STYLE: PageFile = file!("style.css", "text/css; charset=utf-8");

/// Its scripts. Each comes after those that it imports, so that the report can join
/// them into one.
pub(crate) const SCRIPTS: [PageFile; 15] = [
    file!("dom.js", SCRIPT),
    file!("address.js", SCRIPT),
    file!("source.js", SCRIPT),
    file!("view.js", SCRIPT),
    file!("selection.js", SCRIPT),
    file!("drafting.js", SCRIPT),
    file!("article.js", SCRIPT),
    file!("panel.js", SCRIPT),
    file!("list.js", SCRIPT),
    file!("review.js", SCRIPT),
    file!("take.js", SCRIPT),
    file!("chart.js", SCRIPT),
    file!("corpus.js", SCRIPT),
    file!("clusters.js", SCRIPT),
    file!("app.js", SCRIPT),
];

/// The file of this name.
pub(crate) fn file(name: &str) -> Option<&'static PageFile> {
    [&STYLE].into_iter().chain(&SCRIPTS).find(|file| file.name == name)
}
