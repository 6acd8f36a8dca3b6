//! Shows the role of each paragraph of some files, and what is known about each
//! article: `cargo run -p sayso-corpus --example roles -- [--marked] PATH…`
//! (`--marked`: only what is neither body nor title).
#![allow(clippy::print_stdout, missing_docs)]

use text::Role;

fn main() {
    let mut paths: Vec<_> = std::env::args_os().skip(1).map(std::path::PathBuf::from).collect();
    let marked = paths.iter().any(|p| p.as_os_str() == "--marked");
    paths.retain(|p| p.as_os_str() != "--marked");
    let input = corpus::Input::find(&paths, &corpus::Options::default());
    let reader = corpus::Reader::new(&lexicon::Lexicon::embedded());
    for skipped in input.skipped() {
        println!("! {skipped}");
    }
    for record in input.records() {
        match reader.article(record) {
            Err(skipped) => println!("! {skipped}"),
            Ok(article) => {
                println!("== {} {:?}", article.id, article.metadata);
                for paragraph in &article.paragraphs {
                    if !marked || !matches!(paragraph.role, Role::Body | Role::Title) {
                        println!("{:<12}{}", paragraph.role.name(), paragraph.span.of(&article.text));
                    }
                }
            }
        }
    }
}
