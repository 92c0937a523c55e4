//! Short forms of listed names that the list does not tell, where they stand in the text: added to
//! the matches.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::abbreviation::{self, LONGEST_ABBREVIATED};
use super::scene::CURATED;
use super::targets::{Conditions, Targets};
use crate::gazetteer::{EntityId, Form, Group, MOST_WORDS, ShortForms, Target};
use crate::lexicon::{Class, class};
use crate::span::Span;
use crate::tag::{Match, Spelling};
use crate::token::{Gap, Shape, Token, Tokens};

/// A document is about sport if one of so many words is.
const SPORT_SHARE: usize = 200;

/// Words that are looked at to tell.
const SAMPLE: usize = 400;

/// A place where a name may stand: a match, or a short form that is none.
pub(super) struct Spot<'a> {
    pub(super) span: Span,
    pub(super) targets: Targets<'a>,
    /// Whether it is a full name: a listed form of several words.
    pub(super) is_full: bool,
    /// Whether it is another spelling of a listed name.
    pub(super) is_spelling: bool,
}

/// The matches and the short forms that overlap none, in order.
pub(super) fn spots<'a>(
    conditions: &Conditions<'a>,
    matches: Vec<(Match, Targets<'a>)>,
    tokens: &Tokens,
) -> Vec<Spot<'a>> {
    let index = conditions.index;
    let without = index.matching.without;
    let none = ShortForms::default();
    let forms = match without.has(Group::Known) {
        true => &none,
        false => index.short_forms(),
    };
    let finder = Finder {
        conditions,
        tokens,
        forms,
        is_sport: OnceCell::new(),
        is_curated: index.n_entities() <= CURATED && !without.has(Group::Known),
    };
    // Titles may be written small, other forms are not.
    let next = |from: usize| match forms.has_titles() {
        true => (from < tokens.all.len()).then_some(from),
        false => tokens.starts.next(from, tokens.all.len()),
    };
    let spot = |(found, targets)| finder.spot(found, targets);
    let mut spots: Vec<Spot<'a>> = Vec::with_capacity(matches.len());
    let mut titled_at = Vec::new();
    let mut matches = matches.into_iter();
    let mut from = 0;
    while let Some(idx) = next(from) {
        from = idx + 1;
        let token = &tokens.all[idx];
        spots.extend(until(&mut matches, token.start as usize).map(spot));
        let is_free = |spots: &[Spot<'_>], start: usize| {
            spots.last().is_none_or(|last| last.span.end <= start)
        };
        if is_free(&spots, token.start as usize)
            && token.shape.is_capital()
            && let Some(short) = finder.short_at(idx, matches.as_slice())
        {
            until(&mut matches, short.span.end).for_each(drop);
            spots.push(short);
            continue;
        }
        spots.extend(until(&mut matches, token.end as usize).map(spot));
        let ahead = matches.as_slice().first();
        if let Some(titled) = finder.titled_at(idx)
            && is_free(&spots, titled.span.start)
            && ahead.is_none_or(|(found, _)| found.span.start >= titled.span.end)
        {
            titled_at.push(spots.len());
            spots.push(titled);
        }
    }
    let end = tokens.all.last().map_or(0, |last| last.end as usize);
    spots.extend(until(&mut matches, end).map(spot));
    keep_named(&mut spots, &titled_at);
    spots
}

/// What tells the short forms of a document.
struct Finder<'f, 'a> {
    conditions: &'f Conditions<'a>,
    tokens: &'f Tokens,
    forms: &'f ShortForms,
    /// Whether the document is about sport, once that was asked.
    is_sport: OnceCell<bool>,
    is_curated: bool,
}

impl<'a> Finder<'_, 'a> {
    /// A match, with those who go by it besides.
    fn spot(&self, found: Match, targets: Targets<'a>) -> Spot<'a> {
        let words = found.span.of(self.conditions.text);
        let clubs = match found.spelling {
            Spelling::Folded => &[],
            _ => self.clubs(words),
        };
        Spot {
            span: found.span,
            targets: with(targets, clubs.iter().chain(self.forms.known(words))),
            is_full: self.conditions.index.has_words(found.name),
            is_spelling: false,
        }
    }

    /// The short form that begins at a capital, unless a match `ahead` reaches out of it.
    fn short_at(&self, idx: usize, ahead: &[(Match, Targets<'a>)]) -> Option<Spot<'a>> {
        let text = self.conditions.text;
        let word = self.tokens.all[idx].span().of(text);
        if self.forms.begins(word) {
            let span = longest(self.tokens, idx, |span| {
                is_longer(span, ahead) && self.is_form(idx, &unbroken(span.of(text)))
            });
            if let Some(span) = span {
                let form = unbroken(span.of(text));
                let entities = self.forms.known(&form).iter().chain(self.clubs(&form));
                return Some(Spot {
                    span,
                    targets: with(Targets::new(), entities),
                    is_full: false,
                    is_spelling: false,
                });
            }
        }
        if !self.is_curated || word.len() > LONGEST_ABBREVIATED {
            return None;
        }
        let (span, targets) = abbreviation::name_at(self.conditions, self.tokens, idx)?;
        is_longer(span, ahead).then_some(Spot {
            span,
            targets,
            is_full: true,
            is_spelling: false,
        })
    }

    /// Those who go by the title that stands there: `the king`.
    fn titled_at(&self, idx: usize) -> Option<Spot<'a>> {
        if !self.forms.has_titles() {
            return None;
        }
        let text = self.conditions.text;
        let span = titled(text, self.tokens, idx)?;
        let title = self.tokens.all[idx + 1].span().of(text);
        let by_title = |&(entity, form): &(EntityId, Form)| {
            let mut target = Target::untold(entity);
            target.form = form;
            target
        };
        let targets: Targets<'a> = self.forms.titled(title).iter().map(by_title).collect();
        (!targets.is_empty()).then_some(Spot {
            span,
            targets,
            is_full: false,
            is_spelling: false,
        })
    }

    /// Whether it is a short form; an ordinary word that opens a sentence is a club in a table only:
    /// `Reading 4 1 2`.
    fn is_form(&self, first: usize, form: &str) -> bool {
        if !self.forms.known(form).is_empty() {
            return true;
        }
        let tokens = &self.tokens.all;
        let is_masked = tokens[first].opens && class(form).is(Class::ORDINARY);
        let in_table = || {
            let next = tokens.get(first + 1);
            next.is_some_and(|next| next.shape == Shape::Number && next.gap == Gap::Space)
        };
        !self.clubs(form).is_empty() && (!is_masked || in_table())
    }

    /// The clubs that go by the name of that town, if the document is about sport.
    fn clubs(&self, town: &str) -> &[EntityId] {
        let clubs = self.forms.clubs(town);
        let Conditions { text, index, .. } = *self.conditions;
        let is_sport = || {
            let tells = || !index.matching.without.has(Group::Sport);
            *self
                .is_sport
                .get_or_init(|| tells() && is_sport(text, &self.tokens.all))
        };
        match !clubs.is_empty() && is_sport() {
            true => clubs,
            false => &[],
        }
    }
}

/// Of those who go by a title where they are named in full, leaves those who are.
fn keep_named(spots: &mut Vec<Spot<'_>>, titled_at: &[usize]) {
    if titled_at.is_empty() {
        return;
    }
    let full = spots.iter().filter(|spot| spot.is_full);
    let full = full.flat_map(|spot| spot.targets.iter().map(|target| target.entity));
    let full: FxHashSet<EntityId> = full.collect();
    for &at in titled_at {
        let targets = &mut spots[at].targets;
        targets.retain(|target| target.form != Form::Surname || full.contains(&target.entity));
        for target in targets {
            target.form = Form::Alias;
        }
    }
    let mut at = 0..;
    spots.retain(|spot| {
        let is_titled = at
            .next()
            .is_some_and(|at| titled_at.binary_search(&at).is_ok());
        !(is_titled && spot.targets.is_empty())
    });
}

/// Takes the matches that begin before `end`.
fn until<'a>(
    matches: &mut std::vec::IntoIter<(Match, Targets<'a>)>,
    end: usize,
) -> impl Iterator<Item = (Match, Targets<'a>)> {
    let ahead = matches.as_slice().iter();
    let n = ahead
        .take_while(|(found, _)| found.span.start < end)
        .count();
    matches.by_ref().take(n)
}

/// A name that a line break parts, as it is listed.
fn unbroken(name: &str) -> Cow<'_, str> {
    match name.contains('\n') {
        true => Cow::Owned(name.split_whitespace().collect::<Vec<_>>().join(" ")),
        false => Cow::Borrowed(name),
    }
}

/// Whether no match begins in the span and reaches out of it, or is it.
fn is_longer(span: Span, ahead: &[(Match, Targets<'_>)]) -> bool {
    let mut inside = ahead
        .iter()
        .map(|(found, _)| found.span)
        .take_while(|found| found.start < span.end);
    inside.all(|found| found.end <= span.end && found != span)
}

/// `the king`, where the second word is written small.
fn titled(text: &str, tokens: &Tokens, idx: usize) -> Option<Span> {
    let (the, title) = (tokens.all.get(idx)?, tokens.all.get(idx + 1)?);
    let is_titled = title.shape == Shape::Small
        && title.gap == Gap::Space
        && the.span().of(text).eq_ignore_ascii_case("the");
    is_titled.then(|| Span::new(the.start as usize, title.end as usize))
}

/// `targets`, and the entities that are none of them.
fn with<'a, 'e>(
    mut targets: Targets<'a>,
    entities: impl Iterator<Item = &'e EntityId>,
) -> Targets<'a> {
    for &entity in entities {
        if targets.iter().all(|target| target.entity != entity) {
            targets.push(Target::untold(entity));
        }
    }
    targets
}

/// The longest form that begins at a token.
fn longest(tokens: &Tokens, first: usize, is_form: impl Fn(Span) -> bool) -> Option<Span> {
    let start = tokens.all[first].start as usize;
    let more = tokens.all[first + 1..]
        .iter()
        .take_while(|token| token.gap == Gap::Space);
    let n_words = 1 + more.take(MOST_WORDS - 1).count();
    let ends = tokens.all[first..first + n_words]
        .iter()
        .rev()
        .map(|token| token.end as usize);
    let mut spans = ends.map(|end| Span::new(start, end));
    spans.find(|span| is_form(*span))
}

/// Whether the document is about sport, by the words it begins with.
pub(super) fn is_sport(text: &str, tokens: &[Token]) -> bool {
    let is_word = |span: Span| class(span.of(text)).is(Class::SPORT);
    let few = tokens.iter().take(SAMPLE);
    let n_all = tokens.len().min(SAMPLE);
    let n_sport = few
        .filter(|token| token.end - token.start >= 4 && is_word(token.span()))
        .count();
    n_sport * SPORT_SHARE > n_all
}
