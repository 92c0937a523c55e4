//! The bodies of the programs here stand with the tests, which run them on a stable compiler.

#[path = "../../tests/bodies/mod.rs"]
pub mod bodies;
