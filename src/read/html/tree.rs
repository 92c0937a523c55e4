//! HTML as it comes in, a tree of limited depth out.
//!
//! A parser that follows the standard takes time and memory that grow with the square of what is
//! left open. Pages written by people nest some tens of elements; a start tag beyond the limit is
//! passed over, with its end tag, and what it holds stays. Each element costs some 400 bytes while
//! its page is read, so that their number is limited too.

use std::cell::RefCell;
use std::collections::HashMap;

use ego_tree::NodeId;
use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use scraper::{Html, HtmlTreeSink};

use super::elements;

/// The most elements inside each other.
const MAX_DEPTH: usize = 256;

/// The most elements of style inside each other; the parser opens those again in each block.
const MAX_STYLES: usize = 4;

/// The most attributes of an element.
const MAX_ATTRIBUTES: usize = 1000;

/// The most elements of a page, those counted that a style is opened again in. Longer pages than
/// any book have fewer; arbitrary.
pub(super) const MAX_ELEMENTS: usize = 1_000_000;

/// Parses a page; in linear time, whatever it holds. `None` if it has more than [`MAX_ELEMENTS`].
pub(super) fn parse(html: &str) -> Option<Html> {
    parse_up_to(MAX_ELEMENTS, html)
}

fn parse_up_to(most: usize, html: &str) -> Option<Html> {
    let options = TreeBuilderOpts {
        scripting_enabled: false,
        ..TreeBuilderOpts::default()
    };
    let shallow = Shallow {
        builder: TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), options),
        open: RefCell::default(),
        most,
    };
    let tokenizer = Tokenizer::new(shallow, TokenizerOpts::default());
    let input = BufferQueue::default();
    for part in without_endless_tags(html) {
        input.push_back(StrTendril::from_slice(part));
    }
    while !input.is_empty() {
        let _ = tokenizer.feed(&input);
    }
    tokenizer.end();
    let Shallow { builder, open, .. } = tokenizer.sink;
    (open.into_inner().n_elements <= most).then(|| builder.sink.finish())
}

/// The parts of `html` between tags of more attributes than a page has: the tokenizer compares each
/// with all before it.
fn without_endless_tags(html: &str) -> Vec<&str> {
    let bytes = html.as_bytes();
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(start) = memchr::memchr(b'<', &bytes[at..]).map(|idx| at + idx) {
        at = start + 1;
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            let (len, n_words) = measure_tag(&bytes[at..]);
            at += len;
            if n_words > MAX_ATTRIBUTES {
                parts.push(&html[from..start]);
                from = at;
            }
        }
    }
    parts.push(&html[from..]);
    parts
}

/// The bytes of a tag with its end, and about how many attributes it has.
fn measure_tag(bytes: &[u8]) -> (usize, usize) {
    let (mut n_words, mut before) = (0, b' ');
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'>' {
        let byte = bytes[at];
        at += 1;
        if before == b'=' && (byte == b'"' || byte == b'\'') {
            at += memchr::memchr(byte, &bytes[at..]).map_or(bytes.len() - at, |len| len + 1);
            n_words += 1;
        }
        n_words += usize::from(before.is_ascii_whitespace() || before == b'/');
        before = byte;
    }
    (bytes.len().min(at + 1), n_words)
}

/// Passes on to the tree builder what does not nest too deep.
struct Shallow {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    open: RefCell<Open>,
    /// The most elements; what follows them is passed over.
    most: usize,
}

impl TokenSink for Shallow {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let mut open = self.open.borrow_mut();
        let is_admitted = match &token {
            Token::TagToken(tag) => open.admits(tag),
            Token::CommentToken(_) => false,
            _ => true,
        };
        let is_full = open.n_elements > self.most;
        drop(open);
        match is_admitted && !is_full {
            true => self.builder.process_token(token, line),
            false => TokenSinkResult::Continue,
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        let builder = &self.builder;
        builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// What is open, as far as it nests: the elements that close by themselves are left out.
#[derive(Default)]
struct Open {
    blocks: Vec<LocalName>,
    styles: HashMap<LocalName, usize>,
    n_styles: usize,
    /// How many start tags of a name were passed over, whose end tags are still to come.
    passed: HashMap<LocalName, usize>,
    /// How many elements there have been.
    n_elements: usize,
}

impl Open {
    fn admits(&mut self, tag: &Tag) -> bool {
        let is_admitted = self.nests(tag);
        if is_admitted && tag.kind == TagKind::StartTag {
            let is_block = elements::is_block(&tag.name);
            self.n_elements += 1 + if is_block { self.n_styles } else { 0 };
        }
        is_admitted
    }

    /// Whether it is for the tree builder, as far as depth goes.
    fn nests(&mut self, tag: &Tag) -> bool {
        let name = &*tag.name;
        if elements::is_drawing(name) {
            return false;
        }
        if elements::closes_by_itself(name) {
            return true;
        }
        match tag.kind {
            TagKind::StartTag => self.admits_start(&tag.name),
            TagKind::EndTag => self.admits_end(&tag.name),
        }
    }

    fn admits_start(&mut self, name: &LocalName) -> bool {
        let is_style = elements::is_style(name);
        let is_full = match is_style {
            true => self.n_styles >= MAX_STYLES,
            false => self.blocks.len() >= MAX_DEPTH,
        };
        if is_full {
            *self.passed.entry(name.clone()).or_default() += 1;
        } else if is_style {
            *self.styles.entry(name.clone()).or_default() += 1;
            self.n_styles += 1;
        } else {
            self.blocks.push(name.clone());
        }
        !is_full
    }

    fn admits_end(&mut self, name: &LocalName) -> bool {
        if let Some(passed) = self.passed.get_mut(name).filter(|passed| **passed > 0) {
            *passed -= 1;
            return false;
        }
        if elements::is_style(name) {
            if let Some(open) = self.styles.get_mut(name).filter(|open| **open > 0) {
                *open -= 1;
                self.n_styles -= 1;
            }
            return true;
        }
        // An end tag inside a table does not close what stands around it.
        let mut inside = self.blocks.iter().enumerate().rev();
        let reached = inside.find(|(_, open)| *open == name || &***open == "table");
        if let Some((idx, _)) = reached.filter(|(_, open)| *open == name) {
            self.blocks.truncate(idx);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text of a page, which is never lost.
    fn text(html: &str) -> String {
        let page = parse(html).expect("a page of few elements");
        page.root_element().text().collect()
    }

    #[test]
    fn what_is_never_closed_is_read_all_the_same() {
        for start in [
            "<div>",
            "<b>",
            "<b id=",
            "<a href=x>",
            "<table>",
            "<table><tr><td>",
            "<ul><li>",
            "<p>",
            "<div></section>",
            "<span><p></span>",
            "<div><b></div>",
            "<p><i></p>",
            "<font><table>",
            "<select><option>",
            "<svg>",
            "<math>",
            "<x-y/>",
            "<form>",
            "<button>",
            "<h1>",
            "</p>",
            "<template>",
            "<ruby><rt>",
            "<dl><dt>",
            "<object>",
            "<frameset>",
            "<svg/><path/>",
        ] {
            let n = 3000;
            let page: String = (0..n)
                .map(|idx| match start.ends_with('=') {
                    true => format!("{start}{idx}>"),
                    false => start.to_owned(),
                })
                .collect();
            let page = parse(&format!("{page}Nansen")).expect("a page of few elements");
            let n_nodes = page.tree.nodes().count();
            assert!(n_nodes < 40 * n, "{start}: {n_nodes} nodes");
        }
    }

    #[test]
    fn a_tag_of_endless_attributes_is_passed_over() {
        let attributes: String = (0..200_000).map(|n| format!(" a{n}='>'")).collect();
        let page = format!("<p>Nansen<i{attributes}>, <b c=\"d='>\">Amundsen</b>");
        assert_eq!(text(&page), "Nansen, Amundsen");
    }

    #[test]
    fn a_page_of_too_many_elements_is_none() {
        let is_read = |html: &str| parse_up_to(100, html).is_some();
        let some = "<p>x".repeat(100);
        assert!(is_read(&format!("<!--x-->{some}<!--y-->")));
        assert!(!is_read(&format!("{some}<p>x")));
        assert!(!is_read(&"<p><b>x".repeat(25)));
    }

    #[test]
    fn depth_costs_no_text() {
        let page = format!(
            "{}Nansen{}Amundsen",
            "<div>".repeat(1000),
            "</div>".repeat(1000)
        );
        assert_eq!(text(&page), "NansenAmundsen");
    }
}
