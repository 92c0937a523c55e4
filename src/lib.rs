//! From a pile of text to the network of who and what is mentioned together.

pub mod error;

pub mod span;

pub mod read;

pub mod segment;

pub mod gazetteer;

pub mod tag;

pub mod link;

pub mod cooccur;

pub mod graph;

pub mod export;

pub mod store;

pub mod query;

pub mod pipeline;
