//! What a page says of itself: JSON-LD, OpenGraph, `meta`, and its title.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use scraper::{ElementRef, Html};
use serde_json::Value;

use crate::read::Site;

/// `meta` names, and OpenGraph properties, of each key, the surest first.
const META: [(&str, &[&str]); 5] = [
    ("title", &["og:title", "twitter:title", "dc.title", "title"]),
    (
        "date",
        &[
            "article:published_time",
            "datepublished",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "pubdate",
            "publish-date",
            "parsely-pub-date",
            "sailthru.date",
        ],
    ),
    (
        "byline",
        &[
            "author",
            "byl",
            "dc.creator",
            "article:author",
            "parsely-author",
        ],
    ),
    (
        "source",
        &[
            "og:site_name",
            "publisher",
            "dc.publisher",
            "application-name",
        ],
    ),
    ("url", &["og:url", "twitter:url"]),
];

/// Where else a page may say each key, the surest first.
const PLACES: [Place; 6] = [
    ("url", "link", Some(("rel", "canonical")), Some("href")),
    ("language", "html", None, Some("lang")),
    ("title", "h1", None, None),
    ("title", "title", None, None),
    (
        "date",
        "time",
        Some(("itemprop", "datePublished")),
        Some("datetime"),
    ),
    ("byline", "span", Some(("itemprop", "author")), None),
];

/// A key, an element's name, an attribute it must have, and the attribute that holds the value
/// where its words do not.
type Place = (
    &'static str,
    &'static str,
    Option<(&'static str, &'static str)>,
    Option<&'static str>,
);

/// Levels of JSON-LD that are searched.
const LD_DEPTH: usize = 8;

/// Title, date, byline, source, URL and language, as far as the page says them.
pub(super) fn metadata(page: &Html) -> BTreeMap<String, String> {
    let elements = telling(page);
    let mut found = linked_data(&elements);
    let metas: Vec<(String, &str)> = named(&elements, "meta").filter_map(meta).collect();
    for (key, names) in META {
        let mut named = names
            .iter()
            .filter_map(|name| metas.iter().find(|meta| meta.0 == *name));
        let is_good = |value: &str| key != "byline" || !value.starts_with("http");
        if let Some((_, value)) = named.find(|(_, value)| is_good(value)) {
            found.entry(key).or_insert_with(|| (*value).to_owned());
        }
    }
    for (key, name, with, attribute) in PLACES {
        let mut there = named(&elements, name)
            .filter(|element| with.is_none_or(|(name, wanted)| element.attr(name) == Some(wanted)));
        if !found.contains_key(key)
            && let Some(value) = there.find_map(|element| value(element, attribute))
        {
            found.insert(key, value);
        }
    }
    let shown = found
        .into_iter()
        .map(|(key, value)| (key.to_owned(), spaced(&value)));
    shown.filter(|(_, value)| !value.is_empty()).collect()
}

/// What the selectors of its site find, outside posts.
pub(super) fn of_site(page: &Html, site: &Site) -> BTreeMap<String, String> {
    let posts: FxHashSet<_> = match &site.posts {
        Some(posts) => page.select(posts).map(|post| post.id()).collect(),
        None => FxHashSet::default(),
    };
    let is_outside = |element: &ElementRef<'_>| {
        posts.is_empty()
            || !element
                .ancestors()
                .any(|around| posts.contains(&around.id()))
    };
    let keys = [
        ("title", &site.title),
        ("date", &site.date),
        ("byline", &site.byline),
    ];
    let found = keys.into_iter().filter_map(|(key, selector)| {
        let mut elements = page.select(selector.as_ref()?).filter(is_outside);
        let value = elements.find_map(|element| {
            value(element, Some("datetime"))
                .filter(|_| key == "date")
                .or_else(|| value(element, None))
        })?;
        Some((key.to_owned(), spaced(&value)))
    });
    found.collect()
}

/// The elements of a page that may say something of it, in order.
fn telling(page: &Html) -> Vec<ElementRef<'_>> {
    let elements = page.tree.root().descendants().filter_map(ElementRef::wrap);
    let tells = |element: &ElementRef<'_>| {
        let name = element.value().name();
        matches!(name, "meta" | "script") || PLACES.iter().any(|place| place.1 == name)
    };
    elements.filter(tells).collect()
}

fn named<'a>(
    elements: &[ElementRef<'a>],
    name: &'static str,
) -> impl Iterator<Item = ElementRef<'a>> {
    let elements = elements.iter().copied();
    elements.filter(move |element| element.value().name() == name)
}

fn meta(element: ElementRef<'_>) -> Option<(String, &str)> {
    let names = ["property", "name", "itemprop"].into_iter();
    let name = names
        .filter_map(|attribute| element.attr(attribute))
        .next()?;
    let content = element
        .attr("content")
        .filter(|content| !content.trim().is_empty())?;
    Some((name.to_ascii_lowercase(), content))
}

/// An attribute, or all the words of an element.
fn value(element: ElementRef<'_>, attribute: Option<&str>) -> Option<String> {
    let value = match attribute {
        Some(attribute) => element.attr(attribute)?.to_owned(),
        None => element.text().collect(),
    };
    (!value.trim().is_empty()).then_some(value)
}

fn spaced(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the first article among the page's JSON-LD says.
fn linked_data(elements: &[ElementRef<'_>]) -> BTreeMap<&'static str, String> {
    let is_data = |script: &ElementRef<'_>| script.attr("type") == Some("application/ld+json");
    let scripts = named(elements, "script").filter(is_data);
    let values = scripts.filter_map(|script| {
        let json: String = script.text().collect();
        serde_json::from_str::<Value>(&json).ok()
    });
    let mut articles = values.filter_map(|value| article(&value, LD_DEPTH));
    articles.next().unwrap_or_default()
}

/// The first article in `value`: it has a headline and a date, or one of them.
fn article(value: &Value, depth: usize) -> Option<BTreeMap<&'static str, String>> {
    match value {
        Value::Object(object) if object.contains_key("headline") => Some(
            [
                ("title", "headline"),
                ("date", "datePublished"),
                ("byline", "author"),
                ("source", "publisher"),
                ("url", "url"),
                ("language", "inLanguage"),
            ]
            .into_iter()
            .filter_map(|(key, name)| Some((key, names(object.get(name)?)?)))
            .collect(),
        ),
        Value::Object(object) if depth > 0 => {
            object.values().find_map(|value| article(value, depth - 1))
        }
        Value::Array(elements) if depth > 0 => {
            elements.iter().find_map(|value| article(value, depth - 1))
        }
        _ => None,
    }
}

/// A string, the name of an object, or those of several with commas.
fn names(value: &Value) -> Option<String> {
    match value {
        Value::String(string) => Some(string.clone()),
        Value::Object(object) => Some(object.get("name")?.as_str()?.to_owned()),
        Value::Array(elements) => {
            let names = elements.iter().filter(|element| !element.is_array());
            let names: Vec<_> = names.filter_map(self::names).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
