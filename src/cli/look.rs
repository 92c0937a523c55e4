//! How things look on a terminal: colours and letters of types, counts, marked passages.

use std::io::Write;

use anstyle::{RgbColor, Style};
use comention::error::Fault;
use comention::gazetteer::EntityType;
use comention::graph::Node;
use comention::span::Span;

use super::discover::mark;

/// Warnings shown in full; of more only the number is told.
const N_WARNINGS: usize = 20;

const WARNING: Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// What is worth seeing first.
pub(crate) const STRONG: Style = Style::new().bold();

/// What can be passed over.
pub(crate) const FAINT: Style = Style::new().dimmed();

/// The colour of a type: the palette of the pictures.
pub(crate) fn style(entity_type: &EntityType) -> Style {
    let color = match entity_type {
        EntityType::Person => RgbColor(0x00, 0x72, 0xB2),
        EntityType::Place => RgbColor(0x00, 0x9E, 0x73),
        EntityType::Organisation => RgbColor(0xD5, 0x5E, 0x00),
        EntityType::Other => RgbColor(0x7F, 0x7F, 0x7F),
        EntityType::Declared(_) => RgbColor(0xCC, 0x79, 0xA7),
    };
    color.on_default()
}

/// The letter of a type, for those who do not see colours.
pub(crate) fn letter(entity_type: &EntityType) -> &'static str {
    match entity_type {
        EntityType::Person => "P",
        EntityType::Place => "L",
        EntityType::Organisation => "O",
        EntityType::Other | EntityType::Declared(_) => "·",
    }
}

/// Letter and name of a node.
pub(crate) fn name(node: &Node) -> String {
    let letter = letter(&node.entity_type);
    format!("{letter} {}{}", mark(node), clean(&node.name))
}

/// `text` without what a terminal would obey, all white space as spaces.
pub(crate) fn clean(text: &str) -> String {
    let spaced = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c });
    spaced
        .filter(|c| !c.is_control() && !is_direction(*c))
        .collect()
}

/// Characters that turn the direction of writing, and so could show a reader what is not there.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// `text` with `marks`, ascending, in square brackets.
pub(crate) fn marked(text: &str, marks: &[Span]) -> String {
    let mut shown = String::new();
    let mut from = 0;
    for mark in marks {
        shown.push_str(&clean(&text[from..mark.start]));
        shown.push_str(&format!("{STRONG}[{}]{STRONG:#}", clean(mark.of(text))));
        from = mark.end;
    }
    shown.push_str(&clean(&text[from..]));
    shown
}

/// `12,345`.
pub(crate) fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut shown = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// A whole number as [`number`], any other with two digits behind the point.
pub(crate) fn amount(amount: f64) -> String {
    match amount.fract() == 0.0 {
        true => number(amount as u64),
        false => format!("{amount:.2}"),
    }
}

/// `1 document`, `2 documents`.
pub(crate) fn count(n: u64, noun: &str) -> String {
    let plural = match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    };
    format!("{} {}", number(n), if n == 1 { noun } else { &plural })
}

/// Tells the warnings on stderr, of very many the first.
pub(crate) fn warn_all(faults: &[Fault]) {
    for fault in faults.iter().take(N_WARNINGS) {
        warn(&fault.to_string());
    }
    if let Some(n_more) = faults.len().checked_sub(N_WARNINGS).filter(|n| *n > 0) {
        warn(&format!("{} more like these", number(n_more as u64)));
    }
}

/// Tells a warning on stderr; a stderr that is closed hears nothing.
pub(crate) fn warn(message: &str) {
    let _ = writeln!(
        anstream::stderr(),
        "{WARNING}warning:{WARNING:#} {}",
        clean(message)
    );
}
