//! A page's tree and the roles of its elements in, plain text and its blocks out.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::elements;
use super::roles::Roles;
use crate::read::{Block, BlockKind};
use crate::span::Span;

/// More words than those of menus, teasers and notices; an arbitrary number.
const PROSE_WORDS: usize = 30;

/// The text of a page, its blocks with a blank line between them.
pub(super) fn text_and_blocks(page: &Html, roles: &Roles) -> (String, Vec<Block>) {
    let mut writer = Writer::new(roles);
    let mut dropped = None;
    for edge in page.root_element().traverse() {
        match edge {
            Edge::Close(node) if dropped == Some(node.id()) => dropped = None,
            _ if dropped.is_some() => {}
            Edge::Open(node) => match node.value() {
                Node::Text(text) => writer.push(text),
                Node::Element(_) if roles.dropped.contains(&node.id()) => {
                    dropped = Some(node.id());
                }
                Node::Element(element) => {
                    writer.open(node.id(), element.name(), element.attr("datetime"));
                }
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    writer.close(node.id(), element.name());
                }
            }
        }
    }
    writer.end_block();
    (writer.text, writer.blocks)
}

/// Writes down a page, block by block.
struct Writer<'a> {
    roles: &'a Roles,
    text: String,
    blocks: Vec<Block>,
    /// The block that is being written.
    line: String,
    /// The kinds of the elements around, the innermost last.
    kinds: Vec<(NodeId, BlockKind)>,
    /// How many elements around hold the text of the page.
    n_content: usize,
    /// How many around keep white space as it is.
    n_preformatted: usize,
    time: Option<Time>,
}

/// A `time` in the block that is being written.
struct Time {
    start: usize,
    end: usize,
    /// What machines read in its place.
    machine: Option<String>,
}

impl<'a> Writer<'a> {
    fn new(roles: &'a Roles) -> Self {
        Self {
            roles,
            text: String::new(),
            blocks: Vec::new(),
            line: String::new(),
            kinds: Vec::new(),
            n_content: 0,
            n_preformatted: 0,
            time: None,
        }
    }

    fn open(&mut self, id: NodeId, name: &str, machine: Option<&str>) {
        let kind = self.roles.kinds.get(&id).copied();
        let is_inline = !elements::is_block(name);
        if !is_inline || (kind.is_some() && self.line.trim().is_empty()) {
            self.end_block();
        }
        if let Some(kind) = kind.filter(|_| !is_inline || self.line.is_empty()) {
            let is_beside = self.is_beside() && kind == BlockKind::Heading && name != "h1";
            let kind = if is_beside {
                BlockKind::Furniture
            } else {
                kind
            };
            self.kinds.push((id, kind));
        }
        self.n_content += usize::from(self.roles.content.contains(&id));
        match name {
            "pre" | "xmp" | "listing" => self.n_preformatted += 1,
            "td" | "th" if !self.line.trim().is_empty() => self.line.push_str(" | "),
            "br" => self.break_line(),
            "time" if self.line.trim().is_empty() => {
                let start = self.line.len();
                let machine = machine.map(str::to_owned);
                self.time = Some(Time {
                    start,
                    end: start,
                    machine,
                });
            }
            _ => {}
        }
    }

    fn close(&mut self, id: NodeId, name: &str) {
        let is_marked = self.kinds.last().is_some_and(|last| last.0 == id);
        if let Some(time) = self
            .time
            .as_mut()
            .filter(|time| name == "time" && time.end == time.start)
        {
            time.end = self.line.len();
        }
        if elements::is_block(name) || is_marked {
            self.end_block();
        }
        if is_marked {
            self.kinds.pop();
        }
        self.n_content -= usize::from(self.roles.content.contains(&id));
        self.n_preformatted -= usize::from(matches!(name, "pre" | "xmp" | "listing"));
    }

    /// Runs of white space become a space, soft hyphens nothing.
    fn push(&mut self, text: &str) {
        if self.n_preformatted > 0 {
            self.line.push_str(&text.replace("\n\n", "\n"));
            return;
        }
        for c in text.chars() {
            match c {
                '\u{ad}' => {}
                c if !c.is_whitespace() => self.line.push(c),
                _ if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) => {
                    self.line.push(' ');
                }
                _ => {}
            }
        }
    }

    /// One break stays in the block, two end it.
    fn break_line(&mut self) {
        let line = self.line.trim_end_matches(' ').len();
        self.line.truncate(line);
        match self.line.ends_with('\n') {
            true => self.end_block(),
            false if !self.line.is_empty() => self.line.push('\n'),
            false => {}
        }
    }

    fn end_block(&mut self) {
        let line = std::mem::take(&mut self.line);
        let time = self.time.take();
        let shown = line.trim_matches(|c: char| c.is_whitespace() || c == '|');
        if shown.is_empty() {
            return;
        }
        let mut kind = self.kind(shown);
        let mut words = shown;
        if let Some(time) = time
            .as_ref()
            .filter(|time| line[time.start..time.end].trim() == shown)
            && matches!(
                kind,
                BlockKind::Paragraph | BlockKind::Time | BlockKind::Item
            )
        {
            kind = BlockKind::Time;
            words = time
                .machine
                .as_deref()
                .filter(|at| is_moment(at))
                .unwrap_or(shown);
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words.trim());
        let span = Span::new(start, self.text.len());
        self.blocks.push(Block { span, kind });
    }

    /// Whether the text of the page stands elsewhere.
    fn is_beside(&self) -> bool {
        !self.roles.content.is_empty() && self.n_content == 0
    }

    /// What a block of these `words` is that ends here.
    fn kind(&self, words: &str) -> BlockKind {
        let is_prose = || words.split_whitespace().nth(PROSE_WORDS).is_some();
        let is_beside = self.is_beside() && !(self.roles.is_guess && is_prose());
        let is_furniture = self.kinds.iter().any(|kind| kind.1 == BlockKind::Furniture);
        match self.kinds.last() {
            Some((_, kind @ (BlockKind::Heading | BlockKind::Time | BlockKind::Byline)))
                if !is_furniture =>
            {
                *kind
            }
            _ if is_beside || is_furniture => BlockKind::Furniture,
            Some((_, kind)) => *kind,
            None => BlockKind::Paragraph,
        }
    }
}

/// Whether it is a day and a time, which say more than "two hours ago".
fn is_moment(machine: &str) -> bool {
    let machine = machine.trim();
    let is_dated = machine
        .get(..10)
        .is_some_and(|date| date.matches('-').count() == 2);
    is_dated && machine.contains(':') && machine.len() <= 40 && machine.is_ascii()
}
