//! Linked mentions in; out those that are wanted where nothing decides between entities.

use super::{Dropped, Linked, Mention, Reason, Why};
use crate::gazetteer::Ambiguous;

impl Linked {
    /// Takes mentions that nothing in their document decides as the run asks: as the best
    /// candidate, as each of them (one mention for each, at one place), or not at all.
    ///
    /// `Paris` where no other word tells which of two is meant is one mention of the better known,
    /// two mentions, or none. `Tom` of two listed persons is none, unless each is asked for: of
    /// persons who share a part of their names none is better than the others.
    #[must_use]
    pub fn resolved(mut self, ambiguous: Ambiguous) -> Self {
        let mentions = std::mem::take(&mut self.mentions).into_iter();
        match ambiguous {
            Ambiguous::Best => self.keep(mentions, |mention| mention.reason != Reason::Shared),
            Ambiguous::Drop => self.keep(mentions, |mention| !mention.is_open()),
            Ambiguous::All => {
                let each = mentions.flat_map(|mention| match mention.is_open() {
                    true => of_each(&mention),
                    false => vec![mention],
                });
                self.mentions = each.collect();
            }
        }
        self
    }

    /// Keeps the mentions that are told, and notes the others as dropped.
    fn keep(
        &mut self,
        mentions: impl Iterator<Item = Mention>,
        is_told: impl Fn(&Mention) -> bool,
    ) {
        let (told, open): (Vec<_>, Vec<_>) = mentions.partition(is_told);
        self.mentions = told;
        self.dropped.extend(open.into_iter().map(|mention| Dropped {
            span: mention.span,
            entities: mention.candidates().collect(),
            why: Why::Ambiguous,
        }));
        self.dropped.sort_by_key(|dropped| dropped.span.start);
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
        let linked = Linked {
            mentions: vec![mention],
            ..Linked::default()
        };
        let resolved = linked.resolved(ambiguous);
        let found = resolved.mentions.iter().map(|mention| mention.entity.0);
        assert_eq!(
            found.collect::<Vec<_>>(),
            expected,
            "{reason:?} {ambiguous:?}"
        );
        assert_eq!(resolved.dropped.is_empty(), !expected.is_empty());
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
