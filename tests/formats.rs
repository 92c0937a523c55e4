//! One article in every format, packed in every way: what is found in it is the same. And what is
//! broken or hostile is named, and the rest is read.

mod support;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use assert_cmd::Command;
use comention::pipeline::Documents;
use comention::read::{Input, Limits, Reading};
use serde_json::json;

use support::{Result, comention, stderr_of};

const NAMES: &str = r#"
[[entity]]
type = "person"
name = "Ada Marsh"

[[entity]]
type = "place"
name = "Port Süd"

[[entity]]
type = "organisation"
name = "Harbour & Sons"
"#;

/// The paragraphs of the article; the first is its heading.
const ARTICLE: [&str; 4] = [
    "Ada Marsh comes home",
    "The ship of Ada Marsh reached Port Süd on Monday, with \"ice on every rope\".",
    "Harbour & Sons, who own her, said that Marsh had asked for <nothing>.",
    "In Port Süd, bells rang; Harbour & Sons paid for them.",
];

/// The article as files of all formats.
fn articles() -> Result<Vec<(&'static str, Vec<u8>)>> {
    let text = ARTICLE.join("\n\n");
    let record = json!({"id": "ice", "date": "2024-05-17", "text": text});
    let table = |delimiter| -> Result<Vec<u8>> {
        let mut table = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .from_writer(Vec::new());
        table.write_record(["id", "date", "article"])?;
        table.write_record(["ice", "2024-05-17", &text])?;
        Ok(table.into_inner()?)
    };
    Ok(vec![
        ("a.txt", text.clone().into_bytes()),
        ("a.md", markdown().into_bytes()),
        ("a.html", html().into_bytes()),
        ("a.json", format!("[{record:#}]").into_bytes()),
        ("a.jsonl", format!("{record}\n").into_bytes()),
        ("a.csv", table(b',')?),
        ("a.tsv", table(b'\t')?),
    ])
}

fn markdown() -> String {
    let [heading, paragraphs @ ..] = ARTICLE;
    format!(
        "---\ndate: 2024-05-17\n---\n\n# {heading}\n\n{}\n",
        paragraphs.join("\n\n")
    )
}

fn html() -> String {
    let [heading, paragraphs @ ..] = ARTICLE.map(|paragraph| {
        paragraph
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace("Süd", "S&uuml;d")
    });
    let paragraphs = paragraphs.map(|paragraph| format!("<p>{}", paragraph.replace(' ', "\n  ")));
    format!(
        "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{heading}</title></head>\
         <body><nav><a href=/>News from Ada Marsh</a></nav><article><h1>{heading}</h1>{}\
         </article><footer>Port Süd Post</footer></body></html>",
        paragraphs.concat()
    )
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(bytes)?;
    Ok(gz.finish()?)
}

fn zip(members: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, zip::write::SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn tar(members: &[(&str, &[u8])]) -> Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // `append_data` refuses paths that lead out of the archive.
        header.as_gnu_mut().ok_or("a header")?.name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        tar.append(&header, *bytes)?;
    }
    Ok(tar.into_inner()?)
}

/// A folder with the names to look for.
fn folder() -> Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("entities.toml"), NAMES)?;
    Ok(folder)
}

/// Surface and entity of each mention, in order.
fn mentions(command: &mut Command) -> Result<Vec<String>> {
    let output = command.output()?;
    let stdout = String::from_utf8(output.stdout.clone())?;
    assert_eq!(stderr_of(&output), "");
    let rows = stdout
        .lines()
        .skip(1)
        .map(|row| row.split('\t').collect::<Vec<_>>());
    Ok(rows.map(|row| format!("{} {}", row[3], row[5])).collect())
}

/// The mentions in a file called `name`, from the disk and from standard input.
#[track_caller]
fn check(folder: &Path, name: &str, format: &str, bytes: &[u8]) -> Result {
    let expected = [
        "Ada Marsh ada-marsh",
        "Ada Marsh ada-marsh",
        "Port Süd port-sud",
        "Harbour & Sons harbour-sons",
        "Marsh ada-marsh",
        "Port Süd port-sud",
        "Harbour & Sons harbour-sons",
    ];
    let path = folder.join("texts").join(name);
    fs::create_dir_all(folder.join("texts"))?;
    fs::write(&path, bytes)?;
    for input in ["texts".to_owned(), format!("texts/{name}")] {
        let found = mentions(comention(folder).args(["tag", &input]))?;
        assert_eq!(found, expected, "{input} with {name}");
    }
    let piped = mentions(
        comention(folder)
            .args(["tag", "--input-format", format])
            .write_stdin(bytes),
    )?;
    assert_eq!(piped, expected, "{name} by a pipe");
    fs::remove_file(path)?;
    Ok(())
}

#[test]
fn an_article_has_the_same_mentions_in_every_format() -> Result {
    let folder = folder()?;
    for (name, bytes) in articles()? {
        let format = name.trim_start_matches("a.");
        let member = [(name, bytes.as_slice())];
        for (end, packed) in [
            ("", bytes.clone()),
            (".gz", gzip(&bytes)?),
            (".zst", zstd::encode_all(bytes.as_slice(), 3)?),
            (".zip", zip(&member)?),
            (".tar", tar(&member)?),
            (".tar.gz", gzip(&tar(&member)?)?),
        ] {
            check(folder.path(), &format!("{name}{end}"), format, &packed)?;
        }
    }
    Ok(())
}

#[test]
fn the_first_bytes_tell_the_format_where_the_name_does_not() -> Result {
    let folder = folder()?;
    let expected = 7;
    for (name, bytes) in articles()? {
        for bytes in [gzip(&bytes)?, bytes] {
            let found = mentions(
                comention(folder.path())
                    .arg("tag")
                    .write_stdin(bytes.clone()),
            )?;
            assert_eq!(found.len(), expected, "{name}");
            fs::write(folder.path().join("page"), bytes)?;
            let found = mentions(comention(folder.path()).args(["tag", "page"]))?;
            assert_eq!(found.len(), expected, "{name}");
        }
    }
    Ok(())
}

#[test]
fn an_article_has_the_same_mentions_in_other_encodings() -> Result {
    let folder = folder()?;
    for (name, bytes) in articles()? {
        let text = String::from_utf8(bytes)?;
        let units: Vec<u16> = "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .collect();
        let wide: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        let latin = String::from_utf8_lossy(&latin)
            .contains("utf-8")
            .then(Vec::new)
            .unwrap_or(latin);
        for bytes in [wide, latin].iter().filter(|bytes| !bytes.is_empty()) {
            check(folder.path(), name, name.trim_start_matches("a."), bytes)?;
        }
    }
    Ok(())
}

/// What is said of an archive `name` beside a good text, which is read.
#[track_caller]
fn check_bad(name: &str, bytes: &[u8], expected: &[&str]) -> Result {
    let folder = folder()?;
    let texts = folder.path().join("texts");
    fs::create_dir(&texts)?;
    fs::write(texts.join(name), bytes)?;
    fs::write(texts.join("z.txt"), "Ada Marsh at Port Süd")?;
    let output = comention(folder.path()).args(["tag", "texts"]).output()?;
    let stdout = String::from_utf8(output.stdout.clone())?;
    assert!(output.status.success(), "{name}: {}", stderr_of(&output));
    assert!(
        stdout.contains("z.txt\t0\t9\tAda Marsh"),
        "{name}: {stdout}"
    );
    let stderr = stderr_of(&output);
    let said: Vec<_> = stderr
        .lines()
        .map(|line| line.trim_start_matches("warning: "))
        .collect();
    assert_eq!(said.len(), expected.len(), "{name}: {stderr}");
    for (said, expected) in said.iter().zip(expected) {
        assert!(said.starts_with(expected), "{name}: {said}");
    }
    Ok(())
}

#[test]
fn broken_archives_are_named() -> Result {
    let text = "Ada Marsh. ".repeat(3000);
    let noise: Vec<u8> = (0..60_000_u32)
        .map(|n| b'a' + (n.wrapping_mul(n) >> 7) as u8 % 26)
        .collect();
    let gz = gzip(&noise)?;
    check_bad("a.txt.gz", &gz[..gz.len() / 2], &["a.txt.gz: damaged: "])?;
    check_bad("a.txt.gz", b"no gzip", &["a.txt.gz: damaged: "])?;
    check_bad("a.txt.zst", b"no zstd", &["a.txt.zst: damaged: "])?;
    check_bad("a.zip", b"PK\x03\x04 no zip", &["a.zip: damaged: "])?;
    let tar = tar(&[("a.txt", text.as_bytes()), ("b.txt", text.as_bytes())])?;
    check_bad(
        "a.tar",
        &tar[..tar.len() - 30_000],
        &["a.tar/b.txt: ", "a.tar: damaged: "],
    )?;
    let mut zip = zip(&[("a.txt", &noise), ("b.txt", &noise)])?;
    zip[200] ^= 0xff;
    check_bad("a.zip", &zip, &["a.zip/a.txt: damaged: "])
}

#[test]
fn members_of_one_name_are_told() -> Result {
    let mut zip = zip(&[("a.txt", b"Ada Marsh"), ("b.txt", b"Ben Oakes")])?;
    while let Some(at) = memchr::memmem::find(&zip, b"b.txt") {
        zip[at] = b'a';
    }
    check_bad("a.zip", &zip, &["a.zip: several members have one name"])
}

#[test]
fn members_that_lead_out_of_their_archive_are_named() -> Result {
    let members: [(&str, &[u8]); 4] = [
        ("/etc/a.txt", b"x"),
        ("../b.txt", b"x"),
        ("C:\\c.txt", b"x"),
        ("d.txt", b"Ada Marsh"),
    ];
    let reason = "its path leads out of the archive; pack it again with paths below the archive's";
    for (name, bytes) in [("a.tar", tar(&members)?), ("a.zip", zip(&members)?)] {
        let expected = [
            format!("{name}, member /etc/a.txt: {reason}"),
            format!("{name}, member ../b.txt: {reason}"),
            format!("{name}, member C:/c.txt: {reason}"),
        ];
        let expected: Vec<_> = expected.iter().map(String::as_str).collect();
        check_bad(name, &bytes, &expected)?;
    }
    Ok(())
}

#[test]
fn what_unpacks_to_too_much_is_named() -> Result {
    let much = "Ada Marsh ".repeat(200_000);
    let expected = "unpacks to more than 100 times its size; if that is in order, allow more with \
                    `--max-ratio`";
    let gz = gzip(much.as_bytes())?;
    check_bad("a.txt.gz", &gz, &[&format!("a.txt.gz: {expected}")])?;
    let members = [("a.txt", much.as_bytes()), ("b.txt", b"x")];
    check_bad(
        "a.zip",
        &zip(&members)?,
        &[&format!("a.zip/a.txt: {expected}")],
    )?;
    let folder = folder()?;
    fs::write(folder.path().join("a.txt.gz"), gz)?;
    let args = ["tag", "a.txt.gz", "--max-ratio", "2000"];
    assert_eq!(
        mentions(comention(folder.path()).args(args))?.len(),
        200_000
    );
    Ok(())
}

#[test]
fn archives_in_archives_are_read_to_a_depth() -> Result {
    let mut packed = b"Port Sud".to_vec();
    let mut name = "a.txt".to_owned();
    for _ in 0..5 {
        packed = gzip(&packed)?;
        name.push_str(".gz");
    }
    check_bad(
        &name,
        &packed,
        &[&format!("{name}: archives in archives, more than 4; ")],
    )
}

#[test]
fn broken_pages_and_tables_cost_no_other() -> Result {
    let page = "<div><b>".repeat(100_000) + "Ada Marsh";
    check_bad("a.html", page.as_bytes(), &[])?;
    let rows = "id,text\n1,Ada Marsh\n2,a,b\n3,Port Sud\n";
    check_bad(
        "a.csv",
        rows.as_bytes(),
        &["a.csv:3:1: 3 cells in the row, and 2 columns; "],
    )?;
    let dated = "{\"text\": \"x\", \"date\": \"2024-02-31\"}\n";
    check_bad(
        "a.jsonl",
        dated.as_bytes(),
        &["a.jsonl:1: `2024-02-31` is no date; "],
    )?;
    check_bad(
        "a.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        &["a.png: not a text; "],
    )
}

#[test]
fn a_project_names_inputs_sites_and_metadata() -> Result {
    let folder = folder()?;
    let path = |name: &str| folder.path().join(name);
    let project = "inputs = [\"texts\"]\nmetadata = \"about.csv\"\n\
        [[site]]\nmatch = [\"*.html\"]\nbody = \".story\"\ntitle = \".head\"\n";
    fs::write(path("comention.toml"), project)?;
    fs::write(
        path("about.csv"),
        "path,date,source\na.html,17 May 2024,The Post\n",
    )?;
    fs::create_dir(path("texts"))?;
    let page = "<div class=head>Home</div><div class=story><h2>Ice</h2><p>Ada Marsh.</div>";
    fs::write(path("texts/a.html"), page)?;
    let output = comention(folder.path()).arg("text").output()?;
    assert_eq!(stderr_of(&output), "");
    let expected = "a.html\ndate: 2024-05-17\nsource: The Post\ntitle: Home\n\n\
        ── lines 1–1\nHome\n\n── lines 3–5: Ice\nIce\n\nAda Marsh.\n\n";
    assert_eq!(String::from_utf8(output.stdout)?, expected);
    assert_eq!(
        mentions(comention(folder.path()).arg("tag"))?,
        ["Ada Marsh ada-marsh"]
    );
    Ok(())
}

/// What is read of a long text in parts, and what is told of it.
fn in_parts(bytes: &[u8]) -> Result<(String, Vec<String>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("long.txt");
    fs::write(&path, bytes)?;
    let limits = Limits {
        whole_bytes: Some(1 << 20),
        ..Limits::default()
    };
    let reading = Reading {
        limits,
        ..Reading::default()
    };
    let (mut read, mut told) = (String::new(), Vec::new());
    Documents::find(&[Input::Path(path)], &reading)?.for_each_batch(|documents| {
        for (_, document) in documents {
            match document {
                Ok(part) => {
                    assert_eq!(part.id, "long.txt");
                    if told.is_empty() {
                        let before = (part.before.bytes, part.before.chars);
                        assert_eq!(before, (read.len(), read.chars().count()));
                    }
                    read.push_str(&part.text);
                }
                Err(fault) => told.push(fault.to_string()),
            }
        }
        Ok::<_, std::io::Error>(())
    })?;
    Ok((read, told))
}

#[test]
fn a_long_text_is_read_in_parts_that_make_it_up() -> Result {
    let text = "Ada Marsh met Björn.\n\n".repeat(400_000);
    let (read, told) = in_parts(text.as_bytes())?;
    assert!(read == text && told.is_empty());
    let mut bytes = text.clone().into_bytes();
    let bad = 5_000_000;
    bytes[bad] = 0xff;
    let (read, told) = in_parts(&bytes)?;
    let expected =
        format!("long.txt: not valid UTF-8 at byte {bad}; the part around it was left out");
    assert_eq!(told.len(), 1);
    assert!(told[0].contains(&expected), "{}", told[0]);
    assert!(read.len() > text.len() / 4 && text.starts_with(&read[..4_000_000]));
    Ok(())
}
