#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| comention_fuzz::bodies::lists::compiled(bytes));
