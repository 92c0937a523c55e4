//! Files and standard input in, pieces of work out: what each is, by its name or its first bytes.
//!
//! A thread opens them one after the other and goes a few pieces ahead of those who take them.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};

use encoding_rs_io::DecodeReaderBytes;

use super::archive::{self, Packing};
use super::find::Entry;
use super::format::Content;
use super::parts::Parts;
use super::runs::Runs;
use super::{Format, Limits, Origin, Piece, Stamp, encoding, limits};
use crate::error::Fault;

/// Helpings of pieces that wait to be taken.
const N_AHEAD: usize = 8;

/// Pieces in a helping, at most: each is handed from thread to thread, which costs more than to open a
/// small file does.
const HELPING: usize = 64;

/// First bytes by which a file is recognised.
const HEAD_BYTES: u64 = 16 << 10;

/// Whoever took the pieces wants no more.
pub(super) struct Closed;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Format(Format),
    Packed(Packing),
}

/// Opens things, and sends the pieces they are made of.
pub(super) struct Opener {
    pieces: SyncSender<Vec<(usize, Piece)>>,
    /// Files that are found and not sent.
    waiting: RefCell<Vec<(usize, Piece)>>,
    /// The place of what is being opened.
    place: Cell<usize>,
    format: Option<Format>,
    pub(super) limits: Limits,
}

/// Something to be opened.
pub(super) struct Opened<'a> {
    pub(super) input: Box<dyn Read + 'a>,
    /// Its name, as far as that tells what it is: without `.gz` for what came out of one.
    pub(super) name: String,
    pub(super) origin: Origin,
    /// How many archives it came out of.
    pub(super) depth: usize,
    /// Whether it is read as text if nothing tells what it is.
    pub(super) is_given: bool,
}

/// The pieces of `entries`, in order, with the places of those.
pub(super) fn pieces(
    entries: Vec<(usize, Entry)>,
    format: Option<Format>,
    limits: Limits,
) -> impl Iterator<Item = (usize, Piece)> + use<> {
    let (pieces, taken) = sync_channel(N_AHEAD);
    let opener = Opener {
        pieces,
        waiting: RefCell::default(),
        place: Cell::new(0),
        format,
        limits,
    };
    let thread = std::thread::Builder::new().name("reading".to_owned());
    let begun = thread.spawn(move || {
        let all = entries.into_iter().try_for_each(|(place, entry)| {
            opener.place.set(place);
            opener.open_entry(entry)
        });
        let _ = all.and_then(|()| opener.send_waiting());
    });
    let failed = begun.err().map(|error| {
        let fault = Fault::new("reading", error.to_string(), "free some memory");
        (0, Piece::Skipped(fault))
    });
    failed.into_iter().chain(taken.into_iter().flatten())
}

impl Opener {
    fn open_entry(&self, entry: Entry) -> Result<(), Closed> {
        match entry {
            Entry::Skipped(fault) => self.skip(fault),
            Entry::Stdin => self.open(Opened {
                input: Box::new(io::stdin()),
                name: String::new(),
                origin: file_origin("stdin".to_owned()),
                depth: 0,
                is_given: true,
            }),
            Entry::File {
                path,
                stamp,
                is_given,
            } => self.open_file(&path, stamp, is_given),
        }
    }

    fn open_file(&self, path: &Path, stamp: Stamp, is_given: bool) -> Result<(), Closed> {
        let (id, n_bytes) = (stamp.file, stamp.size.max(0).cast_unsigned());
        if let Some(Kind::Format(format)) = kind_of_name(&id)
            && matches!(format.reader().content, Content::Document(_))
        {
            let is_long = self.limits.whole_bytes.is_some_and(|limit| n_bytes > limit);
            if is_long && format == Format::Text {
                return self.open_in_parts(path, id);
            }
            return self.send(Piece::File {
                path: path.to_owned(),
                n_bytes,
                id,
                format,
            });
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.skip(limits::fault(&id, &error)),
        };
        if kind_of_name(&id) == Some(Kind::Packed(Packing::Zip)) {
            return archive::open_zip(self, file, &file_origin(id), 0);
        }
        self.open(Opened {
            input: Box::new(file),
            name: id.clone(),
            origin: file_origin(id),
            depth: 0,
            is_given,
        })
    }

    fn open_in_parts(&self, path: &Path, id: String) -> Result<(), Closed> {
        let origin = file_origin(id);
        let parts = match File::open(path) {
            Ok(file) => Parts::new(file),
            Err(error) => return self.skip(limits::fault(&origin.place(), &error)),
        };
        for part in parts {
            match part {
                Ok((before, bytes)) => self.send(Piece::Part {
                    origin: origin.clone(),
                    before,
                    bytes,
                })?,
                Err(error) => return self.skip(limits::fault(&origin.place(), &error)),
            }
        }
        Ok(())
    }

    /// Sends the pieces of something that is read from its beginning to its end.
    pub(super) fn open(&self, mut opened: Opened<'_>) -> Result<(), Closed> {
        let mut head = Vec::new();
        let read = (&mut opened.input).take(HEAD_BYTES).read_to_end(&mut head);
        if let Err(error) = read {
            return self.skip(limits::fault(&opened.origin.place(), &error));
        }
        let Some(kind) = self.kind(&opened, &head) else {
            let what = match encoding::is_binary(&head) {
                true => "not a text",
                false => "unknown format",
            };
            let remedy = "convert it to text, as pdftotext and pandoc do";
            return self.skip(Fault::new(opened.origin.place(), what, remedy));
        };
        let input: Box<dyn Read> = Box::new(BufReader::with_capacity(
            64 << 10,
            Cursor::new(head.clone()).chain(opened.input),
        ));
        let opened = Opened { input, ..opened };
        match kind {
            Kind::Packed(packing) => archive::open(self, packing, opened),
            Kind::Format(format) => match &format.reader().content {
                Content::Document(_) => self.open_document(format, opened),
                Content::Records { .. } => self.open_records(format, opened, &head),
            },
        }
    }

    /// By its name, else by its first bytes, else as told.
    fn kind(&self, opened: &Opened<'_>, head: &[u8]) -> Option<Kind> {
        if let Some(kind) = kind_of_name(&opened.name) {
            return Some(kind);
        }
        if let Some(packing) = Packing::of_head(head, opened.is_given) {
            return Some(Kind::Packed(packing));
        }
        if encoding::is_binary(head) {
            return None;
        }
        let format = self
            .format
            .unwrap_or_else(|| Format::of_head(&encoding::head(head)));
        let has_extension = opened.name.rsplit('/').next()?.contains('.');
        let is_told = format != Format::Text || opened.is_given || !has_extension;
        is_told.then_some(Kind::Format(format))
    }

    fn open_document(&self, format: Format, opened: Opened<'_>) -> Result<(), Closed> {
        match self.limits.read_all(opened.input, 0, &opened.origin) {
            Ok(bytes) => self.send(Piece::Bytes {
                origin: opened.origin,
                format,
                bytes,
            }),
            Err(fault) => self.skip(fault),
        }
    }

    fn open_records(&self, format: Format, opened: Opened<'_>, head: &[u8]) -> Result<(), Closed> {
        let input = match encoding::is_utf16(head) {
            true => Box::new(DecodeReaderBytes::new(opened.input)),
            false => opened.input,
        };
        let place = opened.origin.place();
        let mut runs = Runs::new(opened.origin, format, input).peekable();
        if runs.peek().is_none() {
            return self.skip(Fault::new(place, "empty", "there is nothing in it to read"));
        }
        runs.try_for_each(|run| match run {
            Ok(run) => self.send(Piece::Records { format, run }),
            Err(fault) => self.skip(fault),
        })
    }

    pub(super) fn send(&self, piece: Piece) -> Result<(), Closed> {
        let is_small = matches!(piece, Piece::File { .. } | Piece::Skipped(_));
        let mut waiting = self.waiting.borrow_mut();
        waiting.push((self.place.get(), piece));
        match is_small && waiting.len() < HELPING {
            true => Ok(()),
            false => self
                .pieces
                .send(std::mem::take(&mut waiting))
                .map_err(|_| Closed),
        }
    }

    fn send_waiting(&self) -> Result<(), Closed> {
        self.pieces.send(self.waiting.take()).map_err(|_| Closed)
    }

    pub(super) fn skip(&self, fault: Fault) -> Result<(), Closed> {
        self.send(Piece::Skipped(fault))
    }
}

fn file_origin(file: String) -> Origin {
    Origin {
        file,
        ..Origin::default()
    }
}

fn kind_of_name(name: &str) -> Option<Kind> {
    let name = name.rsplit('/').next()?;
    let (_, extension) = name.rsplit_once('.')?;
    let packing = Packing::of_extension(extension).map(Kind::Packed);
    packing.or_else(|| Format::of_extension(extension).map(Kind::Format))
}
