//! A compiled gazetteer as a file: written whole, mapped when it is opened.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use globset::{Glob, GlobSet, GlobSetBuilder};
use memmap2::Mmap;

use super::layout::{Field, HEADER, MAGIC, Section, VERSION, checksum, flags};
use super::{Index, Matching, Strings, build};
use crate::error::{Error, Fault, Result};
use crate::gazetteer::{Case, Diacritics, EntityId, Gazetteer};
use crate::segment::WordRule;
use crate::whole::write_whole;

/// Where the tables are kept.
#[derive(Debug)]
pub(super) enum Bytes {
    Owned(Vec<u64>),
    Mapped(Mmap),
}

impl Bytes {
    pub(super) fn words(&self) -> &[u64] {
        match self {
            Self::Owned(words) => words,
            Self::Mapped(map) => bytemuck::cast_slice(map),
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match self {
            Self::Owned(words) => bytemuck::cast_slice(words),
            Self::Mapped(map) => map,
        }
    }
}

/// What is wrong with a compiled file, and what to do.
type Flaw = (&'static str, &'static str);

const DAMAGED: Flaw = ("the file is damaged", "compile it anew");

const CUT: Flaw = ("the file is cut short", "compile it anew");

const FOREIGN: Flaw = (
    "it was compiled on a machine with another order of bytes",
    "compile it anew on this one",
);

const NOT_COMPILED: Flaw = (
    "this is no compiled gazetteer",
    "make one with `comention gazetteer compile`",
);

const OTHER_VERSION: Flaw = (
    "it was compiled by another version of comention",
    "compile it anew",
);

impl Index {
    /// Compiles `gazetteer` for matching so, or plainly with the same case, and writes it to `path`.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; what stood there still does.
    pub fn compile(gazetteer: &Gazetteer, matching: Matching, path: &Path) -> Result<Self> {
        let words = build::build(gazetteer, matching, &[WordRule::Unicode, WordRule::Ascii]);
        let bytes: &[u8] = bytemuck::cast_slice(&words);
        write_whole(path, |out| out.write_all(bytes))?;
        Ok(Self::open_bytes(Bytes::Owned(words), matching).expect("what was just built is whole"))
    }

    /// Whether the file at `path` is a compiled gazetteer, if perhaps one that this machine cannot
    /// use: by its first bytes, or by the name `.gaz`.
    pub fn is_compiled(path: &Path) -> bool {
        // What was read of a pipe would be lost to those who read it after.
        let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
        let has_magic = || {
            let mut head = [0; 8];
            let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
            read.is_ok() && is_magic(u64::from_ne_bytes(head))
        };
        is_file && (path.extension().is_some_and(|name| name == "gaz") || has_magic())
    }

    /// Maps the compiled gazetteer at `path`; nothing but a few lines of it is read. What it points
    /// to is checked where it is used, so that a damaged file gives wrong names at worst.
    ///
    /// # Errors
    ///
    /// [`Error::Read`], or [`Error::Gazetteer`] for a file of another version, a truncated one, or
    /// one that was not compiled for this way of matching.
    pub fn open(path: &Path, matching: Matching) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::read(path, error))?;
        let map = map(&file).map_err(|error| Error::read(path, error))?;
        Self::open_bytes(Bytes::Mapped(map), matching).map_err(|flaw| flaw_error(path, flaw))
    }

    /// Reads all of the file at `path` and compares its sum.
    ///
    /// # Errors
    ///
    /// As [`Index::open`], and for a file that was changed.
    pub fn verify(path: &Path) -> Result<Self> {
        let index = Self::open(
            path,
            Matching {
                case: Case::Exact,
                plain: true,
                ..Matching::default()
            },
        )?;
        match checksum(index.bytes.words()) == index.header(Field::Checksum) {
            true => Ok(index),
            false => Err(flaw_error(path, DAMAGED)),
        }
    }

    pub(super) fn open_bytes(bytes: Bytes, matching: Matching) -> Result<Self, Flaw> {
        let sections = sections(&bytes)?;
        let mut index = Self {
            matching,
            bytes,
            sections,
            strings: Strings::default(),
            scopes: Default::default(),
            spellings: Default::default(),
            short_forms: Default::default(),
        };
        let strings = index.section(Section::Strings);
        index.strings = serde_json::from_slice(strings).map_err(|_| DAMAGED)?;
        for (entity, patterns) in &index.strings.scopes {
            let scope = globs(patterns).ok_or(DAMAGED)?;
            index.scopes.insert(EntityId(*entity), scope);
        }
        index.check_matching()?;
        Ok(index)
    }

    /// Whether it was compiled for this way of matching.
    fn check_matching(&self) -> Result<(), Flaw> {
        let header = self.header(Field::Flags);
        let has = |flag: u64| header & flag != 0;
        let wanted = self.matching;
        let compiled_case = header >> flags::CASE_SHIFT & 3;
        let has_case = match wanted.plain {
            true => has(flags::ASCII) && (wanted.case != Case::Fold || has(flags::FOLDED)),
            false => has(flags::UNICODE) && compiled_case == wanted.case as u64,
        };
        let is_marked = wanted.diacritics == Diacritics::Exact;
        if !has_case {
            return Err((
                "it was compiled for another `--case`",
                "compile it with the same `--case`",
            ));
        }
        if !wanted.plain && has(flags::MARKED) != is_marked {
            return Err((
                "it was compiled for other `--diacritics`",
                "compile it with the same `--diacritics`",
            ));
        }
        Ok(())
    }
}

#[allow(unsafe_code)]
fn map(file: &File) -> io::Result<Mmap> {
    // SAFETY: the map is only read, through slices of plain numbers whose offsets are checked on
    // use. If another program truncates the file meanwhile, the system ends this one (SIGBUS);
    // changed bytes are read as other numbers.
    unsafe { Mmap::map(file) }
}

/// Whether a file begins so on this machine or on one of the other byte order.
fn is_magic(head: u64) -> bool {
    head == MAGIC || head.swap_bytes() == MAGIC
}

/// The header of a file that this program can read.
fn header(bytes: &Bytes) -> Result<&[u64], Flaw> {
    let all = bytes.bytes();
    let head = all.first_chunk().copied().map(u64::from_ne_bytes);
    if !head.is_some_and(is_magic) {
        return Err(NOT_COMPILED);
    }
    if head != Some(MAGIC) {
        return Err(FOREIGN);
    }
    if all.len() < HEADER * 8 || !all.len().is_multiple_of(8) {
        return Err(CUT);
    }
    let header = &bytes.words()[..HEADER];
    match header[Field::Version.idx()] {
        VERSION => Ok(header),
        _ => Err(OTHER_VERSION),
    }
}

/// Checks the header and finds the sections.
fn sections(bytes: &Bytes) -> Result<[std::ops::Range<usize>; 8], Flaw> {
    let header = header(bytes)?;
    let length = bytes.bytes().len();
    let mut sections = [const { 0..0 }; 8];
    for (idx, section) in sections.iter_mut().enumerate() {
        let at = Field::Sections.idx() + 2 * idx;
        let start = usize::try_from(header[at]).map_err(|_| DAMAGED)?;
        let end = usize::try_from(header[at + 1])
            .ok()
            .and_then(|n| start.checked_add(n));
        *section = start..end.filter(|&end| end <= length).ok_or(CUT)?;
        if !start.is_multiple_of(64) {
            return Err(DAMAGED);
        }
    }
    let n_words = |section: Section| sections[section as usize].len() / 8;
    for section in [Section::First, Section::Second, Section::Slots] {
        let n = n_words(section);
        if !n.is_power_of_two() || n < 2 || n * 8 != sections[section as usize].len() {
            return Err(DAMAGED);
        }
    }
    let n_offsets = sections[Section::EntityOffsets as usize].len() / 4;
    let n_entities = header[Field::Entities.idx()];
    let is_aligned = |section: Section| sections[section as usize].len().is_multiple_of(4);
    let is_whole = n_offsets as u64 == n_entities.saturating_add(1)
        && is_aligned(Section::EntityOffsets)
        && is_aligned(Section::Targets);
    if is_whole { Ok(sections) } else { Err(DAMAGED) }
}

fn globs(patterns: &[String]) -> Option<GlobSet> {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern).ok()?);
    }
    builder.build().ok()
}

fn flaw_error(path: &Path, (what, remedy): Flaw) -> Error {
    Error::Gazetteer(vec![Fault::new(path.to_string_lossy(), what, remedy)])
}
