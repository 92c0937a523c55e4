//! The two sides of documents in, how well links and the edges between them agree out.

use std::collections::{BTreeSet, HashMap};

use super::compare::{Comparison, Cover, Sides};
use super::{Annotation, Count, Offsets, Score};

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
    shared_mentions(sides).map(|(found, meant)| (found.entity.as_str(), meant.entity.as_str()))
}

/// Each linked mention whose extent is right, with what the gold has there.
fn shared_mentions(sides: &Sides) -> impl Iterator<Item = (&Annotation, &Annotation)> {
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
        is_linked.then_some((found, meant))
    })
}

/// The measures `link`, over all of `types` and for each, and `edges`, of some documents; none where
/// one of the sides links nothing.
pub(super) fn scores<'a>(
    documents: impl IntoIterator<Item = &'a Sides>,
    types: &[String],
    naming: &Naming<'_>,
    offsets: Offsets,
    document: Option<&String>,
) -> Vec<Score> {
    if naming.pairs.is_empty() {
        return Vec::new();
    }
    let documents: Vec<&Sides> = documents.into_iter().collect();
    let score = |measure, entity_type: Option<&String>, count| Score {
        measure,
        entity_type: entity_type.cloned(),
        document: document.cloned(),
        count,
    };
    let mut scores = vec![score("link", None, links(&documents, naming, None))];
    for name in types.iter().filter(|name| !name.is_empty()) {
        scores.push(score(
            "link",
            Some(name),
            links(&documents, naming, Some(name)),
        ));
    }
    if documents.iter().any(|sides| sides.text.is_some()) {
        scores.push(score("edges", None, edges(&documents, naming, offsets)));
    }
    scores
}

/// How many mentions whose extent is right, of one type in the gold or of all, are linked as there.
fn links(documents: &[&Sides], naming: &Naming<'_>, entity_type: Option<&String>) -> Count {
    let mentions = documents.iter().flat_map(|sides| shared_mentions(sides));
    let mut count = Count::default();
    for (found, meant) in mentions {
        if entity_type.is_none_or(|name| meant.entity_type == *name) {
            count.gold += 1;
            count.right += usize::from(naming.of(&found.entity) == Some(meant.entity.as_str()));
        }
    }
    count.predicted = count.gold;
    count
}

/// Two entities of the gold, or found ones that stand for none, in order.
type Pair = (String, String);

fn edges(documents: &[&Sides], naming: &Naming<'_>, offsets: Offsets) -> Count {
    let (mut gold, mut found) = (BTreeSet::new(), BTreeSet::new());
    for sides in documents {
        let Some(text) = &sides.text else {
            continue;
        };
        let ends = paragraph_ends(text, offsets == Offsets::Chars);
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
