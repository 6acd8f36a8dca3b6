//! What holds for every text, however odd.

use sentences::Splitter;
use text::{Article, Paragraph, Role, Span};

/// Checks the laws on one text, whole and as an article of its paragraphs.
#[track_caller]
fn check(splitter: &Splitter, text: &str) {
    let mut sentences = Vec::new();
    splitter.split(text, &mut sentences);
    covers(text, &sentences, char::is_whitespace);

    let paragraphs: Vec<_> =
        text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body }).collect();
    let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
    let document = splitter.document(&article);
    let spans: Vec<_> = document.sentences.iter().map(|s| s.span).collect();
    assert_eq!(spans, sentences, "document() and split() differ on {text:?}");
    let mut next = 0;
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next, "tokens are missing in {text:?}");
        next = sentence.tokens.end;
        assert!(article.paragraphs[sentence.paragraph].span.contains(sentence.span));
        for token in document.tokens_of(sentence) {
            assert!(sentence.span.contains(token.span), "a token leaves its sentence in {text:?}");
        }
    }
    assert_eq!(next, document.tokens.len());
    let tokens: Vec<_> = document.tokens.iter().map(|t| t.span).collect();
    let invisible = |c: char| c.is_whitespace() || !(c.is_alphanumeric() || c.is_ascii_punctuation());
    covers(text, &tokens, invisible);
}

/// The spans are in order, neither empty nor with white space at their ends, and
/// leave out nothing but what `between` allows.
#[track_caller]
fn covers(text: &str, spans: &[Span], between: impl Fn(char) -> bool) {
    let mut last = 0;
    for &span in spans {
        assert!(last <= span.start && !span.is_empty(), "{span:?} after {last} in {text:?}");
        assert_eq!(span.trim(text), span, "white space at the ends of {span:?} in {text:?}");
        assert!(text[last..span.start].chars().all(&between), "a gap before {span:?} in {text:?}");
        last = span.end;
    }
    assert!(text[last..].chars().all(&between), "nothing covers the end of {text:?}");
}

#[test]
fn odd_texts() {
    let splitter = Splitter::new(&lexicon::Lexicon::embedded());
    let odd = [
        "",
        " ",
        ".",
        "...",
        "\u{feff}.\u{200b}",
        "\"",
        "“”",
        ".\"",
        "a.",
        "1.",
        "1) 2)",
        "• •",
        "•",
        "[",
        ".[",
        "a.[",
        "a.[1",
        "a. [1",
        "a. 4",
        "a. 4 ",
        "a. 4 –",
        "ab. 4 –The",
        "\r\r\n",
        "\u{2028}",
        "。",
        "a。b",
        "？”",
        ". . . .",
        "a. . . .",
        "a. . . . b",
        "http://",
        "www..",
        "a@b.",
        "-----",
        "----- a",
        "a. -----",
        "'s",
        "’s",
        "''",
        "``",
        "x's.",
        "5p.m.",
        "5.",
        "5-",
        "a-",
        "--",
        "U.S.",
        "U.S.'s",
        "é.É",
        "ñ. ñ",
        "؟ ؟",
        "।",
        "a.\u{301}b",
        "\u{301}",
        "😀.😀",
        "I.",
        "(a.) (b.)",
        "Mr.",
        "“Mr.",
        "At 5 a.m.",
        "No. No. No.",
    ];
    for text in odd {
        check(&splitter, text);
    }
}

#[test]
fn random_texts() {
    let splitter = Splitter::new(&lexicon::Lexicon::embedded());
    let pieces = [
        " ",
        " ",
        " ",
        " ",
        ".",
        ".",
        ".",
        "!",
        "?",
        "…",
        "\n",
        "\n\n",
        "\r\n",
        "\"",
        "'",
        "’",
        "“",
        "”",
        "‘",
        "(",
        ")",
        "[",
        "]",
        "-",
        "—",
        ",",
        ":",
        ";",
        "1",
        "2",
        "14",
        "[3]",
        "•",
        "a",
        "I",
        "U.S",
        "a.m",
        "p.m",
        "Mr",
        "Inc",
        "no",
        "The",
        "said",
        "Osei",
        "Åse",
        "é",
        "中",
        "。",
        "http://a.b/c",
        "x@y.z",
        "'s",
        "...",
        "\u{a0}",
        "\u{301}",
        "😀",
        "Monday",
        "Garcia asked",
        "the ferry",
        "\u{2028}",
        "\u{ad}",
        "*",
        "----",
        "Yahoo!",
        "At 9",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..state % 24 {
            // xorshift: the same texts every time.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text += pieces[(state >> 20) as usize % pieces.len()];
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        check(&splitter, &text);
    }
}

/// One long paragraph must not take more than linear time: each of these would
/// run for hours if a rule looked at all of the paragraph at every mark.
#[test]
fn long_paragraphs() {
    let splitter = Splitter::new(&lexicon::Lexicon::embedded());
    for piece in [
        "a.",
        ". ",
        "a.\"B ",
        "a.'B ",
        "1) A ",
        "• A ",
        "• ",
        "a. • ",
        "---- ",
        "a.b/",
        "? x",
        "I. ",
        "....",
        "… ",
        "“…” ",
        "(a.) ",
        "A. 4 ",
        "“a.b",
        "''",
        "[1]",
        ".[1]",
        "www.",
        "a\u{301}.",
        "a\n",
        "a b\n",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let mut sentences = Vec::new();
        splitter.split(&text, &mut sentences);
        covers(&text, &sentences, char::is_whitespace);
    }
}
