//! A paragraph with what the taggers say of its words: what proposers look at.

use crate::convention::Convention;
use crate::finding::ByPlace;
use crate::learned::label::{Component, Label, LabelRow};
use crate::lexical::classes::Is;
use crate::lexical::takes::Takes;
use crate::lexical::vocabulary::Vocabulary;
use crate::paragraph::element::{Element, SMALL_BEFORE_VERB};
use crate::paragraph::folded::FoldedParagraph;
use crate::phrases::names_in_marks::names_something;
use std::ops::Range;
use text::Act;

/// What a word tagger says of the elements of one paragraph.
#[derive(Debug, Default)]
pub(crate) struct Labelling {
    /// How probable each label is for each element.
    pub(crate) probabilities: Vec<LabelRow>,
    /// The likeliest label of each.
    pub(crate) best: Vec<Label>,
}

/// What a word tagger says belongs to one cue.
#[derive(Debug)]
pub(crate) struct CueReading {
    /// The elements of the cue.
    pub(crate) cue: Range<usize>,
    /// How probable each label is for each word of the paragraph,
    pub(crate) words: Vec<LabelRow>,
    /// and for each element.
    pub(crate) elements: Vec<LabelRow>,
}

/// What a word tagger says of the cues of a paragraph.
#[derive(Debug, Default)]
pub(crate) struct CueReadings {
    /// The words that each element was folded from.
    pub(crate) words_of: Vec<Range<usize>>,
    /// One for each cue that was asked about.
    pub(crate) readings: Vec<CueReading>,
}

/// One paragraph with all that is known of it.
pub(crate) struct TaggedParagraph<'a> {
    pub(crate) convention: Convention,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) text: &'a str,
    pub(crate) folded: &'a FoldedParagraph,
    /// What the rules found.
    pub(crate) rules: ByPlace<'a>,
    pub(crate) labelling: &'a Labelling,
    pub(crate) cue_readings: &'a CueReadings,
}

/// A run of elements that belong to one component.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) component: Component,
    pub(crate) range: Range<usize>,
}

/// The end of a source without a relative clause of which only the first small words are in it:
/// “those | who have”.
fn before_relative(elements: &[Element], source: &Range<usize>) -> usize {
    let is_small = |at: usize| elements[at].is(SMALL_BEFORE_VERB | Is::MARK);
    let Some(last) = source.clone().rev().find(|&at| !is_small(at)) else { return source.end };
    let is_relative = elements[last].is(Is::RELATIVE | Is::THAT) && !elements[last].is(Is::CAPITAL);
    // Not “some of whom”.
    match is_relative && last > source.start && !elements[last - 1].is(Is::PREPOSITION) {
        true => last,
        false => source.end,
    }
}

/// A refusal comes at most this many elements before its verb: “did not even comment”.
const REFUSAL_BEFORE_CUE: usize = 3;

impl TaggedParagraph<'_> {
    pub(crate) fn elements(&self) -> &[Element] {
        &self.folded.elements
    }

    /// The runs of elements with labels of one component, without the marks at their
    /// ends and the “that” before a content.
    pub(crate) fn runs(&self, labels: impl Iterator<Item = Label>) -> Vec<Run> {
        let elements = self.elements();
        let mut all: Vec<Run> = Vec::new();
        for (at, label) in labels.enumerate() {
            let Some(component) = label.component() else { continue };
            let begins = label.begins() || self.quotation_sentence_begins(at);
            match all.last_mut() {
                Some(last) if last.component == component && last.range.end == at && !begins => {
                    last.range.end = at + 1;
                }
                _ => all.push(Run { component, range: at..at + 1 }),
            }
        }
        for Run { component, range } in &mut all {
            if *component == Component::Source {
                range.end = before_relative(elements, range);
            }
            let outer = Is::COMMA | Is::COLON | Is::DASH;
            while range.len() > 1 && elements[range.end - 1].is(outer | Is::STOP | Is::SEMICOLON) {
                range.end -= 1;
            }
            while range.len() > 1
                && (elements[range.start].is(outer)
                    || *component == Component::Content && elements[range.start].is(Is::THAT))
            {
                range.start += 1;
            }
        }
        let is_nobody = |run: &Run| match run.component {
            Component::Source => Is::MARK | Is::ARTICLE,
            _ => Is::MARK,
        };
        all.retain(|run| !elements[run.range.clone()].iter().all(|element| element.is(is_nobody(run))));
        all
    }

    /// Whether a sentence that is only a quotation begins here, or one ends before: it
    /// is a content of its own.
    fn quotation_sentence_begins(&self, at: usize) -> bool {
        let quoted = |at: usize| self.is_quotation(&self.folded.sentences[self.sentence_of(at)]);
        at > 0 && self.sentence_of(at) != self.sentence_of(at - 1) && quoted(at) != quoted(at - 1)
    }

    /// Whether a range is nothing but quotations.
    pub(crate) fn is_quotation(&self, range: &Range<usize>) -> bool {
        self.elements()[range.clone()].iter().all(|element| element.is(Is::QUOTATION | Is::MARK))
    }

    /// The folded sentence that an element is in.
    pub(crate) fn sentence_of(&self, at: usize) -> usize {
        self.folded.sentences.partition_point(|sentence| sentence.end <= at)
    }

    /// Where the folded sentence ends that an element is in.
    pub(crate) fn sentence_end(&self, at: usize) -> usize {
        self.folded.sentences.get(self.sentence_of(at)).map_or(at, |sentence| sentence.end)
    }

    /// Whether a cue with this content reports nothing that was said: “did not
    /// comment on the dispute”, “called the police”.
    pub(crate) fn reports_nothing(&self, cue: &Range<usize>, content: &Range<usize>) -> bool {
        let words = &self.elements()[cue.start.saturating_sub(REFUSAL_BEFORE_CUE)..cue.end];
        let silent = words.iter().any(|word| word.is(Is::SILENCE))
            && words.iter().any(|word| word.is(Is::NEGATION) || self.is_refusal(word));
        let verb = self.elements()[cue.end - 1].verb;
        let takes = verb.map_or(Takes::empty(), |(verb, _)| self.vocabulary.verbs[verb as usize].takes);
        silent || content.len() == 1 && names_something(self.elements(), cue.end, takes)
    }

    /// The act of a cue: that of its verb or phrase, else that of a noun or an
    /// adjective that reports, else [that of cues on no list](Self::unlisted_act).
    pub(crate) fn act(&self, cue: &Range<usize>) -> Act {
        let listed = |element: &Element| {
            let verb = element.verb.map(|(verb, _)| self.vocabulary.verbs[verb as usize].act);
            verb.or_else(|| element.phrase.map(|phrase| self.vocabulary.phrases[phrase as usize].act))
        };
        let reports = |element: &Element| self.vocabulary.act_of_word(element.word(self.text));
        let elements = &self.elements()[cue.clone()];
        let act = elements.iter().find_map(listed).or_else(|| elements.iter().find_map(reports));
        act.unwrap_or(self.unlisted_act())
    }

    /// The act of a cue on no list, or of no cue. By the convention of news only words
    /// are reported (of 46 such cues on news train 37 report speech); by PolNeAR's most
    /// of them are no words about words.
    pub(crate) fn unlisted_act(&self) -> Act {
        match self.convention {
            Convention::News => Act::Speech,
            Convention::Polnear => Act::Attitude,
        }
    }

    /// Whether a cue says that something was not said: “did not dispute”, “denied”.
    pub(crate) fn denies(&self, cue: &Range<usize>) -> bool {
        let sentence = self.folded.sentences[self.sentence_of(cue.start)].start;
        let before = self.elements()[sentence..cue.start].iter().rev();
        let mut group =
            before.take_while(|word| word.is(SMALL_BEFORE_VERB)).chain(&self.elements()[cue.clone()]);
        group.any(|word| word.is(Is::NEGATION) || self.is_refusal(word))
    }

    /// Whether a word is a verb that denies or refuses.
    fn is_refusal(&self, word: &Element) -> bool {
        word.verb.is_some_and(|(verb, _)| self.vocabulary.verbs[verb as usize].takes.intersects(Takes::NEG))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detector::Detector;
    use crate::reading::Reading;
    use lexicon::Lexicon;
    use text::{Article, Paragraph, Role, Span};

    #[test]
    fn sources_end_before_relative_clauses_and_are_more_than_an_article() {
        let lexicon = Lexicon::embedded();
        let detector = Detector::new(&lexicon);
        let splitter = sentences::Splitter::new(&lexicon);
        for (text, tagged, expected) in [
            ("Those who have said that it leaks left.", "Those who have", Some("Those")),
            ("Ida Lund, who said that it leaks, left.", "Ida Lund, who", Some("Ida Lund")),
            (
                "A study of the dam (2031) that says so is lost.",
                "A study of the dam (2031) that",
                Some("A study of the dam (2031)"),
            ),
            ("Two aides, both of whom said so, left.", "both of whom", Some("both of whom")),
            ("An update from WHO said that it leaks.", "An update from WHO", Some("An update from WHO")),
            ("The mayor has said that it leaks.", "The mayor has", Some("The mayor has")),
            ("The claim that it leaks is new.", "The", None),
        ] {
            let paragraphs = vec![Paragraph { span: Span::new(0, text.len()), role: Role::Body }];
            let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
            let document = splitter.document(&article);
            let (mut worker, mut reading) = (detector.worker(), Reading::default());
            reading.begin(0, 0, 0..document.sentences.len(), false);
            worker.read(&article, &document, &mut reading);
            let start = text.find(tagged).unwrap();
            let labels: Vec<Label> = reading
                .folded
                .elements
                .iter()
                .map(|element| match element.span.start {
                    at if at == start => Label::SourceBegins,
                    at if at > start && at < start + tagged.len() => Label::SourceContinues,
                    _ => Label::Outside,
                })
                .collect();
            let runs = reading.tagged(worker.vocabulary, text, Convention::News).runs(labels.into_iter());
            let elements = &reading.folded.elements;
            let source = runs.first().map(|run| {
                let (first, last) = (&elements[run.range.start], &elements[run.range.end - 1]);
                Span::new(first.span.start, last.span.end).of(text)
            });
            assert_eq!(source, expected, "{text}");
        }
    }
}
