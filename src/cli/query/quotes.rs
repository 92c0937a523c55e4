//! Passages as quotations in Markdown, for a report: the names in bold, and below each its place.

use std::io::{self, Write};

use comention::store::Evidence;

use crate::cli::look;

/// Writes `evidence`, with a link to it if there is one.
pub(super) fn write_quote(
    evidence: &Evidence,
    link: Option<&str>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut quoted = String::new();
    let mut from = 0;
    for mark in &evidence.marks {
        let (before, name) = (&evidence.text[from..mark.start], mark.of(&evidence.text));
        quoted.push_str(&format!("{}**{}**", inert(before), inert(name)));
        from = mark.end;
    }
    quoted.push_str(&inert(&evidence.text[from..]));
    let spot = inert(&format!("{}:{}", evidence.document, evidence.line));
    let spot = match link {
        Some(link) => format!("[{spot}](<{}>)", target(link)),
        None => spot,
    };
    let more = [&evidence.date, &evidence.heading];
    let more: String = (more.into_iter().flatten())
        .map(|more| format!(", {}", inert(more)))
        .collect();
    writeln!(out, "> {quoted}\n>\n> — {spot}{more}\n")
}

/// `text` as Markdown that shows it as it is.
fn inert(text: &str) -> String {
    let mut inert = String::with_capacity(text.len());
    for c in look::clean(text).chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '~' | '|'
        ) {
            inert.push('\\');
        }
        inert.push(c);
    }
    inert
}

/// A link between `<` and `>`.
fn target(link: &str) -> String {
    let clean = look::clean(link);
    clean
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C")
}
