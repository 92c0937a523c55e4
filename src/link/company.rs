//! Of several entities of one name, the one that belongs to something else that the document
//! mentions: of two towns, that in the country spoken of; of two called Tom, the one whose family is
//! there; of two clubs of a town, the one of the sport that the other clubs there play.

use rustc_hash::{FxHashMap, FxHashSet};

use super::mention::{Candidate, Mention, Reason};
use crate::gazetteer::{EntityId, EntityType, Index};
use crate::lexicon::{Class, class};

/// What an entity belongs to, as gazetteers say it.
const PART_OF: &str = "part_of";

/// Points of company: more than those of size, less than those of a full name.
const POINTS: f32 = 1.0;

/// Changes the mentions that nothing but size or the order of the list decided.
pub(super) fn decide(chosen: &mut [Option<Mention>], index: &Index) {
    if !chosen.iter().flatten().any(Mention::is_open) {
        return;
    }
    let company = Company::of(
        chosen.iter().flatten().filter(|mention| !mention.is_open()),
        index,
    );
    for mention in chosen
        .iter_mut()
        .flatten()
        .filter(|mention| mention.is_open())
    {
        let Some(one) = company.best(mention.candidates(), index) else {
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

/// What the document mentions beyond doubt.
struct Company<'a> {
    ids: FxHashSet<&'a str>,
    /// How many persons of each family.
    families: FxHashMap<String, usize>,
}

impl<'a> Company<'a> {
    fn of<'m>(sure: impl Iterator<Item = &'m Mention>, index: &'a Index) -> Self {
        let mut company = Self {
            ids: FxHashSet::default(),
            families: FxHashMap::default(),
        };
        for mention in sure {
            let is_new = company.ids.insert(index.entity(mention.entity).id);
            if let Some(family) = family(mention.entity, index).filter(|_| is_new) {
                *company.families.entry(family).or_default() += 1;
            }
        }
        company
    }

    /// The one that has more company than any other.
    fn best(&self, candidates: impl Iterator<Item = EntityId>, index: &Index) -> Option<EntityId> {
        let mut counted: Vec<(usize, EntityId)> = candidates
            .map(|entity| (self.count(entity, index), entity))
            .collect();
        counted.sort_unstable_by(|a, b| b.cmp(a));
        match counted.as_slice() {
            [(most, one), rest @ ..] if *most > 0 => {
                let is_alone = rest.first().is_none_or(|(next, _)| next < most);
                is_alone.then_some(*one)
            }
            _ => None,
        }
    }

    fn count(&self, entity: EntityId, index: &Index) -> usize {
        let attributes = index.entity(entity).attributes();
        let whole = attributes.get(PART_OF).and_then(|value| value.as_str());
        let is_part = whole.is_some_and(|whole| self.ids.contains(whole));
        let relatives = family(entity, index).and_then(|family| self.families.get(&family));
        usize::from(is_part) + relatives.copied().unwrap_or(0)
    }
}

/// The last name of a person of several, and the letters of a club: `FC` of `Oslo F.C.`
fn family(entity: EntityId, index: &Index) -> Option<String> {
    let name = index.entity(entity).name();
    let (_, last) = name.rsplit_once(' ')?;
    match index.type_of(entity) {
        EntityType::Person => Some(last.to_owned()),
        EntityType::Organisation => {
            let letters = last.replace('.', "");
            let letters = letters.strip_prefix('A').unwrap_or(&letters);
            class(letters).is(Class::CLUB).then(|| letters.to_owned())
        }
        _ => None,
    }
}
