#![no_main]

#[path = "../src/reviewing.rs"]
mod fuzz_review;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz_review::request(bytes));
