//! A run that goes on after another that was stopped, whatever that noted.

use sayso::{ModelChoice, Settings, extract};
use std::fs;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The name of the file in which a run notes how far it has come.
const CHECKPOINT: &str = "checkpoint.json";

/// Files that grow while a run goes on; the first two hold lines of JSON whatever happens.
const GROWING: [&str; 3] = ["articles.jsonl", "attributions.jsonl", "skipped.jsonl"];

/// A stopped run: its folder, the names and bytes of its files, and its fingerprint, which
/// is what `FINGERPRINT` in an input stands for.
type Stopped = (PathBuf, Vec<(String, Vec<u8>)>, String);

static STOPPED: LazyLock<Stopped> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("sayso-fuzz-checkpoint-{}", std::process::id()));
    fs::create_dir_all(folder.join("in")).unwrap();
    let line = |n| format!("{{\"id\":\"{n}\",\"text\":\"“Dam {n} will hold,” said Ona Dahl.\"}}\n");
    fs::write(folder.join("in/a.jsonl"), (0..9).map(line).collect::<String>()).unwrap();
    run(&folder, 4);
    let read = |name: String| Some((name.clone(), fs::read(folder.join("out").join(name)).ok()?));
    let parts = GROWING.iter().map(|name| format!("{name}.part"));
    let files: Vec<_> = parts.chain([CHECKPOINT.to_owned()]).filter_map(read).collect();
    let noted = String::from_utf8(files.last().unwrap().1.clone()).unwrap();
    let (_, rest) = noted.split_once("\"fingerprint\":").expect("a checkpoint has a fingerprint");
    let fingerprint = rest.split('"').nth(1).unwrap().to_owned();
    (folder, files, fingerprint)
});

fn run(folder: &std::path::Path, until: u64) {
    let settings = Settings {
        input: vec![folder.join("in")],
        output: folder.join("out"),
        model: ModelChoice::RulesOnly,
        jobs: std::num::NonZeroUsize::MIN,
        ..Settings::default()
    };
    let stop = |articles| if articles >= until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
    // It may refuse, with the reason.
    let _ = extract(&settings, &mut |step| stop(step.articles));
}

/// Goes on with a stopped run of which this was noted. All lines that it leaves are whole.
pub fn resume(noted: &[u8]) {
    let (folder, files, fingerprint) = &*STOPPED;
    let out = folder.join("out");
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir_all(&out).unwrap();
    for (name, bytes) in files {
        fs::write(out.join(name), bytes).unwrap();
    }
    let noted = String::from_utf8_lossy(noted).replace("FINGERPRINT", fingerprint);
    fs::write(out.join(CHECKPOINT), noted).unwrap();
    run(folder, u64::MAX);
    for name in &GROWING[..2] {
        let lines = fs::read_to_string(out.join(name)).unwrap_or_default();
        let whole = |line: &str| line.starts_with('{') && line.ends_with('}') && line.contains("\"id\":");
        assert!(lines.lines().all(whole), "{name}: {lines}");
    }
}
