//! Texts in all formats, archives, and their parts.

use std::fs;

use comention::gazetteer::{Gazetteer, Index, Matching};
use comention::pipeline::analyse;
use comention::read::{Document, Format, Input, Limits, Origin, Piece, Reading, Run, find};
use comention::segment::{segment, sentences};
use comention::span::Span;
use comention::tag::Tagger;

use super::split;

/// Reads `bytes` in the format that the first of them says, as a whole and as records.
pub fn readers(bytes: &[u8]) {
    let (choice, bytes) = split(bytes);
    let format = Format::ALL[choice % Format::ALL.len()];
    let origin = Origin {
        file: "x".to_owned(),
        ..Origin::default()
    };
    let piece = match choice / Format::ALL.len() % 2 {
        0 => Piece::Bytes {
            origin,
            format,
            bytes: bytes.to_vec(),
        },
        _ => Piece::Records {
            format,
            run: Run {
                origin,
                first_line: 7,
                bytes: bytes.to_vec(),
                ..Run::default()
            },
        },
    };
    take(piece);
}

/// Unpacks `bytes` as what the first of them says.
pub fn archives(bytes: &[u8]) {
    let (choice, bytes) = split(bytes);
    let ends = [
        "zip", "tar", "txt.gz", "tar.gz", "txt.zst", "tgz", "html.gz",
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder
        .path()
        .join("x.")
        .with_extension(ends[choice % ends.len()]);
    fs::write(&path, bytes).expect("room");
    let reading = Reading {
        limits: Limits {
            document_bytes: 1 << 20,
            ..Limits::default()
        },
        ..Reading::default()
    };
    let found = find(&[Input::Path(path)]).expect("it is there");
    found
        .pieces(&reading, |_| true)
        .for_each(|(_, piece)| take(piece));
}

/// Reads a piece and finds names in it.
fn take(piece: Piece) {
    let list = "[[entity]]\ntype = \"place\"\nname = \"Iran Air\"\n";
    let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
    let index = Index::new(&gazetteer, Matching::default());
    for document in piece.documents(&Reading::default()) {
        match document {
            Ok(document) => {
                check_blocks(&document);
                let text = document.text.clone();
                check_parts(&document);
                let analysis = analyse(
                    document,
                    &Default::default(),
                    &index,
                    &mut Tagger::default(),
                );
                for mention in analysis.mentions {
                    assert!(text.get(mention.span.range()).is_some());
                }
            }
            Err(fault) => assert!(!fault.to_string().is_empty()),
        }
    }
}

/// Blocks are in order, apart, without white space around them; of a page they are all there is.
pub fn check_blocks(document: &Document) {
    let mut from = 0;
    for block in &document.blocks {
        let text = block.span.of(&document.text);
        assert!(from <= block.span.start && !text.is_empty() && text.trim() == text);
        let gap = &document.text[from..block.span.start];
        let is_told = document.format != Format::Html || gap.trim().is_empty();
        assert!(is_told, "{gap:?} in {:?}", document.text);
        from = block.span.end;
    }
}

/// Cuts `bytes` into sections, paragraphs and sentences, as a text or as Markdown.
pub fn segmenter(bytes: &[u8]) {
    let (choice, bytes) = split(bytes);
    let format = [Format::Text, Format::Markdown][choice % 2];
    let text = String::from_utf8_lossy(bytes);
    check_parts(&Document {
        format,
        ..Document::new("text", text)
    });
}

/// Sections follow each other and hold their paragraphs, and these all that is visible, in
/// sentences.
fn check_parts(document: &Document) {
    let text = &document.text;
    let structure = segment(document, &Default::default());
    let mut free = 0;
    for section in &structure.sections {
        assert_eq!(section.span.start, free);
        free = section.span.end;
    }
    assert_eq!(free, text.len());
    let paragraphs = structure.paragraphs.iter().map(|paragraph| paragraph.span);
    check_cover(text, Span::new(0, text.len()), paragraphs);
    for paragraph in &structure.paragraphs {
        let section = structure.sections[paragraph.section_idx].span;
        assert!(section.start <= paragraph.span.start && paragraph.span.end <= section.end);
        check_cover(text, paragraph.span, sentences(text, paragraph.span));
    }
}

/// Expects `parts` to be in order, without overlap and without white space at their ends, and to
/// leave nothing visible of `whole`.
fn check_cover(text: &str, whole: Span, parts: impl Iterator<Item = Span>) {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let mut free = whole.start;
    for part in parts {
        assert!(free <= part.start && part.start < part.end && part.end <= whole.end);
        assert_eq!(part.of(text).trim(), part.of(text));
        assert!(text[free..part.start].chars().all(is_blank));
        free = part.end;
    }
    assert!(text[free..whole.end].chars().all(is_blank));
}
