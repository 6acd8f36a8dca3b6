//! From the findings of the rules to those that are taken: the word tagger labels, the
//! proposers propose, the ranker ranks.

use crate::convention::{Convention, Domain};
use crate::finding::{Finding, RejectedCue, Rejection};
use crate::learned::label::{Component, Label, LabelRow};
use crate::learned::model::Model;
use crate::learned::policy::{self, Judge};
use crate::learned::proposers::candidates;
use crate::learned::tagged::{CueReading, CueReadings};
use crate::learned::transitions::SURER;
use crate::learned::word_tagger::{self, TaggerSize, WordTagger, WordWorker};
use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::Element;
use crate::paragraph::folded::{most_reports, tokens_of};
use crate::paragraph::marks;
use crate::reading::Reading;
use crate::scope::hears;
use std::ops::Range;
use text::{Article, Document, Span};

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

/// For the cues of an article a word tagger reads so many words, those around each cue: five
/// hundred times what `fast` reads of a news article (2,000, the mean of 600). A text of
/// nothing but cues in paragraphs without end has one for every tenth word.
const MOST_WORDS_FOR_CUES: usize = 1_000_000;

/// The most words that it reads for a cue: a long paragraph is read in chunks.
const MOST_AROUND_CUE: usize = 256;

/// What works beside the rules: a word tagger, and a model that has learned beside one of
/// its size.
#[derive(Debug)]
pub(crate) struct Learned {
    pub(crate) model: Model,
    pub(crate) tagger: Box<dyn WordTagger>,
    pub(crate) size: TaggerSize,
}

/// What the word tagger is asked about as a cue.
#[derive(Debug)]
struct PossibleCue {
    /// Which of the paragraphs and insides of quotations it is in.
    number: usize,
    /// Its elements there.
    elements: Range<usize>,
    /// Which of the paragraphs it is in, those of quotations not counted.
    paragraph: usize,
    /// Its words there.
    words: Range<usize>,
    /// How many words are read for it.
    around: usize,
}

/// Decides about paragraphs; owns the scratch space.
#[derive(Debug)]
pub(crate) struct Decider<'d> {
    vocabulary: &'d Vocabulary,
    model: &'d Model,
    size: TaggerSize,
    worker: Box<dyn WordWorker + 'd>,
    convention: Convention,
    /// What may report in the paragraphs labelled last.
    cues: Vec<PossibleCue>,
    /// What is declined is noted here, if anywhere.
    pub(crate) rejected: Option<Vec<RejectedCue>>,
}

impl<'d> Decider<'d> {
    /// With what was `learned`, but with this `model`.
    pub(crate) fn new(
        vocabulary: &'d Vocabulary,
        learned: &'d Learned,
        model: &'d Model,
        convention: Convention,
    ) -> Self {
        let (worker, size) = (learned.tagger.worker(), learned.size);
        Self { vocabulary, model, size, worker, convention, cues: Vec::new(), rejected: None }
    }

    /// Labels the words of paragraphs that the rules have read, and of the insides of their
    /// quotations, which follow them. Those of a transcript, and those with nothing that
    /// could report, stay as they are.
    pub(crate) fn label(&mut self, article: &Article, document: &Document, readings: &mut [Reading]) {
        let mut open: Vec<&mut Reading> = readings.iter_mut().filter(|reading| is_open(reading)).collect();
        self.label_words(article, document, &mut open, SURER);
    }

    /// Leaves out the cues of the paragraphs labelled last for which there is no time,
    /// when so many words of the article were `read` for those before. Returns how many
    /// are with these.
    pub(crate) fn limit_cues(&mut self, mut read: usize) -> usize {
        self.cues.retain(|cue| {
            let is_in_time = read < MOST_WORDS_FOR_CUES;
            read += if is_in_time { cue.around } else { 0 };
            is_in_time
        });
        read
    }

    /// Decides about the paragraphs labelled last. If they are read `closely`, more is taken.
    pub(crate) fn decide(&mut self, closely: bool, article: &Article, readings: &mut [Reading]) {
        let mut open: Vec<&mut Reading> = readings.iter_mut().filter(|reading| is_open(reading)).collect();
        self.label_for_cues(&mut open);
        for reading in open {
            let domain = reading.domain(self.convention);
            let Self { model, size, .. } = *self;
            let judge = Judge { ranker: &model.ranker, domain, size, closely };
            let candidates = candidates(&reading.tagged(self.vocabulary, &article.text, self.convention));
            let Reading { folded, findings, .. } = reading;
            let rejected = &mut self.rejected;
            policy::decide(&judge, candidates, &folded.elements, findings, |finding, taken| {
                if let Some(rejected) = rejected {
                    rejected.push(rejection(&folded.elements, finding, taken));
                }
            });
            if domain != Domain::Polnear {
                for found in findings.iter_mut() {
                    if hears(self.vocabulary, &folded.elements, found) {
                        let audience = found.source.take();
                        found.details.addressee = found.details.addressee.take().or(audience);
                    }
                }
            }
        }
    }

    /// Labels all words of paragraphs, and notes what may report in them. The word tagger's
    /// probabilities are raised to this `power` first.
    pub(crate) fn label_words(
        &mut self,
        article: &Article,
        document: &Document,
        readings: &mut [&mut Reading],
        power: f32,
    ) {
        let least = possible_cue(self.size);
        let transitions = &self.model.transitions[self.convention as usize];
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
        let rows = self.worker.label(self.convention, &paragraphs);

        self.cues.clear();
        let mut left: Vec<usize> = rows.iter().map(|words| most_reports(words.len())).collect();
        for (number, reading) in readings.iter_mut().enumerate() {
            let (paragraph, inside) = (paragraph_of[number], reading.within.is_some());
            let elements = &reading.folded.elements;
            let words_of = word_tagger::unfolded(tokens_of(document, &reading.sentences), elements);
            let rows = word_tagger::folded(&rows[paragraph], &words_of, elements);
            let rows = rows.map(|row| if inside { word_tagger::without_content(row) } else { row });
            reading.labelling = transitions.label(rows, power);
            for elements in possible_cues(reading, least) {
                let words = words_of[elements.start].start..words_of[elements.end - 1].end;
                if !words.is_empty() && left[paragraph] > 0 {
                    left[paragraph] -= 1;
                    let around = paragraphs[paragraph].len().min(MOST_AROUND_CUE);
                    self.cues.push(PossibleCue { number, elements, paragraph, words, around });
                }
            }
            reading.cue_readings = CueReadings { words_of, readings: Vec::new() };
        }
    }

    /// Labels the paragraphs labelled last once more, for each possible cue, by what belongs
    /// to it.
    pub(crate) fn label_for_cues(&mut self, readings: &mut [&mut Reading]) {
        let words: Vec<_> = self.cues.iter().map(|cue| (cue.paragraph, cue.words.clone())).collect();
        let labels = self.worker.label_for_cues(&words);
        for (PossibleCue { number, elements: cue, .. }, words) in self.cues.drain(..).zip(labels) {
            let Reading { folded, cue_readings, .. } = &mut *readings[number];
            let elements = word_tagger::folded(&words, &cue_readings.words_of, &folded.elements).collect();
            cue_readings.readings.push(CueReading { cue, words, elements });
        }
    }
}

/// What is noted of a finding that is declined because another one is taken, or because it is
/// too improbable.
fn rejection(elements: &[Element], finding: &Finding, taken: Option<&Finding>) -> RejectedCue {
    let span = |range: &Range<usize>| elements[range.start].span.to(elements[range.end - 1].span);
    let cue = |finding: &Finding| finding.cue.first().filter(|cue| !cue.is_empty()).map(span);
    let pieces = finding.content.iter().map(span);
    let content = pieces.reduce(Span::to).unwrap_or_default();
    let probability = finding.confidence;
    let reason = match taken {
        None => Rejection::Improbable { content, probability },
        Some(taken) => Rejection::Rival { content, probability, taken: cue(taken) },
    };
    RejectedCue { span: cue(finding).unwrap_or(content), reason }
}

/// Whether a paragraph is read by more than the rules.
fn is_open(reading: &Reading) -> bool {
    let elements = &reading.folded.elements;
    !reading.transcript && elements.len() <= MOST_ELEMENTS && !elements.iter().all(is_silent)
}

/// Whether an element is no reason to look at its paragraph: one without a quotation,
/// a “that”, a colon or any word that could report holds nothing.
fn is_silent(element: &Element) -> bool {
    element.verb.is_none()
        && element.phrase.is_none()
        && !element.is(Is::QUOTATION | Is::THAT | Is::COLON | Is::CUE_NOUN | Is::CUE_ADJECTIVE)
}

/// The cues that the rules or the tagger see, each once, and what else the tagger
/// holds possible, with a probability of at `least` so much.
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
    use crate::lexical::hash::mix;
    use lexicon::Lexicon;
    use text::{Paragraph, Role, Span};

    /// What the ranker is told of this paragraph, in one number. It changes with the
    /// evidence, the rules and the order of the word classes; then a model that was
    /// trained before would misjudge every candidate. So when it changes, let the version of
    /// `evidence` or `rules` in `model.rs` grow, train the ranker again (its card says
    /// how), and write the new number here. (A word list that says something new of one
    /// of these words changes it, too: then the number alone is enough.)
    const TOLD: u32 = 973_288_102;

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
        let mut told = 0;
        // No tagger has an opinion: the candidates' evidence is that of the rules alone.
        reading.labelling.probabilities = vec![LabelRow::default(); elements.len()];
        reading.labelling.best = vec![Label::Outside; elements.len()];
        let candidates = candidates(&reading.tagged(worker.vocabulary, PARAGRAPH, Convention::News));
        assert_eq!(candidates.len(), 3);
        candidates.iter().flat_map(|candidate| &candidate.evidence).for_each(|key| told = mix(told, *key));
        assert_eq!(told, TOLD);
    }
}
