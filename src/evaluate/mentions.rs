//! The two sides of documents in, how well the mentions agree out.

use std::collections::BTreeSet;

use super::compare::Sides;
use super::{Annotation, Count, Score};

/// How far behind a mention's end another may end before the search for one that overlaps it stops:
/// no name is so long.
const MAX_LENGTH: usize = 400;

/// Strict and overlap, over all of `types` and for each, and span, which looks at no type.
pub(super) fn scores<'a>(
    documents: impl IntoIterator<Item = &'a Sides>,
    types: &[String],
    document: Option<&String>,
) -> Vec<Score> {
    let mut strict = vec![Count::default(); types.len()];
    let mut overlap = strict.clone();
    let mut span = Count::default();
    for sides in documents {
        let counted = sides.counted();
        for (idx, entity_type) in types.iter().enumerate() {
            let gold = extents(&sides.gold, entity_type);
            let found = extents(counted.iter().copied(), entity_type);
            let mut count = agreement(&gold, &found);
            strict[idx] += count;
            count.right = n_overlapping(&found, &gold);
            overlap[idx] += count;
        }
        let gold = sides.gold.iter().map(extent).collect();
        let found = counted.iter().copied().map(extent).collect();
        span += agreement(&gold, &found);
    }
    let score = |measure, entity_type: Option<&String>, count| Score {
        measure,
        entity_type: entity_type.cloned(),
        document: document.cloned(),
        count,
    };
    let with_types = |measure, counts: &[Count]| {
        let mut all = Count::default();
        counts.iter().for_each(|&count| all += count);
        let each = types
            .iter()
            .zip(counts)
            .filter(|(name, _)| !name.is_empty());
        let each = each.map(|(name, &count)| score(measure, Some(name), count));
        std::iter::once(score(measure, None, all))
            .chain(each)
            .collect::<Vec<_>>()
    };
    let mut scores = with_types("strict", &strict);
    scores.push(score("span", None, span));
    scores.extend(with_types("overlap", &overlap));
    scores
}

type Extents = BTreeSet<(usize, usize)>;

fn extent(annotation: &Annotation) -> (usize, usize) {
    (annotation.start, annotation.end)
}

fn extents<'a>(
    annotations: impl IntoIterator<Item = &'a Annotation>,
    entity_type: &str,
) -> Extents {
    let annotations = annotations.into_iter();
    let of_type = annotations.filter(|annotation| annotation.entity_type == entity_type);
    of_type.map(extent).collect()
}

fn agreement(gold: &Extents, found: &Extents) -> Count {
    Count {
        gold: gold.len(),
        predicted: found.len(),
        right: gold.intersection(found).count(),
    }
}

/// How many of `found` overlap one of `gold` that no other has taken, in the order of their ends.
fn n_overlapping(found: &Extents, gold: &Extents) -> usize {
    let by_end = |extents: &Extents| {
        let mut extents: Vec<_> = extents.iter().copied().collect();
        extents.sort_unstable_by_key(|&(start, end)| (end, start));
        extents
    };
    let (found, gold) = (by_end(found), by_end(gold));
    let mut is_taken = vec![false; gold.len()];
    let (mut first, mut n_right) = (0, 0);
    for (start, end) in found {
        while gold.get(first).is_some_and(|one| one.1 <= start) {
            first += 1;
        }
        for (idx, one) in gold.iter().enumerate().skip(first) {
            if !is_taken[idx] && one.0 < end && one.1 > start {
                is_taken[idx] = true;
                n_right += 1;
                break;
            }
            if one.0 >= end && one.1 > end + MAX_LENGTH {
                break;
            }
        }
    }
    n_right
}
