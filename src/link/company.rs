//! Of several entities of one name, the one that belongs to something else that the document
//! mentions: of two towns, that in the country spoken of.

use rustc_hash::FxHashSet;

use super::mention::{Candidate, Mention, Reason};
use crate::gazetteer::{EntityId, Index};

/// What an entity belongs to, as gazetteers say it.
const PART_OF: &str = "part_of";

/// Points of company: more than those of size, less than those of a full name.
const POINTS: f32 = 1.0;

/// Changes the mentions that nothing but size or the order of the list decided.
pub(super) fn decide(chosen: &mut [Option<Mention>], index: &Index) {
    let is_open = |mention: &Mention| {
        !mention.others.is_empty() && matches!(mention.reason, Reason::Listed | Reason::Prior)
    };
    if !chosen.iter().flatten().any(is_open) {
        return;
    }
    let sure = chosen.iter().flatten().filter(|mention| !is_open(mention));
    let known: FxHashSet<&str> = sure
        .map(|mention| index.entity(mention.entity).id)
        .collect();
    for mention in chosen
        .iter_mut()
        .flatten()
        .filter(|mention| is_open(mention))
    {
        let has_company = |entity: &EntityId| belongs_to(*entity, &known, index);
        let candidates: Vec<EntityId> = mention.candidates().collect();
        let mut in_company = candidates.iter().copied().filter(has_company);
        let (Some(one), None) = (in_company.next(), in_company.next()) else {
            continue;
        };
        mention.reason = Reason::Company;
        mention.others.retain(|other| other.entity != one);
        if one != mention.entity {
            let loser = Candidate {
                entity: mention.entity,
                score: mention.score,
            };
            mention.others.insert(0, loser);
            mention.entity = one;
        }
        mention.score += POINTS;
    }
}

fn belongs_to(entity: EntityId, known: &FxHashSet<&str>, index: &Index) -> bool {
    let attributes = index.entity(entity).attributes();
    let whole = attributes.get(PART_OF).and_then(|value| value.as_str());
    whole.is_some_and(|whole| known.contains(whole))
}
