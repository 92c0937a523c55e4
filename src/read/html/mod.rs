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
    let page = tree::parse(&html);
    let mut document = whole.document(Format::Html, String::new());
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
