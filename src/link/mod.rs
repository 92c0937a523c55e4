//! Matches in, linked [`Mention`]s out: one entity each, with the candidates and the reason; and,
//! where asked for, the names that the gazetteer lacks.
//!
//! What a document says about itself decides:
//!
//! 1. `targets`: a target whose condition is not met (`requires` in the paragraph, `documents`) is
//!    none; one whose condition is met goes before those without a condition.
//! 2. `runs` cuts the lines into runs of capitalised words, and `judge` asks the `rules` which are
//!    names, and of which kind: persons, places, organisations, or none of these.
//! 3. `grow` gives short forms the verdict of the full names in the document.
//! 4. A name of the gazetteer that is part of a longer name (the Bath in `University of Bath`) is
//!    no mention. A bare surname denotes a person only where the full name stands.
//! 5. `choose`: of several entities, the one whose full name stands nearest before is chosen, else
//!    nearest behind, else the best known, else the first in the gazetteer.

mod context;

mod kind;

mod mention;

mod targets;

mod short;

mod abbreviation;

mod spelling;

mod scene;

mod rules;

mod genitive;

mod inner;

mod runs;

mod types;

mod judge;

mod alone;

mod repeats;

mod grow;

mod ambiguous;

mod choose;

mod company;

mod wanted;

use std::borrow::Cow;

use crate::gazetteer::{Form, Group, Index};
use crate::lexicon::Class;
use crate::segment::Structure;
use crate::span::Span;
use crate::tag::Match;
use crate::token::{Shape, tokens};
use choose::{Choice, Named};
use judge::Judged;
use kind::Kinds;
use scene::Scene;
use short::Spot;
use targets::{Conditions, Targets};
use wanted::Wanted;

pub use ambiguous::resolve;
pub use kind::Kind;
pub use mention::{Candidate, Found, Mention, Reason};
pub use rules::Cue;

/// What linking leaves of a document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// Mentions of entities, in order.
    pub mentions: Vec<Mention>,
    /// Names that the gazetteer lacks, in order; none overlaps a mention.
    pub found: Vec<Found>,
    /// Capitalised words of which nothing in the document tells what they are.
    pub undecided: Vec<Span>,
}

impl Linked {
    /// The names that the gazetteer lacks and, of the kind `Other`, the undecided words, in order;
    /// `text` is the document's. In a whole corpus others may say what these are.
    pub fn candidates(self, text: &str) -> Vec<Found> {
        let undecided = self.undecided.iter().map(|span| Found {
            span: *span,
            name: span.of(text).to_owned(),
            kind: Kind::Other,
            cue: Cue::Undecided,
            strength: 0.1,
        });
        let mut candidates = self.found;
        candidates.extend(undecided);
        candidates.sort_by_key(|found| found.span.start);
        candidates
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
        return matches
            .iter()
            .filter_map(|found| first_listed(found, index))
            .collect();
    }
    if matches.is_empty() && index.short_forms().is_empty() {
        return Vec::new();
    }
    let mut conditions = Conditions::new(document_id, text, structure, index);
    let possible = conditions.possible_targets(matches);
    let is_spelled = !index.matching.without.has(Group::Spelling) && !index.spellings().is_empty();
    if possible.is_empty() && !is_spelled && !index.short_forms().may_stand_in(text) {
        return Vec::new();
    }
    let (scene, possible) = scene(&conditions, possible);
    if possible.is_empty() {
        return Vec::new();
    }
    decide(
        &scene,
        &Wanted::of_atoms(&scene),
        &possible,
        structure.year,
        index,
    )
    .mentions
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
        score: 0.0,
        others: Vec::new(),
    })
}

/// The same as [`link`], and the names that the gazetteer lacks.
pub fn discover(
    document_id: &str,
    text: &str,
    structure: &Structure,
    matches: &[Match],
    index: &Index,
) -> Linked {
    let mut conditions = Conditions::new(document_id, text, structure, index);
    let possible = conditions.possible_targets(matches);
    let (scene, possible) = scene(&conditions, possible);
    decide(&scene, &Wanted::All, &possible, structure.year, index)
}

/// The document as rules see it, and where names may stand in it.
fn scene<'a>(
    conditions: &Conditions<'a>,
    possible: Vec<(Match, Targets<'a>)>,
) -> (Scene<'a>, Vec<Spot<'a>>) {
    let Conditions { text, index, .. } = *conditions;
    let tokens = tokens(text);
    let mut possible = short::spots(conditions, possible, &tokens);
    if !index.matching.without.has(Group::Spelling) {
        spelling::add(conditions, &tokens, &mut possible);
    }
    let spans = possible
        .iter()
        .map(|spot| (spot.span, kinds(&spot.targets, index)));
    let scene = Scene::new(text, tokens, spans, index);
    (scene, possible)
}

/// What the wanted runs are.
fn decide(
    scene: &Scene<'_>,
    wanted: &Wanted<'_>,
    possible: &[Spot<'_>],
    year: Option<i16>,
    index: &Index,
) -> Linked {
    let mut judged = judge::judge(scene, wanted);
    if !scene.leaves(Group::Short) {
        grow::grow(scene, &mut judged);
    }
    let year = year.filter(|_| !scene.leaves(Group::Vetoes));
    settle(scene, &judged, possible, year, index)
}

/// What the targets of a name may be; surnames are left out.
fn kinds(targets: &Targets<'_>, index: &Index) -> Kinds {
    let mut kinds = Kinds::default();
    for target in targets.iter().filter(|target| target.form != Form::Surname) {
        kinds.add(Kind::of(&index.type_of(target.entity)));
    }
    kinds
}

/// Entities for the judgements that have one, names for the rest.
fn settle(
    scene: &Scene<'_>,
    judged: &[Judged],
    possible: &[Spot<'_>],
    year: Option<i16>,
    index: &Index,
) -> Linked {
    let named = Named::of(possible);
    let mut linked = Linked::default();
    let mut chosen: Vec<Option<Mention>> = Vec::with_capacity(judged.len());
    for (idx, name) in judged.iter().enumerate() {
        let mention = name.atom.and_then(|atom| {
            let spot = &possible[atom];
            let kind = name.verdict.map(|verdict| verdict.kind)?;
            let choice = Choice {
                text: scene.text,
                index,
                named: &named,
                kind,
                before: scene.class_before(name.first),
                is_region: choose::is_region(scene.word_after(name.end)),
                year,
            };
            let mention = choice.choose(spot.span, &spot.targets)?;
            Some(match spot.is_spelling {
                true => Mention {
                    reason: Reason::Spelling,
                    ..mention
                },
                false => mention,
            })
        });
        // `Peter Hall` stands nearer before than Stephen, who is listed: `Hall` is Peter's.
        let is_anothers = !scene.leaves(Group::Vetoes)
            && name
                .source
                .is_some_and(|source| source < idx && chosen[source].is_none());
        chosen.push(mention.filter(|mention| !is_anothers || mention.form != Form::Surname));
    }
    if !scene.leaves(Group::Company) {
        company::decide(&mut chosen, index);
    }
    for (idx, name) in judged.iter().enumerate() {
        let Some(verdict) = name.verdict else {
            if is_open(scene, name) {
                linked.undecided.push(scene.span(name.first, name.end));
            }
            continue;
        };
        // Of one that a listed entity was vetoed for, the full name is not known.
        let unlisted = name.source.filter(|&source| chosen[source].is_none());
        let full = unlisted.map(|source| &judged[source]);
        let grown = || {
            let source = name.source.filter(|_| name.atom.is_none())?;
            let of = chosen[source].as_ref()?;
            Some(Mention {
                span: scene.span(name.first, name.end),
                form: Form::Alias,
                reason: Reason::Grown(of.span.start),
                others: Vec::new(),
                ..of.clone()
            })
        };
        if let Some(mention) = chosen[idx].clone().or_else(grown) {
            linked.mentions.push(mention);
        } else if verdict.kind != Kind::Other {
            let full = full.unwrap_or(name);
            linked.found.push(Found {
                span: scene.span(name.first, name.end),
                name: scene.words(full.first, full.end).to_owned(),
                kind: verdict.kind,
                cue: verdict.cue,
                strength: verdict.strength,
            });
        }
    }
    linked
}

/// Whether a run of capitals that no rule decided may be a name: its words do not explain
/// themselves.
fn is_open(scene: &Scene<'_>, name: &Judged) -> bool {
    let (token, class) = (&scene.tokens[name.first], scene.class(name.first));
    let is_one = name.end == name.first + 1;
    let explained = Class::CALENDAR | Class::DEMONYM | Class::TITLE | Class::ROLE;
    let is_plain =
        is_one && class.is(explained) || (is_one || token.opens) && class.is(Class::ORDINARY);
    name.atom.is_none() && token.shape == Shape::Capital && !is_plain
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
        let all = discover("usa/1.txt", text, &structure, &matches, &index);
        assert_eq!(mentions, all.mentions, "what is not judged changes nothing");
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

    #[test]
    fn a_title_of_the_other_sex_is_another_person() {
        let stephen = "Stephen Hall=stephen-hall:name";
        check("Stephen Hall spoke. Mrs Hall left.", &[stephen]);
        check(
            "Stephen Hall spoke. Mr Hall left.",
            &[stephen, "Hall=stephen-hall:surname"],
        );
    }

    #[test]
    fn a_name_inside_a_longer_one_is_none() {
        check("He met Paris Hilton.", &[]);
        check("He left Paris Airways Ltd.", &[]);
        check("Odesa and the University of Paris.", &[]);
        check("He lives in Paris.", &["Paris=paris-fr:name/first"]);
    }

    /// Expects `surface=type:cue` for each name that is found and not listed.
    fn check_found(text: &str, expected: &[&str]) {
        let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let structure = segment::segment(&Document::new("1.txt", text), &Default::default());
        let linked = discover("1.txt", text, &structure, &[], &index);
        let found: Vec<String> = linked
            .found
            .iter()
            .map(|found| {
                let kind = found.kind.entity_type();
                format!(
                    "{}={}:{}",
                    found.span.of(text),
                    kind.as_str(),
                    found.cue.as_str()
                )
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_found_by_their_words_and_those_beside_them() {
        for (text, expected) in [
            (
                "We met Anna Kvist there.",
                &["Anna Kvist=person:first-name"][..],
            ),
            ("We met J. Kvist there.", &["J. Kvist=person:initial"]),
            ("We met Mr Kvist there.", &["Kvist=person:title"]),
            (
                "Then striker Xobo Kvist left.",
                &["Xobo Kvist=person:title"],
            ),
            (
                "They own Kvist Bank now.",
                &["Kvist Bank=organisation:organisation-suffix"],
            ),
            (
                "The University of Kvist grew.",
                &["University of Kvist=organisation:organisation-head"],
            ),
            (
                "It flows to Kvist River.",
                &["Kvist River=place:place-word"],
            ),
            ("He lives in Kvistholm.", &["Kvistholm=place:place-context"]),
            (
                "Kvistholm is a village by the sea.",
                &["Kvistholm=place:place-context"],
            ),
            ("They won the Kvist Cup.", &[]),
            ("On Monday the German won.", &[]),
        ] {
            check_found(text, expected);
        }
    }

    #[test]
    fn short_forms_stand_for_the_full_name() {
        check_found(
            "Anna Kvist left. Later Kvist came back, Anna said.",
            &[
                "Anna Kvist=person:first-name",
                "Kvist=person:short",
                "Anna=person:short",
            ],
        );
        check_found(
            "The Kvist Trade Union (KTU) met. He left the KTU.",
            &[
                "Kvist Trade Union=organisation:organisation-suffix",
                "KTU=organisation:short",
                "KTU=organisation:short",
            ],
        );
    }

    #[test]
    fn what_tells_nothing_gives_nothing_and_no_text_is_slow() {
        check_found("all in small letters, anna kvist too", &[]);
        let cells = "Kvist\tBerg\tLund\t12\n".repeat(20_000);
        let names = "Anna Kvist, ".repeat(20_000);
        let one = "Kvist ".repeat(100_000);
        for text in [&cells, &names, &one, &one.to_uppercase()] {
            let gazetteer = Gazetteer::from_toml(LIST, "test").expect("a good list");
            let index = Index::new(&gazetteer, Matching::default());
            let structure = segment::segment(&Document::new("1", &**text), &Default::default());
            let linked = discover("1", text, &structure, &[], &index);
            assert!(linked.mentions.is_empty());
        }
    }
}
