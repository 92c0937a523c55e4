//! Matches in, linked [`Mention`]s out: one entity each, with the candidates and the reason.
//!
//! What a document may say about itself decides, never another document:
//!
//! 1. A target whose condition is not met (`requires` in the paragraph, `documents`) is none; one
//!    whose condition is met goes before those without a condition.
//! 2. A bare surname denotes a person only if that person's full name stands in the document and
//!    the surname is not part of a longer, unknown name (`Hall` in `Town Hall`).
//! 3. Of several candidates, the one whose full name stands nearest before is chosen, else the
//!    one whose full name stands nearest after, else the first in the gazetteer.

mod context;

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::gazetteer::{EntityId, Form, Index, Target};
use crate::segment::Structure;
use crate::span::Span;
use crate::tag::Match;

/// A span that denotes an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// What it denotes.
    pub entity: EntityId,
    /// What the written form is of the entity.
    pub form: Form,
    /// Why this entity.
    pub reason: Reason,
    /// The other entities it might denote, in the gazetteer's order.
    pub others: Vec<EntityId>,
}

/// Why a mention denotes its entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// There is no other candidate.
    Only,
    /// The words it requires stand in the paragraph.
    Required,
    /// The entity's full name stands at this byte of the document.
    FullName(usize),
    /// The gazetteer lists it before the other candidates, and nothing else decides.
    Listed,
}

impl Mention {
    /// All entities it might denote, the chosen one first.
    pub fn candidates(&self) -> impl Iterator<Item = EntityId> {
        std::iter::once(self.entity).chain(self.others.iter().copied())
    }

    /// Form and reason in a word or two: `name`, `alias`, `surname`, and behind a `/` what decided
    /// between several candidates.
    pub fn how(&self) -> &'static str {
        match (self.form, self.reason, self.others.len()) {
            (Form::Surname, ..) => "surname",
            (Form::Name, Reason::Required, _) => "name/required",
            (Form::Alias, Reason::Required, _) => "alias/required",
            (Form::Name, Reason::FullName(_), 1..) => "name/nearest",
            (Form::Alias, Reason::FullName(_), 1..) => "alias/nearest",
            (Form::Name, Reason::Listed, _) => "name/first",
            (Form::Alias, Reason::Listed, _) => "alias/first",
            (Form::Name, ..) => "name",
            (Form::Alias, ..) => "alias",
        }
    }
}

/// How `mention` was linked, and behind a `/` in what it stands where that is not the text's own:
/// `name`, `surname/byline`.
pub fn how(mention: &Mention, structure: &Structure) -> Cow<'static, str> {
    match structure.boilerplate_at(mention.span.start) {
        Some(kind) => format!("{}/{}", mention.how(), kind.as_str()).into(),
        None => mention.how().into(),
    }
}

/// Chooses one entity for each of `matches`, which must be in order; those that denote none are
/// dropped. Linear in the text and the matches.
pub fn link(
    document_id: &str,
    text: &str,
    structure: &Structure,
    matches: &[Match],
    index: &Index,
) -> Vec<Mention> {
    if index.matching.plain {
        let mut mentions = Vec::with_capacity(matches.len());
        mentions.extend(
            matches
                .iter()
                .filter_map(|found| first_listed(found, index)),
        );
        return mentions;
    }
    let mut scene = Scene {
        document_id,
        text,
        structure,
        index,
        asked: FxHashMap::default(),
    };
    let possible = scene.possible_targets(matches);
    let full_names = full_names(&possible, index);
    let found = possible
        .iter()
        .enumerate()
        .filter_map(|(idx, (found, targets))| {
            let is_part = || {
                let after = possible.get(idx + 1).map(|(next, _)| next.span.start);
                context::is_part_of_longer_name(text, found.span, after)
            };
            choose(found.span, targets, &full_names, is_part)
        });
    found.collect()
}

/// The first entity that lists the name: all that a plain run looks at.
fn first_listed(found: &Match, index: &Index) -> Option<Mention> {
    let mut targets = index.targets(found.name);
    let target = targets.find(|target| target.form != Form::Surname)?;
    Some(Mention {
        span: found.span,
        entity: target.entity,
        form: target.form,
        reason: Reason::Only,
        others: Vec::new(),
    })
}

/// What a name may denote: one or a few, which stay off the heap.
type Targets<'a> = SmallVec<[Target<'a>; 2]>;

/// Where the full names of entities stand, ascending.
type FullNames = FxHashMap<EntityId, Vec<usize>>;

/// What is the same for all matches of a document.
struct Scene<'a> {
    document_id: &'a str,
    text: &'a str,
    structure: &'a Structure,
    index: &'a Index,
    /// Whether the words that a target requires stand in a paragraph: looked up once for both.
    asked: FxHashMap<(usize, &'a [String]), bool>,
}

impl<'a> Scene<'a> {
    /// The matches that may denote something, with what they may denote.
    fn possible_targets(&mut self, matches: &[Match]) -> Vec<(Match, Targets<'a>)> {
        let mut possible = Vec::with_capacity(matches.len());
        for &found in matches {
            let targets = self.targets_of(found);
            if !targets.is_empty() {
                possible.push((found, targets));
            }
        }
        possible
    }

    /// The targets whose conditions are met; only those with a condition where there is one.
    fn targets_of(&mut self, found: Match) -> Targets<'a> {
        let all = self.index.targets(found.name);
        let mut targets: Targets<'a> = all
            .filter(|target| self.is_possible(target, found))
            .collect();
        if targets.iter().any(|target| !target.requires.is_empty()) {
            targets.retain(|target| !target.requires.is_empty());
        }
        targets
    }

    fn is_possible(&mut self, target: &Target<'a>, found: Match) -> bool {
        let scope = self.index.scope(target.entity);
        found.spelling.is_allowed(target.case)
            && target.allows_marks(found.span.of(self.text))
            && scope.is_none_or(|scope| scope.is_match(self.document_id))
            && (target.requires.is_empty() || self.has_words(target.requires, found))
    }

    fn has_words(&mut self, words: &'a [String], found: Match) -> bool {
        let idx = self.structure.paragraph_idx(found.span.start);
        let paragraph = self.structure.paragraphs[idx].span.of(self.text);
        *self.asked.entry((idx, words)).or_insert_with(|| {
            words
                .iter()
                .any(|words| context::holds_words(paragraph, words))
        })
    }
}

/// Where each entity's full name stands: a listed form of several words.
fn full_names(possible: &[(Match, Targets<'_>)], index: &Index) -> FullNames {
    let mut places = FullNames::default();
    for (found, targets) in possible {
        if index.has_words(found.name) {
            for target in targets.iter().filter(|target| target.form != Form::Surname) {
                places
                    .entry(target.entity)
                    .or_default()
                    .push(found.span.start);
            }
        }
    }
    places
}

fn choose(
    span: Span,
    targets: &[Target<'_>],
    full_names: &FullNames,
    is_part: impl Fn() -> bool,
) -> Option<Mention> {
    let is_named = |target: &Target<'_>| full_names.contains_key(&target.entity);
    let mut targets: Targets<'_> = targets
        .iter()
        .copied()
        .filter(|target| target.form != Form::Surname || is_named(target))
        .collect();
    if targets.iter().any(|target| target.form == Form::Surname) && is_part() {
        targets.retain(|target| target.form != Form::Surname);
    }
    let nearest = targets
        .iter()
        .filter_map(|target| Some((nearest(full_names.get(&target.entity)?, span)?, *target)))
        .min_by_key(|(place, _)| place.distance);
    let (target, reason) = match (nearest, targets.as_slice()) {
        (_, []) => return None,
        (_, [only]) if !only.requires.is_empty() => (*only, Reason::Required),
        (_, [only]) if only.form != Form::Surname => (*only, Reason::Only),
        (Some((place, target)), _) => (target, Reason::FullName(place.byte)),
        (None, [first, ..]) => (*first, Reason::Listed),
    };
    let others = targets.iter().map(|target| target.entity);
    let mut others: Vec<EntityId> = others.filter(|&entity| entity != target.entity).collect();
    others.sort_unstable();
    others.dedup();
    Some(Mention {
        span,
        entity: target.entity,
        form: target.form,
        reason,
        others,
    })
}

/// A full name and how far it is: those before come before all those after.
struct Place {
    byte: usize,
    distance: (bool, usize),
}

/// The place nearest to `span` among `places`, ascending.
fn nearest(places: &[usize], span: Span) -> Option<Place> {
    let next = places.partition_point(|&byte| byte <= span.start);
    match next.checked_sub(1) {
        Some(before) => Some(Place {
            byte: places[before],
            distance: (false, span.start - places[before]),
        }),
        None => places.get(next).map(|&byte| Place {
            byte,
            distance: (true, byte - span.start),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Gazetteer, Matching};
    use crate::read::Document;
    use crate::{segment, tag};

    const LIST: &str = r#"
        [[entity]]
        type = "person"
        name = "Vladimir Putin"
        [[entity]]
        type = "person"
        name = "Lyudmila Putin"
        [[entity]]
        type = "person"
        name = "Stephen Hall"
        [[entity]]
        type = "person"
        name = "Xi Jinping"
        aliases = ["Xi"]
        [[entity]]
        type = "place"
        name = "Kharkiv"
        [[entity]]
        id = "kharkiv-oblast"
        type = "place"
        name = "Kharkiv Oblast"
        aliases = [{ name = "Kharkiv", requires = ["region", "front line"] }]
        [[entity]]
        id = "paris-fr"
        type = "place"
        name = "Paris"
        [[entity]]
        id = "paris-us"
        type = "place"
        name = "Paris"
        aliases = ["Paris, Texas"]
        [[entity]]
        type = "place"
        name = "Odesa"
        documents = ["ukraine/*"]
    "#;

    /// Expects `surface=entity:how` for each mention.
    fn check(text: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let structure = segment::segment(&Document::new("usa/1.txt", text), &Default::default());
        let matches = tag::tag(text, &[], &index, &mut tag::Tagger::default());
        let mentions = link("usa/1.txt", text, &structure, &matches, &index);
        let found: Vec<String> = mentions
            .iter()
            .map(|mention| {
                let id = index.entity(mention.entity).id;
                format!("{}={id}:{}", mention.span.of(text), mention.how())
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_surname_links_to_the_full_name_nearest_before() {
        check(
            "Vladimir Putin spoke. Putin left. Lyudmila Putin stayed, Putin said.",
            &[
                "Vladimir Putin=vladimir-putin:name",
                "Putin=vladimir-putin:surname",
                "Lyudmila Putin=lyudmila-putin:name",
                "Putin=lyudmila-putin:surname",
            ],
        );
    }

    #[test]
    fn a_surname_before_the_only_full_name_links_too_and_without_one_it_is_none() {
        let expected = [
            "Putin=vladimir-putin:surname",
            "Vladimir Putin=vladimir-putin:name",
        ];
        check("Putin spoke. Vladimir Putin left.", &expected);
        check("Putin spoke.", &[]);
        check("Xi spoke.", &["Xi=xi-jinping:alias"]);
    }

    #[test]
    fn a_surname_in_a_longer_unknown_name_is_none() {
        let stephen = "Stephen Hall=stephen-hall:name";
        let hall = "Hall=stephen-hall:surname";
        check("Stephen Hall spoke in the Great Hall.", &[stephen]);
        check("Stephen Hall met Peter Hall.", &[stephen]);
        check(
            "Stephen Hall. But Hall said. Mr Hall left.",
            &[stephen, hall, hall],
        );
        check("Stephen Hall. In Hall Street.", &[stephen]);
    }

    #[test]
    fn a_condition_that_is_met_decides() {
        check("Kharkiv fell.", &["Kharkiv=kharkiv:name"]);
        let expected = ["Kharkiv=kharkiv-oblast:alias/required"];
        check("In the Kharkiv region.", &expected);
        check("The front\nline at Kharkiv.", &expected);
        check("The regions of Kharkiv.", &["Kharkiv=kharkiv:name"]);
        check("Odesa fell.", &[]);
    }

    #[test]
    fn of_two_entities_of_one_name_the_one_named_in_full_is_meant() {
        check("Paris it is.", &["Paris=paris-fr:name/first"]);
        let expected = ["Paris, Texas=paris-us:alias", "Paris=paris-us:name/nearest"];
        check("Paris, Texas. Not far from Paris.", &expected);
    }
}
