//! Of the entities that a name may denote, the one that is meant here.

use rustc_hash::FxHashMap;
use serde_json::Value;
use smallvec::SmallVec;

use super::dropped::Why;
use super::kind::Kind;
use super::mention::{Candidate, Mention, Reason};
use super::short::Spot;
use super::targets::Targets;
use crate::gazetteer::{EntityId, Form, Group, Index, Target};
use crate::lexicon::{Class, class};
use crate::span::Span;

/// Where the full names of entities stand, ascending.
type FullNames = FxHashMap<EntityId, Vec<usize>>;

/// Where each entity's full name stands: a listed form of several words, in `own` if it is no other
/// entity's too.
#[derive(Default)]
pub(super) struct Named {
    all: FullNames,
    own: FullNames,
}

impl Named {
    pub(super) fn of(spots: &[Spot<'_>]) -> Self {
        let mut named = Self::default();
        for spot in spots.iter().filter(|spot| spot.is_full) {
            let targets = || {
                spot.targets
                    .iter()
                    .filter(|target| target.form != Form::Surname)
            };
            let is_own = targets().count() == 1;
            for target in targets() {
                named
                    .all
                    .entry(target.entity)
                    .or_default()
                    .push(spot.span.start);
                if is_own {
                    named
                        .own
                        .entry(target.entity)
                        .or_default()
                        .push(spot.span.start);
                }
            }
        }
        named
    }

    /// Whether one of `targets` is no surname, or one of somebody who is named in full.
    pub(super) fn has_any(&self, targets: &Targets<'_>) -> bool {
        targets.iter().any(|target| self.has(target))
    }

    fn has(&self, target: &Target<'_>) -> bool {
        target.form != Form::Surname || self.all.contains_key(&target.entity)
    }
}

/// What is known when an entity is chosen.
pub(super) struct Choice<'a> {
    pub(super) text: &'a str,
    pub(super) index: &'a Index,
    pub(super) named: &'a Named,
    /// What the words beside the name tell it is.
    pub(super) kind: Kind,
    /// What the word before it may be.
    pub(super) before: Class,
    /// Whether the word behind it tells a region: `Kharkiv province`.
    pub(super) is_region: bool,
    /// When the document was written, if it tells and that is asked.
    pub(super) year: Option<i16>,
}

/// Points of what no other reason outweighs.
const SURE: f32 = 10.0;

/// The candidates that a mention keeps besides the chosen one, the best.
const MOST_OTHERS: usize = 31;

/// Years after which the dead are hardly reported of.
const LONG_DEAD: i16 = 50;

/// The year of `1953`, `"1953-06-15"`.
fn year_of(value: &Value) -> Option<i16> {
    let number = value.as_i64().and_then(|year| i16::try_from(year).ok());
    number.or_else(|| value.as_str()?.get(..4)?.parse().ok())
}

/// Words in the names of regions that are called like their towns.
const REGIONS: &[&str] = &[
    "oblast",
    "region",
    "province",
    "county",
    "prefecture",
    "district",
    "governorate",
    "canton",
];

/// Whether the word tells a region.
pub(super) fn is_region(word: &str) -> bool {
    REGIONS
        .iter()
        .any(|region| word.eq_ignore_ascii_case(region))
}

impl Choice<'_> {
    /// Chooses one of `targets` for the name at `span`; or says why not: there is none of that
    /// kind, or only surnames of persons whose full name does not stand in the document.
    pub(super) fn choose(&self, span: Span, targets: &Targets<'_>) -> Result<Mention, Why> {
        let is_named = |target: &&Target<'_>| self.named.has(target);
        let named: Targets<'_> = targets.iter().filter(is_named).copied().collect();
        if named.is_empty() {
            return Err(Why::Surname);
        }
        let fitting: Targets<'_> = named
            .iter()
            .filter(|target| self.kind_of(target) == self.kind)
            .copied()
            .collect();
        if fitting.is_empty() {
            return Err(Why::Kind(self.kind));
        }
        let is_typed = fitting.len() < named.len();
        let fitting: Targets<'_> = fitting
            .into_iter()
            .filter(|target| !self.is_of_other_sex(target))
            .collect();
        let fitting = self.without_wives(span, without_surnames(fitting));
        let fitting = self.without_other_times(fitting);
        let mut scored: SmallVec<[(f32, Reason, Target<'_>); 2]> = fitting
            .iter()
            .enumerate()
            .map(|(place, target)| self.score(span, place, target, fitting.len()))
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (score, mut reason, target) = *scored.first().ok_or(Why::Sex)?;
        if scored.len() == 1 && reason == Reason::Only && is_typed {
            reason = Reason::Type;
        }
        let rest = scored[1..]
            .iter()
            .map(|(score, _, target)| (*score, target.entity));
        let unfit = named.iter().map(|target| (0.0, target.entity));
        let mut others: Vec<Candidate> = Vec::new();
        for (score, entity) in rest.chain(unfit) {
            let is_new = others.iter().all(|other| other.entity != entity);
            if entity != target.entity && is_new && others.len() < MOST_OTHERS {
                others.push(Candidate { entity, score });
            }
        }
        Ok(Mention {
            span,
            entity: target.entity,
            form: target.form,
            reason,
            score,
            others,
        })
    }

    fn kind_of(&self, target: &Target<'_>) -> Kind {
        Kind::of(&self.index.type_of(target.entity))
    }

    fn score<'t>(
        &self,
        span: Span,
        place: usize,
        target: &Target<'t>,
        n_targets: usize,
    ) -> (f32, Reason, Target<'t>) {
        let mut points = 0.0;
        let mut reason = if n_targets == 1 {
            Reason::Only
        } else {
            Reason::Listed
        };
        let full_names = match n_targets {
            1 => &self.named.all,
            _ => &self.named.own,
        };
        if let Some(place) = full_names
            .get(&target.entity)
            .and_then(|at| nearest(at, span))
        {
            points += place.points();
            reason = Reason::FullName(place.byte);
        }
        if n_targets > 1 && points == 0.0 {
            let prior = self.prior(target.entity);
            if prior > 0.0 {
                reason = Reason::Prior;
            }
            points += prior - place.min(100) as f32 * 1e-4;
        }
        if reason == Reason::Listed && self.is_part_of_name(span, target) {
            reason = Reason::Shared;
        }
        if !target.requires.is_empty() {
            reason = Reason::Required;
        }
        if n_targets > 1 && self.is_region && self.names_region(target.entity) {
            points += SURE;
            reason = Reason::Type;
        }
        (points, reason, *target)
    }

    /// `Tom` of `Tom Hall`: a word less than the name of a person.
    fn is_part_of_name(&self, span: Span, target: &Target<'_>) -> bool {
        let name = self.index.entity(target.entity).name();
        self.kind == Kind::Person
            && target.form == Form::Alias
            && !span.of(self.text).contains(' ')
            && name.contains(' ')
    }

    /// `Kharkiv Oblast`.
    fn names_region(&self, entity: EntityId) -> bool {
        let name = self.index.entity(entity).name();
        name.split_whitespace().any(is_region)
    }

    /// Those who may have lived in the year of the document, if any may: `Ian Hall`, born 1990, is
    /// not met in a report of 1975.
    fn without_other_times<'t>(&self, mut targets: Targets<'t>) -> Targets<'t> {
        let Some(year) = self.year.filter(|_| targets.len() > 1) else {
            return targets;
        };
        let lives = |target: &Target<'_>| {
            let attributes = self.index.entity(target.entity).attributes();
            let of = |key| attributes.get(key).and_then(year_of);
            of("born").is_none_or(|born| born <= year)
                && of("died").is_none_or(|died| died + LONG_DEAD >= year)
        };
        if targets.iter().any(lives) {
            targets.retain(|target| lives(target));
        }
        targets
    }

    /// `Mrs Hall` is not Stephen Hall: the title tells, and so does the listed first name.
    fn is_of_other_sex(&self, target: &Target<'_>) -> bool {
        let asks = !self.index.matching.without.has(Group::Vetoes);
        if !asks || self.kind != Kind::Person || !self.before.is(Class::HE | Class::SHE) {
            return false;
        }
        let before = (self.before.is(Class::HE), self.before.is(Class::SHE));
        match sex(&self.index.entity(target.entity).name()) {
            Some(Class::MALE) => before == (false, true),
            Some(_) => before.0,
            None => false,
        }
    }

    /// A surname without a title is not that of the woman who is listed as `Mrs Hall`, where it is
    /// another's too.
    fn without_wives<'t>(&self, span: Span, mut targets: Targets<'t>) -> Targets<'t> {
        let asks = !self.index.matching.without.has(Group::Vetoes);
        if !asks || targets.len() < 2 || self.before.is(Class::SHE) {
            return targets;
        }
        let is_wife = |target: &Target<'_>| {
            let name = self.index.entity(target.entity).name();
            let titled = name
                .split_once(' ')
                .filter(|_| name.len() > span.end - span.start);
            titled.is_some_and(|(title, rest)| class(title).is(Class::SHE) && !rest.contains(' '))
        };
        if targets.iter().any(|target| !is_wife(target)) {
            targets.retain(|target| !is_wife(target));
        }
        targets
    }

    /// Up to 1 for an entity that the gazetteer says is large, or mentioned often.
    fn prior(&self, entity: EntityId) -> f32 {
        if self.index.matching.without.has(Group::Prior) {
            return 0.0;
        }
        let attributes = self.index.entity(entity).attributes();
        let number = ["population", "mentions", "sitelinks"]
            .iter()
            .find_map(|key| {
                let value = attributes.get(*key)?;
                value.as_f64().or_else(|| value.as_str()?.parse().ok())
            });
        let size = number.unwrap_or(0.0).max(0.0);
        (libm::log10(1.0 + size) / 10.0).min(1.0) as f32
    }
}

/// What a person's title or first name tells: `Class::MALE` or `Class::FEMALE`.
fn sex(name: &str) -> Option<Class> {
    let of = |word: &str| {
        let class = class(word);
        let is_he = class.is(Class::HE | Class::MALE);
        let is_she = class.is(Class::SHE | Class::FEMALE);
        match (is_he, is_she) {
            (true, false) => Some(Class::MALE),
            (false, true) => Some(Class::FEMALE),
            _ => None,
        }
    };
    let mut words = name.split_whitespace();
    let first = words.next()?;
    let is_title = class(first).is(Class::TITLE) && of(first).is_none();
    of(if is_title { words.next()? } else { first })
}

/// One whose whole name it is goes before those whose surname it is.
fn without_surnames(mut targets: Targets<'_>) -> Targets<'_> {
    if targets.iter().any(|target| target.form == Form::Name) {
        targets.retain(|target| target.form != Form::Surname);
    }
    targets
}

/// A full name and how far it is: those before come before all those after.
struct Place {
    byte: usize,
    distance: usize,
    is_behind: bool,
}

impl Place {
    /// 4 for one right before, down to 3; behind, from 2 to 1.
    fn points(&self) -> f32 {
        let most = if self.is_behind { 2.0 } else { 4.0 };
        most - self.distance as f32 / (self.distance as f32 + 10_000.0)
    }
}

/// The place nearest to `span` among `places`, ascending.
fn nearest(places: &[usize], span: Span) -> Option<Place> {
    let next = places.partition_point(|&byte| byte <= span.start);
    match next.checked_sub(1) {
        Some(before) => Some(Place {
            byte: places[before],
            distance: span.start - places[before],
            is_behind: false,
        }),
        None => places.get(next).map(|&byte| Place {
            byte,
            distance: byte - span.start,
            is_behind: true,
        }),
    }
}
