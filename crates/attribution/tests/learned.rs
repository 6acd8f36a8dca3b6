//! The learned part on invented sentences: training is repeatable, and a model
//! changes what is found.
#![cfg(feature = "train")]

use attribution::train::{Example, Gold, Settings, train, words};
use attribution::{
    Convention, Detector, Label, LabelRow, Model, QuotePosition, TaggerSize, WordTagger, WordWorker,
};
use lexicon::Lexicon;
use std::ops::Range;
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

/// Knows the verb, and holds the last word of a sentence for another cue.
#[derive(Debug)]
struct KnowsTheVerb;

impl WordTagger for KnowsTheVerb {
    fn worker(&self) -> Box<dyn WordWorker + '_> {
        Box::new(Worker(Vec::new()))
    }
}

/// The labels of the paragraphs labelled last.
#[derive(Debug)]
struct Worker(Vec<Vec<LabelRow>>);

impl WordWorker for Worker {
    fn label(&mut self, _: Convention, paragraphs: &[Vec<(&str, QuotePosition)>]) -> Vec<Vec<LabelRow>> {
        let of = |words: &Vec<(&str, QuotePosition)>| {
            let verb = words.iter().position(|(word, _)| *word == "burbled");
            let label = |at: usize| match verb {
                _ if at + 2 == words.len() && verb.is_none() => Label::Cue,
                Some(verb) if at + 1 < words.len() => match at {
                    0 => Label::SourceBegins,
                    _ if at < verb => Label::SourceContinues,
                    _ if at == verb => Label::Cue,
                    _ if at == verb + 2 => Label::ContentBegins,
                    _ if at > verb + 2 => Label::ContentContinues,
                    _ => Label::Outside,
                },
                _ => Label::Outside,
            };
            let row = |at| {
                let mut row = [0.02; Label::COUNT];
                row[label(at).column()] = 0.9;
                row
            };
            (0..words.len()).map(row).collect()
        };
        self.0 = paragraphs.iter().map(of).collect();
        self.0.clone()
    }

    fn label_for_cues(&mut self, cues: &[(usize, Range<usize>)]) -> Vec<Vec<LabelRow>> {
        cues.iter().map(|(paragraph, _)| self.0[*paragraph].clone()).collect()
    }
}

fn with_model(lexicon: &Lexicon, model: Model) -> Detector {
    Detector::new(lexicon).with_model(model, Box::new(KnowsTheVerb), TaggerSize::Small)
}

fn model(lexicon: &Lexicon, splitter: &sentences::Splitter) -> Model {
    let examples: Vec<Example> = MARKED.iter().cycle().take(60).map(|m| example(m, splitter)).collect();
    let settings = Settings { epochs: 20, ..Settings::default() };
    train(&[with_model(lexicon, Model::default())], &examples, &settings, |_| {})
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
    let found = find(&with_model(&lexicon, first));
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
