//! The two sides of documents in, how well links and the edges between them agree out.

use std::collections::{BTreeSet, HashMap};

use super::compare::{Comparison, Cover, Sides};
use super::{Annotation, Count, Score};

/// Which entity of the gold each found one stands for: two lists of entities need not share ids.
///
/// One to one: the pair that most mentions share goes first, of equal ones that seen first.
pub(super) struct Naming<'a> {
    pairs: Vec<((&'a str, &'a str), usize)>,
    gold: HashMap<&'a str, &'a str>,
}

impl<'a> Naming<'a> {
    pub(super) fn new(comparison: &'a Comparison) -> Self {
        let mut pairs: Vec<((&str, &str), usize)> = Vec::new();
        let mut places: HashMap<(&str, &str), usize> = HashMap::new();
        for sides in comparison.documents.values() {
            for pair in shared(sides) {
                let place = *places.entry(pair).or_insert_with(|| {
                    pairs.push((pair, 0));
                    pairs.len() - 1
                });
                pairs[place].1 += 1;
            }
        }
        pairs.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
        let mut gold = HashMap::new();
        let mut taken = BTreeSet::new();
        for &((found, meant), _) in &pairs {
            if !gold.contains_key(found) && taken.insert(meant) {
                gold.insert(found, meant);
            }
        }
        Self { pairs, gold }
    }

    /// The entity of the gold that `found` stands for, if it stands for one.
    pub(super) fn of(&self, found: &str) -> Option<&'a str> {
        self.gold.get(found).copied()
    }
}

/// The entities, found and meant, of each mention whose extent is right.
fn shared(sides: &Sides) -> impl Iterator<Item = (&str, &str)> {
    let known = |annotations: &'_ [Annotation]| -> HashMap<(usize, usize), usize> {
        let places = annotations.iter().enumerate();
        places.map(|(idx, a)| ((a.start, a.end), idx)).collect()
    };
    let (gold, optional) = (known(&sides.gold), known(&sides.optional));
    sides.predicted.iter().filter_map(move |found| {
        let extent = (found.start, found.end);
        let meant = match optional.get(&extent) {
            Some(&idx) => &sides.optional[idx],
            None => &sides.gold[*gold.get(&extent)?],
        };
        let is_linked = !found.entity.is_empty() && !meant.entity.is_empty();
        is_linked.then_some((found.entity.as_str(), meant.entity.as_str()))
    })
}

/// The measures `link` and `edges`; none where one of the sides links nothing.
pub(super) fn scores(comparison: &Comparison, naming: &Naming<'_>) -> Vec<Score> {
    let n_shared = naming.pairs.iter().map(|(_, n)| n).sum();
    if n_shared == 0 {
        return Vec::new();
    }
    let is_right = |&&((found, meant), _): &&((&str, &str), usize)| naming.of(found) == Some(meant);
    let right = naming.pairs.iter().filter(is_right).map(|(_, n)| n).sum();
    let link = Count {
        gold: n_shared,
        predicted: n_shared,
        right,
    };
    let mut scores = vec![score("link", link)];
    if comparison
        .documents
        .values()
        .any(|sides| sides.text.is_some())
    {
        scores.push(score("edges", edges(comparison, naming)));
    }
    scores
}

fn score(measure: &'static str, count: Count) -> Score {
    Score {
        measure,
        entity_type: None,
        document: None,
        count,
    }
}

/// Two entities of the gold, or found ones that stand for none, in order.
type Pair = (String, String);

fn edges(comparison: &Comparison, naming: &Naming<'_>) -> Count {
    let (mut gold, mut found) = (BTreeSet::new(), BTreeSet::new());
    for sides in comparison.documents.values() {
        let Some(text) = &sides.text else {
            continue;
        };
        let ends = paragraph_ends(text, comparison.offsets == super::Offsets::Chars);
        let meant = sides.gold.iter().filter(|a| !a.entity.is_empty());
        let meant = meant.map(|a| (a.start, a.entity.clone()));
        add_pairs(&mut gold, meant, &ends);
        let optional = Cover::new(&sides.optional);
        let named = sides.predicted.iter().filter(|a| !optional.touches(a));
        let named = named.map(|a| {
            let entity = naming.of(&a.entity).map(str::to_owned);
            (a.start, entity.unwrap_or_else(|| format!("?{}", a.entity)))
        });
        add_pairs(&mut found, named, &ends);
    }
    Count {
        gold: gold.len(),
        predicted: found.len(),
        right: gold.intersection(&found).count(),
    }
}

/// Adds all pairs of entities that stand in one paragraph.
fn add_pairs(
    pairs: &mut BTreeSet<Pair>,
    mentions: impl Iterator<Item = (usize, String)>,
    ends: &[usize],
) {
    let mut paragraphs: HashMap<usize, BTreeSet<String>> = HashMap::new();
    for (start, entity) in mentions {
        let paragraph = ends.partition_point(|&end| end <= start);
        paragraphs.entry(paragraph).or_default().insert(entity);
    }
    for entities in paragraphs.values() {
        for (idx, a) in entities.iter().enumerate() {
            let others = entities.iter().skip(idx + 1);
            pairs.extend(others.map(|b| (a.clone(), b.clone())));
        }
    }
}

/// Where paragraphs end: at lines that are empty but for spaces and tabs.
fn paragraph_ends(text: &str, in_chars: bool) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut place = 0;
    let mut last_line_end = None;
    for line in text.split('\n') {
        let is_blank = line.chars().all(|c| c == ' ' || c == '\t');
        if let Some(end) = last_line_end.filter(|_| is_blank) {
            ends.push(end);
        }
        place += if in_chars {
            line.chars().count()
        } else {
            line.len()
        };
        last_line_end = Some(place);
        place += 1;
    }
    ends
}
