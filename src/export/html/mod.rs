//! One page to open in a browser, offline: the picture, its passages, and all that shows them.
//!
//! The page's own code stands beside this file; `vendor` holds the libraries it draws with. All
//! text of documents travels as JSON in a block that no browser runs, and the page's policy lets
//! nothing run but the scripts that are named by their hashes, and nothing be fetched.

mod data;

mod passages;

use std::io::{self, Write};

use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha256};

use super::text::number;
use crate::graph::Graph;
use crate::graph::layout::Place;
use crate::store::{Part, Store};

pub use passages::Passages;

const STYLE: &str = include_str!("page.css");

const BODY: &str = include_str!("page.html");

/// In the order in which they run.
const SCRIPTS: [&str; 8] = [
    include_str!("vendor/graphology.umd.min.js"),
    include_str!("vendor/sigma.min.js"),
    include_str!("model.js"),
    include_str!("picture.js"),
    include_str!("panel.js"),
    include_str!("table.js"),
    include_str!("filters.js"),
    include_str!("page.js"),
];

/// The licenses of the libraries, which go where they go.
const LICENSES: [(&str, &str); 4] = [
    ("sigma 3.0.3", include_str!("vendor/sigma-LICENSE.txt")),
    (
        "graphology 0.26.0",
        include_str!("vendor/graphology-LICENSE.txt"),
    ),
    (
        "graphology-utils 2.5.2",
        include_str!("vendor/graphology-utils-LICENSE.txt"),
    ),
    ("events 3.3.0", include_str!("vendor/events-LICENSE.txt")),
];

/// What a page shows.
pub(super) struct Page<'a> {
    pub(super) graph: &'a Graph,
    /// A place for each node.
    pub(super) places: &'a [Place],
    /// What is left out.
    pub(super) note: Option<&'a str>,
    /// Where the passages come from.
    pub(super) store: Option<&'a Store>,
    /// The part of its corpus that the graph was counted in.
    pub(super) part: &'a Part,
    pub(super) passages: Passages,
}

impl Page<'_> {
    pub(super) fn write(&self, mut out: impl Write) -> io::Result<()> {
        let graph = self.graph;
        writeln!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"comention\">\n\
             <title>Who is mentioned with whom: {} names, {} ties</title>\n\
             <style>{STYLE}</style>\n</head>\n<body>\n{BODY}",
            policy(),
            number(graph.network.node_count() as u64),
            number(graph.network.edge_count() as u64),
        )?;
        write!(out, "<script type=\"application/json\" id=\"graph\">")?;
        self.write_data(&mut Harmless(&mut out))?;
        writeln!(out, "</script>")?;
        for (library, license) in LICENSES {
            writeln!(
                out,
                "<!--\n{library}\n\n{}\n-->",
                license.trim().replace("--", "- -")
            )?;
        }
        for script in SCRIPTS {
            writeln!(out, "<script>{script}</script>")?;
        }
        writeln!(out, "</body>\n</html>")
    }
}

/// The policy: nothing is fetched from anywhere, and of scripts only those named here run. Styles
/// are not named, as reading aids add their own to pages; where nothing can be fetched and no text
/// becomes markup, a style can do no harm.
fn policy() -> String {
    let hash = |text: &str| {
        let digest = Sha256::digest(text.as_bytes());
        format!("'sha256-{}'", BASE64_STANDARD.encode(digest))
    };
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline'; img-src data:; \
         base-uri 'none'; form-action 'none'",
        SCRIPTS.map(hash).join(" ")
    )
}

/// Writes JSON so that no browser can take any of it for markup, and nobody who reads the source
/// is misled: what could be is written as `\uXXXX`, which in JSON only texts can hold.
struct Harmless<W>(W);

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Whole texts come here, or whole pieces of them between two escapes.
        let text = std::str::from_utf8(bytes).map_err(io::Error::other)?;
        let mut from = 0;
        for (byte, c) in text.char_indices().filter(|(_, c)| is_harmful(*c)) {
            self.0.write_all(&bytes[from..byte])?;
            write!(self.0, "\\u{:04X}", u32::from(c))?;
            from = byte + c.len_utf8();
        }
        self.0.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn is_harmful(c: char) -> bool {
    matches!(
        c,
        '<' | '>' | '&' | '\u{7f}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_markup() {
        for (text, expected) in [
            ("</script>", r"\u003C/script\u003E"),
            ("<!--", r"\u003C!--"),
            ("a\u{2028}b\u{202e}c", r"a\u2028b\u202Ec"),
            ("Łódź & 🙂", r"Łódź \u0026 🙂"),
        ] {
            let mut bytes = Vec::new();
            let written = Harmless(&mut bytes).write_all(text.as_bytes());
            written.expect("a vector takes all");
            assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);
        }
    }

    #[test]
    fn no_script_ends_early() {
        for part in SCRIPTS.iter().chain([&STYLE]) {
            let part = part.to_lowercase();
            for mark in ["</script", "</style", "<!--"] {
                assert!(!part.contains(mark), "{mark}");
            }
        }
    }
}
