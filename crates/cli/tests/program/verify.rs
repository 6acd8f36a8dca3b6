//! `sayso verify` as a user meets it.

use super::{Folder, sayso, sayso_reading};
use sayso::records::Finding;
use std::path::{Path, PathBuf};

/// A file or folder of the repository.
fn repository(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name)
}

/// The verdicts of lines of JSON that are not fine.
fn wrong(lines: &str) -> Vec<String> {
    let findings = lines.lines().map(|line| serde_json::from_str::<Finding>(line).unwrap());
    let mut names: Vec<_> =
        findings.filter(|finding| !finding.fine).map(|finding| finding.verdict.name().to_owned()).collect();
    names.dedup();
    names
}

#[test]
fn the_planted_errors_of_the_manual_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let [index, page, file] = ["index", "page.html", "verify.jsonl"].map(|name| folder.path().join(name));
    let (draft, sources) = (repository("docs/src/verify-draft.txt"), repository("corpus"));
    let expected = ["changed", "contradicted", "other speaker", "opinion as fact", "not found"];
    let mut written = Vec::new();
    for jobs in ["1", "4"] {
        let arguments = ["verify".as_ref(), draft.as_os_str(), "--against".as_ref(), sources.as_os_str()];
        let more = ["--index".as_ref(), index.as_os_str(), "--report".as_ref(), page.as_os_str()];
        let output = ["--output".as_ref(), file.as_os_str(), "--jobs".as_ref(), jobs.as_ref()];
        let ran = sayso(arguments.into_iter().chain(more).chain(output)).expect(3).says("to look at");
        assert!(ran.stdout.contains("{differs two hours}"), "{}", ran.stdout);
        written.push(std::fs::read_to_string(&file).unwrap());
        assert_eq!(wrong(written.last().unwrap()), expected);
        assert!(std::fs::read_to_string(&page).unwrap().contains("opinion_as_fact"));
    }
    assert_eq!(written[0], written[1], "by one thread, and by four with the index that is there");
}

#[test]
fn an_article_against_itself_and_against_another() {
    let [own, other] = ["2024-10-17-tarrow-bridge-closed", "2025-05-15-cold-seep"]
        .map(|name| repository("corpus/wire").join(name).with_extension("txt"));
    let run = |source: &Path| {
        sayso([
            "verify".as_ref(),
            own.as_os_str(),
            "--json".as_ref(),
            "--against".as_ref(),
            source.as_os_str(),
        ])
    };
    assert_eq!(wrong(&run(&own).expect(0).stdout), [""; 0]);
    assert!(!run(&other).expect(3).stdout.contains("\"verbatim\""));
}

#[test]
fn what_cannot_be_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(at("a.txt"), "“The ferry sails at noon,” said Ada Lund.\n").unwrap();
    std::fs::write(at("b.jsonl"), "{\n").unwrap();
    sayso(["verify", &at("a.txt"), "--against", &at("a.txt"), &at("b.jsonl")])
        .expect(2)
        .says("b.jsonl, line 1");
    let ran =
        sayso(["verify", &at("a.txt"), "--against", &at("none"), "--output", &at("findings")]).expect(1);
    assert_eq!(ran.says("nothing to compare with").stdout, "", "without sources nothing is “not found”");
    assert!(!folder.path().join("findings").exists());
    let ran =
        sayso(["verify", &at("none"), "--against", &at("a.txt")]).expect(1).says("no draft could be read");
    assert!(!ran.stderr.contains("no quote or claim"), "{}", ran.stderr);
    let line = "{\"text\": \"“The ferry sails at noon,” said Ada Lund.\"}\n";
    sayso_reading(line, &["verify", "-", "--against", &at("a.txt")]).expect(0);
    sayso(["verify", &at("a.txt"), "--against", "-", "--index", &at("index")]).expect(1).says("--index");
}

/// Words that are in every article make no passage the nearest.
#[test]
fn the_nearest_passage_has_something_to_do_with_it() {
    let folder = Folder::new();
    folder.write("a.txt", "Ada Lund told us that she would stay. “The ferry sails at noon,” said Bo Ek.\n");
    for (draft, expected) in [
        ("Ana Ruiz said that she would go.\n", false),
        ("“The harbour froze in the winter,” said Ana Ruiz.\n", false),
        ("“The old ferry is lost to us,” said Ana Ruiz.\n", true),
    ] {
        folder.write("draft.txt", draft);
        let at = |name: &str| folder.path(name).display().to_string();
        let ran = sayso(["verify", &at("draft.txt"), "--against", &at("a.txt")]).expect(3);
        assert_eq!(ran.stdout.contains("nearest"), expected, "{draft}{}", ran.stdout);
        assert_eq!(ran.stdout.contains("another speaker"), expected, "{draft}{}", ran.stdout);
    }
}

#[test]
fn what_is_no_source_is_not_taken_for_one() {
    let folder = Folder::new();
    folder.write("a.txt", "“The ferry sails at noon,” said Ada Lund.\n");
    folder.write("draft.txt", "“The ferry is lost,” said Ada Lund.\n");
    let at = |name: &str| folder.path(name).display().to_string();
    let (draft, all) = (at("draft.txt"), folder.path("").display().to_string());
    let run = |more: &[&str]| sayso([&["verify", &*draft, "--against", &*all], more].concat()).expect(3);
    let check = |more: &[&str]| {
        let ran = run(more).says("in 1 source article,");
        assert!(!ran.stderr.contains("skipped"), "{}", ran.stderr);
    };
    // The draft, the index, and what two runs wrote are in the folder of the sources.
    let (index, found, page) = (at("index"), at("found.jsonl"), at("pages/page.html"));
    for _ in 0..2 {
        check(&["--index", &index, "--output", &found, "--report", &page]);
    }
    std::fs::remove_file(&found).unwrap();
    std::fs::remove_file(&page).unwrap();
    check(&["--output", &at("verify.jsonl")]);
    check(&[]);
    sayso(["verify", &draft, "--against", &draft]).expect(0);
    // An index does not write over files of others.
    folder.write("own/lock", "mine");
    folder.write("own/notes.txt", "mine");
    sayso(["verify", &draft, "--against", &at("a.txt"), "--index", &at("own")]).expect(1).says("notes.txt");
    assert_eq!(std::fs::read_to_string(folder.path("own/lock")).unwrap(), "mine");
}

#[test]
fn results_of_an_earlier_run_are_sources() {
    let folder = Folder::new();
    folder.write("in/a.txt", "“The ferry sails at noon,” said Ada Lund, the captain.\n");
    folder.extract("in", "out", &[]).expect(0);
    let draft = folder.write("draft.txt", "“The ferry sails at noon,” said Ada Lund.\n");
    let against = |source: &str| {
        let source = folder.path(source);
        sayso([
            "verify".as_ref(),
            draft.as_os_str(),
            "--json".as_ref(),
            "--against".as_ref(),
            source.as_os_str(),
        ])
    };
    let ran = against("out").expect(0);
    let finding: Finding = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(finding.passages[0].article, "a");
    assert_eq!(finding.passages[0].speaker.as_deref(), Some("Ada Lund"));
}

#[test]
fn an_index_that_was_not_finished_does_no_harm() {
    let folder = Folder::new();
    let (draft, index) = (repository("docs/src/verify-draft.txt"), folder.path("index"));
    // Long enough that there is time to stop it.
    let texts = [("wire", "2024-10-17-tarrow-bridge-closed"), ("wire", "2025-05-15-cold-seep")].map(
        |(corpus, name)| {
            std::fs::read_to_string(repository("corpus").join(corpus).join(name).with_extension("txt"))
                .unwrap()
        },
    );
    for number in 0..200 {
        let line = serde_json::json!({ "id": number, "text": texts[number % 2] });
        folder.write(&format!("sources/{number}.jsonl"), format!("{line}\n").repeat(20));
    }
    let arguments = |with_index: bool| {
        let mut arguments = vec!["verify".into(), draft.clone().into_os_string(), "--against".into()];
        arguments.push(folder.path("sources").into_os_string());
        if with_index {
            arguments.extend(["--index".into(), index.clone().into_os_string()]);
        }
        arguments
    };
    let fresh = sayso(arguments(false)).expect(3);
    let mut stopped = std::process::Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments(true))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while !index.join("000000.sources.part").exists() && stopped.try_wait().unwrap().is_none() {}
    stopped.kill().unwrap();
    stopped.wait().unwrap();
    // What a run leaves that is stopped at another moment.
    for name in ["000000.sources.part", "000007.sources", "index.json.part", "CACHEDIR.TAG"] {
        std::fs::write(index.join(name), "{").unwrap();
    }
    for _ in 0..2 {
        assert_eq!(sayso(arguments(true)).expect(3).stdout, fresh.stdout);
    }
    // Nothing is left of what was not finished.
    let names =
        std::fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["000000.sources", "CACHEDIR.TAG", "index.json", "lock"]);
}
