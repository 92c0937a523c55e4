//! A text in, the addresses in it out: URLs, e-mail addresses, paths of files. What looks like a
//! name in one of them is none.

use memchr::{memchr_iter, memchr2_iter, memmem};

use crate::span::Span;

/// Marks that end a sentence or a bracket rather than an address.
const TRAILING: &[char] = &[
    '.', ',', ';', ':', '!', '?', ')', ']', '}', '>', '"', '\'', '’', '”', '»',
];

/// Marks that may stand before an address and are none of it.
const LEADING: &[char] = &['(', '[', '{', '<', '"', '\'', '‘', '“', '«'];

/// How a path of a file begins.
const PATH_STARTS: &[&str] = &["/", "./", "../", "~/"];

/// The longest address that is looked at, in bytes; what is longer has no end that matters.
const LONGEST: usize = 2048;

/// Finds the addresses of `text`, in order and without overlap; linear in its length.
///
/// An address is a piece between white space that holds `://`, begins with `www.`, holds an `@`
/// between letters, or begins as a path of a file does and goes on with a second separator. So
/// `Reuters/AFP` is none, nor is `and/or`.
pub(super) fn addresses(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let urls = memmem::find_iter(bytes, "://");
    let sites = memmem::find_iter(bytes, "www.");
    let mails = memchr_iter(b'@', bytes);
    let paths = memchr2_iter(b'/', b'\\', bytes);
    let mut found = Vec::new();
    add(text, urls, |_| true, &mut found);
    add(text, sites, |piece| piece.starts_with("www."), &mut found);
    add(text, mails, is_mail, &mut found);
    add(text, paths, is_path, &mut found);
    found.sort_unstable();
    found.dedup_by(|later, earlier| later.overlaps(*earlier));
    found
}

/// Adds the pieces around `places` that are addresses.
fn add(
    text: &str,
    places: impl Iterator<Item = usize>,
    is_address: impl Fn(&str) -> bool,
    found: &mut Vec<Span>,
) {
    let mut done = 0;
    for place in places {
        if place < done {
            continue;
        }
        let piece = piece_around(text, place);
        done = piece.end;
        if piece.contains(place) && is_address(piece.of(text)) {
            found.push(piece);
        }
    }
}

/// What stands around `place` between white space, without the marks of the sentence.
fn piece_around(text: &str, place: usize) -> Span {
    let from = text.floor_char_boundary(place.saturating_sub(LONGEST));
    let to = text.ceil_char_boundary((place + LONGEST).min(text.len()));
    let before = text[from..place].rfind(char::is_whitespace);
    let start = before.map_or(from, |byte| from + byte + 1);
    let start = text.ceil_char_boundary(start);
    let end = text[place..to].find(char::is_whitespace);
    let piece = &text[start..end.map_or(to, |byte| place + byte)];
    let lead = piece.len() - piece.trim_start_matches(LEADING).len();
    let kept = piece.trim_end_matches(TRAILING).len();
    Span::new(start + lead.min(kept), start + kept)
}

fn is_mail(piece: &str) -> bool {
    piece.split_once('@').is_some_and(|(user, host)| {
        let is_name = |c: char| c.is_alphanumeric();
        user.ends_with(is_name) && host.starts_with(is_name) && host.contains('.')
    })
}

fn is_path(piece: &str) -> bool {
    let is_separator = |c: char| c == '/' || c == '\\';
    let n_separators = piece.matches(is_separator).count();
    let mut start = piece.chars();
    let is_drive = start.next().is_some_and(|c| c.is_ascii_alphabetic())
        && start.next() == Some(':')
        && start.next().is_some_and(is_separator);
    let is_rooted = PATH_STARTS.iter().any(|start| piece.starts_with(start));
    is_drive || (is_rooted && n_separators > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[...]` marks the addresses.
    fn check(marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let mut shown = text.clone();
        for span in addresses(&text).iter().rev() {
            shown.insert(span.end, ']');
            shown.insert(span.start, '[');
        }
        assert_eq!(shown, marked);
    }

    #[test]
    fn addresses_end_where_readers_say_so() {
        check("See [https://example.org/China/Beijing?q=Xi], or ([www.china.example]).");
        check("Write to “[jo.china@example.org]”!");
        check("In [/home/China/Iran.txt], [./China/x], [C:\\China\\x] and [~/a/b].");
    }

    #[test]
    fn what_is_no_address() {
        check("Reuters/AFP, EPA-EFE/REX/Shutterstock, and/or, /s, China @ Iran, @china");
        check("");
    }
}
