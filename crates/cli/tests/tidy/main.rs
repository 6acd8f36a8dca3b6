//! Habits of the repository that a compiler does not check: no file is too long, and
//! no module uses another that uses it.
//!
//! Functions are kept short by clippy (`clippy.toml`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The most lines of a source file.
const LONGEST_FILE: usize = 500;

/// The folders of all crates.
fn crates() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut crates: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    crates.retain(|path| path.join("Cargo.toml").is_file());
    crates.sort();
    crates
}

/// The files with an extension under a folder, with their texts.
fn sources(folder: &Path, extension: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|its| its == extension) {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = crates()
        .iter()
        .flat_map(|folder| ["src", "tests", "benches", "examples", "page"].map(|part| folder.join(part)))
        .flat_map(|folder| ["rs", "js"].map(|extension| sources(&folder, extension)))
        .flatten()
        .filter(|(_, text)| text.lines().count() > LONGEST_FILE)
        .map(|(path, text)| format!("{}: {} lines", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "longer than {LONGEST_FILE} lines: {long:#?}");
}

/// A module by its path below the crate: `["learned", "ranker"]`.
type Module = Vec<String>;

/// The module of a file below `src`.
fn module(file: &Path, src: &Path) -> Module {
    let path = file.strip_prefix(src).unwrap().with_extension("");
    let mut module: Module = path.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if module.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

/// The text without comments, strings' contents aside, and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    text.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// The paths that begin with `crate`, `super` or `self` in some code, groups in braces
/// expanded: `use crate::a::{b, c::D}` is `crate::a::b` and `crate::a::c::D`.
fn paths(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for start in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(start) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':') {
                expand(&mut code[at..].chars().peekable(), Vec::new(), &mut found);
            }
        }
    }
    found
}

/// Reads one path, or a group of paths in braces, after what is in `so_far`.
fn expand(
    rest: &mut std::iter::Peekable<std::str::Chars<'_>>,
    mut so_far: Vec<String>,
    found: &mut Vec<Vec<String>>,
) {
    loop {
        while rest.next_if(|c| c.is_whitespace()).is_some() {}
        if rest.next_if_eq(&'{').is_some() {
            loop {
                expand(rest, so_far.clone(), found);
                while rest.next_if(|c| c.is_whitespace()).is_some() {}
                match rest.next() {
                    Some(',') => {}
                    _ => return,
                }
            }
        }
        let mut name = String::new();
        while let Some(c) = rest.next_if(|c| c.is_alphanumeric() || *c == '_' || *c == '*') {
            name.push(c);
        }
        if name.is_empty() {
            return;
        }
        so_far.push(name);
        if rest.next_if_eq(&':').is_none() || rest.next_if_eq(&':').is_none() {
            // “as other”
            while rest.next_if(|c| *c != ',' && *c != '}' && *c != ';' && *c != '(' && *c != '\n').is_some() {
            }
            found.push(so_far);
            return;
        }
    }
}

/// Which modules each module of a crate uses.
fn uses(src: &Path) -> BTreeMap<Module, BTreeSet<Module>> {
    let files = sources(src, "rs");
    let modules: BTreeSet<Module> = files.iter().map(|(file, _)| module(file, src)).collect();
    let mut uses: BTreeMap<Module, BTreeSet<Module>> = BTreeMap::new();
    for (file, text) in &files {
        let here = module(file, src);
        let used = uses.entry(here.clone()).or_default();
        for path in paths(&code(text)) {
            let mut absolute: Module = match path[0].as_str() {
                "crate" => Vec::new(),
                _ => here.clone(),
            };
            for name in &path {
                match name.as_str() {
                    "crate" | "self" => {}
                    "super" => {
                        absolute.pop();
                    }
                    name => absolute.push(name.to_owned()),
                }
            }
            while !modules.contains(&absolute) {
                absolute.pop();
            }
            if absolute != here {
                used.insert(absolute);
            }
        }
    }
    uses
}

/// A circle of modules, if there is one.
fn circle(uses: &BTreeMap<Module, BTreeSet<Module>>) -> Option<Vec<Module>> {
    fn visit(
        at: &Module,
        uses: &BTreeMap<Module, BTreeSet<Module>>,
        way: &mut Vec<Module>,
        done: &mut BTreeSet<Module>,
    ) -> bool {
        if done.contains(at) {
            return false;
        }
        if let Some(first) = way.iter().position(|module| module == at) {
            way.drain(..first);
            return true;
        }
        way.push(at.clone());
        if uses.get(at).into_iter().flatten().any(|next| visit(next, uses, way, done)) {
            return true;
        }
        way.pop();
        done.insert(at.clone());
        false
    }
    let (mut way, mut done) = (Vec::new(), BTreeSet::new());
    uses.keys().any(|module| visit(module, uses, &mut way, &mut done)).then_some(way)
}

#[test]
fn no_module_uses_one_that_uses_it() {
    for folder in crates() {
        let circle = circle(&uses(&folder.join("src")));
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(circle.is_none(), "{name}: these modules use each other in a circle: {circle:#?}");
    }
}

#[test]
fn a_circle_is_noticed() {
    let module = |name: &str| vec![name.to_owned()];
    let mut uses = BTreeMap::from([
        (module("a"), BTreeSet::from([module("b")])),
        (module("b"), BTreeSet::from([module("c")])),
        (module("c"), BTreeSet::new()),
    ]);
    assert_eq!(circle(&uses), None);
    uses.insert(module("c"), BTreeSet::from([module("b")]));
    assert_eq!(circle(&uses), Some(vec![module("b"), module("c")]));
    let code = "use crate::a::{self, b::{C, d}};\nlet x = super::e::f(1);";
    let found: Vec<String> = paths(code).iter().map(|path| path.join("::")).collect();
    assert_eq!(found, ["crate::a::self", "crate::a::b::C", "crate::a::b::d", "super::e::f"]);
}
