//! A long file of records in, runs of whole records out, about a megabyte each.

use std::io::Read;

use super::format::Content;
use super::piece::Run;
use super::{Format, Origin, limits};
use crate::error::Fault;
use crate::span::Location;

/// Bytes of records that make one run; large enough to keep a core busy, small enough that a few
/// runs per core are no memory to speak of.
const RUN_BYTES: usize = 1 << 20;

/// What a record weighs at least, in bytes of a run: what is made of a record takes memory even if
/// it is empty.
pub(super) const RECORD_WEIGHT: usize = 64;

/// The most bytes of one record: a quote that is never closed would make one of all the rest.
const RECORD_BYTES: usize = 64 << 20;

/// Finds where records end; goes along a file, piece by piece.
pub(super) trait Cut {
    /// The place in `bytes` behind the next record's end. None if it ends in none of them; then
    /// they are taken note of, and the next call goes on behind them.
    fn next_end(&mut self, bytes: &[u8]) -> Option<usize>;
}

/// Records that are lines.
#[derive(Default)]
pub(super) struct Lines;

impl Cut for Lines {
    fn next_end(&mut self, bytes: &[u8]) -> Option<usize> {
        memchr::memchr(b'\n', bytes).map(|idx| idx + 1)
    }
}

/// Records that are rows of cells, which may hold line breaks between double quotes.
#[derive(Default)]
pub(super) struct Rows {
    is_quoted: bool,
}

impl Cut for Rows {
    fn next_end(&mut self, bytes: &[u8]) -> Option<usize> {
        for idx in memchr::memchr2_iter(b'"', b'\n', bytes) {
            match bytes[idx] {
                b'"' => self.is_quoted = !self.is_quoted,
                _ if !self.is_quoted => return Some(idx + 1),
                _ => {}
            }
        }
        None
    }
}

/// A file of records, cut into runs.
pub(super) struct Runs<R> {
    origin: Origin,
    format: Format,
    input: R,
    /// What has been read and not been given yet.
    bytes: Vec<u8>,
    head: Option<Vec<u8>>,
    next_line: usize,
    next_record: usize,
    is_done: bool,
}

impl<R: Read> Runs<R> {
    /// The runs of `input`, whose records are of `format`.
    pub(super) fn new(origin: Origin, format: Format, input: R) -> Self {
        Self {
            origin,
            format,
            input,
            bytes: Vec::new(),
            head: None,
            next_line: 0,
            next_record: 0,
            is_done: false,
        }
    }

    fn cut(&self) -> Box<dyn Cut> {
        match &self.format.reader().content {
            Content::Records { cut, .. } => cut(),
            Content::Document(_) => Box::<Lines>::default(),
        }
    }

    /// Reads up to about a megabyte more; whether there was any.
    fn fill(&mut self) -> Result<bool, Fault> {
        let len = self.bytes.len();
        self.bytes.reserve(RUN_BYTES + 1);
        let read = (&mut self.input)
            .take(RUN_BYTES as u64)
            .read_to_end(&mut self.bytes);
        read.map_err(|error| {
            self.is_done = true;
            limits::fault(&self.origin.place(), &error)
        })?;
        Ok(self.bytes.len() > len)
    }

    /// Takes the next whole records, as many as a run may have.
    fn gather(&mut self) -> Result<Option<Run>, Fault> {
        let mut cut = self.cut();
        let (mut seen, mut end, mut n_records) = (0, 0, 0);
        loop {
            while let Some(n) = cut.next_end(&self.bytes[seen..]) {
                seen += n;
                end = seen;
                n_records += 1;
                if end.max(n_records * RECORD_WEIGHT) >= RUN_BYTES || self.lacks_head() {
                    return Ok(Some(self.take(end, n_records)));
                }
            }
            seen = self.bytes.len();
            if end == 0 && seen > RECORD_BYTES {
                return Err(self.pass_over());
            }
            if !self.fill()? {
                self.is_done = true;
                let n_rest = usize::from(end < seen);
                return Ok((seen > 0).then(|| self.take(seen, n_records + n_rest)));
            }
        }
    }

    /// The first `end` bytes as a run of so many records.
    fn take(&mut self, end: usize, n_records: usize) -> Run {
        let bytes: Vec<u8> = self.bytes.drain(..end).collect();
        let run = Run {
            origin: self.origin.clone(),
            head: self.head.clone().unwrap_or_default(),
            first_line: self.next_line,
            first_record: self.next_record,
            n_records,
            bytes,
        };
        self.next_line += memchr::memchr_iter(b'\n', &run.bytes).count();
        self.next_record += n_records;
        run
    }

    /// Whether the next record names the columns.
    fn lacks_head(&self) -> bool {
        let reader = self.format.reader();
        matches!(reader.content, Content::Records { has_head: true, .. }) && self.head.is_none()
    }

    /// Goes on behind the line on which an endless record begins.
    fn pass_over(&mut self) -> Fault {
        let line = self.next_line;
        let end = Lines.next_end(&self.bytes).unwrap_or(self.bytes.len());
        self.take(end, 1);
        let what = format!("a record of more than {} MiB", RECORD_BYTES >> 20);
        let remedy = "look for a quote or a bracket that is not closed";
        Fault::new(self.origin.place(), what, remedy).at(Location { line, column: 0 })
    }
}

impl<R: Read> Iterator for Runs<R> {
    type Item = Result<Run, Fault>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_done {
            let was_headless = self.lacks_head();
            match self.gather() {
                Ok(Some(run)) if was_headless => self.head = Some(run.bytes),
                Ok(run) => return run.map(Ok),
                Err(fault) => return Some(Err(fault)),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, text: &str, expected: &[(&str, usize, &str)]) {
        let runs = Runs::new(Origin::default(), format, text.as_bytes());
        let runs: Vec<_> = runs.map(|run| run.expect("memory can be read")).collect();
        let found: Vec<_> = runs
            .iter()
            .map(|run| (utf8(&run.head), run.first_line, utf8(&run.bytes)))
            .collect();
        assert_eq!(found, expected);
    }

    fn utf8(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).expect("text")
    }

    #[test]
    fn a_short_file_is_one_run_behind_its_head() {
        check(Format::JsonLines, "a\nb", &[("", 0, "a\nb")]);
        check(Format::JsonLines, "", &[]);
        let rows = "\"i\nd\",text\n1,a\n";
        check(Format::Csv, rows, &[("\"i\nd\",text\n", 2, "1,a\n")]);
    }

    #[test]
    fn a_long_file_is_cut_between_records() {
        let record = format!("1,\"{}\n\"\n", "x".repeat(1000));
        let text = format!("id,text\n{}", record.repeat(3000));
        let runs = Runs::new(Origin::default(), Format::Csv, text.as_bytes());
        let runs: Vec<_> = runs.map(|run| run.expect("memory can be read")).collect();
        assert!(runs.len() > 1);
        let n_records: usize = runs.iter().map(|run| run.bytes.len() / record.len()).sum();
        assert_eq!(n_records, 3000);
        assert!(
            runs.iter()
                .all(|run| run.bytes.len().is_multiple_of(record.len()))
        );
        assert_eq!(runs[1].first_line, 1 + 2 * (runs[1].first_record - 1));
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_its_own_row() {
        let text = format!("id,text\n1,\"a\n{}", "2,b\n".repeat(17 << 20));
        let mut runs = Runs::new(Origin::default(), Format::Csv, text.as_bytes());
        let fault = runs.next().expect("a fault").expect_err("too long");
        assert_eq!(fault.location, Some(Location { line: 1, column: 0 }));
        let rest = runs.map(|run| run.expect("memory can be read").bytes.len());
        assert_eq!(rest.sum::<usize>(), 4 * (17 << 20));
    }
}
