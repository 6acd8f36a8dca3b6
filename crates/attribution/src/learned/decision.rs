//! From the findings of the rules to those that are taken: the CRF labels, the
//! proposers propose, the ranker ranks, and where too much is in doubt a word tagger
//! is asked first.

use crate::convention::{Convention, Domain};
use crate::learned::crf::Scratch;
use crate::learned::features::{Features, RuleLabel, rule_labels};
use crate::learned::label::{Component, Label, LabelRow};
use crate::learned::model::Model;
use crate::learned::policy::{self, Judge};
use crate::learned::proposers::candidates;
use crate::learned::tagged::{CueReading, CueReadings};
use crate::learned::word_tagger::{self, TaggerSize, WordTagger, WordWorker};
use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::Element;
use crate::paragraph::folded::{most_reports, tokens_of};
use crate::paragraph::marks;
use crate::reading::Reading;
use std::ops::Range;
use text::{Article, Document};

/// Paragraphs of more elements than this are left to the rules: candidates are
/// compared with each other, and no news paragraph has ten thousand words.
const MOST_ELEMENTS: usize = 10_000;

/// An element that is at least so likely a cue is asked about as one. The large tagger
/// tells more good cues from bad: with 0.05 its triple F1 is 0.3 lower on news dev, 0.1
/// higher on pages dev; with 0.002 0.1 lower on 200 further articles.
fn possible_cue(size: TaggerSize) -> f32 {
    match size {
        TaggerSize::Small => 0.2,
        TaggerSize::Large => 0.01,
    }
}

/// A word tagger that is asked in doubt is asked about so many words of an article, and the
/// rest is judged without it. It is in doubt about every fifth word of news, so that no
/// article comes near this, and no file made to be slow takes longer than a few of them.
const MOST_DOUBTED_WORDS: usize = 60_000;

/// For the cues of an article it then reads so many words, those around each cue: fifty
/// times what any of 1,000 news articles took. A text of nothing but cues in paragraphs
/// without end has one for every tenth word.
const MOST_WORDS_FOR_CUES: usize = 200_000;

/// The most words that it reads for a cue: a long paragraph is read in chunks.
const MOST_AROUND_CUE: usize = 256;

/// A word tagger beside the model, and when it is asked.
#[derive(Debug)]
pub(crate) struct SecondOpinion {
    pub(crate) tagger: Box<dyn WordTagger>,
    pub(crate) size: TaggerSize,
    /// It is asked about paragraphs that the model doubts at least this much
    /// ([`policy::doubt`]).
    pub(crate) doubt: f32,
}

impl SecondOpinion {
    /// Whether it is asked about all paragraphs.
    fn always(&self) -> bool {
        self.doubt <= 0.0
    }
}

/// Decides about one paragraph after the other; owns the scratch space.
#[derive(Debug)]
pub(crate) struct Decider<'d> {
    vocabulary: &'d Vocabulary,
    model: &'d Model,
    convention: Convention,
    second: Option<(&'d SecondOpinion, Box<dyn WordWorker + 'd>)>,
    /// Whether the word tagger is asked about every paragraph of this article.
    closely: bool,
    /// The words of this article that were in doubt, and those that were read for cues.
    doubted_words: usize,
    words_for_cues: usize,
    features: Features,
    rule_labels: Vec<RuleLabel>,
    scratch: Scratch,
}

impl<'d> Decider<'d> {
    pub(crate) fn new(
        vocabulary: &'d Vocabulary,
        model: &'d Model,
        second: Option<&'d SecondOpinion>,
        convention: Convention,
    ) -> Self {
        Self {
            vocabulary,
            model,
            convention,
            second: second.map(|second| (second, second.tagger.worker())),
            closely: false,
            doubted_words: 0,
            words_for_cues: 0,
            features: Features::default(),
            rule_labels: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// Prepares for an article. If it is read `closely`, the word tagger is asked about
    /// paragraphs without doubt as well, and more is taken.
    pub(crate) fn begin(&mut self, closely: bool) {
        (self.doubted_words, self.words_for_cues) = (0, 0);
        self.closely = closely;
    }

    /// Whether there is a second opinion, which comes faster for many paragraphs at
    /// once.
    pub(crate) fn has_second_opinion(&self) -> bool {
        self.second.is_some()
    }

    /// Decides about a paragraph that the rules have read, unless that is too much in
    /// doubt: then it is marked for the word tagger.
    pub(crate) fn decide(&mut self, text: &str, document: &Document, reading: &mut Reading) {
        let elements = &reading.folded.elements;
        if elements.len() > MOST_ELEMENTS || elements.iter().all(is_silent) {
            return;
        }
        self.label(text, reading);
        let domain = reading.domain(self.convention);
        let candidates = candidates(&reading.tagged(self.vocabulary, text, self.convention));
        let words = tokens_of(document, &reading.sentences).len();
        let judge = self.judge(false, domain);
        let doubt = || policy::doubt(&judge, &candidates, &reading.labelling.probabilities, words);
        let doubted = |(second, _): &(&SecondOpinion, _)| {
            (second.always() || self.doubted_words + words <= MOST_DOUBTED_WORDS)
                && (self.closely || second.doubt <= doubt())
        };
        reading.doubted = self.second.as_ref().is_some_and(doubted);
        if reading.doubted {
            self.doubted_words += words;
        } else {
            let Reading { folded, findings, .. } = reading;
            policy::decide(&self.judge(false, domain), candidates, &folded.elements, findings);
        }
    }

    /// Asks the word tagger about those of the paragraphs that are in doubt, all at
    /// once, and decides about them.
    pub(crate) fn decide_doubted(
        &mut self,
        article: &Article,
        document: &Document,
        readings: &mut [Reading],
    ) {
        let mut doubted: Vec<&mut Reading> = readings.iter_mut().filter(|reading| reading.doubted).collect();
        self.ask(article, document, &mut doubted, word_tagger::WEIGHT);
        for reading in doubted {
            let domain = reading.domain(self.convention);
            let candidates = candidates(&reading.tagged(self.vocabulary, &article.text, self.convention));
            let Reading { folded, findings, .. } = reading;
            policy::decide(&self.judge(true, domain), candidates, &folded.elements, findings);
        }
    }

    /// How candidates are judged; `asked` tells whether the word tagger was asked about
    /// their paragraph.
    fn judge(&self, asked: bool, domain: Domain) -> Judge<'d> {
        let asked = self.second.as_ref().filter(|_| asked).map(|(second, _)| second.size);
        Judge { ranker: &self.model.ranker, domain, asked, closely: self.closely }
    }

    /// What the CRF says of a paragraph that the rules have read.
    pub(crate) fn label(&mut self, text: &str, reading: &mut Reading) {
        let domain = reading.domain(self.convention);
        let Reading { folded, findings, labelling, .. } = reading;
        let count = folded.elements.len();
        rule_labels(findings, count, &mut self.rule_labels);
        self.features.read(self.vocabulary, text, folded, &self.rule_labels, domain);
        self.model.crf.scores(&self.features, count, &mut labelling.scores);
        self.model.crf.decode(labelling, &mut self.scratch);
    }

    /// Asks the word tagger, if there is one, about paragraphs that the CRF has
    /// labelled: what it says of the words is added to what the CRF says, with this
    /// `weight`, and it says what belongs to each cue.
    pub(crate) fn ask(
        &mut self,
        article: &Article,
        document: &Document,
        readings: &mut [&mut Reading],
        weight: f32,
    ) {
        let Some((second, worker)) = &mut self.second else { return };
        let least = possible_cue(second.size);
        // A paragraph and the insides of its quotations, which follow it, are labelled once.
        let runs = readings.chunk_by(|a, b| a.number == b.number);
        let paragraph_of: Vec<usize> =
            runs.clone().enumerate().flat_map(|(n, run)| std::iter::repeat_n(n, run.len())).collect();
        let paragraphs: Vec<Vec<_>> = runs
            .map(|run| {
                let tokens = tokens_of(document, &run[0].sentences);
                let words = tokens.iter().map(|token| token.span.of(&article.text));
                words.zip(marks::positions(&run[0].folded.quotations, tokens.len())).collect()
            })
            .collect();
        let rows = worker.label(self.convention, &paragraphs);

        // The cues of each paragraph, in elements and in words.
        let mut cues: Vec<(usize, Range<usize>)> = Vec::new();
        let mut cue_words = Vec::new();
        let mut left: Vec<usize> = rows.iter().map(|words| most_reports(words.len())).collect();
        for (number, reading) in readings.iter_mut().enumerate() {
            let (paragraph, inside) = (paragraph_of[number], reading.within.is_some());
            let elements = &reading.folded.elements;
            let words_of = word_tagger::unfolded(tokens_of(document, &reading.sentences), elements);
            let rows = word_tagger::folded(&rows[paragraph], &words_of, elements);
            let rows = rows.map(|row| if inside { row.map(word_tagger::without_content) } else { row });
            word_tagger::add(rows, weight, &mut reading.labelling.scores);
            self.model.crf.decode(&mut reading.labelling, &mut self.scratch);
            for cue in possible_cues(reading, least) {
                let words = words_of[cue.start].start..words_of[cue.end - 1].end;
                let enough = !second.always() && self.words_for_cues >= MOST_WORDS_FOR_CUES;
                if !words.is_empty() && left[paragraph] > 0 && !enough {
                    left[paragraph] -= 1;
                    self.words_for_cues += paragraphs[paragraph].len().min(MOST_AROUND_CUE);
                    cue_words.push((paragraph, words));
                    cues.push((number, cue));
                }
            }
            reading.cue_readings = CueReadings { words_of, readings: Vec::new() };
        }
        for ((number, cue), words) in cues.into_iter().zip(worker.label_for_cues(&cue_words)) {
            let Reading { folded, cue_readings, .. } = &mut *readings[number];
            let rows = word_tagger::folded(&words, &cue_readings.words_of, &folded.elements);
            let elements = rows.map(Option::unwrap_or_default).collect();
            cue_readings.readings.push(CueReading { cue, words, elements });
        }
    }
}

/// Whether an element is no reason to look at its paragraph: one without a quotation,
/// a “that”, a colon or any word that could report holds nothing that the CRF would
/// find.
fn is_silent(element: &Element) -> bool {
    element.verb.is_none()
        && element.phrase.is_none()
        && !element.is(Is::QUOTATION | Is::THAT | Is::COLON | Is::CUE_NOUN | Is::CUE_ADJECTIVE)
}

/// The cues that the rules or the taggers see, each once, and what else the taggers
/// hold possible, with a probability of at `least` so much.
fn possible_cues(reading: &Reading, least: f32) -> Vec<Range<usize>> {
    let of_rules = reading.findings.iter().filter(|finding| !finding.is_settled());
    let mut cues: Vec<Range<usize>> = Vec::new();
    cues.extend(of_rules.flat_map(|finding| finding.cue.iter().cloned()).filter(|cue| !cue.is_empty()));
    let best = &reading.labelling.best;
    cues.extend(runs(best, |label| *label == Label::Cue));
    let possible = |row: &LabelRow| Component::Cue.probability(row) >= least;
    for run in runs(&reading.labelling.probabilities, possible) {
        if !cues.iter().any(|cue| cue.start < run.end && run.start < cue.end) {
            cues.push(run);
        }
    }
    cues.sort_by_key(|cue| (cue.start, cue.end));
    cues.dedup();
    cues
}

/// The runs of items of which something holds.
fn runs<T>(items: &[T], holds: impl Fn(&T) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let start = next + items[next..].iter().position(&holds)?;
        next = items[start..].iter().position(|item| !holds(item)).map_or(items.len(), |end| start + end);
        Some(start..next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::Detector;
    use crate::learned::features::Features;
    use crate::lexical::hash::mix;
    use lexicon::Lexicon;
    use text::{Paragraph, Role, Span};

    /// What the models are told of this paragraph, in one number. It changes with the
    /// features, the rules and the order of the word classes; then a model that was
    /// trained before would misread every word. So when it changes, let the version of
    /// `features` or `rules` in `model.rs` grow, train the models again (their cards say
    /// how), and write the new number here. (A word list that says something new of one
    /// of these words changes it, too: then the number alone is enough.)
    const TOLD: u32 = 1_406_043_607;

    const PARAGRAPH: &str = "“The bridge is shut,” the mayor said on Monday, adding that repairs had begun. \
                             According to engineers, it may open in May: “We hope so.”";

    #[test]
    fn what_models_are_told_belongs_to_their_version() {
        let lexicon = Lexicon::embedded();
        let detector = Detector::new(&lexicon);
        let mut worker = detector.worker();
        let paragraphs = vec![Paragraph { span: Span::new(0, PARAGRAPH.len()), role: Role::Body }];
        let article = Article { text: PARAGRAPH.to_owned(), paragraphs, ..Article::default() };
        let document = sentences::Splitter::new(&lexicon).document(&article);
        let mut reading = Reading::default();
        reading.begin(0, 0, 0..document.sentences.len(), false);
        worker.read(&article, &document, &mut reading);

        let elements = &reading.folded.elements;
        let (mut labels, mut features) = (Vec::new(), Features::default());
        rule_labels(&reading.findings, elements.len(), &mut labels);
        features.read(worker.vocabulary, PARAGRAPH, &reading.folded, &labels, Domain::News);
        let mut told = 0;
        for at in 0..elements.len() {
            features.of(at, |key| told = mix(told, key));
        }
        // No tagger has an opinion: the candidates' evidence is that of the rules alone.
        reading.labelling.probabilities = vec![LabelRow::default(); elements.len()];
        reading.labelling.best = vec![Label::Outside; elements.len()];
        let candidates = candidates(&reading.tagged(worker.vocabulary, PARAGRAPH, Convention::News));
        assert_eq!(candidates.len(), 3);
        candidates.iter().flat_map(|candidate| &candidate.evidence).for_each(|key| told = mix(told, *key));
        assert_eq!(told, TOLD);
    }
}
