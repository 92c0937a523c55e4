//! Short forms of listed names that the list does not tell, where they stand in the text: added to
//! the matches.

use super::targets::{Conditions, Targets};
use crate::gazetteer::{EntityId, Group, MOST_WORDS, ShortForms, Target};
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
    let Conditions { text, index, .. } = *conditions;
    let without = index.matching.without;
    let none = ShortForms::default();
    let forms = match without.has(Group::Known) {
        true => &none,
        false => index.short_forms(),
    };
    let is_sport = forms.has_clubs() && !without.has(Group::Sport) && is_sport(text, &tokens.all);
    let end = tokens.all.last().map_or(0, |last| last.end as usize);
    let matches = matches.into_iter();
    let spots = matches.take_while(|(found, _)| found.span.start < end);
    let spots = spots.map(|(found, targets)| {
        let words = found.span.of(text);
        let is_named = found.spelling != Spelling::Folded;
        let clubs = clubs(forms, is_sport && is_named, words);
        Spot {
            span: found.span,
            targets: with(targets, clubs.iter().chain(forms.known(words))),
            is_full: index.has_words(found.name),
            is_spelling: false,
        }
    });
    let mut spots: Vec<Spot<'a>> = spots.collect();
    let mut short = short_forms(text, tokens, forms, is_sport, &spots);
    if !short.is_empty() {
        spots.append(&mut short);
        spots.sort_by_key(|spot| spot.span.start);
    }
    spots
}

/// The clubs that go by the name of that town, if the document is about sport.
fn clubs<'f>(forms: &'f ShortForms, is_sport: bool, town: &str) -> &'f [EntityId] {
    if is_sport { forms.clubs(town) } else { &[] }
}

/// The short forms beside `spots`, the matches.
fn short_forms<'a>(
    text: &str,
    tokens: &Tokens,
    forms: &ShortForms,
    is_sport: bool,
    spots: &[Spot<'_>],
) -> Vec<Spot<'a>> {
    let mut short = Vec::new();
    let (mut from, mut next_spot, mut free) = (0, 0, 0);
    // Titles may be written small, other forms are not.
    let next = |from: usize| match forms.has_titles() {
        true => (from < tokens.all.len()).then_some(from),
        false => tokens.starts.next(from),
    };
    while let Some(idx) = next(from) {
        from = idx + 1;
        let token = &tokens.all[idx];
        while let Some(spot) = spots.get(next_spot)
            && spot.span.start < token.end as usize
        {
            free = spot.span.end.max(free);
            next_spot += 1;
        }
        if (token.start as usize) < free {
            continue;
        }
        let limit = spots
            .get(next_spot)
            .map_or(text.len(), |spot| spot.span.start);
        let mut push = |span: Span, targets: Targets<'a>| {
            free = span.end;
            short.push(Spot {
                span,
                targets,
                is_full: false,
                is_spelling: false,
            });
        };
        if forms.has_titles()
            && let Some(span) = titled(text, tokens, idx)
            && span.end <= limit
        {
            let persons = forms.titled(tokens.all[idx + 1].span().of(text));
            if !persons.is_empty() {
                push(span, with(Targets::new(), persons.iter()));
            }
            continue;
        }
        if !token.shape.is_capital() || !forms.begins(token.span().of(text)) {
            continue;
        }
        let form = longest(text, tokens, idx, limit, |form| {
            !forms.known(form).is_empty() || !clubs(forms, is_sport, form).is_empty()
        });
        if let Some(span) = form {
            let form = span.of(text);
            let clubs = clubs(forms, is_sport, form);
            push(
                span,
                with(Targets::new(), forms.known(form).iter().chain(clubs)),
            );
        }
    }
    short
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

/// The longest form that begins at a token and ends before `limit`.
fn longest(
    text: &str,
    tokens: &Tokens,
    first: usize,
    limit: usize,
    is_form: impl Fn(&str) -> bool,
) -> Option<Span> {
    let start = tokens.all[first].start as usize;
    let more = tokens.all[first + 1..]
        .iter()
        .take_while(|token| token.gap == Gap::Space);
    let n_words = 1 + more.take(MOST_WORDS - 1).count();
    let ends = tokens.all[first..first + n_words]
        .iter()
        .rev()
        .map(|token| token.end as usize);
    let mut spans = ends
        .filter(|&end| end <= limit)
        .map(|end| Span::new(start, end));
    spans.find(|span| is_form(span.of(text)))
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
