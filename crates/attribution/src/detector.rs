//! One article, paragraph by paragraph, to attributions.

use crate::cues::{self, Cue};
use crate::dates;
use crate::features::{Features, RuleLabel};
use crate::given::{self, Given, Said};
use crate::judge::Judge;
use crate::learned;
use crate::marks;
use crate::model::Model;
use crate::phrases;
use crate::rules::{Found, Line};
use crate::structures;
use crate::tagger::{COUNT, Scratch, Tagger};
use crate::view::{View, tokens_of};
use crate::vocabulary::{Is, Vocabulary};
use crate::words::{self, WordTagger, WordWorker};
use lexicon::Lexicon;
use std::ops::Range;
use text::{Act, Article, Attribution, Document, Kind, Role, Span};

/// What the detector knows; shared by all threads.
#[derive(Debug)]
pub struct Detector {
    vocabulary: Vocabulary,
    model: Option<Model>,
    second: Option<Second>,
}

/// A second opinion on the words of paragraphs.
#[derive(Debug)]
struct Second {
    words: Box<dyn WordTagger>,
    /// Judges what comes of both opinions.
    judge: Judge,
    /// It is asked where the model doubts this much.
    doubt: f32,
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
    /// model expects at least `doubt` wrong labels and candidates for each element;
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
            view: View::default(),
            cues: Vec::new(),
            found: Vec::new(),
            model: self.model.as_ref(),
            second: self.second.as_ref().map(|second| (second, second.words.worker())),
            features: Features::default(),
            labels: Vec::new(),
            best: Vec::new(),
            scores: Vec::new(),
            probabilities: Vec::new(),
            scratch: Scratch::default(),
            notes: None,
        }
    }
}

/// Detects in one article at a time.
#[derive(Debug)]
pub struct Worker<'d> {
    vocabulary: &'d Vocabulary,
    view: View,
    cues: Vec<Cue>,
    found: Vec<Found>,
    model: Option<&'d Model>,
    second: Option<(&'d Second, Box<dyn WordWorker + 'd>)>,
    features: Features,
    labels: Vec<RuleLabel>,
    best: Vec<u8>,
    scores: Vec<[f32; COUNT]>,
    probabilities: Vec<[f32; COUNT]>,
    scratch: Scratch,
    /// Filled only when somebody wants to know.
    notes: Option<Vec<Note>>,
}

/// A word that might have attributed something and did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The word.
    pub span: Span,
    /// Why it did not.
    pub reason: &'static str,
}

/// Paragraphs of more elements than this are left to the rules: candidates are
/// compared with each other, and no news paragraph has ten thousand words.
const MOST_TAGGED: usize = 10_000;

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
}

impl Worker<'_> {
    /// The attributions of an article, in order of their content.
    ///
    /// An article without sentences has none. Contents may overlap where the
    /// text nests them; no two have the same content and cue.
    pub fn detect(&mut self, article: &Article, document: &Document) -> Vec<Attribution> {
        let mut all = Vec::new();
        let mut carry = Carry::default();
        let labels = speaker_labels(article, document);
        for (number, (paragraph, sentences)) in document.by_paragraph().enumerate() {
            self.paragraph(article, document, (number, paragraph), sentences, &labels, &mut carry, &mut all);
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
    pub fn explain(&mut self, article: &Article, document: &Document) -> (Vec<Attribution>, Vec<Note>) {
        self.notes = Some(Vec::new());
        let found = self.detect(article, document);
        (found, self.notes.take().unwrap_or_default())
    }

    #[allow(clippy::too_many_arguments)]
    fn paragraph(
        &mut self,
        article: &Article,
        document: &Document,
        (number, paragraph): (usize, usize),
        sentences: Range<usize>,
        labels: &[usize],
        carry: &mut Carry,
        all: &mut Vec<Attribution>,
    ) {
        let text = article.text.as_str();
        let span = article.paragraphs[paragraph].span;
        let role = article.paragraphs[paragraph].role;
        self.view.read(self.vocabulary, text, document, sentences.clone(), span);
        let first = all.len();

        if labels.binary_search(&paragraph).is_ok() {
            self.labelled(article, paragraph, sentences.start, all);
            carry.introduction = None;
            carry.open = false;
            carry.last = all.len().checked_sub(1).map(|last| (last, number));
            return;
        }

        self.rules(text, role);
        self.learned(text, document, &sentences);
        let lines_of: Vec<usize> = self.found.iter().map(|f| f.line).collect();

        // From elements to spans; quotations that no cue claims go on with, or
        // stand beside, the attribution before them.
        let mut next = 0;
        for line in 0..self.view.lines.len() {
            let range = self.view.lines[line].clone();
            let only_quotations =
                self.view.elements[range.clone()].iter().all(|w| w.is(Is::QUOTATION | Is::MARK))
                    && self.view.elements[range.clone()].iter().any(|w| w.is(Is::QUOTATION));
            let claimed = lines_of.get(next) == Some(&line);
            if only_quotations && !claimed {
                let spans: Vec<Span> = range
                    .clone()
                    .filter(|&at| self.view.elements[at].is(Is::QUOTATION))
                    .map(|at| self.quotation_span(at))
                    .collect();
                self.unclaimed(text, spans, sentences.start, number, line == 0, first, carry, all);
                continue;
            }
            let mut introduced = false;
            while lines_of.get(next) == Some(&line) {
                let found = self.found[next].clone();
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
                && self.view.elements.first().is_some_and(|w| !w.is(Is::QUOTATION))
            {
                // A block quotation without marks: the paragraph after the colon.
                all.truncate(first);
                block.content = vec![span];
                block.kind = Kind::Direct;
                block.sentence = sentences.start;
                block.found_by = "block quotation";
                all.push(block);
                carry.last = Some((all.len() - 1, number));
                carry.open = false;
                return;
            }
        }
        if self.view.lines.is_empty() {
            return;
        }
        self.nested(article, document, sentences.clone(), all);
        carry.open = self.view.quotations.iter().any(|q| !q.closed)
            && carry.last.is_some_and(|(at, n)| n == number && at + 1 == all.len());
    }

    /// What the rules find in the paragraph in view.
    fn rules(&mut self, text: &str, role: Role) {
        self.found.clear();
        if let Some(found) = structures::dash(&self.view.elements, &self.view.lines) {
            self.found.push(found);
            return;
        }
        let mut n = 0;
        while n < self.view.lines.len() {
            let notes = self.notes.as_ref().map_or(0, Vec::len);
            self.line(text, role, n);
            if !self.joined(text, role, n, notes) {
                n += 1;
            }
        }
    }

    /// What the rules find in a line of the paragraph in view.
    fn line(&mut self, text: &str, role: Role, n: usize) {
        let e = &self.view.elements;
        let range = self.view.lines[n].clone();
        let end = without_stop(e, &range);
        let headline = role == Role::Title;
        cues::find(self.vocabulary, text, e, &(range.start..end), headline, &mut self.cues);
        let before = self.found.len();
        if let Some(found) = structures::colon(e, &range, headline) {
            self.found.push(found);
        } else {
            let quotations = &self.view.quotations;
            let line = Line { text, e, quotations, range, end, cues: &self.cues, headline };
            line.find(&mut self.found);
            line.nouns(before, &mut self.found);
            line.adjectives(before, &mut self.found);
            line.colon(before, &mut self.found);
            if let Some(notes) = &mut self.notes {
                notes.extend(line.rejected(&self.found[before..]));
            }
        }
        for found in &mut self.found[before..] {
            found.line = n;
        }
    }

    /// Joins line `n`, whose cues found nothing to report, to the line before if
    /// that is a quotation that ends in a mark which also ends sentences and the
    /// two together attribute: “We won!” Ito's brother, a baker, shouted to the crowd.
    /// What was noted of line `n` begins at `notes`.
    fn joined(&mut self, text: &str, role: Role, n: usize, notes: usize) -> bool {
        let reported = |line: usize| self.found.iter().any(|f| f.line == line);
        if n == 0 || self.cues.is_empty() || reported(n) || reported(n - 1) {
            return false;
        }
        let (quotation, line) = (self.view.lines[n - 1].clone(), self.view.lines[n].clone());
        let &[element] = &self.view.elements[quotation.clone()] else { return false };
        if !element.is(Is::QUOTATION) {
            return false;
        }
        let inner = self.view.quotations[element.quotation as usize].inner;
        if !inner.of(text).ends_with(['!', '?']) {
            return false;
        }
        let noted = self.notes.as_ref().map_or(0, Vec::len);
        let before = self.found.len();
        self.view.lines.splice(n - 1..=n, [quotation.start..line.end]);
        self.line(text, role, n - 1);
        let attributed = self.found[before..].iter().any(|f| f.content.contains(&quotation));
        if !attributed {
            self.found.truncate(before);
            self.view.lines.splice(n - 1..n, [quotation, line]);
        }
        // Notes on one of the two readings.
        if let Some(all) = &mut self.notes {
            all.drain(if attributed { notes..noted } else { noted..all.len() });
        }
        attributed
    }

    /// What the model makes of the paragraph in view: the likeliest of what the
    /// rules and the tagger see.
    fn learned(&mut self, text: &str, document: &Document, sentences: &Range<usize>) {
        let Some(model) = self.model else { return };
        // A paragraph without a quotation, a “that” or any word that could
        // report holds nothing that the tagger would find.
        let silent = |w: &crate::view::Element| {
            w.verb.is_none()
                && w.phrase.is_none()
                && !w.is(Is::QUOTATION | Is::THAT | Is::COLON | Is::CUE_NOUN | Is::CUE_ADJECTIVE)
        };
        if self.view.elements.len() > MOST_TAGGED || self.view.elements.iter().all(silent) {
            return;
        }
        self.tag(text, &model.tagger);
        let mut candidates = self.candidates(text, &Said::default());
        let (mut judge, mut trust) = (&model.judge, learned::CRF);
        if let Some((second, _)) = &self.second {
            let both = &second.judge;
            if second.doubt <= learned::doubt(judge, &candidates, &self.probabilities)
                && let Some(said) = self.ask(text, document, sentences, &model.tagger)
            {
                candidates = self.candidates(text, &said);
                (judge, trust) = (both, learned::BOTH);
            }
        }
        learned::select(judge, trust, candidates, &self.view.elements, &mut self.found);
    }

    /// What the CRF says of the paragraph in view, whose rules have run.
    fn tag(&mut self, text: &str, tagger: &Tagger) {
        let count = self.view.elements.len();
        learned::rule_labels(&self.found, count, &mut self.labels);
        self.features.read(self.vocabulary, text, &self.view.elements, &self.view.lines, &self.labels);
        tagger.scores(&self.features, count, &mut self.scores);
        self.decide(tagger);
    }

    /// The probabilities and the likeliest labels that follow from the scores.
    fn decide(&mut self, tagger: &Tagger) {
        tagger.probabilities(&self.scores, &mut self.scratch, &mut self.probabilities);
        tagger.best(&self.scores, learned::BONUS, &mut self.best);
    }

    /// Asks the word tagger about the paragraph that the CRF has seen: what it says
    /// of the words joins what the CRF says, and it says what belongs to each cue.
    fn ask(
        &mut self,
        text: &str,
        document: &Document,
        sentences: &Range<usize>,
        tagger: &Tagger,
    ) -> Option<Said> {
        let (_, worker) = self.second.as_mut()?;
        let elements = &self.view.elements;
        let tokens = tokens_of(document, sentences);
        let texts: Vec<&str> = tokens.iter().map(|token| token.span.of(text)).collect();
        let places = marks::places(&self.view.quotations, tokens.len());
        let rows = worker.label(&texts, &places);
        let words = words::unfolded(tokens, elements);
        words::add(words::folded(&rows, &words, elements), &mut self.scores);
        self.decide(tagger);
        let mut cues = given::cues(&self.found, &self.best, &self.probabilities);
        let of_words = |cue: &Range<usize>| words[cue.start].start..words[cue.end - 1].end;
        cues.retain(|cue| !of_words(cue).is_empty());
        let (_, worker) = self.second.as_mut()?;
        let rows = worker.given(&cues.iter().map(of_words).collect::<Vec<_>>());
        let elements = &self.view.elements;
        let given = cues.into_iter().zip(rows).map(|(cue, rows)| {
            let elements = words::folded(&rows, &words, elements).map(Option::unwrap_or_default).collect();
            Given { cue, words: rows, elements }
        });
        Some(Said { given: given.collect(), words })
    }

    /// The candidates of the paragraph in view that has been tagged.
    fn candidates(&self, text: &str, said: &Said) -> Vec<learned::Candidate> {
        let tagged = learned::Tagged {
            vocabulary: self.vocabulary,
            text,
            elements: &self.view.elements,
            lines: &self.view.lines,
            quotations: &self.view.quotations,
            best: &self.best,
            probabilities: &self.probabilities,
            said,
        };
        tagged.candidates(&self.found)
    }

    /// The candidates of an article with whether gold says they are right:
    /// content and source, as the scorers pair them.
    #[cfg(feature = "train")]
    pub(crate) fn judged(
        &mut self,
        article: &Article,
        document: &Document,
        gold: &[crate::training::Gold],
        tagger: &Tagger,
    ) -> Vec<(Vec<u32>, bool)> {
        let text = article.text.as_str();
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker, _, sentences| {
            worker.tag(text, tagger);
            let said = worker.ask(text, document, &sentences, tagger).unwrap_or_default();
            let candidates = worker.candidates(text, &said);
            for candidate in candidates {
                let spans = |ranges: &[Range<usize>]| -> Vec<Span> {
                    ranges.iter().map(|r| worker.span(r)).collect()
                };
                let content = spans(&candidate.found.content);
                let source: Vec<Span> = candidate.found.source.iter().map(|r| worker.span(r)).collect();
                // A quotation that goes on in the next sentences is joined to
                // it later: gold counts only as far as these sentences go.
                let lines = worker.view.lines.iter().map(|l| worker.span(l));
                let held = lines
                    .filter(|l| content.iter().any(|c| c.overlaps(*l)))
                    .reduce(Span::to)
                    .unwrap_or_default();
                let right = gold.iter().any(|g| crate::training::is_right(&content, &source, g, held));
                all.push((candidate.features, right));
            }
        });
        all
    }

    /// Runs the rules over each paragraph of which a model may learn: those
    /// without a speaker's label.
    #[cfg(feature = "train")]
    fn each_paragraph(
        &mut self,
        article: &Article,
        document: &Document,
        mut look: impl FnMut(&mut Self, usize, Range<usize>),
    ) {
        let text = article.text.as_str();
        let labels = speaker_labels(article, document);
        for (paragraph, sentences) in document.by_paragraph() {
            if labels.binary_search(&paragraph).is_ok() {
                continue;
            }
            let part = article.paragraphs[paragraph];
            self.view.read(self.vocabulary, text, document, sentences.clone(), part.span);
            self.rules(text, part.role);
            look(self, paragraph, sentences);
        }
    }

    /// The paragraphs of an article with their gold labels, for training.
    #[cfg(feature = "train")]
    pub(crate) fn sequences(
        &mut self,
        article: &Article,
        document: &Document,
        gold: &[crate::training::Gold],
    ) -> Vec<crate::training::Sequence> {
        let text = article.text.as_str();
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker, _, _| {
            let view = &worker.view;
            learned::rule_labels(&worker.found, view.elements.len(), &mut worker.labels);
            worker.features.read(worker.vocabulary, text, &view.elements, &view.lines, &worker.labels);
            let spans: Vec<Span> = view.elements.iter().map(|e| e.span).collect();
            let truth = crate::training::labels(&spans, gold);
            let features = (0..truth.len())
                .map(|at| {
                    let mut keys = Vec::new();
                    worker.features.of(at, |key| keys.push(key));
                    keys
                })
                .collect();
            all.push(crate::training::Sequence { features, labels: truth });
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
        gold: &[crate::training::Gold],
    ) -> Vec<crate::training::Words> {
        let mut all = Vec::new();
        self.each_paragraph(article, document, |worker, paragraph, sentences| {
            if article.paragraphs[paragraph].role != Role::Body {
                return;
            }
            let tokens = tokens_of(document, &sentences);
            let spans: Vec<Span> = tokens.iter().map(|t| t.span).collect();
            all.push(crate::training::Words {
                article: article.id.clone(),
                paragraph,
                words: spans.iter().map(|s| s.of(&article.text).to_owned()).collect(),
                places: marks::places(&worker.view.quotations, tokens.len()),
                labels: crate::training::labels(&spans, gold),
                by_cue: crate::training::labels_by_cue(&spans, gold),
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
        let mut outers: Vec<usize> = self.view.quotations.iter().filter_map(|q| q.parent).collect();
        outers.dedup();
        outers.retain(|&outer| self.view.quotations[outer].parent.is_none());
        // Hundreds of them are no news article.
        outers.truncate(MOST_NESTED);
        for outer in outers {
            self.view.enter(self.vocabulary, text, document, sentences.clone(), outer);
            self.found.clear();
            for range in &self.view.lines {
                let e = &self.view.elements;
                let end = without_stop(e, range);
                cues::find(self.vocabulary, text, e, &(range.start..end), false, &mut self.cues);
                Line {
                    text,
                    e,
                    quotations: &self.view.quotations,
                    range: range.clone(),
                    end,
                    cues: &self.cues,
                    headline: false,
                }
                .find(&mut self.found);
            }
            for found in &self.found {
                let attribution = self.attribution(article, found);
                let verb = found.cue.first().and_then(|c| self.view.elements[c.start].verb);
                let named = verb.is_some_and(|(v, _)| self.vocabulary.verbs[v as usize].takes.only_names());
                if attribution.kind == Kind::Direct && found.rule.starts_with("quotation") && !named {
                    all.push(Attribution {
                        confidence: attribution.confidence * 0.8,
                        found_by: "nested quotation",
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
            same_paragraph && nothing_between(to, spans[0], &self.view.lines, &self.view.elements)
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
            confidence: if same_paragraph { 0.8 } else { 0.6 },
            found_by: "continuation",
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
        let Some(colon) = structures::label(&text[start..span.end]) else { return };
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
            confidence: 0.9,
            found_by: "transcript",
            sentence,
        });
    }

    /// The words inside a quotation's marks.
    fn quotation_span(&self, at: usize) -> Span {
        self.view.quotations[self.view.elements[at].quotation as usize].inner
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let e = &self.view.elements[range.clone()];
        match e {
            [] => Span::default(),
            [first, .., last] => Span::new(first.span.start, last.span.end),
            [only] => only.span,
        }
    }

    fn attribution(&self, article: &Article, found: &Found) -> Attribution {
        let text = article.text.as_str();
        let e = &self.view.elements;
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
                quoted |=
                    range.clone().any(|at| e[at].is(Is::QUOTATION) && !phrases::is_name_in_marks(e, at));
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
            found_by: found.rule,
            sentence,
        }
    }
}

/// The end of a line without its final stop.
fn without_stop(e: &[crate::view::Element], line: &Range<usize>) -> usize {
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
    e: &[crate::view::Element],
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

/// The paragraphs that begin with a speaker's label, as indices. A label counts
/// when the article uses it twice, or when several are in capitals.
fn speaker_labels(article: &Article, document: &Document) -> Vec<usize> {
    let text = article.text.as_str();
    let mut labels: Vec<(usize, &str)> = Vec::new();
    for (paragraph, _) in document.by_paragraph() {
        let part = &article.paragraphs[paragraph];
        if part.role != Role::Body {
            continue;
        }
        let body = part.span.of(text).trim_start_matches(['"', '“', '”']);
        if let Some(end) = structures::label(body).filter(|&end| structures::speaks(body, end)) {
            labels.push((paragraph, &body[..end]));
        }
    }
    // Two people who take turns, each named once.
    let neighbours = |paragraph: usize, label: &str| {
        labels.iter().any(|(p, l)| p.abs_diff(paragraph) == 1 && *l != label && label.split(' ').count() <= 2)
    };
    let capitals = labels.iter().filter(|(_, l)| structures::is_capitals(l)).count();
    let certain = |label: &str| {
        structures::is_capitals(label) && capitals >= 2
            || labels.iter().filter(|(_, l)| *l == label).count() >= 2
    };
    labels.iter().filter(|(p, l)| certain(l) || neighbours(*p, l)).map(|(p, _)| *p).collect()
}
