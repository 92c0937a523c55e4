//! The short lines of a post in, its heading, time and byline out, and which of them are its page's.

use super::byline::{self, Names, Repeated};
use super::credits::{Boilerplate, BoilerplateKind, bracketed_credit, is_furniture};
use super::headings::is_title;
use super::lines::Short;
use super::posts::numbered;
use super::stamp::{self, Stamp};
use super::time::Written;
use crate::read::BlockKind;
use crate::span::Span;

/// A heading of so few words may be the name of a column (`Analysis`), with the heading behind it.
const MOST_COLUMN_WORDS: usize = 2;

/// A longer line, in bytes, that ends in dots (`Summary of the day …`) is no heading.
const LONGEST_OPEN: usize = 40;

/// What a post, or the beginning of a page, says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    pub(super) heading: Option<Span>,
    pub(super) written: Written,
    /// Whether a time is written there at all.
    pub(super) has_time: bool,
    pub(super) byline: Option<Span>,
}

/// What to know of the whole page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page<'a> {
    /// The names that stand on it more than once.
    pub(super) repeated: Repeated<'a>,
    /// Its credits and labels of pictures, in order.
    pub(super) credits: &'a [Boilerplate],
}

/// Whose head it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    /// That of a text, which is over where running text begins.
    Text,
    /// A live page's, above its posts.
    Page,
    /// A post's.
    Post,
}

/// Reads `shorts`, the short lines of one post or above them all, and adds to `boilerplate` what is
/// none of its text.
pub(super) fn head(
    text: &str,
    shorts: &[Short],
    of: Of,
    page: &Page<'_>,
    boilerplate: &mut Vec<Boilerplate>,
) -> Head {
    let mut reader = Reader {
        text,
        of,
        page,
        head: Head::default(),
        is_column: false,
        boilerplate,
    };
    let mut is_open = true;
    let mut paragraph_idx = shorts.first().map_or(0, |short| short.paragraph_idx);
    let mut idx = 0;
    while let Some(short) = shorts.get(idx) {
        is_open &= short.paragraph_idx <= paragraph_idx + 1;
        paragraph_idx = short.paragraph_idx;
        let next = shorts
            .get(idx + 1)
            .filter(|next| next.paragraph_idx <= paragraph_idx + 1);
        if !is_open && of == Of::Text {
            break;
        }
        let n_read = match is_open {
            true => reader.read_head(short, next, idx == 0),
            false => usize::from(reader.read_page_line(short)),
        };
        is_open &= n_read > 0;
        idx += n_read.max(1);
    }
    reader.head
}

struct Reader<'a> {
    text: &'a str,
    of: Of,
    page: &'a Page<'a>,
    head: Head,
    /// Whether the heading so far is but the name of a column.
    is_column: bool,
    boilerplate: &'a mut Vec<Boilerplate>,
}

impl Reader<'_> {
    /// Reads a line of the head, with `next` behind it: how many lines that took, none if the head
    /// is over.
    fn read_head(&mut self, short: &Short, next: Option<&Short>, is_first: bool) -> usize {
        let line = short.line.of(self.text);
        if is_first && self.read_numbered(short) {
            return 1;
        }
        if self.read_stamp(short) || self.read_page_line(short) {
            return 1;
        }
        let names = byline::names(self.text, short.line);
        let role = next.filter(|next| is_role(self.text, next, true));
        if let Some(names) = names
            && (names.is_led
                || names.n > 1
                || role.is_some()
                || self.has_heading()
                || self.page.repeated.contains(line))
        {
            self.take_byline(short.line, names);
            return 1 + usize::from(role.is_some_and(|role| self.take_role(role)));
        }
        let is_open_end = || {
            is_first && line.len() <= LONGEST_OPEN && is_title(line.trim_end_matches([' ', '…']))
        };
        let is_heading = match short.told {
            Some(kind) => kind == BlockKind::Heading,
            None => is_title(line) || is_open_end(),
        };
        if is_heading && !self.has_heading() {
            self.take_heading(short.line);
            return 1;
        }
        match self.head.byline.is_some() && is_role(self.text, short, false) {
            true => usize::from(self.take_role(short)),
            false => 0,
        }
    }

    fn has_heading(&self) -> bool {
        self.head.heading.is_some() && !self.is_column
    }

    /// `3. Talks beginpublished at 04:28 GMT`.
    fn read_numbered(&mut self, short: &Short) -> bool {
        let Some((_, heading)) = numbered(self.text, short.line) else {
            return false;
        };
        match stamp::ending(self.text, heading) {
            Some(stamp) => {
                self.take_stamp(stamp);
                self.take_heading(Span::new(heading.start, stamp.span.start));
            }
            None => self.take_heading(heading),
        }
        true
    }

    /// A line that is, begins with or ends with a time.
    fn read_stamp(&mut self, short: &Short) -> bool {
        let just_now = |text: &str| text.eq_ignore_ascii_case("just now");
        if !short.has_digit && !just_now(short.line.of(self.text)) {
            return false;
        }
        if let Some(stamp) = stamp::whole(self.text, short.line) {
            self.take_stamp(stamp);
            return true;
        }
        if let Some(stamp) = stamp::ending(self.text, short.line) {
            self.take_stamp(stamp);
            self.take_heading(Span::new(short.line.start, stamp.span.start));
            return true;
        }
        let leading = stamp::beginning(self.text, short.line);
        let Some(stamp) =
            leading.filter(|stamp| stamp.written.clock.is_some() && !self.head.has_time)
        else {
            return false;
        };
        self.take_stamp(stamp);
        let marks = ['–', '—', '-', '|', ':', '·', ' ', '\u{a0}', '+'];
        let rest = self.text[stamp.span.end..short.line.end].trim_start_matches(marks);
        let heading = Span::new(short.line.end - rest.len(), short.line.end);
        if is_title(rest) {
            self.take_heading(heading);
        }
        true
    }

    /// A line that is the page's wherever it stands.
    fn read_page_line(&mut self, short: &Short) -> bool {
        let line = short.line.of(self.text);
        let kind = match short.told {
            Some(BlockKind::Furniture) => Some((short.line, BoilerplateKind::Furniture)),
            Some(BlockKind::Byline) => {
                self.head.byline = self.head.byline.or(Some(short.line));
                Some((short.line, BoilerplateKind::Byline))
            }
            Some(BlockKind::Time) => Some((short.line, BoilerplateKind::Time)),
            _ if is_furniture(line) => Some((short.line, BoilerplateKind::Furniture)),
            _ => {
                bracketed_credit(self.text, short.line).map(|span| (span, BoilerplateKind::Credit))
            }
        };
        let update =
            || stamp::whole(self.text, short.line).filter(|stamp| stamp.lead != stamp::Lead::Bare);
        let kind = kind.or_else(|| Some((update()?.span, BoilerplateKind::Time)));
        let names = || byline::page_names(self.text, short.line);
        let names = || names().filter(|names| names.is_led || self.of != Of::Post);
        if kind.is_none()
            && let Some(names) = names()
        {
            self.take_byline(names.span, names);
            return true;
        }
        let Some((span, kind)) = kind else {
            return self.is_picture(short);
        };
        self.add(span, kind);
        true
    }

    /// Captions do not end a head.
    fn is_picture(&self, short: &Short) -> bool {
        let behind = self
            .page
            .credits
            .partition_point(|credit| credit.span.end <= short.line.start);
        let has_credit = self
            .page
            .credits
            .get(behind)
            .is_some_and(|credit| credit.span.overlaps(short.line));
        has_credit || short.told == Some(BlockKind::Caption)
    }

    fn take_heading(&mut self, heading: Span) {
        let heading = super::lines::trimmed(self.text, heading);
        if heading.start == heading.end || self.has_heading() {
            return;
        }
        let n_words = heading.of(self.text).split_whitespace().count();
        self.is_column =
            self.head.heading.is_none() && n_words <= MOST_COLUMN_WORDS && !self.head.has_time;
        self.head.heading = Some(heading);
    }

    /// The first time counts, unless it lacks what a further one has.
    fn take_stamp(&mut self, stamp: Stamp) {
        self.add(stamp.span, BoilerplateKind::Time);
        if stamp.lead == stamp::Lead::Updated {
            return;
        }
        let written = &mut self.head.written;
        self.head.has_time = true;
        written.day = written.day.or(stamp.written.day);
        if written.clock.is_none() {
            written.clock = stamp.written.clock;
            written.zone = stamp.written.zone;
        }
    }

    fn take_byline(&mut self, line: Span, names: Names) {
        self.head.byline = self.head.byline.or(Some(names.span));
        self.add(line, BoilerplateKind::Byline);
    }

    fn take_role(&mut self, short: &Short) -> bool {
        self.add(short.line, BoilerplateKind::Byline);
        true
    }

    fn add(&mut self, span: Span, kind: BoilerplateKind) {
        self.boilerplate.push(Boilerplate { span, kind });
    }
}

fn is_role(text: &str, short: &Short, is_behind_name: bool) -> bool {
    let line = short.line.of(text);
    short.told.is_none() && !is_furniture(line) && byline::is_role(line, is_behind_name)
}
