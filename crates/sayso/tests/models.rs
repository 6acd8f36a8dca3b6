//! The models with a network, and what they must keep to.

use corpus::Record;
use sayso::{Convention, Lexicon, ModelChoice, Offsets, Pipeline};

/// The lines of `attributions.jsonl` for a text.
fn lines(model: &ModelChoice, text: &str) -> String {
    lines_by(Convention::News, model, text)
}

/// The same by a convention.
fn lines_by(convention: Convention, model: &ModelChoice, text: &str) -> String {
    let model = model.load().unwrap().with_convention(convention);
    let pipeline = Pipeline::new(&Lexicon::embedded(), model);
    let article = pipeline.read(Record::of_text("test", text)).unwrap();
    let analysis = pipeline.worker().analyse(&article);
    String::from_utf8(analysis.records(&article, Offsets::CodePoint).lines().attributions).unwrap()
}

#[track_caller]
fn finds(model: &ModelChoice, text: &str, expected: &[&str]) {
    let found = lines(model, text);
    for part in expected {
        assert!(found.contains(part), "{model:?} lacks {part} in:\n{found}");
    }
}

const TALKS: &str = "Hongtai's shares fell on Monday. Dana Okello is less gloomy. She does not expect \
                     Hongtai to close the plant, at least not before its grant runs out in December.\n";

#[test]
fn what_is_not_said_is_negated_and_cues_are_bare() {
    let parts = ["\"text\":\"expect\"", "\"negated\":true", "to close the plant"];
    let found = lines_by(Convention::Polnear, &ModelChoice::Accurate, TALKS);
    assert!(parts.iter().all(|part| found.contains(part)), "{found}");
}

#[test]
fn claims_inside_of_quotations_are_nested() {
    let text = "“They told me the ferry was cancelled,” Ana Ruiz said. “So I took the bus.”\n";
    let inner = ["\"text\":\"the ferry was cancelled\"", "\"nested\":true,\"parent\":\"test#1\""];
    for model in [ModelChoice::Fast, ModelChoice::Accurate] {
        finds(&model, text, &inner);
        let found = lines_by(Convention::Polnear, &model, text);
        assert!(!found.contains("\"nested\":true"), "{found}");
    }
}

#[test]
fn what_no_model_has_seen_of_a_transcript_is_not_read() {
    let text = "WALLACE: Welcome to the show.\n\nRUIZ: We read that “the mayor told us that the bridge would close \
                and it did” last week.\n\nWALLACE: And what did you do?\n\nRUIZ: Nothing at all.\n";
    let found = lines(&ModelChoice::Fast, text);
    assert_eq!(found.matches("\"found_by\":\"transcript\"").count(), 4, "{found}");
    assert!(!found.contains("\"nested\":true"), "{found}");
}

#[test]
fn threads_find_in_a_long_article_what_one_finds() {
    // More cues than are asked about: which these are does not depend on the threads either.
    let text = "Ana Ruiz said it was late, as the mayor had told us on Monday. ".repeat(4_000);
    let alone = lines(&ModelChoice::Fast, &text);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
    assert!(pool.install(|| lines(&ModelChoice::Fast, &text)) == alone);
}

#[test]
fn quotations_keep_their_borders() {
    let text = "“The dam will hold,” said Okoro, the engineer. “It has held for ninety years.”\n";
    let parts = ["\"kind\":\"direct\"", "The dam will hold, It has held for ninety years."];
    finds(&ModelChoice::Accurate, text, &parts);
    finds(&ModelChoice::Fast, text, &parts);
}

#[test]
fn a_quotation_after_a_claim_is_no_part_of_it() {
    let text = "“It is over,” she said of the vote, in which she was sure that Ortega would win and the town \
                would at last see the truth. “In my head, anyway.”\n";
    finds(&ModelChoice::Accurate, text, &["\"It is over, In my head, anyway.\""]);
}

#[test]
fn the_act_of_a_phrase_is_its_own() {
    let text = "According to officials, the crash happened in the area of Mill Drive and South Avenue, at around \
                3 a.m., Wednesday.\n";
    finds(&ModelChoice::Accurate, text, &["\"act\":\"speech\"", "\"According to\""]);
}

#[test]
fn no_comment_is_none() {
    let text = "Norvik's grid unit did not make any direct public comment on the outage, but it said in a post late \
                Thursday that it would support the inquiry.\n";
    for model in [ModelChoice::Accurate, ModelChoice::Fast] {
        let found = lines(&model, text);
        assert!(!found.contains("\"the outage\""), "{found}");
        assert!(found.contains("it would support the inquiry"), "{found}");
    }
}

#[test]
fn the_same_text_gives_the_same_lines() {
    assert_eq!(lines(&ModelChoice::Accurate, TALKS), lines(&ModelChoice::Accurate, TALKS));
}
