//! A document's outline in, where its sections begin and what they say of themselves out.

use super::Options;
use super::byline;
use super::chapters::chapters;
use super::credits::Boilerplate;
use super::days::{Known, carry};
use super::head::{Head, Of, Page, head};
use super::headings::headings;
use super::lines::{Outline, Short, heading};
use super::page;
use super::posts::posts;
use super::stamp;
use super::time::{Day, Time, Written};
use super::zones;
use crate::read::{Document, Format};
use crate::span::Span;

/// The sections that headings may make of a text, at most: no text has as many, and each takes more
/// memory than the heading itself. Those behind belong to the last one.
const MOST_SECTIONS: usize = 100_000;

/// The beginning of a section.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) heading: Option<Span>,
    pub(super) time: Option<Time>,
    pub(super) byline: Option<Span>,
}

/// The sections, one at least; the first begins with the text.
pub(super) fn parts(
    document: &Document,
    outline: &Outline,
    options: &Options,
    credits: &[Boilerplate],
    boilerplate: &mut Vec<Boilerplate>,
) -> Vec<Part> {
    let text = &document.text;
    let has_told = !document.blocks.is_empty() || document.format == Format::Markdown;
    let licensed = page::licensed(text, outline);
    let inside = licensed.map_or(Span::new(0, text.len()), |licensed| licensed.book);
    boilerplate.extend(licensed.into_iter().flat_map(page::Licensed::boilerplate));
    let mut chapters = chapters(text, outline);
    chapters.retain(|chapter| inside.contains(chapter.start));
    chapters.truncate(MOST_SECTIONS);
    if licensed.is_some() || !chapters.is_empty() {
        let mut parts: Vec<Part> = chapters
            .into_iter()
            .map(|line| headed(line, line.start))
            .collect();
        parts.extend((inside.end < text.len()).then(|| unheaded(inside.end)));
        return led(parts, outline);
    }
    let starts = posts(text, outline, credits);
    if !starts.is_empty() {
        let notices = page::notices(text, outline, starts[0]);
        let mut parts = live(document, outline, options, &starts, credits, boilerplate);
        let is_notice = |line: &Span| notices.iter().any(|notice| notice.span.overlaps(*line));
        parts[0].heading = parts[0].heading.filter(|line| !is_notice(line));
        boilerplate.extend(notices);
        return parts;
    }
    let mut headings = headings(text, outline, credits, has_told);
    headings.truncate(MOST_SECTIONS);
    let headings = headings.into_iter();
    let headed = headings.map(|line| headed(heading(text, line).unwrap_or(line), line.start));
    let mut parts = led(headed.collect(), outline);
    let end = parts.get(1).map_or(text.len(), |second| second.start);
    let page = Page {
        credits,
        ..Page::default()
    };
    let about = head(
        text,
        shorts_between(outline, 0, end),
        Of::Text,
        &page,
        boilerplate,
    );
    if about.byline.is_some() || about.has_time {
        parts[0].heading = parts[0].heading.or(about.heading);
    }
    parts[0].byline = about.byline;
    parts[0].time = times(&[about], known(document, outline, options))[0];
    parts
}

fn headed(heading: Span, start: usize) -> Part {
    Part {
        heading: Some(heading),
        ..unheaded(start)
    }
}

fn unheaded(start: usize) -> Part {
    Part {
        start,
        heading: None,
        time: None,
        byline: None,
    }
}

/// Lets the first part begin with the text: an own one where something stands before.
fn led(mut parts: Vec<Part>, outline: &Outline) -> Vec<Part> {
    let text_start = outline.paragraphs.first().map_or(0, |first| first.start);
    match parts.first_mut() {
        Some(first) if first.start <= text_start => first.start = 0,
        _ => parts.insert(0, unheaded(0)),
    }
    parts
}

/// The posts of a live page, and what stands before them.
fn live(
    document: &Document,
    outline: &Outline,
    options: &Options,
    starts: &[usize],
    credits: &[Boilerplate],
    boilerplate: &mut Vec<Boilerplate>,
) -> Vec<Part> {
    let text = &document.text;
    let lead = [0]
        .into_iter()
        .filter(|_| outline.paragraphs[0].start < starts[0]);
    let starts: Vec<usize> = lead.chain(starts.iter().copied()).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let page = Page {
        repeated: byline::repeated(text, &outline.shorts),
        credits,
    };
    let heads: Vec<Head> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let of = if start == 0 { Of::Page } else { Of::Post };
            head(
                text,
                shorts_between(outline, start, end),
                of,
                &page,
                boilerplate,
            )
        })
        .collect();
    let times = times(&heads, known(document, outline, options));
    let parts = starts
        .iter()
        .zip(heads)
        .zip(times)
        .map(|((&start, head), time)| Part {
            start,
            heading: head.heading,
            time,
            byline: head.byline,
        });
    led(parts.collect(), outline)
}

fn shorts_between(outline: &Outline, start: usize, end: usize) -> &[Short] {
    let place = |byte| {
        outline
            .shorts
            .partition_point(|short| short.line.start < byte)
    };
    &outline.shorts[place(start)..place(end)]
}

/// The time of each, resolved.
fn times(heads: &[Head], known: Known) -> Vec<Option<Time>> {
    let mut written: Vec<Written> = heads.iter().map(|head| head.written).collect();
    carry(&mut written, known);
    written.into_iter().map(Written::resolve).collect()
}

/// What document and page tell of the year, the day and the zone of times that do not.
fn known(document: &Document, outline: &Outline, options: &Options) -> Known {
    let text = &document.text;
    let date = document.metadata.get("date").map(String::as_str);
    let lines = || outline.shorts.iter().filter(|short| !short.is_wrapped);
    let dated = || {
        let with_digit = lines().filter(|short| short.has_digit);
        let mut stamps = with_digit.filter_map(|short| stamp::whole(text, short.line));
        stamps.find_map(|stamp| stamp.written.day.filter(|day| day.year.is_some()))
    };
    let year = || date?.get(..4)?.parse().ok();
    let zone = || {
        let note = lines().find_map(|short| short.line.of(text).strip_prefix("All times "))?;
        let words = note.match_indices(' ').map(|(byte, _)| &note[byte + 1..]);
        words
            .chain([note])
            .find_map(zones::zone)
            .map(|(zone, _)| zone)
    };
    Known {
        day: date.and_then(Day::iso).or_else(dated),
        year: year().or(options.year),
        zone: zone(),
    }
}
