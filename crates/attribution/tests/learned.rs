//! The learned part on invented sentences: training is repeatable, and a model
//! changes what is found.
#![cfg(feature = "train")]

use attribution::train::{Example, Gold, Rates, Settings, train, words};
use attribution::{Convention, Detector, Label, Model};
use lexicon::Lexicon;
use text::{Article, Paragraph, Role, Span};

/// Sentences with a verb that no list knows; the marks are `[source]`,
/// `<cue>` and `{content}`, which ends an attribution.
const MARKED: [&str; 6] = [
    "[The warden] <burbled> that {the gate was open all night}.",
    "[Ama Tutu] <burbled> that {the river had risen again}.",
    "[A clerk] <burbled> that {nobody had asked for the keys}.",
    "[The two sisters] <burbled> that {the soup was cold}.",
    "The road runs past the mill and over the old bridge.",
    "A train left the station at noon with nobody on it.",
];

fn example(marked: &str, splitter: &sentences::Splitter) -> Example {
    let (mut text, mut gold, mut open) = (String::new(), vec![Gold::default()], 0);
    for c in marked.chars() {
        let (last, span) = (gold.len() - 1, Span::new(open, text.len()));
        match c {
            '[' | '<' | '{' => open = text.len(),
            ']' => gold[last].source.push(span),
            '>' => gold[last].cue.push(span),
            '}' => {
                gold[last].content.push(span);
                gold.push(Gold::default());
            }
            _ => text.push(c),
        }
    }
    gold.pop();
    let paragraphs = vec![Paragraph { span: Span::new(0, text.len()), role: Role::Body }];
    let article = Article { text, paragraphs, ..Article::default() };
    let document = splitter.document(&article);
    Example { article, document, gold, convention: Convention::News }
}

fn model(lexicon: &Lexicon, splitter: &sentences::Splitter) -> Model {
    let examples: Vec<Example> = MARKED.iter().cycle().take(60).map(|m| example(m, splitter)).collect();
    let settings = Settings::default();
    let ranker = Rates { alpha: 0.3, ..settings.ranker };
    let settings = Settings { epochs: 20, ranker_epochs: 40, ranker, ..settings };
    train(&Detector::new(lexicon), &[], &examples, &[], &settings, |_| {})
}

#[test]
fn training_is_repeatable_and_teaches_a_new_verb() {
    let lexicon = Lexicon::embedded();
    let splitter = sentences::Splitter::new(&lexicon);
    let first = model(&lexicon, &splitter);
    assert!(first.to_bytes() == model(&lexicon, &splitter).to_bytes(), "two trainings differ");

    let unseen = example("[The vicar] <burbled> that {the bells were stolen}.", &splitter);
    let find = |detector: &Detector| detector.worker().detect(&unseen.article, &unseen.document);
    assert_eq!(find(&Detector::new(&lexicon)), [], "no rule knows the verb");
    let found = find(&Detector::new(&lexicon).with_model(first));
    let texts = |spans: &[Span]| text::joined(spans, &unseen.article.text);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(texts(&found[0].content), "the bells were stolen");
    assert_eq!(texts(&found[0].source), "The vicar");
}

#[test]
fn words_are_labelled_as_a_whole_and_for_each_cue() {
    let lexicon = Lexicon::embedded();
    let marked = "[A clerk] <said> {it rained}, but [he] <denied> that {it snowed}.";
    let examples = [example(marked, &sentences::Splitter::new(&lexicon))];
    let found = words(&Detector::new(&lexicon), &examples);
    assert_eq!(found.len(), 1);
    let columns = |labels: &[Label]| labels.iter().map(|label| label.column()).collect::<Vec<_>>();
    assert_eq!(columns(&found[0].labels), [2, 3, 1, 4, 5, 0, 0, 2, 1, 0, 4, 5, 0]);
    let by_cue = [[2, 3, 1, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 0, 2, 1, 0, 4, 5, 0]];
    assert_eq!(found[0].by_cue.iter().map(|labels| columns(labels)).collect::<Vec<_>>(), by_cue);
}
