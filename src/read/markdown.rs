//! Markdown: the file's own text, with its parts as blocks, and metadata from its front matter.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::format::{Content, Reader};
use super::piece::Whole;
use super::{Block, BlockKind, Document, Format, metadata, text};
use crate::error::Fault;
use crate::span::Span;

pub(super) const READER: Reader = Reader {
    name: "markdown",
    extensions: &["md", "markdown"],
    is_like: |head| front_matter(head).is_some(),
    content: Content::Document(read),
};

fn read(whole: Whole<'_>) -> Result<Document, Fault> {
    let mut document = text::read(whole, Format::Markdown)?;
    let front = front_matter(&document.text).unwrap_or_default();
    document.metadata = metadata::renamed(fields(&document.text[front.clone()]));
    document.blocks = blocks(&document.text, front);
    Ok(document)
}

/// Where the front matter stands, its fences included: lines between two of `---` or `+++` at the
/// head of the text.
fn front_matter(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let mut end = start + first.len();
    let mut n_fields = 0;
    for line in lines {
        end += line.len();
        if line.trim_end() == fence {
            return (n_fields > 0).then_some(start..end);
        }
        n_fields += usize::from(field(line).is_some());
    }
    None
}

/// The `key: value` (YAML) and `key = value` (TOML) lines; what is nested is passed over.
fn fields(front: &str) -> BTreeMap<String, String> {
    let fields = front.lines().filter_map(field);
    fields.map(|(key, value)| (key.to_owned(), value)).collect()
}

fn field(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once([':', '='])?;
    let is_key = |c: char| c.is_alphanumeric() || "_-".contains(c);
    let key = key.trim_end();
    let value = unquoted(value.trim());
    (!key.is_empty() && key.chars().all(is_key) && !value.is_empty()).then_some((key, value))
}

/// Without quotes around it, a list as its elements with commas.
fn unquoted(value: &str) -> String {
    let bare = |value: &str| {
        let value = value.trim();
        let quotes = ['"', '\''].iter();
        let inner = quotes.filter_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote));
        inner.last().unwrap_or(value).to_owned()
    };
    match value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        Some(list) => list.split(',').map(bare).collect::<Vec<_>>().join(", "),
        None => bare(value),
    }
}

/// The parts of `text`, whose front matter is furniture.
fn blocks(text: &str, front: Range<usize>) -> Vec<Block> {
    let body = front.end;
    let mut blocks = Vec::new();
    let mut state = State::default();
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    for (event, range) in Parser::new_ext(&text[body..], options).into_offset_iter() {
        let range = body + range.start..body + range.end;
        blocks.extend(state.take(event, range));
    }
    let spans = blocks.into_iter().filter_map(|(kind, range)| {
        let span = trimmed(text, range);
        (span.start < span.end).then_some(Block { span, kind })
    });
    with_gaps(text, spans.collect())
}

/// Where in the tree of its parts a text stands.
#[derive(Default)]
struct State {
    quotes: usize,
    /// Of each list item around, whether it has had a block.
    items: Vec<bool>,
    /// The block that is open, from its first inline part to the last.
    open: Option<(BlockKind, Range<usize>)>,
    is_row: bool,
}

impl State {
    /// Takes note of an event; gives the block that ends with it.
    fn take(&mut self, event: Event<'_>, range: Range<usize>) -> Option<(BlockKind, Range<usize>)> {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => {
                self.quotes -= 1;
                return self.open.take();
            }
            Event::Start(Tag::Item) => {
                let before = self.open.take();
                self.items.push(false);
                return before;
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
                return self.open.take();
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => self.is_row = true,
            Event::End(TagEnd::TableHead | TagEnd::TableRow) => {
                self.is_row = false;
                return Some((BlockKind::Row, range));
            }
            Event::Start(Tag::Heading { .. }) => {
                self.open = Some((BlockKind::Heading, range.start..range.start));
            }
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                return self.open.take();
            }
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => return self.open.take(),
            Event::Start(Tag::List(_) | Tag::Table(_) | Tag::FootnoteDefinition(_)) => {
                return self.open.take();
            }
            Event::End(_) | Event::Rule => {}
            _ if !self.is_row => self.extend(range),
            _ => {}
        }
        None
    }

    /// Lets the open block reach as far as an inline part of it.
    fn extend(&mut self, range: Range<usize>) {
        match &mut self.open {
            Some((_, open)) if open.start == open.end => *open = range,
            Some((_, open)) => open.end = open.end.max(range.end),
            None => {
                let kind = self.kind();
                self.open = Some((kind, range));
            }
        }
    }

    /// What a block is that begins here. Only the first of an item is the item.
    fn kind(&mut self) -> BlockKind {
        match self.items.last_mut() {
            Some(has_block) if !*has_block => {
                *has_block = true;
                BlockKind::Item
            }
            _ if self.quotes > 0 => BlockKind::Quote,
            _ => BlockKind::Paragraph,
        }
    }
}

/// `blocks` with furniture where there are letters between them: front matter, links' targets.
fn with_gaps(text: &str, blocks: Vec<Block>) -> Vec<Block> {
    let mut whole: Vec<Block> = Vec::with_capacity(blocks.len());
    let end = Block {
        span: Span::new(text.len(), text.len()),
        kind: BlockKind::Furniture,
    };
    let mut from = 0;
    for block in blocks.into_iter().chain([end]) {
        if block.span.start < from {
            continue;
        }
        let gap = trimmed(text, from..block.span.start);
        if gap.of(text).contains(char::is_alphabetic) {
            let kind = BlockKind::Furniture;
            whole.push(Block { span: gap, kind });
        }
        from = block.span.end;
        if block.span.start < block.span.end {
            whole.push(block);
        }
    }
    whole
}

fn trimmed(text: &str, range: Range<usize>) -> Span {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(is_blank).len());
    Span::new(
        start,
        start.max(range.start + part.trim_end_matches(is_blank).len()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Origin, Reading};

    fn document(text: &str) -> Document {
        let whole = Whole {
            origin: Origin::default(),
            bytes: text.as_bytes().to_owned(),
            reading: &Reading::default(),
        };
        read(whole).expect("Markdown")
    }

    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let document = document(text);
        let blocks = document.blocks.iter();
        let found: Vec<_> = blocks
            .map(|block| (block.kind, block.span.of(&document.text)))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn parts_are_spans_of_the_files_own_text() {
        use BlockKind::{Heading, Item, Paragraph, Quote, Row};
        check(
            "# On *ice* #\r\n\nOne\ntwo.\n\n* a\n* b\n\n  c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |\n",
            &[
                (Heading, "On *ice*"),
                (Paragraph, "One\ntwo."),
                (Item, "a"),
                (Item, "b"),
                (Paragraph, "c"),
                (Quote, "d"),
                (Row, "| e | f |"),
                (Row, "| g | h |"),
            ],
        );
        check(
            "Head\n====\ntext\n\n---\n",
            &[(Heading, "Head"), (Paragraph, "text")],
        );
    }

    #[test]
    fn front_matter_is_metadata_and_furniture() {
        let text = "---\ntitle: \"On ice\"\ndate: 1911-12-14\nauthors: [Ann, 'Bo']\n---\nText\n";
        let furniture = &text[..text.len() - 6];
        check(
            text,
            &[
                (BlockKind::Furniture, furniture),
                (BlockKind::Paragraph, "Text"),
            ],
        );
        let metadata: Vec<_> = document(text).metadata.into_iter().collect();
        let expected = [
            ("byline", "Ann, Bo"),
            ("date", "1911-12-14"),
            ("title", "On ice"),
        ];
        assert_eq!(
            metadata,
            expected.map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
        let toml = document("+++\ntitle = \"On ice\"\n+++\nText");
        assert_eq!(toml.metadata["title"], "On ice");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        check("---\nText\n---\n", &[(BlockKind::Heading, "Text")]);
    }
}
