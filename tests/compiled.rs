//! Compiled gazetteers as files: what they find, and what is said of cut, changed and foreign ones.
//! Whatever happens to a file, no reader of it panics.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use comention::gazetteer::{
    Ambiguous, Case, Diacritics, EntityId, Gazetteer, Groups, Index, Matching, NameId, Target,
};
use comention::pipeline::analyse;
use comention::read::Document;
use comention::tag::{Tagger, tag};
use tempfile::TempDir;

use support::{Result, comention, stderr_of};

/// Lists all that a table can hold: conditions, types, scopes, attributes, names of several
/// entities, names that no rule shares.
const LIST: &str = r#"
variants = ["legal-form", "middle-initial", "inverted"]
ignore = ["TV Licence"]

[types]
ship = {}

[[entity]]
type = "person"
name = "Roald E. G. Amundsen"
wikidata = "Q926"

[[entity]]
type = "person"
name = "Ursula von der Leyen"
aliases = ["VDL", { name = "the President", requires = ["Brussels", "Commission"] }]

[[entity]]
type = "organisation"
name = "Yahoo! Inc."
aliases = ["Yahoo!", { name = "yahoo", case = "fold" }]

[[entity]]
type = "ship"
name = "Gjøa"
documents = ["north/*", "*.txt"]

[[entity]]
id = "duran-duran"
type = "organisation"
name = "Duran Duran"

[[entity]]
type = "place"
name = "Łódź"
aliases = ["Lodz", ".lodz", "3M"]

[[entity]]
id = "lodz-other"
type = "place"
name = "Łódź"
"#;

const TEXT: &str = "Roald Amundsen, or Amundsen, Roald, sailed the GJØA to Łódź and to .lodz.\n\n\
    Duran Duran Duran met Von der Leyen at Yahoo! and yahoo and YAHOO!; TV Licence, VDL, 3M.\n\n\
    The President in Brussels, Ursula von der Leyen, saw the president. Lodz! Leyen's _x_ e.g.";

/// All ways of matching that a file compiled with the default case is for.
const MATCHINGS: [Matching; 2] = [
    Matching {
        case: Case::Smart,
        diacritics: Diacritics::Fold,
        ambiguous: Ambiguous::Best,
        without: Groups::NONE,
        plain: false,
    },
    Matching {
        case: Case::Smart,
        diacritics: Diacritics::Fold,
        ambiguous: Ambiguous::Best,
        without: Groups::NONE,
        plain: true,
    },
];

/// A folder with `names.gaz`, compiled from [`LIST`], and the bytes of that.
fn compiled() -> Result<(TempDir, PathBuf, Vec<u8>)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("names.gaz");
    let gazetteer = Gazetteer::from_toml(LIST, "entities.toml")?;
    Index::compile(&gazetteer, Matching::default(), &path)?;
    let bytes = fs::read(&path)?;
    Ok((folder, path, bytes))
}

/// Reads all that there is to read in an index, and does with it what a run does.
fn use_all(index: &Index) -> usize {
    for id in 0..=index.n_entities().min(1000) {
        let entity = index.entity(EntityId(id as u32));
        let _ = (entity.name(), entity.aliases(), entity.attributes());
    }
    let found = tag(TEXT, &[], index, &mut Tagger::default());
    for name in &found {
        targets(index, name.name);
        assert!(TEXT.get(name.span.range()).is_some(), "{name:?}");
    }
    let document = Document::new("north/a.txt", TEXT);
    let analysis = analyse(document, &Default::default(), index, &mut Tagger::default());
    analysis.mentions.len()
}

fn targets(index: &Index, name: NameId) -> Vec<Target<'_>> {
    let _ = index.has_words(name);
    index.targets(name).collect()
}

/// What is said of `path` where it is opened, or `None`.
fn complaint(path: &Path) -> Option<String> {
    let complaints = MATCHINGS.map(|matching| match Index::open(path, matching) {
        Ok(index) => {
            use_all(&index);
            None
        }
        Err(error) => Some(error.to_string()),
    });
    complaints.into_iter().flatten().next()
}

/// Expects the complaint about a file of these bytes to hold `expected`.
#[track_caller]
fn check(path: &Path, bytes: &[u8], expected: &str) {
    fs::write(path, bytes).expect("a folder to write to");
    let told = complaint(path).unwrap_or_default();
    assert!(told.contains(expected), "{told}");
    let error = Index::verify(path).expect_err("no whole file");
    assert!(error.to_string().contains(expected), "{error}");
}

/// Numbers that are the same in every run: xorshift64 (Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

#[test]
fn a_compiled_list_finds_what_the_list_finds() -> Result {
    let (_folder, path, _) = compiled()?;
    let gazetteer = Gazetteer::from_toml(LIST, "entities.toml")?;
    for matching in MATCHINGS {
        let (fresh, opened) = (
            Index::new(&gazetteer, matching),
            Index::open(&path, matching)?,
        );
        let found = use_all(&fresh);
        assert!(found >= 8, "{found}");
        let found = [&fresh, &opened].map(|index| {
            let found = tag(TEXT, &[], index, &mut Tagger::default()).into_iter();
            let rows = found.map(|found| (found.span, found.spelling, targets(index, found.name)));
            format!("{:?}", rows.collect::<Vec<_>>())
        });
        assert_eq!(found[0], found[1]);
        assert_eq!(use_all(&fresh), use_all(&opened));
    }
    assert_eq!(Index::verify(&path)?.n_entities(), gazetteer.entities.len());
    Ok(())
}

#[test]
fn a_file_cut_anywhere_is_refused() -> Result {
    let (_folder, path, bytes) = compiled()?;
    for length in (0..bytes.len()).filter(|n| n % 13 == 0 || *n < 300 || *n + 70 > bytes.len()) {
        let expected = match length {
            0..8 => "this is no compiled gazetteer; make one with `comention gazetteer compile`",
            _ => "the file is cut short; compile it anew",
        };
        check(&path, &bytes[..length], expected);
    }
    Ok(())
}

#[test]
fn a_foreign_file_is_refused_with_the_reason() -> Result {
    let (_folder, path, bytes) = compiled()?;
    let mut swapped = bytes.clone();
    swapped.chunks_exact_mut(8).for_each(<[u8]>::reverse);
    check(
        &path,
        &swapped,
        "on a machine with another order of bytes; compile it anew on this one",
    );
    let mut later = bytes.clone();
    later[8] += 1;
    check(
        &path,
        &later,
        "by another version of comention; compile it anew",
    );
    check(
        &path,
        b"id\tname\ttype\nq\tParis\tLOC\n",
        "this is no compiled gazetteer",
    );
    let mut longer = bytes;
    longer.extend([0; 8]);
    fs::write(&path, longer)?;
    assert!(Index::verify(&path).is_err());
    Ok(())
}

#[test]
fn a_changed_byte_is_always_noticed_and_never_a_panic() -> Result {
    let (_folder, path, bytes) = compiled()?;
    let mut numbers = Numbers(0x2545_F491_4F6C_DD1D);
    for place in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << numbers.below(8);
        fs::write(&path, &changed)?;
        assert!(Index::verify(&path).is_err(), "byte {place}");
        complaint(&path);
    }
    Ok(())
}

#[test]
fn many_changed_bytes_are_never_a_panic() -> Result {
    let (_folder, path, bytes) = compiled()?;
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    for _ in 0..400 {
        let mut changed = bytes.clone();
        for _ in 0..=numbers.below(40) {
            // The header is seldom hit by chance, and decides the most.
            let place = match numbers.below(10) {
                0 => numbers.below(256),
                _ => numbers.below(bytes.len()),
            };
            changed[place] = [0, 0xFF, 1, numbers.below(256) as u8][numbers.below(4)];
        }
        fs::write(&path, &changed)?;
        assert!(changed == bytes || Index::verify(&path).is_err());
        complaint(&path);
    }
    Ok(())
}

#[test]
fn compiling_and_checking_say_what_there_is() -> Result {
    let folder = tempfile::tempdir()?;
    let run = |args: &str| -> Result<(String, String, Option<i32>)> {
        let output = comention(folder.path()).args(args.split(' ')).output()?;
        let stderr = stderr_of(&output);
        Ok((
            String::from_utf8(output.stdout)?,
            stderr,
            output.status.code(),
        ))
    };
    fs::write(folder.path().join("entities.toml"), LIST)?;
    let (stdout, stderr, code) = run("gazetteer compile entities.toml -o names.gaz")?;
    assert_eq!((stderr.as_str(), code), ("", Some(0)));
    assert!(stdout.starts_with("7 entities, 18 names, "), "{stdout}");
    assert!(stdout.ends_with(" kB in names.gaz\n"), "{stdout}");
    let (stdout, ..) = run("gazetteer check entities.toml names.gaz")?;
    let types = "7 entities (2 person, 2 place, 2 organisation, 1 ship)";
    let hint = "entities.toml:41:8: `Łódź` of `lodz-other` is a form of `lodz` too \
                (entities.toml:35:8); give one of them `requires`, or make them one entity";
    let lists = format!("{types}, 18 names with 4 variants, 1 hint");
    let compiled = format!("names.gaz: whole; {types}, 18 names");
    assert_eq!(stdout, format!("{hint}\n\n{lists}\n{compiled}\n"));
    let (_, stderr, code) = run("gazetteer compile entities.toml -o entities.toml")?;
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("this list would be written over"),
        "{stderr}"
    );
    let (_, stderr, code) = run("tag -g entities.toml -g names.gaz entities.toml")?;
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("names.gaz: a compiled list stands alone; "),
        "{stderr}"
    );
    Ok(())
}

#[test]
fn a_check_tells_all_faults_of_all_files() -> Result {
    let folder = tempfile::tempdir()?;
    let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text);
    write("a.toml", b"variants = [\"short\"]\n")?;
    write("b.tsv", b"no header\n")?;
    write("c.gaz", b"comntgaz and no more")?;
    let output = comention(folder.path())
        .args(["gazetteer", "check", "a.toml", "b.tsv", "c.gaz", "d.tsv"])
        .output()?;
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr_of(&output),
        "error: a.toml:1:13: unknown variant `short`; use `legal-form`, `middle-initial` or `inverted`\n\
         error: b.tsv: the header has no `name` or no `type`; begin the file with `id name type aliases`, parted by tabs\n\
         error: d.tsv: no such file or folder; check the path\n\
         error: c.gaz: the file is cut short; compile it anew\n\
         error: 4 faults to mend\n"
    );
    Ok(())
}
