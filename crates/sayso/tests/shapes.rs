//! Shapes that once took time with the square of their length, or worse: of 200 KB each the
//! next takes moments, and took minutes.
#![allow(missing_docs)]

use sayso::{Model, Offsets, Pipeline};

/// The bytes of a text of one shape.
const LENGTH: usize = 200_000;

const SHAPES: [&str; 17] = [
    "s’ ",
    "“‘",
    "“a ‘b ",
    "“a” ‘b’ ",
    "said that ",
    "according to ",
    "He said the dam would hold. ",
    "“No,” she said. ",
    "“No, we go home,” he said.\n\n",
    "“No, we go home.”\n\n",
    "Q: Why?\nA: Because we go.\n",
    "• Ana said: yes\n",
    " who said he",
    "(a — ",
    "word ",
    "a",
    "The report said the dam leaks.\n\n",
];

/// Texts that name very many people: of one surname, of one given name, of none in common.
fn names() -> Vec<String> {
    let letter = |digit: u8| (b'a' + digit - b'0') as char;
    let name = |n: usize| format!("B{}", (n * 7919).to_string().bytes().map(letter).collect::<String>());
    let all = |form: &dyn Fn(String) -> String| (1..LENGTH / 40).map(|n| form(name(n))).collect::<String>();
    vec![
        all(&|name| format!("“No, we will not,” said {name} Smith. ")),
        all(&|name| format!("“No, we will not,” said Mary {name}.\n\n")),
        all(&|name| format!("“No, we will not,” said {name} {name}son, a minister.\n\n")),
    ]
}

#[test]
fn no_shape_takes_long() {
    let lexicon = lexicon::Lexicon::embedded();
    let reader = corpus::Reader::new(&lexicon);
    let rules = Pipeline::new(&lexicon, Default::default());
    let model = Pipeline::new(&lexicon, Model::embedded().into());
    let shapes = SHAPES.iter().map(|shape| shape.repeat(LENGTH / shape.len())).chain(names());
    for text in shapes {
        let record = corpus::Record::of_text("a", &text);
        let article = reader.article(record).unwrap();
        for pipeline in [&rules, &model] {
            let analysis = pipeline.worker().analyse(&article);
            assert!(analysis.attributions.iter().all(|found| !found.content.is_empty()));
            analysis.records(&article, Offsets::CodePoint).lines();
        }
    }
}
