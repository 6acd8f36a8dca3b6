//! Sentences and tokens of invented news prose, read from `cases.txt`: `|` marks
//! where a sentence ends, and in `tokens.txt` `·` where a token ends.

use sentences::Splitter;
use text::{Article, Paragraph, Role, Span, TokenKind};

fn splitter() -> Splitter {
    Splitter::new(&lexicon::Lexicon::embedded())
}

/// The cases of a data file: one a line, `⏎` for a line break; lines that start
/// with `#` head a group.
fn cases(data: &str) -> impl Iterator<Item = String> + '_ {
    data.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.replace('⏎', "\n"))
}

/// The pieces joined with a mark and the white space between them.
fn marked(text: &str, pieces: impl Iterator<Item = Span>, mark: &str) -> String {
    let mut shown = String::new();
    let mut last: Option<Span> = None;
    for piece in pieces {
        if let Some(last) = last {
            shown += mark;
            shown += &text[last.end..piece.start];
        }
        shown += piece.of(text);
        last = Some(piece);
    }
    shown
}

#[test]
fn sentences_end_where_marked() {
    let splitter = splitter();
    let mut wrong = Vec::new();
    for case in cases(include_str!("cases.txt")) {
        let text = case.replace('|', "");
        let mut found = Vec::new();
        splitter.split(&text, &mut found);
        let shown = marked(&text, found.into_iter(), "|");
        if shown != case {
            wrong.push(format!("expected {case}\n   found {shown}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tokens_end_where_marked() {
    let splitter = splitter();
    let mut wrong = Vec::new();
    for case in cases(include_str!("tokens.txt")) {
        let (case, kinds) = case.split_once('\t').expect("a sentence and its kinds");
        let text = case.replace('·', "");
        let paragraphs = vec![Paragraph { span: Span::new(0, text.len()), role: Role::Body }];
        let document = splitter.document(&Article { text: text.clone(), paragraphs, ..Article::default() });
        let shown = marked(&text, document.tokens.iter().map(|t| t.span), "·");
        let found: String = document.tokens.iter().map(|t| letter(t.kind)).collect();
        if shown != case || found != kinds {
            wrong.push(format!("expected {case} {kinds}\n   found {shown} {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn letter(kind: TokenKind) -> char {
    match kind {
        TokenKind::Word => 'w',
        TokenKind::Number => 'n',
        TokenKind::Quote => 'q',
        TokenKind::Dash => 'd',
        TokenKind::Punctuation => 'p',
    }
}

#[test]
fn a_users_abbreviations_count() {
    let text = "Bread went to Abw. Kessler at the depot.";
    let count = |lexicon: &lexicon::Lexicon| {
        let mut found = Vec::new();
        Splitter::new(lexicon).split(text, &mut found);
        found.len()
    };
    let mut lexicon = lexicon::Lexicon::embedded();
    assert_eq!(count(&lexicon), 2);
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("abbreviations.tsv"), "Abw.\tname\tAbw. Kessler\n").unwrap();
    lexicon.extend_from(folder.path()).unwrap();
    assert_eq!(count(&lexicon), 1);
}
