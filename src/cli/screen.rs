//! How wide the terminal is, and text in the columns that there are.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Wider than this, lines of prose are hard to read.
const PROSE: usize = 78;

/// The columns of the terminal that standard output is, else those that `COLUMNS` tells; `None`
/// where nobody said how wide a line may be, as in a pipe.
pub(crate) fn columns() -> Option<usize> {
    let terminal = terminal_size::terminal_size_of(std::io::stdout());
    let of_terminal = terminal.map(|(width, _)| usize::from(width.0));
    let told = || std::env::var("COLUMNS").ok()?.parse().ok();
    of_terminal.or_else(told).filter(|&columns| columns > 0)
}

/// The columns of a line of prose, with a little air.
pub(crate) fn prose() -> usize {
    columns().map_or(PROSE, |columns| columns.saturating_sub(2).clamp(20, PROSE))
}

/// `text` in at most `n_columns`, with `…` for what is left out.
pub(crate) fn clipped(text: &str, n_columns: usize) -> String {
    if text.width() <= n_columns {
        return text.to_owned();
    }
    let end = fitting(text, n_columns.saturating_sub(1));
    format!("{}…", &text[..end])
}

/// `text` in lines of at most `n_columns`, broken at spaces where there are any.
pub(crate) fn wrapped(text: &str, n_columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.width() > n_columns {
        let end = fitting(rest, n_columns.max(2));
        let is_between = rest[end..].starts_with(' ');
        let space = rest[..end].rfind(' ').filter(|&space| space > 0);
        let end = if is_between {
            end
        } else {
            space.unwrap_or(end)
        };
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines.push(rest.to_owned());
    lines
}

/// The bytes of the longest beginning of `text` that takes no more than `n_columns`.
fn fitting(text: &str, n_columns: usize) -> usize {
    let mut width = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        width += c.width().unwrap_or(0);
        width > n_columns
    });
    beyond.map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_or_goes_on_below() {
        assert_eq!(clipped("Roald Amundsen", 14), "Roald Amundsen");
        assert_eq!(clipped("Roald Amundsen", 8), "Roald A…");
        assert_eq!(clipped("東京都庁", 5), "東京…");
        let lines = |text, n| wrapped(text, n).join("|");
        assert_eq!(
            lines("Carnegie Russia Eurasia Center", 16),
            "Carnegie Russia|Eurasia Center"
        );
        assert_eq!(lines("one two", 3), "one|two");
        assert_eq!(lines("unbreakable", 4), "unbr|eaka|ble");
        assert_eq!(lines("東京都庁", 3), "東|京|都|庁");
        assert_eq!(lines("", 4), "");
    }
}
