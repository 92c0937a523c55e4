//! A page's tree in, what each element is to a reader out.

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use rustc_hash::{FxHashMap, FxHashSet};
use scraper::{ElementRef, Html, Node, Selector};

use super::elements;
use crate::read::{BlockKind, Site};

/// The most characters of a byline, and of its like; more is a text about an author.
const BYLINE_CHARS: usize = 200;

/// What elements are, where their names do not say it.
#[derive(Default)]
pub(super) struct Roles {
    /// Not for readers, or only a page's menus and forms.
    pub(super) dropped: FxHashSet<NodeId>,
    /// The kind of all blocks in an element, unless one inside has another.
    pub(super) kinds: FxHashMap<NodeId, BlockKind>,
    /// What holds the text, if anything does; all else is furniture.
    pub(super) content: FxHashSet<NodeId>,
    /// Whether that is a guess, so that prose beside it counts as text too.
    pub(super) is_guess: bool,
}

/// Finds the roles; `site` tells more than the page does.
pub(super) fn roles(page: &Html, site: Option<&Site>) -> Roles {
    let mut roles = Roles::default();
    let holders = Holders::new(page);
    let elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    for element in elements {
        if is_dropped(element, &holders) {
            roles.dropped.insert(element.id());
        } else if let Some(kind) = kind(element, &holders) {
            roles.kinds.insert(element.id(), kind);
        }
    }
    (roles.content, roles.is_guess) = content(page, &roles);
    if let Some(site) = site {
        roles.apply(page, site);
    }
    roles
}

impl Roles {
    /// What the site's selectors say.
    fn apply(&mut self, page: &Html, site: &Site) {
        let holders = [&site.body, &site.posts].into_iter().flatten();
        let found: Vec<_> = holders.map(|selector| ids(page, selector)).collect();
        if let Some(body) = found.into_iter().find(|found| !found.is_empty()) {
            self.content = body;
            self.is_guess = false;
        }
        let Some(posts) = &site.posts else {
            return;
        };
        for post in page.select(posts) {
            self.kinds.insert(post.id(), BlockKind::Paragraph);
            for (selector, kind) in [
                (&site.title, BlockKind::Heading),
                (&site.date, BlockKind::Time),
                (&site.byline, BlockKind::Byline),
            ] {
                let marked = selector.iter().flat_map(|selector| post.select(selector));
                self.kinds
                    .extend(marked.map(|element| (element.id(), kind)));
            }
        }
        self.dropped
            .retain(|id| !self.kinds.contains_key(id) && !self.content.contains(id));
    }
}

fn ids(page: &Html, selector: &Selector) -> FxHashSet<NodeId> {
    page.select(selector).map(|element| element.id()).collect()
}

/// How much of what the elements around it hold.
#[derive(Clone, Copy, Default)]
struct Held {
    headings: u32,
    paragraphs: u32,
}

/// What list items, cells and forms hold.
struct Holders(FxHashMap<NodeId, Held>);

impl Holders {
    /// One step for each paragraph or heading and each of the elements around it, which are few.
    fn new(page: &Html) -> Self {
        let mut held: FxHashMap<NodeId, Held> = FxHashMap::default();
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            let name = element.value().name();
            let is_heading = elements::is_heading(name) || name == "article";
            if !is_heading && name != "p" {
                continue;
            }
            for around in element.ancestors().filter_map(ElementRef::wrap) {
                if !matches!(
                    around.value().name(),
                    "li" | "dd" | "tr" | "form" | "footer"
                ) {
                    continue;
                }
                let held = held.entry(around.id()).or_default();
                match is_heading {
                    true => held.headings += 1,
                    false => held.paragraphs += 1,
                }
            }
        }
        Self(held)
    }

    fn of(&self, element: ElementRef<'_>) -> Held {
        self.0.get(&element.id()).copied().unwrap_or_default()
    }

    /// Whether an element that is for something else holds an article, or a part of one.
    fn is_article(&self, element: ElementRef<'_>) -> bool {
        let held = self.of(element);
        held.headings > 0 || held.paragraphs > 2
    }
}

fn is_dropped(element: ElementRef<'_>, holders: &Holders) -> bool {
    let name = element.value().name();
    match name {
        "html" | "body" | "main" | "article" => false,
        "form" | "search" => !holders.is_article(element),
        "footer" => !is_within(element, &["article", "blockquote", "main"]),
        _ => elements::is_dropped(name) || is_hidden(element) || has_menu_role(element),
    }
}

fn is_within(element: ElementRef<'_>, names: &[&str]) -> bool {
    let around = element.ancestors().filter_map(ElementRef::wrap);
    around
        .into_iter()
        .any(|around| names.contains(&around.value().name()))
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect();
    let is_icon = matches!(
        element.value().name(),
        "span" | "i" | "a" | "time" | "small" | "b"
    ) && element.attr("aria-hidden") == Some("true");
    let is_hidden = element
        .attr("hidden")
        .is_some_and(|how| how != "until-found");
    is_hidden || is_icon || style.to_ascii_lowercase().contains("display:none")
}

fn has_menu_role(element: ElementRef<'_>) -> bool {
    matches!(
        element.attr("role"),
        Some(
            "navigation"
                | "search"
                | "menu"
                | "menubar"
                | "toolbar"
                | "contentinfo"
                | "dialog"
                | "alertdialog"
                | "tablist"
        )
    )
}

fn kind(element: ElementRef<'_>, holders: &Holders) -> Option<BlockKind> {
    let name = element.value().name();
    let held = holders.of(element);
    let kind = match name {
        // An item, or a row of a layout, that is an article of its own.
        "li" | "dd" | "tr" if held.headings > 0 || held.paragraphs > 1 => {
            Some(BlockKind::Paragraph)
        }
        "html" | "body" | "main" | "article" => None,
        _ if is_byline(element) => Some(BlockKind::Byline),
        _ if is_caption(element) => Some(BlockKind::Caption),
        _ if element.attr("role") == Some("complementary") => Some(BlockKind::Furniture),
        _ if element.attr("role") == Some("heading") => Some(BlockKind::Heading),
        _ => None,
    };
    kind.or_else(|| elements::kind(name))
}

fn is_byline(element: ElementRef<'_>) -> bool {
    let is_author = |class: &str| {
        let class = class.to_ascii_lowercase();
        let ends = [
            "-author",
            "_author",
            "author-name",
            "author_name",
            "authorname",
        ];
        class.contains("byline") || class == "author" || ends.iter().any(|end| class.ends_with(end))
    };
    let is_named =
        element.attr("itemprop") == Some("author") || element.value().classes().any(is_author);
    is_named && is_short(element)
}

fn is_caption(element: ElementRef<'_>) -> bool {
    let is_caption = |class: &str| {
        let class = class.to_ascii_lowercase();
        let ends = ["caption", "caption-text", "photo-credit", "image-credit"];
        ends.iter().any(|end| class.ends_with(end))
    };
    element.value().classes().any(is_caption) && !elements::is_heading(element.value().name())
}

fn is_short(element: ElementRef<'_>) -> bool {
    let chars = element.text().flat_map(str::chars);
    chars
        .filter(|c| !c.is_whitespace())
        .nth(BYLINE_CHARS)
        .is_none()
}

/// What holds the text: the one `main`, else the articles, if they hold at least half of it.
/// Whether it is a guess comes with it.
fn content(page: &Html, roles: &Roles) -> (FxHashSet<NodeId>, bool) {
    let lengths = Lengths::new(page, roles);
    let holds_half = |holders: &[Holder]| {
        let length: usize = holders.iter().map(|holder| holder.length).sum();
        2 * length >= lengths.all
    };
    let (found, is_guess) = match (lengths.mains.as_slice(), lengths.articles.as_slice()) {
        (mains @ [_], _) if holds_half(mains) => (mains, false),
        (_, articles @ [_, ..]) if holds_half(articles) => (articles, true),
        _ => (&[][..], false),
    };
    let ids = found.iter().map(|holder| holder.id).collect();
    (ids, is_guess)
}

/// How much text there is in all, and in the outermost of the elements that may be for it.
#[derive(Default)]
struct Lengths {
    all: usize,
    mains: Vec<Holder>,
    articles: Vec<Holder>,
}

/// An element that may be for the text.
struct Holder {
    id: NodeId,
    is_open: bool,
    length: usize,
}

impl Lengths {
    fn new(page: &Html, roles: &Roles) -> Self {
        let mut lengths = Self::default();
        let mut dropped = None;
        for edge in page.root_element().traverse() {
            match edge {
                Edge::Open(node) if dropped.is_none() => match node.value() {
                    Node::Text(text) => lengths.add(text),
                    Node::Element(_) if roles.dropped.contains(&node.id()) => {
                        dropped = Some(node.id());
                    }
                    Node::Element(element) => {
                        lengths.begin(element.name(), element.attr("role"), node.id());
                    }
                    _ => {}
                },
                Edge::Close(node) if dropped == Some(node.id()) => dropped = None,
                Edge::Close(node) => lengths.end(node.id()),
                Edge::Open(_) => {}
            }
        }
        lengths
    }

    fn add(&mut self, text: &str) {
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        self.all += length;
        let last = [self.mains.last_mut(), self.articles.last_mut()];
        for holder in last.into_iter().flatten().filter(|holder| holder.is_open) {
            holder.length += length;
        }
    }

    fn begin(&mut self, name: &str, role: Option<&str>, id: NodeId) {
        let holders = match (name, role) {
            ("main", _) | (_, Some("main")) => &mut self.mains,
            ("article", _) => &mut self.articles,
            _ => return,
        };
        if holders.last().is_none_or(|outer| !outer.is_open) {
            holders.push(Holder {
                id,
                is_open: true,
                length: 0,
            });
        }
    }

    fn end(&mut self, id: NodeId) {
        let last = [self.mains.last_mut(), self.articles.last_mut()];
        for holder in last.into_iter().flatten().filter(|holder| holder.id == id) {
            holder.is_open = false;
        }
    }
}
