//! What documents say to do with results finds something in those of the sample corpora: each
//! block of shell commands that asks `jq`, and each Python program that reads lines of JSON.
//!
//! A block that names `output/` is run beside that folder, any other in it. Who has no `jq` or
//! no Python goes without.

use crate::sessions::{copy, run};
use crate::{documents, name, root};

/// How recipes begin and end, and what runs them.
const SHELL: [&str; 3] = ["```sh\njq ", "```\n", "jq"];
const PYTHON: [&str; 3] = ["```python\nimport json\n", "```\n", "python3"];

#[test]
#[cfg(unix)]
#[allow(clippy::print_stdout)]
fn recipes_find_something() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("corpus"), &folder.path().join("corpus"));
    assert_eq!(run("sayso extract corpus/ --quiet", folder.path()), "");
    for [begins, ends, program] in [SHELL, PYTHON] {
        if run(&format!("command -v {program}"), folder.path()).is_empty() {
            println!("recipes are not tried: there is no {program}");
            continue;
        }
        let start = begins.split_once('\n').map_or("", |(_, start)| start);
        let mut tried = 0;
        for (path, text) in documents() {
            for after in text.split(begins).skip(1) {
                let recipe = after.split(ends).next().unwrap_or_default();
                // A file that it writes holds what it would print.
                let shown = recipe.split(" > ").next().unwrap_or_default();
                let file = folder.path().join("recipe");
                std::fs::write(&file, format!("{start}{shown}")).unwrap();
                let by = if program == "jq" { "bash" } else { program };
                let place = if recipe.contains("output/") { "." } else { "output" };
                let command = format!("cd {place} && {by} '{}'", file.display());
                let printed = run(&format!("{command} && echo done"), folder.path());
                let found = printed.strip_suffix("done\n").unwrap_or_default().trim();
                // In a pipe its failures count for nothing.
                let failed = found.is_empty() || found.contains("jq: error");
                assert!(!failed, "{}\n{start}{shown}\n{printed}", name(&path));
                tried += 1;
            }
        }
        assert!(tried > 1, "only {tried} recipes for {program} are in the documents");
    }
}
