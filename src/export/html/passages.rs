//! The passages that a page carries: those of each tie, each text once.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::num::NonZeroUsize;
use std::str::FromStr;

use serde_json::{Value, json};

use super::super::text::visible;
use crate::span::Span;
use crate::store::{Evidence, Part, Search, Store};

/// How many passages of each tie a page carries; pages are passed on, and so is what they quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passages {
    /// None.
    None,
    /// At most so many.
    Few(NonZeroUsize),
    /// All.
    All,
}

impl Default for Passages {
    /// Three.
    fn default() -> Self {
        Self::Few(NonZeroUsize::MIN.saturating_add(2))
    }
}

impl Passages {
    fn limit(self) -> usize {
        match self {
            Self::None => 0,
            Self::Few(n) => n.get(),
            Self::All => usize::MAX,
        }
    }
}

impl FromStr for Passages {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "none" | "0" => Ok(Self::None),
            n => {
                let n = n.parse().map(Self::Few);
                n.map_err(|_| "use a number, `all` or `none`".to_owned())
            }
        }
    }
}

/// What a tie rests on.
#[derive(Default)]
pub(super) struct Grounds {
    /// How many passages there are, shown or not.
    pub(super) n_passages: usize,
    /// Places in [`Quotes::dates`], ascending.
    pub(super) dates: Vec<usize>,
    /// Those to show: the text's place in [`Quotes::texts`] and the marks in it.
    pub(super) quotes: Vec<Value>,
}

/// The texts of all ties, and the dates.
#[derive(Default)]
pub(super) struct Quotes {
    /// Each text once, with where it stands.
    pub(super) texts: Vec<Value>,
    places: HashMap<(String, u64, String), usize>,
    links: HashMap<String, Option<String>>,
}

impl Quotes {
    /// What the tie between the entities `a` and `b` rests on, the dates as they are given.
    pub(super) fn grounds(
        &mut self,
        (store, part): (&Store, &Part),
        passages: Passages,
        [a, b]: [&str; 2],
    ) -> io::Result<(Grounds, BTreeSet<String>)> {
        let search = Search {
            part: part.clone(),
            ..Search::default()
        };
        let (_, all) = store.search(&[a, b], &search).map_err(io::Error::other)?;
        let days = all
            .iter()
            .filter_map(|evidence| day(evidence.time.as_deref()?));
        let days: BTreeSet<String> = days.map(str::to_owned).collect();
        let mut grounds = Grounds {
            n_passages: all.len(),
            ..Grounds::default()
        };
        for evidence in chosen(all, passages.limit()) {
            let marks = utf16(&evidence.text, &evidence.marks);
            let place = self.place(store, evidence)?;
            grounds.quotes.push(json!([place, marks]));
        }
        Ok((grounds, days))
    }

    /// The place of a text, which is added if it is new.
    fn place(&mut self, store: &Store, evidence: Evidence) -> io::Result<usize> {
        let Evidence {
            document,
            line,
            heading,
            date,
            time,
            text,
            ..
        } = evidence;
        let key = (document, line, text);
        if let Some(&place) = self.places.get(&key) {
            return Ok(place);
        }
        let mut about = json!({"document": visible(&key.0), "line": line, "text": key.2});
        if let Some(link) = self.link(store, &key.0)? {
            about["link"] = link.into();
        }
        for (name, value) in [("heading", heading), ("date", time.or(date))] {
            if let Some(value) = value {
                about[name] = visible(&value).into();
            }
        }
        self.texts.push(about);
        let place = self.texts.len() - 1;
        self.places.insert(key, place);
        Ok(place)
    }

    /// The address of a document on the web, if it has one.
    fn link(&mut self, store: &Store, document: &str) -> io::Result<Option<String>> {
        if let Some(link) = self.links.get(document) {
            return Ok(link.clone());
        }
        let metadata = store.metadata(document).map_err(io::Error::other)?;
        let link = ["url", "link", "source"].iter().find_map(|name| {
            let address = metadata.get(*name)?.trim();
            let is_web = address.starts_with("https://") || address.starts_with("http://");
            (is_web && !address.contains(char::is_whitespace)).then(|| address.to_owned())
        });
        self.links.insert(document.to_owned(), link.clone());
        Ok(link)
    }
}

/// At most `limit` of `all`, in their order, from as many documents as can be: first one of each,
/// then a second of each.
fn chosen(all: Vec<Evidence>, limit: usize) -> Vec<Evidence> {
    if all.len() <= limit {
        return all;
    }
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let rounds = all.iter().map(|evidence| {
        let round = seen.entry(&evidence.document).or_default();
        *round += 1;
        *round
    });
    let mut order: Vec<(usize, usize)> = rounds
        .enumerate()
        .map(|(idx, round)| (round, idx))
        .collect();
    order.sort_unstable();
    let kept: BTreeSet<usize> = order.into_iter().take(limit).map(|(_, idx)| idx).collect();
    let all = all.into_iter().enumerate();
    all.filter(|(idx, _)| kept.contains(idx))
        .map(|(_, evidence)| evidence)
        .collect()
}

/// The day at the head of a date, as in `1926-05-12T10:00`.
fn day(date: &str) -> Option<&str> {
    let day = date.get(..10)?;
    let is_fit = |(idx, byte): (usize, u8)| match idx {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    day.bytes().enumerate().all(is_fit).then_some(day)
}

/// Where `marks`, ascending bytes of `text`, stand as a browser counts: in UTF-16 units.
fn utf16(text: &str, marks: &[Span]) -> Vec<[usize; 2]> {
    let (mut byte, mut unit) = (0, 0);
    let mut units_at = |at: usize| {
        unit += text[byte..at].encode_utf16().count();
        byte = at;
        unit
    };
    let marks = marks
        .iter()
        .map(|mark| [units_at(mark.start), units_at(mark.end)]);
    marks.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(document: &str, line: u64) -> Evidence {
        Evidence {
            document: document.to_owned(),
            line,
            ..Evidence::default()
        }
    }

    #[test]
    fn few_passages_come_from_many_documents() {
        let all = vec![
            evidence("a", 1),
            evidence("a", 2),
            evidence("b", 3),
            evidence("c", 4),
        ];
        let lines = |limit| -> Vec<u64> {
            let chosen = chosen(all.clone(), limit);
            chosen.iter().map(|evidence| evidence.line).collect()
        };
        assert!(lines(0).is_empty());
        assert_eq!(lines(3), [1, 3, 4]);
        assert_eq!(lines(4), [1, 2, 3, 4]);
    }

    #[test]
    fn marks_are_counted_as_a_browser_does() {
        let marks = [Span::new(5, 7), Span::new(8, 9)];
        assert_eq!(utf16("🙂 Ł b", &[marks[0], marks[1]]), [[3, 4], [5, 6]]);
    }

    #[test]
    fn a_day_heads_a_date() {
        assert_eq!(day("1926-05-12T10:00"), Some("1926-05-12"));
        assert_eq!(day("12 May 1926"), None);
        assert_eq!(day("1926"), None);
    }
}
