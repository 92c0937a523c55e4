//! From a pile of text to the network of who and what is mentioned together.
//!
//! A gazetteer names people, places and organisations; comention finds them in texts, links each
//! mention to one entity, counts who shares a paragraph with whom, and gives the weighted network
//! back, with the passages it rests on.
//!
//! # The pipeline
//!
//! | module | in | out |
//! |---|---|---|
//! | [`read`] | files, folders, standard input | documents |
//! | [`segment`] | a document's text | sections, paragraphs, sentences, words |
//! | [`lexicon`] | a word | what it may be: a first name, a title, a common word |
//! | [`gazetteer`] | lists of names | entities with their aliases, and a compiled index of them |
//! | [`tag`] | text and index | where names stand |
//! | [`token`] | a text | words as names are made of, and what capitals mean in a line |
//! | [`link`] | those places | mentions, each of one entity, with the reason; names nobody listed |
//! | [`candidate`] | those names, as they are written | would-be entities across documents |
//! | [`cooccur`] | mentions and a window | counted pairs |
//! | [`graph`] | counts | the network, with measures |
//! | [`store`] | mentions and the network | `graph.db`, and the passages behind each tie |
//! | [`export`] | a network and its store | pictures, pages, and files for other programs |
//! | [`query`] | a network | answers |
//! | [`suggest`] | names that the gazetteer lacks | entities and aliases it should have |
//! | [`evaluate`] | what a person marked, what was found | how well they agree, and the errors |
//!
//! [`project`] holds what a project says of its inputs; [`pipeline`] is the only place that names all of them:
//!
//! ```
//! use comention::gazetteer::{Gazetteer, Index, Matching};
//! use comention::pipeline::analyse;
//! use comention::read::Document;
//! use comention::tag::Tagger;
//!
//! let list = r#"
//!     [[entity]]
//!     type = "person"
//!     name = "Roald Amundsen"
//!
//!     [[entity]]
//!     type = "place"
//!     name = "Hobart"
//! "#;
//! let gazetteer = Gazetteer::from_toml(list, "entities.toml")?;
//! let index = Index::new(&gazetteer, Matching::default());
//! let document = Document::new("a.txt", "Roald Amundsen landed at Hobart. Amundsen was silent.");
//! let analysis = analyse(document, &Default::default(), &index, &mut Tagger::default());
//! let ids = analysis.mentions.iter().map(|mention| index.entity(mention.entity).id);
//! assert_eq!(ids.collect::<Vec<_>>(), ["roald-amundsen", "hobart", "roald-amundsen"]);
//! # Ok::<(), comention::error::Error>(())
//! ```
//!
//! # Invariants
//!
//! - A module uses only modules above it, in the order below; the graph knows no formats, and
//!   exporters do not know one another.
//! - Only [`read`], [`project`], [`gazetteer`]'s loading, [`export`]'s files, [`suggest`]'s list and
//!   [`store`] touch the disk, and [`whole`] writes all files but the store.
//! - Spans are bytes of a document's text, half-open, and lie on character boundaries.
//! - The same input gives the same bytes: nothing depends on threads, clocks or hash maps.
//! - A corpus reaches the graph only through counts that add up over its documents.

#![warn(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(not(test), warn(clippy::unwrap_used))]

// The command line names the library as other programs do.
extern crate self as comention;

pub mod span;

pub mod date;

pub mod error;

pub mod whole;

pub mod read;

pub mod project;

pub mod segment;

pub mod lexicon;

pub mod gazetteer;

pub mod tag;

pub mod token;

pub mod link;

pub mod candidate;

pub mod cooccur;

pub mod graph;

pub mod store;

pub mod export;

pub mod query;

pub mod suggest;

pub mod evaluate;

pub mod pipeline;

#[cfg(feature = "cli")]
pub mod cli;
