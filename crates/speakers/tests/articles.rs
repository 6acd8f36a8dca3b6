//! Small invented articles, with who each source is.

use text::{Article, Attribution, Document, Paragraph, Role, Span, Speakers};

#[path = "marked/mod.rs"]
mod marked;

use marked::{Case, Source, attributions, unmark};

struct Stages {
    splitter: sentences::Splitter,
    resolver: speakers::Resolver,
}

impl Stages {
    fn new() -> Self {
        let lexicon = lexicon::Lexicon::embedded();
        Self { splitter: sentences::Splitter::new(&lexicon), resolver: speakers::Resolver::new(&lexicon) }
    }

    fn run(&self, text: &str, found: &[Attribution]) -> Speakers {
        let paragraphs = text::paragraphs(text).into_iter().map(|span| Paragraph { span, role: Role::Body });
        let article =
            Article { text: text.to_owned(), paragraphs: paragraphs.collect(), ..Article::default() };
        let document = self.splitter.document(&article);
        self.resolver.resolve(&article, &document, found)
    }
}

/// The differences between what an article marks and what is resolved.
fn check(stages: &Stages, marked: &str) -> Vec<String> {
    let case = unmark(marked);
    let found = attributions(&case, &text::paragraphs(&case.text));
    let result = stages.run(&case.text, &found);
    assert_eq!(result.resolutions.len(), found.len());
    let mut wrong = Vec::new();
    for (Source { span: source, speaker: wanted, .. }, resolution) in
        case.sources.iter().zip(&result.resolutions)
    {
        let name = resolution.map_or("none", |r| &result.speakers[r.speaker].name);
        if name != wanted.as_str() {
            wrong.push(format!("“{}” is {name}, not {wanted}", source.of(&case.text)));
        }
    }
    wrong
}

#[test]
fn articles() {
    let stages = Stages::new();
    let cases = include_str!("articles.txt");
    let cases = cases.split_once("\n\n").expect("a head").1;
    let mut wrong = Vec::new();
    for case in cases.split("--------\n") {
        let (title, article) = case.split_once('\n').expect("a title");
        wrong.extend(check(&stages, article).into_iter().map(|w| format!("{title}: {w}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn types() {
    let stages = Stages::new();
    let cases = include_str!("types.txt").split_once("\n\n").expect("a head").1;
    let mut wrong = Vec::new();
    for marked in cases.lines() {
        let case = unmark(marked);
        let found = attributions(&case, &text::paragraphs(&case.text));
        let result = stages.run(&case.text, &found);
        for (source, resolution) in case.sources.iter().zip(&result.resolutions) {
            let is = resolution.map_or("none", |r| result.speakers[r.speaker].kind.name());
            if is != source.speaker {
                wrong.push(format!("“{}” is {is}, not {}", source.span.of(&case.text), source.speaker));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn roles_and_kinds() {
    let text = "Dara Okafor, 44, a fisherman from Port Ellis, said no. Brill Corp said yes.";
    let case = Case {
        text: text.to_owned(),
        sources: ["Dara Okafor, 44, a fisherman from Port Ellis", "Brill Corp"]
            .map(|s| {
                let at = text.find(s).expect("the source");
                Source { span: Span::new(at, at + s.len()), carried_to: None, speaker: String::new() }
            })
            .into(),
    };
    let result = Stages::new().run(text, &attributions(&case, &text::paragraphs(text)));
    let described = |i: usize| {
        let speaker = &result.speakers[i];
        (speaker.kind.name(), speaker.role.as_deref(), speaker.mention.map(|m| m.of(text)))
    };
    assert_eq!(described(0), ("person", Some("fisherman from Port Ellis"), Some("Dara Okafor")));
    assert_eq!(described(1), ("organization", None, Some("Brill Corp")));
}

/// How often the article calls the first speaker she, he and they.
#[test]
fn referred_to() {
    let stages = Stages::new();
    for (article, wanted) in [
        ("“No,” said {Ama Osei → Ama Osei}. “Never,” {she → Ama Osei} said.", (1, 0, 0)),
        // A given name alone says nothing, and neither does a role.
        ("“No,” said {John Osei → John Osei}, the chairman. “Never,” {Osei → John Osei} said.", (0, 0, 0)),
        (
            "“No,” said {Mrs. Osei → Mrs. Osei}. Sir Kofi Adu left. “Never,” {Mrs. Osei → Mrs. Osei} said.",
            (2, 0, 0),
        ),
        // “He” between the quotes, and one “he” with two quotes.
        ("“No,” said {Kofi Adu → Kofi Adu}. He left. “Never,” {he → Kofi Adu} said.", (0, 2, 0)),
        ("“No,” said {the council → the council}. “Never,” {it → the council} said.", (0, 0, 0)),
        ("“No,” said {House Harriers → House Harriers}. “Never,” {they → House Harriers} said.", (0, 0, 0)),
    ] {
        let case = unmark(article);
        let result = stages.run(&case.text, &attributions(&case, &text::paragraphs(&case.text)));
        let text::References { she, he, they } = result.speakers[0].references;
        assert_eq!((she, he, they), wanted, "{article}: {:?}", result.speakers);
    }
}

/// Who made a document that speaks itself.
#[test]
fn makers() {
    let stages = Stages::new();
    for (article, wanted) in [
        ("{Data presented by Ama Osei → data by Ama Osei} showed a rise.", "Ama Osei person"),
        (
            "{Data from the Tarrow Port Authority → data from the Tarrow Port Authority} showed a rise.",
            "Tarrow Port Authority organization",
        ),
        ("Ama Osei left. {Her minutes → Ama Osei's minutes} show a rise.", "Ama Osei person"),
        ("{Osei Foundation's data → Osei Foundation's data} show a rise.", "Osei Foundation organization"),
        (
            "{A report by a retired engineer → a report by a retired engineer} showed a rise.",
            "a retired engineer unnamed",
        ),
        // Nobody is named, or nobody who makes documents.
        ("{The data → the data} showed a rise.", ""),
        ("{Data seen by Ama Osei → data} showed a rise.", ""),
        ("{A report from the summit → a report from the summit} showed a rise.", ""),
        ("{A map of Norway → a map of Norway} showed a rise.", ""),
        (
            "{A report by the Tarrow Port Authority → a report by the Tarrow Port Authority} showed a rise.",
            "Tarrow Port Authority organization",
        ),
    ] {
        let case = unmark(article);
        assert_eq!(check(&stages, article), Vec::<String>::new(), "{article}");
        let result = stages.run(&case.text, &attributions(&case, &text::paragraphs(&case.text)));
        let by = result.speakers[0].by.as_ref();
        let by = by.map(|by| format!("{} {}", by.name, by.kind.name())).unwrap_or_default();
        assert_eq!(by, wanted, "{article}");
    }
}

/// What somebody says something through speaks for them later, but a document's own words
/// are no further document by it.
#[test]
fn through() {
    let stages = Stages::new();
    for (article, medium, wanted) in [
        ("{Ama Osei → } wrote in a letter. {The letter → } went on.", "a letter", "letter by Ama Osei"),
        ("{The report → } says in its letter. {The letter → } goes on.", "its letter", "the letter"),
        ("{The report → } says in its report. {The report → } goes on.", "its report", "the report"),
    ] {
        let case = unmark(article);
        let mut found = attributions(&case, &text::paragraphs(&case.text));
        let at = case.text.find(medium).expect("the medium");
        found[0].medium = Some(text::Span::new(at, at + medium.len()));
        let result = stages.run(&case.text, &found);
        let last = result.resolutions[1].map(|r| result.speakers[r.speaker].name.as_str());
        assert_eq!(last, Some(wanted), "{article}");
    }
}

/// Pieces of odd text.
const PIECES: [&str; 46] = [
    "“",
    "”",
    "'",
    "’s",
    ",",
    " — ",
    "(",
    ")",
    ".",
    "\n",
    " ",
    "A",
    "a.",
    "of",
    "the",
    "The",
    "and",
    "he",
    "Its",
    "her",
    "Mr",
    "Dr.",
    "King",
    "Ana",
    "Luna",
    "van",
    "al-",
    "d’",
    "É",
    "é",
    "🎭",
    "1",
    "71-year-old",
    "company",
    "report",
    "by",
    "from",
    "one",
    "others",
    "who",
    "pair",
    "Corp",
    "&",
    "ABC",
    "\u{301}",
    "\u{200b}",
];

/// Up to forty pieces with sources among them. `next` draws a number below another.
fn odd_case(next: &mut impl FnMut(usize) -> usize) -> Case {
    let mut text = String::new();
    let mut sources = Vec::new();
    for _ in 0..next(40) {
        let piece = PIECES[next(PIECES.len())];
        if next(3) == 0 {
            sources.push(Source {
                span: Span::new(text.len(), text.len() + piece.len()),
                carried_to: (next(5) == 0).then_some(text.len()),
                speaker: String::new(),
            });
        }
        text.push_str(piece);
        if next(2) == 0 {
            text.push(' ');
        }
    }
    if sources.len() > 1 {
        // One source that reaches far.
        let (first, last) = (sources[0].span.start, sources[sources.len() - 1].span.end);
        sources.push(Source { span: Span::new(first, last), carried_to: None, speaker: String::new() });
    }
    Case { text, sources }
}

/// Odd text gives odd answers, but always one for each attribution.
#[test]
fn survives_any_text() {
    let stages = Stages::new();
    let mut seed = 7_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for _ in 0..2_000 {
        let case = odd_case(&mut next);
        let mut found = attributions(&case, &text::paragraphs(&case.text));
        for attribution in &mut found {
            if next(6) == 0 {
                attribution.source.clear();
            }
        }
        let result = stages.run(&case.text, &found);
        assert_eq!(result.resolutions.len(), found.len());
        assert!(result.resolutions.iter().flatten().all(|r| r.speaker < result.speakers.len()));
    }
}

#[test]
fn nothing_to_resolve() {
    let resolver = speakers::Resolver::new(&lexicon::Lexicon::embedded());
    let result = resolver.resolve(&Article::default(), &Document::default(), &[]);
    assert_eq!(result, Speakers::default());
}
