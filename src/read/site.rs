//! What a project knows of the pages of a site: CSS selectors for the parts of a page.

use globset::{Glob, GlobSet, GlobSetBuilder};
use scraper::Selector;
use serde::Deserialize;

/// A site as a person writes it down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteKeys {
    /// Patterns (`*`, `?`, `[a-z]`, `{a,b}`) of the paths or the URLs of its pages.
    #[serde(rename = "match")]
    pub patterns: Vec<String>,
    /// Selects the title; within posts, the heading of each.
    pub title: Option<String>,
    /// Selects the date; within posts, the time of each.
    pub date: Option<String>,
    /// Selects the byline; within posts, that of each.
    pub byline: Option<String>,
    /// Selects what holds the text; all else is furniture.
    pub body: Option<String>,
    /// Selects the posts of a live blog.
    pub posts: Option<String>,
}

/// A site, ready for use.
#[derive(Clone, Debug)]
pub struct Site {
    patterns: GlobSet,
    pub(super) title: Option<Selector>,
    pub(super) date: Option<Selector>,
    pub(super) byline: Option<Selector>,
    pub(super) body: Option<Selector>,
    pub(super) posts: Option<Selector>,
}

impl Site {
    /// Makes patterns and selectors ready.
    ///
    /// # Errors
    ///
    /// The first that is none, in words: which, and why.
    pub fn new(keys: &SiteKeys) -> Result<Self, String> {
        let mut patterns = GlobSetBuilder::new();
        for pattern in &keys.patterns {
            let glob = Glob::new(pattern);
            patterns.add(glob.map_err(|error| format!("`match`: {error}"))?);
        }
        let patterns = patterns.build();
        Ok(Self {
            patterns: patterns.map_err(|error| format!("`match`: {error}"))?,
            title: selector("title", keys.title.as_deref())?,
            date: selector("date", keys.date.as_deref())?,
            byline: selector("byline", keys.byline.as_deref())?,
            body: selector("body", keys.body.as_deref())?,
            posts: selector("posts", keys.posts.as_deref())?,
        })
    }

    /// Whether a page with this path, or this URL, is of the site.
    pub(super) fn fits(&self, path: &str, url: Option<&str>) -> bool {
        self.patterns.is_match(path) || url.is_some_and(|url| self.patterns.is_match(url))
    }
}

fn selector(key: &str, css: Option<&str>) -> Result<Option<Selector>, String> {
    let Some(css) = css else {
        return Ok(None);
    };
    match Selector::parse(css) {
        Ok(selector) => Ok(Some(selector)),
        Err(_) => Err(format!("`{key}`: `{css}` is no CSS selector")),
    }
}
