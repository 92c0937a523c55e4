//! The structure of whole texts: live pages and books made up here, and, where they are at hand, the
//! five saved pages in the folder `COMENTION_SEEDS` and the books below `COMENTION_BOOKS`.

use std::env;
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use comention::read::{Block, BlockKind, Document, Format};
use comention::segment::{Options, Structure, segment};
use comention::span::{LineIndex, Span};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// A row for each section: its first line, time, byline and heading.
fn table(document: &Document, options: &Options) -> String {
    let structure = segment(document, options);
    let text = &document.text;
    let lines = LineIndex::new(text);
    let mut table = String::new();
    for section in &structure.sections {
        let visible = text[section.span.start..].trim_start().len();
        let line = lines.line(text.len() - visible) + 1;
        let time = section.time.map_or("-".to_owned(), |time| time.to_string());
        let words = |span: Option<Span>| span.map_or("-", |span| span.of(text)).replace('\n', " ");
        let (byline, heading) = (words(section.byline), words(section.heading));
        writeln!(table, "{line} | {time} | {byline} | {heading}").expect("strings take all");
    }
    table
}

#[track_caller]
fn check(document: &Document, expected: &str) {
    check_in(document, &Options::default(), expected);
}

#[track_caller]
fn check_in(document: &Document, options: &Options, expected: &str) {
    let expected: String = expected
        .trim()
        .lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    assert_eq!(table(document, options), expected);
}

fn page(name: &str) -> Result<Document> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/pages")
        .join(name);
    Ok(Document::new(name, fs::read_to_string(path)?))
}

/// The boilerplate, a line each: its kind and its words.
fn boilerplate(document: &Document) -> String {
    let Structure { boilerplate, .. } = segment(document, &Options::default());
    let rows = boilerplate.iter().map(|found| {
        let words = found.span.of(&document.text);
        format!("{}: {words}\n", found.kind.as_str())
    });
    rows.collect()
}

#[test]
fn numbered_posts_with_glued_times() -> Result {
    let document = page("numbered.txt")?;
    check(
        &document,
        "1 | - | - | Summary
         7 | --03-02T11:58Z | - | The ship is free
         16 | --03-02T11:31Z | Anna Berg | A long night on the ice
         27 | --03-01T22:40Z | - | The wind turns",
    );
    let options = Options { year: Some(1911) };
    check_in(
        &document,
        &options,
        "1 | - | - | Summary
         7 | 1911-03-02T11:58Z | - | The ship is free
         16 | 1911-03-02T11:31Z | Anna Berg | A long night on the ice
         27 | 1911-03-01T22:40Z | - | The wind turns",
    );
    let expected = "\
        time: published at 12:58 Central European Time 2 March\n\
        credit: Image source, Polar Images\n\
        furniture: Image caption,\n\
        time: published at 12:31 Central European Time 2 March\n\
        byline: Anna Berg\n\
        byline: Ice correspondent, Tromsø\n\
        time: published at 23:40 Central European Time 1 March\n\
        credit: This page was written by Anna Berg and Jo Ek.\n";
    assert_eq!(boilerplate(&document), expected);
    Ok(())
}

#[test]
fn times_above_headings_through_a_midnight() -> Result {
    let mut document = page("times.txt")?;
    document
        .metadata
        .insert("date".to_owned(), "1911-12-31T08:00:00Z".to_owned());
    check(
        &document,
        "1 | - | Jo Ek and Anna Berg | -
         5 | 1912-01-01T00:20Z | - | The crew comes home
         11 | 1911-12-31T23:50Z | Anna Berg | -
         17 | 1911-12-31T21:05Z | - | The last boat leaves",
    );
    Ok(())
}

#[test]
fn times_of_american_pages_on_lines_without_gaps() -> Result {
    check(
        &page("gapless.txt")?,
        "1 | - | - | What we know of the Gannet
         2 | 2024-05-17T10:42Z | Jo Ek in Oslo | The ship sails again
         6 | 2024-05-17T10:05Z | - | A storm is near
         9 | 2024-05-17T03:59Z | - | Night on the ice",
    );
    Ok(())
}

#[test]
fn a_book_with_contents_and_licence() -> Result {
    let document = page("book.txt")?;
    check(
        &document,
        "1 | - | - | -
         18 | - | - | BOOK FIRST. THE SHIP
         20 | - | - | CHAPTER I In which the ship sails
         27 | - | - | CHAPTER II. The ice
         32 | - | - | BOOK SECOND. THE ICE
         34 | - | - | CHAPTER I. The night
         41 | - | - | -",
    );
    let kinds: Vec<_> = segment(&document, &Options::default()).boilerplate;
    let lines = LineIndex::new(&document.text);
    let found: Vec<_> = kinds
        .iter()
        .map(|b| (lines.line(b.span.start) + 1, lines.line(b.span.end) + 1))
        .collect();
    assert_eq!(found, [(1, 5), (41, 45)]);
    Ok(())
}

#[test]
fn chapters_by_names_and_numerals() {
    let body = "The ship lay in the ice for a long time, and nobody came. ".repeat(6);
    let book = |heads: &[&str]| {
        let chapters = heads.iter().map(|head| format!("{head}\n\n{body}\n\n"));
        Document::new("book", chapters.collect::<String>())
    };
    for heads in [
        ["LIVRE PREMIER", "LIVRE DEUXIÈME", "LIVRE TROISIÈME"],
        ["Глава первая", "Глава вторая", "Глава третья"],
        ["I", "II", "III"],
        ["1.", "2.", "3."],
        ["I. THE SHIP", "II. THE ICE", "III. HOME"],
        ["Prologue", "Chapter One: The ship", "Epilogue"],
        ["Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"],
        ["THE SHIP IN THE ICE.", "THE LONG NIGHT.", "HOME AGAIN."],
    ] {
        let document = book(&heads);
        let structure = segment(&document, &Options::default());
        let found: Vec<&str> = (structure.sections.iter())
            .map(|section| {
                section
                    .heading
                    .map_or("-", |heading| heading.of(&document.text))
            })
            .collect();
        let plain = |head: &str| head.trim_start_matches("1. ").to_owned();
        assert_eq!(found, heads.map(plain), "{heads:?}");
    }
}

#[test]
fn a_report_with_headings_and_a_byline() {
    let text = "The ice is thin\n\nBy Anna Berg\n\nPublished 2 March 1911\n\nThe ship sails when the ice \
        allows it.\n\nWhat the crew needs\n\n• Coal\n• Bread\n\nWhat comes next\n\nNobody knows what comes next.";
    check(
        &Document::new("report", text),
        "1 | 1911-03-02 | Anna Berg | The ice is thin
         9 | - | - | What the crew needs
         14 | - | - | What comes next",
    );
}

#[test]
fn a_format_tells_the_parts() {
    let lines = [
        ("Menu", BlockKind::Furniture),
        ("The ship is free", BlockKind::Heading),
        ("2 March 1911, 10:42 GMT", BlockKind::Time),
        ("Anna Berg", BlockKind::Byline),
        ("No stop ends this", BlockKind::Paragraph),
        ("The wind turns", BlockKind::Heading),
        ("1 March 1911, 23:10 GMT", BlockKind::Time),
        ("Neither this", BlockKind::Paragraph),
    ];
    let mut document = Document::new("page", "");
    for (line, kind) in lines {
        let start = document.text.len();
        document.text.push_str(line);
        let span = Span::new(start, document.text.len());
        document.blocks.push(Block { span, kind });
        document.text.push('\n');
    }
    check(
        &document,
        "1 | - | - | -
         2 | 1911-03-02T10:42Z | Anna Berg | The ship is free
         6 | 1911-03-01T23:10Z | - | The wind turns",
    );
}

#[test]
fn ordinary_text_is_one_section() {
    for text in [
        "He came at 10:42.\n\nShe left at 11.\n\nThey met on 2 May 2024 in Oslo.",
        "1. Coal\n2. Bread\n3. Ice\n\nThat is all.",
        "Dear Anna,\n\nI am well.\n\nYours,\n\nJo",
        "A\n\nB\n\nC\n\nD",
        "Part of the ice broke.\n\nChapter and verse were read.\n\nBook a boat.",
    ] {
        let found = segment(&Document::new("text", text), &Options::default());
        assert_eq!(found.sections.len(), 1, "{text}");
        let markdown = Document {
            format: Format::Markdown,
            ..Document::new("text", text)
        };
        assert_eq!(segment(&markdown, &Options::default()).sections.len(), 1);
    }
}

/// The folder that a variable names, or a word on stderr that it is not there.
fn folder(variable: &str) -> Option<PathBuf> {
    let folder = env::var_os(variable).map(PathBuf::from);
    if folder.is_none() {
        eprintln!("{variable} names no folder; nothing is checked");
    }
    folder
}

/// First line, time and byline of the posts of a saved page; `-` where there is none.
fn check_seed(number: &str, expected: &str) -> Result {
    let Some(folder) = folder("COMENTION_SEEDS") else {
        return Ok(());
    };
    let files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|file| Ok(file?.path()))
        .collect::<Result<_>>()?;
    let begins = |path: &&PathBuf| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(number))
    };
    let path = files.iter().find(begins).ok_or("no such page")?;
    let found = table(
        &Document::new(number, fs::read_to_string(path)?),
        &Options::default(),
    );
    let found = found
        .lines()
        .map(|row| row.rsplitn(2, " | ").last().unwrap_or_default());
    let expected: Vec<&str> = expected.trim().lines().map(str::trim).collect();
    assert_eq!(found.collect::<Vec<_>>(), expected, "page {number}");
    Ok(())
}

#[test]
fn saved_page_000() -> Result {
    check_seed(
        "000",
        "1 | - | Jack Burgess
         14 | - | Jack Burgess
         38 | - | -
         52 | - | Stephen McDonell
         78 | - | Frances Mao
         102 | - | Evgeny Pudovkin
         124 | - | Frances Mao
         142 | - | Stephen McDonell
         168 | - | -
         182 | - | -
         194 | - | -
         220 | - | Joao Da Silva
         232 | - | Fan Wang
         250 | - | -
         262 | - | -
         268 | - | -
         283 | - | -
         293 | - | -
         302 | - | -
         314 | - | -
         329 | - | -",
    )
}

#[test]
fn saved_page_002() -> Result {
    // The page tells no times; a post begins at a heading or behind an `Updated`.
    check_seed(
        "002",
        "1 | - | Martin Belam, Ben Quinn and Jonathan Yerushalmy
         12 | - | -
         46 | - | -
         66 | - | -
         70 | - | -
         92 | - | -
         110 | - | -
         132 | - | -
         140 | - | -
         162 | - | -
         172 | - | -
         180 | - | -
         212 | - | -
         230 | - | -
         258 | - | -
         274 | - | -
         304 | - | -
         320 | - | -
         332 | - | -
         346 | - | -
         362 | - | -
         376 | - | -",
    )
}

/// Joins the files of a book's chapters and expects a section for each. Their headings are printed
/// with `--nocapture`.
fn check_book(name: &str, n_chapters: usize) -> Result {
    let Some(folder) = folder("COMENTION_BOOKS") else {
        return Ok(());
    };
    let mut files: Vec<PathBuf> = fs::read_dir(folder.join(name).join("chapters"))?
        .map(|file| Ok(file?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    assert_eq!(files.len(), n_chapters);
    let chapters: Vec<String> = files
        .iter()
        .map(fs::read_to_string)
        .collect::<std::io::Result<_>>()?;
    for between in ["\n", "\n\n"] {
        let document = Document::new(name, chapters.join(between));
        let structure = segment(&document, &Options::default());
        let mut start = 0;
        let starts = chapters.iter().map(|chapter| {
            let this = start;
            start += chapter.len() + between.len();
            this
        });
        let found = structure.sections.iter().map(|section| section.span.start);
        assert_eq!(found.collect::<Vec<_>>(), starts.collect::<Vec<_>>());
        for section in &structure.sections {
            println!(
                "{}",
                section
                    .heading
                    .map_or("-", |heading| heading.of(&document.text))
            );
        }
    }
    Ok(())
}

#[test]
fn all_chapters_of_two_books() -> Result {
    check_book("huck", 43)?;
    check_book("jean", 356)
}
