#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comention_fuzz::check(comention::input::InputFormat::WhisperTsv, bytes));
