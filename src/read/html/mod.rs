//! HTML: a page's text as plain blocks, and what it says of itself.
//!
//! Nothing that a reader sees is dropped but menus, forms and the foot of the page; what stands
//! beside the article is kept as furniture. Heuristics that look for the one article are not used:
//! they lose posts of live blogs.

mod about;

mod elements;

mod page;

mod roles;

mod tree;

use std::mem;

use super::format::{Content, Reader};
use super::piece::Whole;
use super::{Document, Format, encoding};
use crate::error::Fault;

pub(super) const READER: Reader = Reader {
    name: "html",
    extensions: &["html", "htm", "xhtml", "shtml"],
    is_like,
    content: Content::Document(read),
};

/// First bytes in which a page declares its encoding, and a little more.
const HEAD_BYTES: usize = 4096;

fn read(mut whole: Whole<'_>) -> Result<Document, Fault> {
    let bytes = mem::take(&mut whole.bytes);
    let declared = declared_encoding(&bytes);
    let html = encoding::decode(bytes, declared.as_deref(), &whole.origin)?;
    let mut document = whole.document(Format::Html, String::new());
    let Some(page) = tree::parse(&html) else {
        let what = format!("a page of more than {} elements", tree::MAX_ELEMENTS);
        let remedy = "cut it into several, or save it as text";
        return Err(Fault::new(document.id, what, remedy));
    };
    document.metadata = about::metadata(&page);
    let url = document.metadata.get("url").map(String::as_str);
    let mut sites = whole.reading.sites.iter();
    let site = sites.find(|site| site.fits(&document.id, url));
    if let Some(site) = site {
        document.metadata.extend(about::of_site(&page, site));
    }
    (document.text, document.blocks) = page::text_and_blocks(&page, &roles::roles(&page, site));
    if document.text.is_empty() {
        let remedy = "save the page as its reader sees it, once all has loaded";
        return Err(Fault::new(document.id, "a page without text", remedy));
    }
    Ok(document)
}

fn is_like(head: &str) -> bool {
    let head = head.trim_start().get(..1024.min(head.trim_start().len()));
    let head = head.unwrap_or_default().to_ascii_lowercase();
    let is_begun = ["<!doctype html", "<html"]
        .iter()
        .any(|tag| head.starts_with(tag));
    let is_inside = ["<html", "<head>", "<body"]
        .iter()
        .any(|tag| head.contains(tag));
    is_begun || (head.starts_with('<') && is_inside)
}

/// The value of the first `charset=` or XML `encoding=`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let keys = ["charset=", "encoding="].iter();
    let after = keys.filter_map(|key| head.split_once(key)).next()?.1;
    let name = after.trim_start_matches(['"', '\'', ' ']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_:.".contains(c);
    Some(name.chars().take_while(|c| is_name(*c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{BlockKind, Origin, Reading, Site, SiteKeys};
    use BlockKind::{Byline, Caption, Furniture, Heading, Item, Paragraph, Quote, Row, Time};

    fn document(html: &str, sites: Vec<Site>) -> Document {
        let reading = Reading {
            sites,
            ..Reading::default()
        };
        let origin = Origin {
            file: "a.html".to_owned(),
            ..Origin::default()
        };
        let whole = Whole {
            origin,
            bytes: html.as_bytes().to_owned(),
            reading: &reading,
        };
        read(whole).expect("a page with text")
    }

    #[track_caller]
    fn check_with(site: Option<SiteKeys>, html: &str, expected: &[(BlockKind, &str)]) {
        let site = site.map(|keys| Site::new(&keys).expect("good selectors"));
        let document = document(html, site.into_iter().collect());
        let blocks = document.blocks.iter();
        let found: Vec<_> = blocks
            .map(|block| (block.kind, block.span.of(&document.text)))
            .collect();
        assert_eq!(found, expected, "{html}");
        let texts: Vec<_> = expected.iter().map(|block| block.1).collect();
        assert_eq!(document.text, texts.join("\n\n"));
    }

    #[track_caller]
    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        check_with(None, html, expected);
    }

    #[test]
    fn blocks_come_in_order_with_their_kinds() {
        check(
            "<title>T</title><h1>On  ice</h1><p>Nansen &amp;\n<b>Johan</b>sen&shy;s<br>sledge.\
             <ul><li>one<li>two</ul><blockquote><p>Cold.</blockquote>\
             <figure><img alt=x><figcaption>The ship</figcaption></figure>\
             <table><tr><th>a<th>b<tr><td>1<td>2</table><script>x</script>",
            &[
                (Heading, "On ice"),
                (Paragraph, "Nansen & Johansens\nsledge."),
                (Item, "one"),
                (Item, "two"),
                (Quote, "Cold."),
                (Caption, "The ship"),
                (Row, "a | b"),
                (Row, "1 | 2"),
            ],
        );
    }

    #[test]
    fn posts_of_a_live_blog_are_all_kept() {
        let post = |n: usize| {
            format!(
                "<li><article><h3>Post {n}</h3><time datetime=2024-05-17T03:28:00Z>3h ago</time>\
                 <p class=byline>Ann Bo</p><p>Text {n}.</p><ul><li>Point</li></ul></article></li>"
            )
        };
        let page = format!(
            "<nav>Menu</nav><main><ol>{}{}</ol></main><div>Most read</div><footer>Foot</footer>",
            post(1),
            post(2)
        );
        let time = (Time, "2024-05-17T03:28:00Z");
        check(
            &page,
            &[
                (Heading, "Post 1"),
                time,
                (Byline, "Ann Bo"),
                (Paragraph, "Text 1."),
                (Item, "Point"),
                (Heading, "Post 2"),
                time,
                (Byline, "Ann Bo"),
                (Paragraph, "Text 2."),
                (Item, "Point"),
                (Furniture, "Most read"),
            ],
        );
    }

    #[test]
    fn forms_around_a_page_and_layout_tables_are_no_reason_to_drop_it() {
        check(
            "<form><table><tr><td><h1>A</h1><p>One.<p>Two.</td><td>Side</td></tr></table></form>\
             <form>Search <input></form><p hidden>x</p><div style='display: none'>y</div>",
            &[
                (Heading, "A"),
                (Paragraph, "One."),
                (Paragraph, "Two."),
                (Paragraph, "Side"),
            ],
        );
    }

    #[test]
    fn what_stands_beside_the_text_is_furniture_unless_it_may_be_text() {
        let long = "word ".repeat(40);
        let long = long.trim();
        let story = format!("<p>{long}</p>").repeat(4);
        let page = |tag: &str| {
            format!(
                "<header><h1>T</h1><p class=byline>Ann</p></header><{tag}>{story}</{tag}>\
                 <h2>More</h2><p>{long}</p><p>Short.</p>"
            )
        };
        let mut expected = vec![(Heading, "T"), (Byline, "Ann")];
        expected.extend([(Paragraph, long); 4]);
        expected.extend([
            (Furniture, "More"),
            (Furniture, long),
            (Furniture, "Short."),
        ]);
        check(&page("main"), &expected);
        expected[7] = (Paragraph, long);
        check(&page("article"), &expected);
    }

    #[test]
    fn selectors_of_a_site_override() {
        let site = SiteKeys {
            patterns: vec!["*.html".to_owned()],
            title: Some(".head".to_owned()),
            date: Some(".when".to_owned()),
            byline: Some(".who".to_owned()),
            posts: Some(".post".to_owned()),
            ..SiteKeys::default()
        };
        let page = "<div class=head>All</div><div class=when>17 May 2024</div>\
            <div class=post><div class=head>One</div><span class=when>04:28</span>\
            <span class=who>Ann</span><p>Text.</p></div>";
        check_with(
            Some(site.clone()),
            page,
            &[
                (Furniture, "All"),
                (Furniture, "17 May 2024"),
                (Heading, "One"),
                (Time, "04:28"),
                (Byline, "Ann"),
                (Paragraph, "Text."),
            ],
        );
        let site = Site::new(&site).expect("good selectors");
        let metadata = document(page, vec![site]).metadata;
        assert_eq!(metadata["title"], "All");
        assert_eq!(metadata["date"], "17 May 2024");
    }

    #[test]
    fn a_page_says_what_it_is() {
        let page = r#"<html lang=en><head><title>T | Site</title>
            <meta property="og:title" content="On ice"><meta name=author content="Ann Bo">
            <link rel=canonical href="https://example.org/ice">
            <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle",
            "headline": "On the ice", "datePublished": "2024-05-17T04:28:00+01:00",
            "author": [{"name": "Ann"}, {"name": "Bo"}]}]}</script></head><p>Text"#;
        let metadata: Vec<_> = document(page, Vec::new()).metadata.into_iter().collect();
        let expected = [
            ("byline", "Ann, Bo"),
            ("date", "2024-05-17T04:28:00+01:00"),
            ("language", "en"),
            ("title", "On the ice"),
            ("url", "https://example.org/ice"),
        ];
        assert_eq!(
            metadata,
            expected.map(|(k, v)| (k.to_owned(), v.to_owned()))
        );
    }
}
