//! One article, paragraph by paragraph, to attributions.

use crate::finding::{Finding, RejectedCue};
use crate::learned::candidates;
use crate::learned::crf::{Scratch, Tagger};
use crate::learned::features::{Features, RuleLabel};
use crate::learned::model::Model;
use crate::learned::second_opinion::{Second, ask};
use crate::learned::word_tagger::{WordTagger, WordWorker};
use crate::lexical::classes::Is;
use crate::lexical::vocabulary::Vocabulary;
use crate::origin::{CONTINUATION_OF_PARAGRAPH_BEFORE, NESTED, Origin, Rule};
use crate::paragraph::folded::tokens_of;
#[cfg(feature = "train")]
use crate::paragraph::marks;
use crate::phrases::dates;
use crate::phrases::names_in_marks::is_name_in_marks;
use crate::reading::Reading;
use crate::rules;
use crate::rules::cues::cue::Cue;
use crate::rules::sentence::FoldedSentence;
use crate::structures::{dash, name_and_colon, signature, speaker_label};
use lexicon::Lexicon;
use rustc_hash::FxHashSet;
use std::cell::LazyCell;
use std::ops::Range;
use text::{Act, Article, Attribution, Document, Kind, Role, Span};

/// What the detector knows; shared by all threads.
#[derive(Debug)]
pub struct Detector {
    vocabulary: Vocabulary,
    model: Option<Model>,
    second: Option<Second>,
}

impl Detector {
    /// Compiles the word lists. Such a detector goes by the rules alone.
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { vocabulary: Vocabulary::new(lexicon), model: None, second: None }
    }

    /// The same, with what was learned from gold beside the rules.
    pub fn with_model(self, model: Model) -> Self {
        Self { model: Some(model), ..self }
    }

    /// The same, with a second opinion on the words of the paragraphs in which the
    /// model expects at least `doubt` wrong labels and candidates for each word;
    /// 0 asks about all.
    ///
    /// `beside` is the model with a judge that has learned beside such a tagger;
    /// its CRF is the model's own.
    pub fn with_words(self, words: Box<dyn WordTagger>, beside: Model, doubt: f32) -> Self {
        Self { second: Some(Second { words, judge: beside.judge, doubt }), ..self }
    }

    /// A worker for one thread; it owns the scratch space.
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            vocabulary: &self.vocabulary,
            now: Reading::default(),
            ahead: Vec::new(),
            cues: Vec::new(),
            model: self.model.as_ref(),
            second: self.second.as_ref().map(|second| (second, second.words.worker())),
            features: Features::default(),
            labels: Vec::new(),
            scratch: Scratch::default(),
            notes: None,
        }
    }
}

/// Detects in one article at a time.
#[derive(Debug)]
pub struct Worker<'d> {
    vocabulary: &'d Vocabulary,
    /// The paragraph that is being read.
    now: Reading,
    /// Paragraphs that are read together.
    ahead: Vec<Reading>,
    cues: Vec<Cue>,
    model: Option<&'d Model>,
    second: Option<(&'d Second, Box<dyn WordWorker + 'd>)>,
    features: Features,
    labels: Vec<RuleLabel>,
    scratch: Scratch,
    /// Filled only when somebody wants to know.
    notes: Option<Vec<RejectedCue>>,
}

/// Paragraphs of more elements than this are left to the rules: candidates are
/// compared with each other, and no news paragraph has ten thousand words.
const MOST_TAGGED: usize = 10_000;

/// About so many words are read together where there is a second opinion.
const WORDS_TOGETHER: usize = 2_000;

/// How many quotations of one paragraph are searched for quotations inside.
const MOST_NESTED: usize = 100;

/// What one paragraph leaves to the next.
#[derive(Default)]
struct Carry {
    /// A cue that ended in a colon: “Caddell continued:”.
    introduction: Option<Attribution>,
    /// The paragraph ended inside a quotation of the last attribution.
    open: bool,
    /// The last attribution's place, and its paragraph.
    last: Option<(usize, usize)>,
    /// The paragraph before.
    before: Option<Before>,
}

/// The paragraph before, and where its attributions begin.
#[derive(Clone, Copy)]
struct Before {
    number: usize,
    span: Span,
    sentence: usize,
    first: usize,
}

impl Worker<'_> {
    /// The attributions of an article, in order of their content.
    ///
    /// An article without sentences has none. Contents may overlap where the
    /// text nests them; no two have the same content and cue.
    pub fn detect(&mut self, article: &Article, document: &Document) -> Vec<Attribution> {
        let mut all = Vec::new();
        let mut carry = Carry::default();
        let labels = speaker_labels(self.vocabulary, article, document);
        let mut paragraphs = document.by_paragraph().enumerate();
        loop {
            let count = self.read_ahead(article, document, &labels, &mut paragraphs);
            if count == 0 {
                break;
            }
            for n in 0..count {
                std::mem::swap(&mut self.now, &mut self.ahead[n]);
                self.paragraph(article, document, &mut carry, &mut all);
                std::mem::swap(&mut self.now, &mut self.ahead[n]);
            }
        }
        // Marks with nothing between them: “” said Ito.
        for attribution in &mut all {
            attribution.content.retain(|s| s.of(&article.text).contains(char::is_alphanumeric));
        }
        all.retain(|a| !a.content.is_empty());
        all.sort_by_key(|a| (a.extent().start, std::cmp::Reverse(a.extent().end)));
        all
    }

    /// The same, with what was considered and rejected.
    pub fn explain(
        &mut self,
        article: &Article,
        document: &Document,
    ) -> (Vec<Attribution>, Vec<RejectedCue>) {
        self.notes = Some(Vec::new());
        let found = self.detect(article, document);
        (found, self.notes.take().unwrap_or_default())
    }

    /// Reads the next paragraphs, each as far as it stands alone: many, if there is
    /// a second opinion, which comes faster for many at once. Tells how many.
    fn read_ahead(
        &mut self,
        article: &Article,
        document: &Document,
        labels: &[usize],
        paragraphs: &mut impl Iterator<Item = (usize, (usize, Range<usize>))>,
    ) -> usize {
        let most = if self.second.is_some() { WORDS_TOGETHER } else { 1 };
        let (mut count, mut words) = (0, 0);
        while words < most
            && let Some((number, (paragraph, sentences))) = paragraphs.next()
        {
            words += tokens_of(document, &sentences).len().max(1);
            if self.ahead.len() == count {
                self.ahead.push(Reading::default());
            }
            std::mem::swap(&mut self.now, &mut self.ahead[count]);
            let labelled = labels.binary_search(&paragraph).is_ok();
            self.now.begin(number, paragraph, sentences, labelled);
            self.read(article, document);
            std::mem::swap(&mut self.now, &mut self.ahead[count]);
            count += 1;
        }
        if let (Some(model), Some((second, worker))) = (self.model, &mut self.second) {
            let asked = self.ahead[..count].iter_mut().filter(|reading| reading.doubted);
            let mut asked: Vec<&mut Reading> = asked.collect();
            ask(worker.as_mut(), &model.tagger, &mut self.scratch, (article, document), &mut asked);
            for reading in asked {
                let candidates = reading.candidates(self.vocabulary, &article.text);
                reading.select(&second.judge, candidates::BOTH, candidates);
            }
        }
        count
    }

    /// Reads a paragraph as far as it stands alone, and is not in doubt.
    fn read(&mut self, article: &Article, document: &Document) {
        let text = article.text.as_str();
        let part = &article.paragraphs[self.now.paragraph];
        self.now.view.read(self.vocabulary, text, document, self.now.sentences.clone(), part.span);
        if !self.now.labelled {
            self.rules(text, part.role);
            self.learned(text, document);
        }
    }

    /// From what was read of a paragraph to attributions.
    fn paragraph(
        &mut self,
        article: &Article,
        document: &Document,
        carry: &mut Carry,
        all: &mut Vec<Attribution>,
    ) {
        let text = article.text.as_str();
        let Reading { number, paragraph, sentences, labelled, .. } = &self.now;
        let (number, paragraph, sentences) = (*number, *paragraph, sentences.clone());
        let span = article.paragraphs[paragraph].span;
        let first = all.len();

        if *labelled {
            self.labelled(article, paragraph, sentences.start, all);
            carry.introduction = None;
            carry.open = false;
            carry.last = all.len().checked_sub(1).map(|last| (last, number));
            return;
        }
        let here = Before { number, span, sentence: sentences.start, first };
        let before = carry.before.replace(here).filter(|before| before.number + 1 == number);
        if signed(article, here, before, all) {
            carry.last = Some((all.len() - 1, number));
            carry.introduction = None;
            carry.open = false;
            // A signature is nobody's post.
            carry.before = None;
            return;
        }

        let lines_of: Vec<usize> = self.now.found.iter().map(|f| f.sentence).collect();

        // From elements to spans; quotations that no cue claims go on with, or
        // stand beside, the attribution before them.
        let mut next = 0;
        for line in 0..self.now.view.sentences.len() {
            let range = self.now.view.sentences[line].clone();
            let only_quotations =
                self.now.view.elements[range.clone()].iter().all(|w| w.is(Is::QUOTATION | Is::MARK))
                    && self.now.view.elements[range.clone()].iter().any(|w| w.is(Is::QUOTATION));
            let claimed = lines_of.get(next) == Some(&line);
            if only_quotations && !claimed {
                let spans: Vec<Span> = range
                    .clone()
                    .filter(|&at| self.now.view.elements[at].is(Is::QUOTATION))
                    .map(|at| self.quotation_span(at))
                    .collect();
                self.unclaimed(text, spans, sentences.start, number, line == 0, first, carry, all);
                continue;
            }
            let mut introduced = false;
            while lines_of.get(next) == Some(&line) {
                let found = self.now.found[next].clone();
                next += 1;
                let attribution = self.attribution(article, &found);
                if found.introduces {
                    carry.introduction = Some(attribution);
                    introduced = true;
                } else {
                    all.push(attribution);
                    carry.last = Some((all.len() - 1, number));
                }
            }
            if line == 0
                && !introduced
                && let Some(mut block) = carry.introduction.take()
                && !only_quotations
                && self.now.view.elements.first().is_some_and(|w| !w.is(Is::QUOTATION))
            {
                // A block quotation without marks: the paragraph after the colon.
                all.truncate(first);
                block.content = vec![span];
                block.kind = Kind::Direct;
                block.sentence = sentences.start;
                block.found_by = Rule::BlockQuotation.name();
                all.push(block);
                carry.last = Some((all.len() - 1, number));
                carry.open = false;
                return;
            }
        }
        if self.now.view.sentences.is_empty() {
            return;
        }
        self.nested(article, document, sentences.clone(), all);
        carry.open = self.now.view.quotations.iter().any(|q| !q.closed)
            && carry.last.is_some_and(|(at, n)| n == number && at + 1 == all.len());
    }

    /// What the rules find in the paragraph in view.
    fn rules(&mut self, text: &str, role: Role) {
        self.now.found.clear();
        if let Some(found) = dash::find(&self.now.view.elements, &self.now.view.sentences) {
            self.now.found.push(found);
            return;
        }
        let mut n = 0;
        while n < self.now.view.sentences.len() {
            let notes = self.notes.as_ref().map_or(0, Vec::len);
            self.line(text, role, n);
            if !self.joined(text, role, n, notes) {
                n += 1;
            }
        }
    }

    /// What the rules find in a line of the paragraph in view.
    fn line(&mut self, text: &str, role: Role, n: usize) {
        let e = &self.now.view.elements;
        let range = self.now.view.sentences[n].clone();
        let end = without_stop(e, &range);
        let headline = role == Role::Title;
        rules::cues::find(self.vocabulary, text, e, &(range.start..end), headline, &mut self.cues);
        let before = self.now.found.len();
        if let Some(found) = name_and_colon::find(e, &range, headline) {
            self.now.found.push(found);
        } else {
            let quotations = &self.now.view.quotations;
            let sentence = FoldedSentence {
                text,
                words: e,
                vocabulary: self.vocabulary,
                quotations,
                range,
                end,
                cues: &self.cues,
                headline,
            };
            rules::find(&sentence, &mut self.now.found);
            if let Some(notes) = &mut self.notes {
                notes.extend(rules::rejected(&sentence, &self.now.found[before..]));
            }
        }
        for found in &mut self.now.found[before..] {
            found.sentence = n;
        }
    }

    /// Joins line `n`, whose cues found nothing to report, to the line before if
    /// that is a quotation that ends in a mark which also ends sentences and the
    /// two together attribute: “We won!” Ito's brother, a baker, shouted to the crowd.
    /// What was noted of line `n` begins at `notes`.
    fn joined(&mut self, text: &str, role: Role, n: usize, notes: usize) -> bool {
        let reported = |line: usize| self.now.found.iter().any(|f| f.sentence == line);
        if n == 0 || self.cues.is_empty() || reported(n) || reported(n - 1) {
            return false;
        }
        let (quotation, line) = (self.now.view.sentences[n - 1].clone(), self.now.view.sentences[n].clone());
        let &[element] = &self.now.view.elements[quotation.clone()] else { return false };
        if !element.is(Is::QUOTATION) {
            return false;
        }
        let inner = self.now.view.quotations[element.quotation as usize].inner;
        if !inner.of(text).ends_with(['!', '?']) {
            return false;
        }
        let noted = self.notes.as_ref().map_or(0, Vec::len);
        let before = self.now.found.len();
        self.now.view.sentences.splice(n - 1..=n, [quotation.start..line.end]);
        self.line(text, role, n - 1);
        let attributed = self.now.found[before..].iter().any(|f| f.content.contains(&quotation));
        if !attributed {
            self.now.found.truncate(before);
            self.now.view.sentences.splice(n - 1..n, [quotation, line]);
        }
        // Notes on one of the two readings.
        if let Some(all) = &mut self.notes {
            all.drain(if attributed { notes..noted } else { noted..all.len() });
        }
        attributed
    }

    /// What the model makes of the paragraph: the likeliest of what the rules and
    /// the tagger see, unless that is too much in doubt.
    fn learned(&mut self, text: &str, document: &Document) {
        let Some(model) = self.model else { return };
        // A paragraph without a quotation, a “that” or any word that could
        // report holds nothing that the tagger would find.
        let silent = |w: &crate::paragraph::element::Element| {
            w.verb.is_none()
                && w.phrase.is_none()
                && !w.is(Is::QUOTATION | Is::THAT | Is::COLON | Is::CUE_NOUN | Is::CUE_ADJECTIVE)
        };
        let elements = &self.now.view.elements;
        if elements.len() > MOST_TAGGED || elements.iter().all(silent) {
            return;
        }
        self.tag(text, &model.tagger);
        let candidates = self.now.candidates(self.vocabulary, text);
        let words = tokens_of(document, &self.now.sentences).len();
        let doubt = |second: &Second| {
            second.doubt <= candidates::doubt(&model.judge, &candidates, &self.now.probabilities, words)
        };
        self.now.doubted = self.second.as_ref().is_some_and(|(second, _)| doubt(second));
        if !self.now.doubted {
            self.now.select(&model.judge, candidates::CRF, candidates);
        }
    }

    /// What the CRF says of the paragraph, whose rules have run.
    fn tag(&mut self, text: &str, tagger: &Tagger) {
        let Reading { view, found, scores, .. } = &mut self.now;
        let count = view.elements.len();
        candidates::rule_labels(found, count, &mut self.labels);
        self.features.read(self.vocabulary, text, &view.elements, &view.sentences, &self.labels);
        tagger.scores(&self.features, count, scores);
        self.now.decide(tagger, &mut self.scratch);
    }

    /// The candidates of an article with whether gold says they are right:
    /// content and source, as the scorers pair them.
    #[cfg(feature = "train")]
    pub(crate) fn judged(
        &mut self,
        article: &Article,
        document: &Document,
        gold: &[crate::train::Gold],
        tagger: &Tagger,
    ) -> Vec<(Vec<u32>, bool)> {
        let text = article.text.as_str();
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker| {
            worker.tag(text, tagger);
            if let Some((_, words)) = &mut worker.second {
                let scratch = &mut worker.scratch;
                ask(words.as_mut(), tagger, scratch, (article, document), &mut [&mut worker.now]);
            }
            let candidates = worker.now.candidates(worker.vocabulary, text);
            for candidate in candidates {
                let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
                    ranges.iter().map(|r| worker.span(r)).collect()
                };
                let content = spans(&candidate.found.content);
                let source: Vec<Span> = candidate.found.source.iter().map(|r| worker.span(r)).collect();
                // A quotation that goes on in the next sentences is joined to
                // it later: gold counts only as far as these sentences go.
                let lines = worker.now.view.sentences.iter().map(|l| worker.span(l));
                let held = lines
                    .filter(|l| content.iter().any(|c| c.overlaps(*l)))
                    .reduce(Span::to)
                    .unwrap_or_default();
                let right = gold.iter().any(|g| crate::train::is_right(&content, &source, g, held));
                all.push((candidate.features, right));
            }
        });
        all
    }

    /// Runs the rules over each paragraph of which a model may learn: those
    /// without a speaker's label.
    #[cfg(feature = "train")]
    fn each_paragraph(&mut self, article: &Article, document: &Document, mut look: impl FnMut(&mut Self)) {
        let text = article.text.as_str();
        let labels = speaker_labels(self.vocabulary, article, document);
        for (paragraph, sentences) in document.by_paragraph() {
            if labels.binary_search(&paragraph).is_ok() {
                continue;
            }
            let part = article.paragraphs[paragraph];
            self.now.begin(0, paragraph, sentences.clone(), false);
            self.now.view.read(self.vocabulary, text, document, sentences, part.span);
            self.rules(text, part.role);
            look(self);
        }
    }

    /// The paragraphs of an article with their gold labels, for training.
    #[cfg(feature = "train")]
    pub(crate) fn sequences(
        &mut self,
        article: &Article,
        document: &Document,
        gold: &[crate::train::Gold],
    ) -> Vec<crate::train::Sequence> {
        let text = article.text.as_str();
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker| {
            let view = &worker.now.view;
            candidates::rule_labels(&worker.now.found, view.elements.len(), &mut worker.labels);
            worker.features.read(worker.vocabulary, text, &view.elements, &view.sentences, &worker.labels);
            let spans: Vec<Span> = view.elements.iter().map(|e| e.span).collect();
            let truth = crate::train::labels(&spans, gold);
            let features = (0..truth.len())
                .map(|at| {
                    let mut keys = Vec::new();
                    worker.features.of(at, |key| keys.push(key));
                    keys
                })
                .collect();
            all.push(crate::train::Sequence { features, labels: truth });
        });
        all
    }

    /// The words of the body's paragraphs with their gold labels, those inside
    /// quotations too.
    #[cfg(feature = "train")]
    pub(crate) fn words(
        &mut self,
        article: &Article,
        document: &Document,
        gold: &[crate::train::Gold],
    ) -> Vec<crate::train::Words> {
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker| {
            let Reading { paragraph, sentences, view, .. } = &worker.now;
            let paragraph = *paragraph;
            if article.paragraphs[paragraph].role != Role::Body {
                return;
            }
            let tokens = tokens_of(document, sentences);
            let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
            all.push(crate::train::Words {
                article: article.id.clone(),
                paragraph,
                words: spans.iter().map(|s| s.of(&article.text).to_owned()).collect(),
                places: marks::positions(&view.quotations, tokens.len()),
                labels: crate::train::labels(&spans, gold),
                by_cue: crate::train::labels_by_cue(&spans, gold),
            });
        });
        all
    }

    /// Quotations inside quotations: “He said to me, ‘Madam, the bridge is
    /// shut,’ and left,” she said. Only those in marks of their own, since what
    /// people say that others say is theirs, not the article's.
    fn nested(
        &mut self,
        article: &Article,
        document: &Document,
        sentences: Range<usize>,
        all: &mut Vec<Attribution>,
    ) {
        let text = article.text.as_str();
        let mut outers: Vec<usize> = self.now.view.quotations.iter().filter_map(|q| q.parent).collect();
        outers.dedup();
        outers.retain(|&outer| self.now.view.quotations[outer].parent.is_none());
        // Hundreds of them are no news article.
        outers.truncate(MOST_NESTED);
        for outer in outers {
            self.now.view.enter(self.vocabulary, text, document, sentences.clone(), outer);
            self.now.found.clear();
            for range in &self.now.view.sentences {
                let e = &self.now.view.elements;
                let end = without_stop(e, range);
                rules::cues::find(self.vocabulary, text, e, &(range.start..end), false, &mut self.cues);
                let sentence = FoldedSentence {
                    text,
                    words: e,
                    vocabulary: self.vocabulary,
                    quotations: &self.now.view.quotations,
                    range: range.clone(),
                    end,
                    cues: &self.cues,
                    headline: false,
                };
                rules::find_by_cues(&sentence, &mut self.now.found);
            }
            for found in &self.now.found {
                let attribution = self.attribution(article, found);
                let verb = found.cue.first().and_then(|c| self.now.view.elements[c.start].verb);
                let named = verb.is_some_and(|(v, _)| self.vocabulary.verbs[v as usize].takes.only_names());
                if attribution.kind == Kind::Direct
                    && matches!(found.origin, Origin::Rule(Rule::QuotationBefore | Rule::QuotationAfter))
                    && !named
                {
                    all.push(Attribution {
                        confidence: attribution.confidence * NESTED,
                        found_by: Rule::NestedQuotation.name(),
                        ..attribution
                    });
                }
            }
        }
    }

    /// A sentence that is nothing but a quotation, with no cue of its own.
    #[allow(clippy::too_many_arguments)]
    fn unclaimed(
        &self,
        text: &str,
        spans: Vec<Span>,
        sentence: usize,
        number: usize,
        opens_paragraph: bool,
        first: usize,
        carry: &mut Carry,
        all: &mut Vec<Attribution>,
    ) {
        if opens_paragraph && let Some(mut introduced) = carry.introduction.take() {
            introduced.content = spans;
            introduced.kind = Kind::Direct;
            introduced.sentence = sentence;
            all.push(introduced);
            carry.last = Some((all.len() - 1, number));
            return;
        }
        let Some((last, at)) = carry.last else { return };
        let same_paragraph = at == number && last >= first;
        let adjacent = |to: &Attribution| {
            same_paragraph && nothing_between(to, spans[0], &self.now.view.sentences, &self.now.view.elements)
        };
        // “A,” said X, who has backed the mayor. “B.”: the quotation goes on, not
        // what X has backed.
        let last = (first..last)
            .rev()
            .find(|&n| {
                let (one, other) = (&all[n], &all[last]);
                other.kind == Kind::Indirect
                    && one.kind == Kind::Direct
                    && one.sentence == other.sentence
                    && adjacent(one)
            })
            .unwrap_or(last);
        let adjacent = adjacent(&all[last]);
        let before = &mut all[last];
        // “A "b",” said X. “C.”: what stands before its cue goes on, whether
        // all of it was quoted or not.
        let goes_on = before.kind == Kind::Direct
            || before.kind == Kind::Mixed
                && before.cue.first().is_some_and(|c| before.content[0].start < c.start);
        if goes_on && (adjacent || opens_paragraph && carry.open && at + 1 == number) {
            before.content.extend(spans);
            carry.last = Some((last, number));
            return;
        }
        let words: usize = spans.iter().map(|s| s.of(text).split_whitespace().count()).sum();
        let ends = spans.last().is_some_and(|s| s.of(text).ends_with(['.', '!', '?', '…', ',']));
        // 'All Bets Are Off.': a heading in quotation marks.
        let heading = spans.iter().all(|s| {
            s.of(text).split_whitespace().filter(|w| w.len() > 3).all(|w| w.starts_with(char::is_uppercase))
        });
        if !(same_paragraph || number - at <= 3 && words >= 4 && ends && !heading) || before.source.is_empty()
        {
            return;
        }
        let continued = Attribution {
            kind: Kind::Direct,
            content: spans,
            cue: Vec::new(),
            addressee: None,
            medium: None,
            when: None,
            date: None,
            negated: false,
            continues: true,
            // What somebody was said to want goes on in what they say.
            act: if before.act == Act::Attitude { Act::Speech } else { before.act },
            confidence: if same_paragraph {
                Rule::Continuation.confidence()
            } else {
                CONTINUATION_OF_PARAGRAPH_BEFORE
            },
            found_by: Rule::Continuation.name(),
            sentence,
            ..before.clone()
        };
        all.push(continued);
        carry.last = Some((all.len() - 1, number));
    }

    /// A paragraph that begins with a speaker's label.
    fn labelled(&self, article: &Article, paragraph: usize, sentence: usize, all: &mut Vec<Attribution>) {
        let text = article.text.as_str();
        let span = article.paragraphs[paragraph].span;
        let opened = span.of(text).len() - span.of(text).trim_start_matches(['"', '“', '”']).len();
        let start = span.start + opened;
        let Some(colon) = speaker_label::label(&text[start..span.end]) else { return };
        let content = Span::new(start + colon + 1, span.end).trim(text);
        let closing = content.of(text).trim_end_matches(['"', '”']).len();
        let content = if opened > 0 { Span::new(content.start, content.start + closing) } else { content };
        all.push(Attribution {
            kind: Kind::Direct,
            act: text::Act::Speech,
            content: vec![content],
            cue: Vec::new(),
            source: vec![Span::new(start, start + colon)],
            addressee: None,
            medium: None,
            when: None,
            date: None,
            negated: false,
            continues: false,
            confidence: Rule::Transcript.confidence(),
            found_by: Rule::Transcript.name(),
            sentence,
        });
    }

    /// The words inside a quotation's marks.
    fn quotation_span(&self, at: usize) -> Span {
        self.now.view.quotations[self.now.view.elements[at].quotation as usize].inner
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let e = &self.now.view.elements[range.clone()];
        match e {
            [] => Span::default(),
            [first, .., last] => Span::new(first.span.start, last.span.end),
            [only] => only.span,
        }
    }

    fn attribution(&self, article: &Article, found: &Finding) -> Attribution {
        let text = article.text.as_str();
        let e = &self.now.view.elements;
        let mut content = Vec::new();
        let (mut quoted, mut plain) = (false, false);
        for range in &found.content {
            let alone = e[range.clone()].iter().all(|w| w.is(Is::QUOTATION | Is::MARK));
            if alone {
                quoted = true;
                let quotations = range.clone().filter(|&at| e[at].is(Is::QUOTATION));
                content.extend(quotations.map(|at| self.quotation_span(at)));
            } else {
                plain = true;
                quoted |= range.clone().any(|at| e[at].is(Is::QUOTATION) && !is_name_in_marks(e, at));
                content.push(self.span(range));
            }
        }
        let kind = match (quoted, plain) {
            (true, false) => Kind::Direct,
            (true, true) => Kind::Mixed,
            _ => Kind::Indirect,
        };
        let one =
            |range: &Option<Range<usize>>| range.as_ref().filter(|r| !r.is_empty()).map(|r| self.span(r));
        let when = one(&found.details.when);
        let sentence =
            found.content.first().or(found.cue.first()).map_or(0, |r| e[r.start].sentence as usize);
        Attribution {
            kind,
            act: found.act,
            content,
            cue: found.cue.iter().map(|r| self.span(r)).collect(),
            source: one(&found.source).into_iter().collect(),
            addressee: one(&found.details.addressee),
            medium: one(&found.details.medium),
            when,
            date: when.and_then(|w| dates::resolve(w.of(text), article.metadata.date)),
            negated: found.negated,
            continues: false,
            confidence: found.confidence,
            found_by: found.origin.name(),
            sentence,
        }
    }
}

/// Adds what a paragraph attributes if it is a signature, or ends in one: an
/// embedded post, or the quotation in the paragraph before. Tells whether it did.
fn signed(article: &Article, here: Before, before: Option<Before>, all: &mut Vec<Attribution>) -> bool {
    let text = article.text.as_str();
    let Some(signature) = signature::signature(here.span.of(text)) else { return false };
    let part = |range: &Range<usize>| Span::new(here.span.start + range.start, here.span.start + range.end);
    let of = if signature.start > 0 { Some(here) } else { before };
    let Some(Before { span, sentence, first, .. }) = of else { return false };
    let end = if signature.start > 0 { here.span.start + signature.start } else { span.end };
    let mut content = Span::new(span.start, end).trim(text);
    if signature.account {
        // Links at the end are no words.
        while let Some((rest, last)) = content.of(text).rsplit_once(char::is_whitespace)
            && (last.starts_with("http") || last.starts_with("pic.twitter.com"))
        {
            content = Span::new(content.start, content.start + rest.len()).trim(text);
        }
    }
    let quoted = content.of(text);
    let inner = quoted.trim_start_matches(['“', '"', '«']).trim_end_matches(['”', '"', '»']);
    if inner.len() + 2 <= quoted.len() && !inner.contains(['“', '”', '"', '«', '»']) {
        let start = content.start + quoted.len() - quoted.trim_start_matches(['“', '"', '«']).len();
        content = Span::new(start, start + inner.len()).trim(text);
    } else if !signature.account {
        return false;
    }
    // What introduces it, or a cue beside it, says more.
    let cued = all[first..].iter().any(|a| !a.cue.is_empty() && (!signature.account || a.content == [span]));
    let taken = all[..first].last().is_some_and(|a| a.extent().end > span.start);
    if cued || taken || content.is_empty() {
        return false;
    }
    all.truncate(first);
    let when = signature.when.as_ref().map(part);
    all.push(Attribution {
        kind: Kind::Direct,
        act: if signature.account { Act::Writing } else { Act::Speech },
        content: vec![content],
        cue: Vec::new(),
        source: vec![part(&signature.source)],
        addressee: None,
        medium: None,
        when,
        date: when.and_then(|w| dates::resolve(w.of(text), article.metadata.date)),
        negated: false,
        continues: false,
        confidence: Rule::Signature.confidence(),
        found_by: Rule::Signature.name(),
        sentence,
    });
    true
}

/// The end of a line without its final stop.
fn without_stop(e: &[crate::paragraph::element::Element], line: &Range<usize>) -> usize {
    let mut end = line.end;
    while end > line.start && e[end - 1].is(Is::STOP | Is::QUESTION) {
        end -= 1;
    }
    end
}

/// Whether a quotation stands right after the sentence of an attribution, or
/// after quotations only: “A,” she said. “B.”
fn nothing_between(
    before: &Attribution,
    next: Span,
    lines: &[Range<usize>],
    e: &[crate::paragraph::element::Element],
) -> bool {
    let last = before.content.last().into_iter().chain(&before.cue).chain(&before.source);
    let end = last.map(|s| s.end).max().unwrap_or(0);
    let first = lines.partition_point(|l| e[l.start].span.start <= end);
    lines[first..]
        .iter()
        .map(|l| &e[l.clone()])
        .take_while(|line| line[0].span.start < next.start)
        .all(|line| line.iter().all(|w| w.is(Is::QUOTATION | Is::MARK)))
}

/// Whether a label may be a speaker's: it is no heading (“Advantages: They are
/// cheap.”), nor a word that the article also writes without a capital and that
/// stands for no person.
fn may_speak(vocabulary: &Vocabulary, label: &str, in_lower_case: impl Fn(&str) -> bool) -> bool {
    let last = label.split(' ').next_back().unwrap_or(label).to_lowercase();
    let is = vocabulary.look_up(&last).map_or(Is::empty(), |known| known.is);
    let certain = speaker_label::is_capitals(label) || is.intersects(Is::HUMAN);
    !is.intersects(Is::HEADING) && (certain || !in_lower_case(&last))
}

/// The words of an article that begin without a capital.
fn words_in_lower_case(article: &Article, document: &Document) -> FxHashSet<String> {
    let words = document.tokens.iter().map(|token| token.span.of(&article.text));
    words.filter(|word| word.starts_with(char::is_lowercase)).map(str::to_owned).collect()
}

/// The paragraphs that begin with a speaker's label, as indices. A label counts
/// when the article uses it twice, or when several are in capitals.
fn speaker_labels(vocabulary: &Vocabulary, article: &Article, document: &Document) -> Vec<usize> {
    let text = article.text.as_str();
    let lower = LazyCell::new(|| words_in_lower_case(article, document));
    let mut labels: Vec<(usize, &str)> = Vec::new();
    for (paragraph, _) in document.by_paragraph() {
        let part = &article.paragraphs[paragraph];
        if part.role != Role::Body {
            continue;
        }
        let body = part.span.of(text).trim_start_matches(['"', '“', '”']);
        let end = speaker_label::label(body).filter(|&end| speaker_label::speaks(body, end));
        let label = end.map(|end| &body[..end]);
        let label = label.filter(|label| may_speak(vocabulary, label, |word| lower.contains(word)));
        labels.extend(label.map(|label| (paragraph, label)));
    }
    // Two people who take turns, each named once.
    let neighbours = |paragraph: usize, label: &str| {
        labels.iter().any(|(p, l)| p.abs_diff(paragraph) == 1 && *l != label && label.split(' ').count() <= 2)
    };
    let capitals = labels.iter().filter(|(_, l)| speaker_label::is_capitals(l)).count();
    let certain = |label: &str| {
        speaker_label::is_capitals(label) && capitals >= 2
            || labels.iter().filter(|(_, l)| *l == label).count() >= 2
    };
    labels.iter().filter(|(p, l)| certain(l) || neighbours(*p, l)).map(|(p, _)| *p).collect()
}
