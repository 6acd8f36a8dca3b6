#![no_main]

libfuzzer_sys::fuzz_target!(|settings: &str| fuzz::read_by(settings, "a.txt", "“It floats,” said Åse Lund.".as_bytes()));
