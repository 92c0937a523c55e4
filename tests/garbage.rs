//! Garbage is no reason to panic: whatever bytes a text, a file of records or a list of names
//! holds, it is read, or refused with a message.

mod bodies;

use bodies::exports::exports;
use bodies::lists::{annotations, compiled, conditions, lists, load, projects};
use bodies::matcher::matcher;
use bodies::reading::{archives, readers};
use bodies::stores::stores;
use comention::read::Format;
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

/// What conditions are made of.
const CONDITION: &[&str] = &[
    "weight", "npmi", "type", "node.", "edge.", "=", "!=", "<", "<=", ">", ">=", "~", "(", ")",
    "and", "or", "not", " ", " ", "\"", "\"a b\"", "'", "3", "-0.5", "1e999", "person", "é", "\\",
    "\u{0}",
];

/// A file of one kind or another, with a byte before it that may choose.
fn file() -> impl Strategy<Value = Vec<u8>> {
    (any::<u8>(), garbage()).prop_map(|(choice, bytes)| [&[choice], &bytes[..]].concat())
}

/// Some bytes to change in a file.
fn patch() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn garbage_is_read_without_a_panic(bytes in garbage()) {
        for choice in 0..2 * Format::ALL.len() as u8 {
            readers(&[&[choice], &bytes[..]].concat());
        }
    }

    #[test]
    fn markup_of_any_kind_is_read_into_blocks(parts in vec(select(MARKUP), 0..60)) {
        for format in [Format::Html, Format::Markdown] {
            let choice = Format::ALL.iter().position(|known| *known == format);
            let choice = choice.expect("it is one") as u8;
            readers(&[&[choice], parts.concat().as_bytes()].concat());
        }
    }

    #[test]
    fn an_archive_of_garbage_is_read_without_a_panic(bytes in file()) {
        archives(&bytes);
    }

    #[test]
    fn a_list_of_garbage_is_read_without_a_panic(bytes in file()) {
        lists(&bytes);
    }

    #[test]
    fn a_gazetteer_of_almost_toml_is_read_without_a_panic(parts in vec(select(TOML), 0..40)) {
        load(parts.concat().as_bytes(), ".toml");
        projects(parts.concat().as_bytes());
    }

    #[test]
    fn a_gazetteer_of_almost_tsv_is_read_without_a_panic(parts in vec(select(TSV), 0..40)) {
        load(format!("id\tname\ttype\taliases\n{}", parts.concat()).as_bytes(), ".tsv");
    }

    #[test]
    fn annotations_of_garbage_are_read_without_a_panic(choice: u8, parts in vec(select(TSV), 0..40)) {
        annotations(&[&[choice], parts.concat().as_bytes()].concat());
    }

    #[test]
    fn almost_a_condition_is_read_without_a_panic(parts in vec(select(CONDITION), 0..30)) {
        conditions(parts.concat().as_bytes());
    }

    #[test]
    fn a_damaged_compiled_list_is_no_panic(patch in patch()) {
        compiled(&patch);
    }

    #[test]
    fn a_damaged_store_is_no_panic(patch in patch()) {
        stores(&patch);
    }

    #[test]
    fn names_of_any_kind_are_exported_and_read_back(names in vec(any::<String>(), 1..6)) {
        exports(names.join("\n").as_bytes());
    }

    #[test]
    fn the_matcher_and_a_plain_scan_agree(bytes in vec(any::<u8>(), 0..80)) {
        matcher(&bytes);
    }
}

/// What the programs in `fuzz/` found.
#[test]
fn what_was_found_once_stays_mended() {
    readers(b"\x03---\ndate: 2024-05-17\n  nested: yes\n---\n\nIce.");
    exports(b"a\n\"b\\\n<c>\n=1+1\x0f");
    exports(b"\\");
    stores(&[0xb8, 0xaf, 0x32]);
}
