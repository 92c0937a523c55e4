//! Garbage is no reason to panic: whatever bytes a text, a file of records or a list of names
//! holds, it is read, or refused with a message.

use std::io::Write;

use comention::gazetteer::{Gazetteer, Index, Matching};
use comention::pipeline::analyse;
use comention::read::{Document, Format, Origin, Piece, Reading, Run};
use comention::tag::Tagger;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What an entities.toml is made of.
const TOML: &[&str] = &[
    "[[entity]]\n",
    "[types]\n",
    "ship = {}\n",
    "ignore",
    "name",
    "type",
    "id",
    "aliases",
    "documents",
    "requires",
    "case",
    "part_of",
    " = ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "\n",
    "\r\n",
    "#",
    "\"",
    "\"\"\"",
    "'",
    "\"person\"\n",
    "\"place\"\n",
    "\"Zürich\"\n",
    "\"ü\u{308}\"",
    "[\"a[\", \"*\"]\n",
    "7",
    "1e400",
    "0x",
    "1979-05-27",
    "true",
    "\\u00e9",
    "\\uD800",
    "\u{0}",
    "\u{feff}",
    "🚢",
    "name = \"x\"\n",
    "type = \"place\"\n",
    "aliases = [{ name = \"x\", case = \"fold\" }]\n",
    "name = \"\\n\"\n",
];

/// What a list with tabs is made of.
const TSV: &[&str] = &[
    "\t",
    "\t",
    "\n",
    "\r\n",
    "|",
    "#",
    "PER",
    "LOC",
    "place",
    "Zürich",
    "Iran Air",
    ".",
    " ",
    "\u{0}",
    "\u{feff}",
    "🚢",
    "\u{301}",
    "\u{2028}",
    "\"",
    "Jr.",
    "von der",
    "x\tx\tPER\tx y|y z\n",
];

/// Bytes of all kinds, and such as are almost JSON Lines.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let json = [
        "{",
        "}",
        "[",
        "]",
        "\"text\"",
        "\"id\"",
        ":",
        ",",
        "\n",
        "\"Iran Air\"",
        "\"\\ud800\"",
        "null",
        "{\"text\": \"Iran Air. Zürich\"}\n",
        "{\"id\": {}, \"text\": \"x\"}\n",
        "\u{feff}",
        "1e999",
    ];
    let almost = vec(select(json.to_vec()), 0..30).prop_map(|parts| parts.concat().into_bytes());
    prop_oneof![
        vec(any::<u8>(), 0..200),
        almost,
        any::<String>().prop_map(String::into_bytes)
    ]
}

/// Loads a list from a file, and, if it is one, tags with it.
fn load(bytes: &[u8], extension: &str) -> Result<(), TestCaseError> {
    let mut file = tempfile::Builder::new().suffix(extension).tempfile()?;
    file.write_all(bytes)?;
    match Gazetteer::load(&[file.path()]) {
        Ok(gazetteer) => {
            let index = Index::new(&gazetteer, Matching::default());
            let text = "Iran Air flies to Zürich, x and y.";
            drop(analyse(
                Document::new("x", text),
                &Default::default(),
                &index,
                &mut Tagger::default(),
            ));
        }
        Err(error) => prop_assert!(!error.to_string().is_empty()),
    }
    Ok(())
}

/// Blocks are in order, apart, without white space around them; of a page they are all there is.
fn check_blocks(document: &Document) -> Result<(), TestCaseError> {
    let mut from = 0;
    for block in &document.blocks {
        let text = block.span.of(&document.text);
        prop_assert!(from <= block.span.start && !text.is_empty() && text.trim() == text);
        let gap = &document.text[from..block.span.start];
        let is_told = document.format != Format::Html || gap.trim().is_empty();
        prop_assert!(is_told, "{gap:?} in {:?}", document.text);
        from = block.span.end;
    }
    Ok(())
}

/// What pages and Markdown are made of.
const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<article>",
    "</article>",
    "<h2>",
    "</h2>",
    "<time datetime=\"2024-05-17T03:28Z\">",
    "</time>",
    "<pre>",
    "</pre>",
    "<br>",
    "<script>",
    "</script>",
    "<form>",
    "<blockquote>",
    "<svg>",
    "<!--",
    "-->",
    "<span class=byline>",
    "</span>",
    "<aside>",
    "<main>",
    "</main>",
    "<select>",
    "&amp;",
    "&#0;",
    "&shy;",
    "Iran Air ",
    "Zürich",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "# ",
    "* ",
    "1. ",
    "> ",
    "---\n",
    "+++\n",
    "title: x\n",
    "| a | b |\n",
    "|---|---|\n",
    "```",
    "    ",
    "[x]: y\n",
    "[^1]: z\n",
    "[^1]",
    "\t",
    "===\n",
    "\u{feff}",
    "\u{a0}",
    "<",
    ">",
    "\"",
    "\\",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_is_read_without_a_panic(bytes in garbage()) {
        let list = "[[entity]]\ntype = \"place\"\nname = \"Iran Air\"\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let reading = Reading::default();
        for format in Format::ALL {
            let origin = Origin { file: "x".to_owned(), ..Origin::default() };
            let run = Run { origin: origin.clone(), first_line: 7, bytes: bytes.clone(), ..Run::default() };
            let whole = Piece::Bytes { origin, format, bytes: bytes.clone() };
            let pieces = [whole, Piece::Records { format, run }];
            for document in pieces.into_iter().flat_map(|piece| piece.documents(&reading)) {
                if let Ok(document) = &document {
                    check_blocks(document)?;
                }
                match document {
                    Ok(document) => drop(analyse(document, &Default::default(), &index, &mut Tagger::default())),
                    Err(fault) => prop_assert!(!fault.to_string().is_empty()),
                }
            }
        }
    }

    #[test]
    fn markup_of_any_kind_is_read_into_blocks(parts in vec(select(MARKUP), 0..60)) {
        for format in [Format::Html, Format::Markdown] {
            let piece = Piece::Bytes {
                origin: Origin::default(),
                format,
                bytes: parts.concat().into_bytes(),
            };
            for document in piece.documents(&Reading::default()).into_iter().flatten() {
                check_blocks(&document)?;
            }
        }
    }

    #[test]
    fn a_gazetteer_of_garbage_is_read_without_a_panic(bytes in garbage()) {
        for extension in [".toml", ".tsv"] {
            load(&bytes, extension)?;
        }
    }

    #[test]
    fn a_gazetteer_of_almost_toml_is_read_without_a_panic(parts in vec(select(TOML), 0..40)) {
        load(parts.concat().as_bytes(), ".toml")?;
    }

    #[test]
    fn a_gazetteer_of_almost_tsv_is_read_without_a_panic(parts in vec(select(TSV), 0..40)) {
        load(format!("id\tname\ttype\taliases\n{}", parts.concat()).as_bytes(), ".tsv")?;
    }
}
