#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // The library panics on some damaged files, which the reader catches and tells.
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| std::panic::set_hook(Box::new(|_| ())));
    fuzz::read("a.parquet", bytes);
});
