//! How a passage looks: where it stands, its names in brackets, in lines that fit.

use std::io::Write;

use comention::span::Span;
use comention::store::Evidence;

use crate::cli::{Failure, look, screen, table};

/// Where a passage stands: `document:line`, its date and, as far as the line goes, its section.
pub(crate) fn place(evidence: &Evidence) -> String {
    let heading = evidence.heading.iter();
    let heading = heading.map(|heading| format!("  {}", look::clean(heading)));
    let place: String = std::iter::once(spot(evidence)).chain(heading).collect();
    screen::clipped(&place, screen::prose())
}

/// `document:line` and its date, where there is no room for more.
pub(crate) fn spot(evidence: &Evidence) -> String {
    let date = evidence.date.iter();
    let date = date.map(|date| format!("  {}", look::clean(date)));
    let spot = format!("{}:{}", look::clean(&evidence.document), evidence.line);
    std::iter::once(spot).chain(date).collect()
}

/// A passage with its names in brackets, without colours.
pub(crate) fn bracketed(evidence: &Evidence) -> String {
    let mut text = evidence.text.clone();
    for mark in evidence.marks.iter().rev() {
        text.insert(mark.end, ']');
        text.insert(mark.start, '[');
    }
    text
}

/// Writes a passage in lines that fit the terminal, names in bold brackets.
pub(crate) fn write_wrapped(
    text: &str,
    marks: &[Span],
    indent: &str,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let n_most = screen::prose();
    let mut line = String::new();
    let mut width = 0;
    let mut start = 0;
    let inside = |byte: usize| {
        marks
            .iter()
            .any(|mark| mark.start < byte && byte < mark.end)
    };
    let breaks = text
        .match_indices(' ')
        .map(|(byte, _)| byte)
        .filter(|&byte| !inside(byte));
    for end in breaks.chain([text.len()]) {
        let marks: Vec<_> = marks
            .iter()
            .filter(|mark| start <= mark.start && mark.end <= end)
            .map(|mark| Span::new(mark.start - start, mark.end - start))
            .collect();
        let piece = &text[start..end];
        let n_columns = table::width(piece) + 2 * marks.len();
        if width > 0 && indent.len() + width + 1 + n_columns > n_most {
            writeln!(out, "{indent}{line}")?;
            line.clear();
            width = 0;
        }
        if width > 0 {
            line.push(' ');
            width += 1;
        }
        line.push_str(&look::marked(piece, &marks));
        width += n_columns;
        start = (end + 1).min(text.len());
    }
    writeln!(out, "{indent}{line}")?;
    Ok(())
}
