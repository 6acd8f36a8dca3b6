//! What documents show of what is printed, made anew.

const FENCE: &str = "\n```";

/// The text with its blocks made anew, which are told by what stands behind their fence and
/// what is in them.
pub(crate) fn renew(text: &str, mut block: impl FnMut(&str, &str) -> String) -> String {
    let mut renewed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(FENCE) {
        let (info, after) = after.split_once('\n').unwrap_or((after, ""));
        let (code, after) = after.split_once(FENCE).unwrap_or((after, ""));
        renewed += &format!("{before}{FENCE}{info}\n");
        let new = block(info, &format!("{code}\n"));
        renewed += new.strip_suffix('\n').unwrap_or(&new);
        renewed += FENCE;
        rest = after;
    }
    renewed + rest
}

/// A session with what its commands print now.
pub(crate) fn session(shown: &str, run: impl Fn(&str) -> String) -> String {
    let mut session = String::new();
    for command in shown.split_inclusive('\n').collect::<Vec<_>>().chunk_by(|_, b| !b.starts_with("$ ")) {
        let typed = command[0].trim_end().strip_prefix("$ ").expect("a session begins with a command");
        session += command[0];
        session += &shortened(&run(typed), &command[1..]);
    }
    session
}

/// A program with what it prints now in place of the comments that begin a line, if it has any.
pub(crate) fn commented(program: &str, printed: &str) -> String {
    let (comments, code): (Vec<_>, Vec<_>) =
        program.split_inclusive('\n').partition(|line| line.starts_with("# "));
    let printed = printed.lines().map(|line| format!("# {line}\n"));
    code.concat() + &printed.filter(|_| !comments.is_empty()).collect::<String>()
}

/// What was printed, with `…` where `shown` has it.
fn shortened(printed: &str, shown: &[&str]) -> String {
    let shown: Vec<_> = shown.iter().map(|line| line.trim_end_matches('\n')).collect();
    let printed: Vec<_> = printed.lines().collect();
    let gap = shown.iter().position(|line| line.trim() == "…");
    let before = gap.unwrap_or(printed.len()).min(printed.len());
    let after = gap.map_or(0, |gap| (shown.len() - gap - 1).min(printed.len() - before));
    let (first, last) = (&printed[..before], &printed[printed.len() - after..]);
    // From the beginning, then from the end.
    let first = first.iter().enumerate().map(|(index, line)| kept(shown.get(index), line));
    let last =
        last.iter().enumerate().map(|(index, line)| kept(shown.get(shown.len() - after + index), line));
    let gap = gap.map(|_| "…");
    first.chain(gap).chain(last).map(|line| format!("{line}\n")).collect()
}

/// A line as it is shown if it stands for what was printed, otherwise what was printed.
fn kept<'a>(shown: Option<&&'a str>, printed: &'a str) -> &'a str {
    shown.filter(|shown| stands_for(shown, printed)).map_or(printed, |shown| shown)
}

/// Whether a line was printed but for what `…` stands for.
fn stands_for(shown: &str, printed: &str) -> bool {
    match shown.split_once('…') {
        None => shown == printed,
        Some((before, after)) => printed.strip_prefix(before).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(place, _)| place).chain([rest.len()]);
            ends.into_iter().any(|end| stands_for(after, &rest[end..]))
        }),
    }
}

#[test]
fn what_is_left_out_stays_out() {
    let text = "A\n```console\n$ one\nold\n…\nolder\n$ two\n```\nB\n```sh\nthree\n```\n";
    let renewed = renew(text, |info, code| match info {
        "console" => {
            session(code, |command| if command == "one" { "1\n2\n3\n4\n" } else { "new\n" }.to_owned())
        }
        _ => code.to_owned(),
    });
    assert_eq!(renewed, "A\n```console\n$ one\n1\n…\n4\n$ two\nnew\n```\nB\n```sh\nthree\n```\n");
}

#[test]
fn shown_for_printed() {
    for (shown, printed, expected) in [
        ("took … s, …\n", "took 3 s, 2 MB\n", "took … s, …\n"),
        ("took … s\n", "took 3 ms\n", "took 3 ms\n"),
        ("a\n…\nz …\n", "a\nb\nc\nz 1\n", "a\n…\nz …\n"),
        ("a\n…\nb\n", "a\n", "a\n…\n"),
        ("…\n", "", "…\n"),
        ("old\n", "", ""),
        ("", "new\n", "new\n"),
    ] {
        assert_eq!(shortened(printed, &shown.split_inclusive('\n').collect::<Vec<_>>()), expected);
    }
    assert_eq!(commented("f()\n# 1\n# 2\n", "3\n"), "f()\n# 3\n");
    assert_eq!(commented("f()  # 1\n", "3\n"), "f()  # 1\n");
}
