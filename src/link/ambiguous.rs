//! Linked mentions in; out those that are wanted where nothing decides between entities.

use super::{Mention, Reason};
use crate::gazetteer::Ambiguous;

/// Takes mentions that nothing in their document decides as the run asks: as the best candidate,
/// as each of them (one mention for each, at one place), or not at all.
///
/// `Paris` where no other word tells which of two is meant is one mention of the better known, two
/// mentions, or none. `Tom` of two listed persons is none, unless each is asked for: of persons who
/// share a part of their names none is better than the others.
pub fn resolve(mentions: Vec<Mention>, ambiguous: Ambiguous) -> Vec<Mention> {
    match ambiguous {
        Ambiguous::Best => {
            let told = mentions
                .into_iter()
                .filter(|mention| mention.reason != Reason::Shared);
            told.collect()
        }
        Ambiguous::Drop => {
            let decided = mentions.into_iter().filter(|mention| !mention.is_open());
            decided.collect()
        }
        Ambiguous::All => {
            let each = mentions
                .into_iter()
                .flat_map(|mention| match mention.is_open() {
                    true => of_each(&mention),
                    false => vec![mention],
                });
            each.collect()
        }
    }
}

/// The same mention of each of its candidates.
fn of_each(mention: &Mention) -> Vec<Mention> {
    let mut each = vec![mention.clone()];
    each.extend(mention.others.iter().map(|other| Mention {
        entity: other.entity,
        score: other.score,
        ..mention.clone()
    }));
    each
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{EntityId, Form};
    use crate::link::Candidate;
    use crate::span::Span;

    fn check(reason: Reason, ambiguous: Ambiguous, expected: &[u32]) {
        let mention = Mention {
            span: Span::new(0, 5),
            entity: EntityId(1),
            form: Form::Name,
            reason,
            score: 0.0,
            others: vec![Candidate {
                entity: EntityId(2),
                score: 0.0,
            }],
        };
        let resolved = resolve(vec![mention], ambiguous);
        let found: Vec<u32> = resolved.iter().map(|mention| mention.entity.0).collect();
        assert_eq!(found, expected, "{reason:?} {ambiguous:?}");
    }

    #[test]
    fn what_the_text_does_not_decide_is_taken_as_asked() {
        check(Reason::Listed, Ambiguous::Best, &[1]);
        check(Reason::Listed, Ambiguous::All, &[1, 2]);
        check(Reason::Prior, Ambiguous::Drop, &[]);
        check(Reason::Shared, Ambiguous::Best, &[]);
        check(Reason::Shared, Ambiguous::All, &[1, 2]);
        for ambiguous in [Ambiguous::Best, Ambiguous::All, Ambiguous::Drop] {
            check(Reason::FullName(3), ambiguous, &[1]);
        }
    }
}
