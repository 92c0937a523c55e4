//! A live page's short lines in, where its posts begin out.
//!
//! Posts are told by their numbers, by their times, or, where a page was saved without either, by
//! their headings and the `Updated` behind them.

use super::byline;
use super::credits::{self, Boilerplate};
use super::headings::{self, is_title};
use super::lines::{Outline, Short};
use super::stamp::{self, Lead, Stamp};
use crate::read::BlockKind;
use crate::span::Span;

/// The fewest posts that numbers tell, and times, and times with a heading behind them on the line.
const FEWEST_NUMBERED: usize = 3;
const FEWEST_STAMPED: usize = 2;
const FEWEST_LED: usize = 3;

/// The fewest `Updated` of a live page.
const FEWEST_UPDATED: usize = 2;

/// More bytes than this between two short lines are running text.
const SHORTEST_BODY: usize = 80;

/// The longest number of a post.
const MOST_DIGITS: usize = 4;

/// The bytes at which the posts of a live page begin, ascending; nothing if it is none.
pub(super) fn posts(text: &str, outline: &Outline, credits: &[Boilerplate]) -> Vec<usize> {
    let first_byte = |idx: usize| outline.shorts[idx].line.start;
    let found = numbered_posts(text, outline);
    if !found.is_empty() {
        return found.into_iter().map(first_byte).collect();
    }
    let found = stamped_posts(text, outline);
    if !found.is_empty() {
        return found.into_iter().map(first_byte).collect();
    }
    updated_posts(text, outline, credits)
}

/// The heading of a numbered line, behind the number: `12. Talks begin`.
pub(super) fn numbered(text: &str, line: Span) -> Option<(u32, Span)> {
    let inside = line.of(text);
    if !inside.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let n_digits = inside
        .bytes()
        .take(MOST_DIGITS + 1)
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = inside[n_digits..].strip_prefix(['.', ')'])?;
    let heading = rest.trim_start();
    let is_apart = heading.len() < rest.len() && !heading.is_empty();
    let number = inside[..n_digits]
        .parse()
        .ok()
        .filter(|_| n_digits <= MOST_DIGITS)?;
    is_apart.then(|| (number, Span::new(line.end - heading.len(), line.end)))
}

/// Lines numbered 1, 2, 3, each a heading with text below it.
fn numbered_posts(text: &str, outline: &Outline) -> Vec<usize> {
    let shorts = &outline.shorts;
    let mut chain: Vec<usize> = Vec::new();
    let mut best: Vec<usize> = Vec::new();
    for (idx, short) in shorts.iter().enumerate() {
        let Some((number, heading)) = numbered(text, short.line).filter(|_| short.has_digit) else {
            continue;
        };
        let has_stamp = stamp::ending(text, heading).is_some();
        let is_head = has_stamp || (short.is_last && is_title(heading.of(text)));
        if !is_head {
            continue;
        }
        if number == 1 && chain.len() < FEWEST_NUMBERED {
            chain.clear();
        }
        if number as usize == chain.len() + 1 {
            chain.push(idx);
        }
        if chain.len() > best.len() {
            best.clone_from(&chain);
        }
    }
    let has_body = |pair: &[usize]| {
        shorts[pair[1]].paragraph_idx > shorts[pair[0]].paragraph_idx + 1
            || !shorts[pair[1]].is_first
    };
    let n_with_body = best.windows(2).filter(|pair| has_body(pair)).count();
    match best.len() >= FEWEST_NUMBERED && 2 * n_with_body >= best.len() {
        true => best,
        false => Vec::new(),
    }
}

/// Lines that are times, with text between them.
fn stamped_posts(text: &str, outline: &Outline) -> Vec<usize> {
    let shorts = &outline.shorts;
    let stamps = stamps_apart(text, outline);
    let is_led = |(idx, stamp): &(usize, Stamp)| stamp.span.end < shorts[*idx].line.end;
    let fewest = match stamps.iter().any(is_led) {
        true => FEWEST_LED,
        false => FEWEST_STAMPED,
    };
    if stamps.len() < fewest {
        return Vec::new();
    }
    let is_led_by_heading = heads_stand_before(text, shorts, &stamps);
    let starts = stamps.iter().map(|(idx, stamp)| {
        let stands_alone = stamp.span == shorts[*idx].line;
        let may_stand_before = stands_alone && (is_led_by_heading || stamp.lead == Lead::Published);
        match heading_before(text, shorts, *idx).filter(|_| may_stand_before) {
            Some(before) => before,
            None => *idx,
        }
    });
    starts.collect()
}

/// The times that begin a post, with their places among the short lines; of several without running
/// text between them the first, and none without any behind it.
fn stamps_apart(text: &str, outline: &Outline) -> Vec<(usize, Stamp)> {
    let mut stamps: Vec<(usize, Stamp)> = Vec::new();
    let mut has_body = true;
    let mut end = 0;
    for (idx, short) in outline.shorts.iter().enumerate() {
        has_body |= short.line.start.saturating_sub(end) > SHORTEST_BODY;
        end = short.line.end;
        match post_stamp(text, short) {
            Some(stamp) if has_body || stamps.is_empty() => {
                stamps.push((idx, stamp));
                has_body = stamp.span.end < short.line.end;
            }
            Some(_) => {}
            None => {
                has_body |= short.is_wrapped
                    || short.told == Some(BlockKind::Paragraph)
                    || headings::is_running(short.line.of(text))
            }
        }
    }
    let text_end = outline.paragraphs.last().map_or(end, |last| last.end);
    if !has_body && text_end.saturating_sub(end) <= SHORTEST_BODY {
        stamps.pop();
    }
    stamps
}

/// The time that begins a post: not that of a change, nor a bare day.
fn post_stamp(text: &str, short: &Short) -> Option<Stamp> {
    if short.is_wrapped || !short.has_digit {
        return None;
    }
    let glued = || stamp::ending(text, short.line);
    let found = stamp::beginning(text, short.line);
    let found = found.filter(|stamp| stamp.span == short.line || leads_heading(text, short, stamp));
    let stamp = found.or_else(glued)?;
    let is_time = stamp.written.clock.is_some() || stamp.is_relative;
    (stamp.lead != Lead::Updated && is_time).then_some(stamp)
}

/// Whether a mark stands between the time and the heading behind it: `10:42 – Talks begin`.
fn leads_heading(text: &str, short: &Short, stamp: &Stamp) -> bool {
    let rest = &text[stamp.span.end..short.line.end];
    let heading = rest.trim_start_matches([' ', '\u{a0}']);
    let marks = ['–', '—', '-', '|', ':', '·'];
    short.is_first && stamp.written.clock.is_some() && heading.starts_with(marks)
}

/// Whether most headings of posts stand before the times and not behind them.
fn heads_stand_before(text: &str, shorts: &[Short], stamps: &[(usize, Stamp)]) -> bool {
    let is_heading = |short: &Short| match short.told {
        Some(kind) => kind == BlockKind::Heading,
        None => is_title(short.line.of(text)) && byline::names(text, short.line).is_none(),
    };
    let is_heading_behind = |idx: usize| {
        let behind = shorts.get(idx + 1);
        let near = behind.filter(|short| short.paragraph_idx <= shorts[idx].paragraph_idx + 1);
        near.is_some_and(is_heading)
    };
    let votes = stamps.iter().map(|&(idx, _)| {
        i32::from(heading_before(text, shorts, idx).is_some()) - i32::from(is_heading_behind(idx))
    });
    votes.sum::<i32>() > 0
}

/// The heading right before a line.
fn heading_before(text: &str, shorts: &[Short], idx: usize) -> Option<usize> {
    let before = idx.checked_sub(1)?;
    let short = &shorts[before];
    let line = short.line.of(text);
    let is_near = short.paragraph_idx + 1 >= shorts[idx].paragraph_idx
        && (short.paragraph_idx == shorts[idx].paragraph_idx || short.is_last);
    let is_heading = short.told == Some(BlockKind::Heading)
        || (is_title(line)
            && !credits::is_furniture(line)
            && stamp::whole(text, short.line).is_none()
            && byline::names(text, short.line).is_none_or(|names| !names.is_led));
    (is_near && is_heading).then_some(before)
}

/// On a page without times: headings, and what stands behind `Updated`.
fn updated_posts(text: &str, outline: &Outline, credits: &[Boilerplate]) -> Vec<usize> {
    let is_mark = |short: &&Short| short.is_alone() && short.line.of(text) == "Updated";
    let marks = outline.shorts.iter().filter(is_mark);
    let behind = marks.map(|mark| outline.paragraphs.get(mark.paragraph_idx + 1));
    let behind: Vec<usize> = behind.flatten().map(|paragraph| paragraph.start).collect();
    if behind.len() < FEWEST_UPDATED {
        return Vec::new();
    }
    let headings = headings::headings(text, outline, credits, false);
    let mut starts: Vec<usize> = headings.iter().map(|heading| heading.start).collect();
    starts.extend(behind);
    starts.sort_unstable();
    starts.dedup();
    starts
}
