//! Runs in, judgements out: which are names, of which kind, and what told so.
//!
//! The rules are asked in one order, and the first that knows decides: the gazetteer for a whole
//! run, then last and first words, then the points of a person, then the words beside it.

use super::alone::{is_title_of_work, stands_alone};
use super::dropped::{Standing, Why};
use super::judgement::{Judged, Judgement, Verdict};
use super::kind::Kind;
use super::repeats;
use super::rules::{Cue, definition, organisation, other, person, place};
use super::runs::{self, Run};
use super::scene::{Atom, Scene};
use super::types::{is_team, known_kind};
use super::wanted::Wanted;
use crate::gazetteer::Group;
use crate::lexicon::Class;
use crate::token::{Line, LineCase, Shape};

/// Judges the wanted runs of the document.
pub(super) fn judge(scene: &Scene<'_>, wanted: &Wanted<'_>) -> Judgement {
    let mut judged = Judgement::default();
    let mut names = Vec::new();
    for line in &scene.lines {
        if line.case == LineCase::Capitals {
            atoms_alone(scene, line, &mut judged);
            continue;
        }
        let mut from = line.first;
        while let Some(run) = runs::next(scene, from, line.end) {
            from = run.end;
            if !wanted.has(scene, run) {
                continue;
            }
            names.clear();
            if line.case == LineCase::Title {
                names.extend(runs::parts_of_heading(scene, run));
            } else {
                runs::cut(scene, run, &mut names);
            }
            judged.drop_left_off(scene, run, &names, line);
            for &name in names.iter().filter(|name| wanted.has(scene, **name)) {
                judge_run(scene, name, &mut judged);
            }
        }
    }
    if !scene.leaves(Group::Repeats) {
        repeats::restore(scene, &mut judged.runs);
        repeats::name_by_others(scene, &mut judged.runs);
        repeats::name_recurring(scene, &mut judged.runs);
    }
    judged
}

/// In a line of capitals, only what the gazetteer lists is a name, and no ordinary word is.
fn atoms_alone(scene: &Scene<'_>, line: &Line, judged: &mut Judgement) {
    let mut idx = line.first;
    while idx < line.end {
        let atom = scene.atom_at(idx).filter(|atom| atom.end <= line.end);
        let Some(atom) = atom else {
            judged.runs.push(Judged {
                first: idx,
                end: idx + 1,
                verdict: None,
                atom: None,
                source: None,
            });
            idx += 1;
            continue;
        };
        let is_one = atom.end == atom.first + 1;
        let is_ordinary = is_one
            && !scene.is_curated
            && scene.class(idx).is(Class::ORDINARY)
            && scene.word(idx).len() > 1
            && !scene.leaves(Group::Ordinary);
        match known_kind(scene, atom) {
            _ if is_ordinary => judged.drop(atom, Why::Ordinary(Standing::Capitals)),
            Some(kind) => judged.runs.push(listed(atom, kind)),
            None => judged.drop(atom, unkind(atom)),
        }
        idx = atom.end;
    }
}

fn listed(atom: &Atom, kind: Kind) -> Judged {
    Judged {
        first: atom.first,
        end: atom.end,
        verdict: Some(Verdict::new(kind, Cue::Listed, 2.0)),
        atom: Some(atom.idx),
        source: None,
    }
}

fn judge_run(scene: &Scene<'_>, run: Run, judged: &mut Judgement) {
    let Run { first, end } = run;
    if end == first + 1 && is_person_here(scene, first) {
        let verdict = Some(Verdict::new(Kind::Person, Cue::Title, 1.5));
        let atom = scene.atom_over(first, end).map(|atom| atom.idx);
        judged.runs.push(Judged {
            first,
            end,
            verdict,
            atom,
            source: None,
        });
        return;
    }
    if let Some(atom) = scene.atom_over(first, end) {
        let verdict = match known_kind(scene, atom) {
            Some(kind) => match objection(scene, atom, kind) {
                None => Some(Verdict::new(kind, Cue::Listed, 2.0)),
                Some(why) => {
                    judged.drop(atom, why);
                    None
                }
            },
            None => {
                judged.drop(atom, unkind(atom));
                verdict(scene, first, end)
            }
        };
        judged.runs.push(Judged {
            first,
            end,
            verdict,
            atom: Some(atom.idx),
            source: None,
        });
        return;
    }
    if scene.leaves(Group::Embedded) && atoms_of(scene, run, judged) {
        return;
    }
    let merger = organisation::merger(scene, first, end);
    let merger = merger.map(|cue| Verdict::new(Kind::Organisation, cue, 0.3));
    let verdict = merger.or_else(|| verdict(scene, first, end));
    let is_firm = verdict.is_some_and(|verdict| verdict.cue.is_of_own_words());
    let is_row = is_row(scene, run, is_firm);
    if (verdict.is_none() || is_row) && parts(scene, run, judged) {
        return;
    }
    judged.runs.push(Judged {
        first,
        end,
        verdict,
        atom: None,
        source: None,
    });
}

/// Pushes the listed names in the run, though it may be a longer name; tells whether there are any.
fn atoms_of(scene: &Scene<'_>, run: Run, judged: &mut Judgement) -> bool {
    let n_before = judged.runs.len();
    let mut idx = run.first;
    while idx < run.end {
        let atom = scene.atom_at(idx).filter(|atom| atom.end <= run.end);
        let known = atom.and_then(|atom| Some(listed(atom, known_kind(scene, atom)?)));
        judged.runs.extend(known);
        idx = atom.map_or(idx + 1, |atom| atom.end);
    }
    judged.runs.len() > n_before
}

/// Whether the run is listed names one behind the other, not all of one word, or glued together:
/// `Oslo Ian Hall`, `Norway-United States`. Where its own words tell a longer name, only if each is
/// of two words or more: `Ada Marsh Ian Hall`, but `Oslo Salt Marsh`.
fn is_row(scene: &Scene<'_>, run: Run, is_firm: bool) -> bool {
    let mut idx = run.first;
    let mut is_clear = false;
    while idx < run.end {
        let Some(atom) = scene
            .atoms_at(idx)
            .last()
            .filter(|atom| atom.end <= run.end)
        else {
            return false;
        };
        let is_full = atom.end - atom.first > 1;
        if is_firm && !is_full {
            return false;
        }
        is_clear |= is_full || !atom.is_whole;
        idx = atom.end;
    }
    is_clear
}

/// Pushes the listed names that make up the run, if they and words that explain themselves do.
fn parts(scene: &Scene<'_>, run: Run, judged: &mut Judgement) -> bool {
    let before = judged.lengths();
    let mut idx = run.first;
    while idx < run.end {
        let atoms = scene
            .atoms_at(idx)
            .iter()
            .take_while(|atom| atom.end <= run.end);
        let mut end = idx;
        for atom in atoms {
            end = atom.end;
            if !stands_alone(scene, atom) {
                judged.drop(atom, Why::PartOfWord);
                continue;
            }
            if is_beside_another(scene, run, atom) {
                judged.truncate(before);
                return false;
            }
            let Some(kind) = known_kind(scene, atom) else {
                judged.drop(atom, unkind(atom));
                continue;
            };
            match objection(scene, atom, kind) {
                None => judged.runs.push(listed(atom, kind)),
                Some(why) => judged.drop(atom, why),
            }
        }
        if end == idx {
            if !is_explained(scene, idx) {
                judged.truncate(before);
                return false;
            }
            end = idx + 1;
        }
        idx = end;
    }
    // A single word may be the short form of a name elsewhere.
    judged.runs.len() > before.0 || run.end > run.first + 1
}

/// Whether an ordinary word, though listed, stands beside another name, as in `Carnegie Hall`.
fn is_beside_another(scene: &Scene<'_>, run: Run, atom: &Atom) -> bool {
    let is_one = atom.end == atom.first + 1;
    is_one
        && atom.is_whole
        && run.end - run.first > 1
        && !scene.is_curated
        && scene.class(atom.first).is(Class::ORDINARY)
        && scene.tokens[atom.first].shape == Shape::Capital
}

/// A capitalised word that is no part of a name beside it.
fn is_explained(scene: &Scene<'_>, idx: usize) -> bool {
    let token = &scene.tokens[idx];
    let class = scene.class(idx);
    token.shape == Shape::Upper
        || token.shape == Shape::Small
        || class.is(Class::CALENDAR | Class::DEMONYM | Class::TITLE | Class::ROLE)
        || token.opens && class.is(Class::ORDINARY)
}

/// Whether what stands beside a word tells a person, though the word may be listed as a place:
/// `Mr Lentini`, `Lentini, 27,`.
fn is_person_here(scene: &Scene<'_>, idx: usize) -> bool {
    let is_name = scene.tokens[idx].shape == Shape::Capital
        && !scene
            .class(idx)
            .is(Class::DEMONYM | Class::CALENDAR | Class::TITLE | Class::ROLE);
    let title = person::after_title(scene, idx);
    let is_person =
        title >= 2.0 || title >= 1.5 && scene.class(idx).is(Class::SURNAME | Class::FIRST);
    let has_cue = is_person || person::age(scene, idx + 1) > 0.0;
    is_name
        && has_cue
        && place::context(scene, idx, idx + 1) == 0.0
        && !scene.tokens[idx].is_possessive
}

/// Why a listed name is of no kind that [`known_kind`] knows.
fn unkind(atom: &Atom) -> Why {
    match atom.kinds.only() {
        Some(_) => Why::People,
        None => Why::Undecided,
    }
}

/// What keeps a listed single word from being a name where it stands: an ordinary word that opens a
/// sentence is none, unless in a row of results: `Reading 3 Oslo 2`.
fn objection(scene: &Scene<'_>, atom: &Atom, kind: Kind) -> Option<Why> {
    if atom.end > atom.first + 1 || scene.is_curated || scene.leaves(Group::Ordinary) {
        return None;
    }
    let token = &scene.tokens[atom.first];
    let class = scene.class(atom.first);
    let is_plain_place = || {
        kind == Kind::Place
            && class.is(Class::COMMON)
            && place::context(scene, atom.first, atom.end) < 1.0
    };
    match () {
        () if class.is(Class::LEGAL_FORM) && !atom.kinds.has(Kind::Other) => {
            Some(Why::Ordinary(Standing::Inside))
        }
        () if class.is(Class::CALENDAR) => {
            let is_name = kind == Kind::Other || class.is(Class::FIRST) && kind == Kind::Person;
            (!is_name).then_some(Why::Calendar)
        }
        () if token.shape != Shape::Capital => None,
        () if is_team(scene, atom) => None,
        () if kind == Kind::Person
            && class.is(Class::ORDINARY)
            && is_title_of_work(scene, atom) =>
        {
            Some(Why::Ordinary(Standing::Inside))
        }
        () if token.opens => class
            .is(Class::ORDINARY)
            .then_some(Why::Ordinary(Standing::Opening)),
        () if class.is(Class::STARTER) || is_plain_place() => Some(Why::Ordinary(Standing::Inside)),
        () => None,
    }
}

/// What a name that is listed nowhere is.
fn verdict(scene: &Scene<'_>, first: usize, end: usize) -> Option<Verdict> {
    let one = end - first == 1;
    let class = scene.class(first);
    let is_initial = scene.tokens[first].shape == Shape::Initial;
    let is_no_name = class.is(Class::CALENDAR | Class::DEMONYM | Class::STARTER);
    if one && (is_initial || is_no_name) && !place::is_state(scene, first) {
        return None;
    }
    let asks = |group| !scene.leaves(group);
    let other = other::suffix(scene, first, end).or_else(|| other::head(scene, first, end));
    if let Some(cue) = other.filter(|_| asks(Group::Others)) {
        return Some(Verdict::new(Kind::Other, cue, 1.0));
    }
    let organisation = organisation::suffix(scene, first, end)
        .or_else(|| organisation::ampersand(scene, first, end))
        .or_else(|| organisation::prefix(scene, first, end))
        .or_else(|| organisation::head(scene, first, end))
        .or_else(|| organisation::alone(scene, first, end));
    if let Some(cue) = organisation.filter(|_| asks(Group::Bodies)) {
        return Some(Verdict::new(Kind::Organisation, cue, 1.5));
    }
    if let Some(cue) = other::quoted(scene, first, end).filter(|_| asks(Group::Others)) {
        return Some(Verdict::new(Kind::Other, cue, 1.0));
    }
    if asks(Group::Context)
        && let Some((kind, cue)) = definition::of(scene, first, end)
    {
        return Some(Verdict::new(kind, cue, 1.5));
    }
    let place = place::of_state(scene, first, end)
        .or_else(|| place::head(scene, first, end))
        .or_else(|| place::word(scene, first, end))
        .or_else(|| place::dateline(scene, first, end));
    if let Some(cue) = place.filter(|_| asks(Group::Places)) {
        return Some(Verdict::new(Kind::Place, cue, 1.5));
    }
    if let Some((points, cue)) = person::points(scene, first, end) {
        return Some(Verdict::new(Kind::Person, cue, points.min(2.0)));
    }
    let organisation = organisation::acronym(scene, first, end)
        .or_else(|| organisation::defined(scene, first, end))
        .or_else(|| organisation::context(scene, first, end));
    if let Some(cue) = organisation.filter(|_| asks(Group::Context)) {
        return Some(Verdict::new(Kind::Organisation, cue, 1.0));
    }
    if let Some(cue) = organisation::result(scene, first, end).filter(|_| asks(Group::Sport)) {
        return Some(Verdict::new(Kind::Organisation, cue, 0.5));
    }
    if asks(Group::Context)
        && place::is_clear(scene, first, end)
        && !(scene.tokens[first].opens && one)
    {
        return Some(Verdict::new(Kind::Place, Cue::PlaceContext, 1.0));
    }
    unknown(scene, first, end).filter(|_| asks(Group::Shape))
}

/// Two or three capitalised words of which nothing is known: most often a person.
fn unknown(scene: &Scene<'_>, first: usize, end: usize) -> Option<Verdict> {
    let is_plain = |idx: usize| {
        let class = scene.class(idx);
        scene.tokens[idx].shape == Shape::Capital
            && !class.is(Class::ORDINARY | Class::DEMONYM | Class::CALENDAR)
    };
    let is_particle = |idx: usize| scene.class(idx).is(Class::PARTICLE);
    let is_surname = |idx: usize| {
        idx > first
            && idx + 1 == end
            && (scene.class(idx).is(Class::SURNAME) || idx > first + 1 && is_particle(idx - 1))
    };
    let has_small = (first..end).any(|idx| !scene.is_capital(idx) && !is_particle(idx));
    let n_words = end - first - (first + 1..end).filter(|&idx| is_particle(idx)).count();
    let is_name = (2..=3).contains(&n_words)
        && !has_small
        && (first..end).all(|idx| is_plain(idx) || !scene.is_capital(idx) || is_surname(idx));
    let kind = match scene.word_before(first) {
        "the" | "The" => Kind::Organisation,
        _ => Kind::Person,
    };
    is_name.then(|| Verdict::new(kind, Cue::Shape, 0.3))
}
