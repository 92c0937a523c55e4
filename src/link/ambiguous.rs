//! Linked mentions in; out those that are wanted where nothing decides between entities.

use super::{Dropped, Linked, Mention, Reason, Why};
use crate::gazetteer::Ambiguous;

impl Linked {
    /// Takes mentions that nothing in their document decides as the run asks: as the best
    /// candidate, as each of them (one mention for each, at one place), or not at all.
    ///
    /// `Paris` where no other word tells which of two is meant is one mention of the better known,
    /// two mentions, or none.
    #[must_use]
    pub fn resolved(mut self, ambiguous: Ambiguous) -> Self {
        let mentions = std::mem::take(&mut self.mentions);
        match ambiguous {
            Ambiguous::Best => self.mentions = mentions,
            Ambiguous::Drop => {
                let (open, decided): (Vec<_>, Vec<_>) = mentions.into_iter().partition(is_open);
                self.mentions = decided;
                self.dropped.extend(open.into_iter().map(|mention| Dropped {
                    span: mention.span,
                    entities: mention.candidates().collect(),
                    why: Why::Ambiguous,
                }));
                self.dropped.sort_by_key(|dropped| dropped.span.start);
            }
            Ambiguous::All => {
                let each = mentions
                    .into_iter()
                    .flat_map(|mention| match is_open(&mention) {
                        true => of_each(&mention),
                        false => vec![mention],
                    });
                self.mentions = each.collect();
            }
        }
        self
    }
}

/// Whether nothing in the document decides between its candidates.
fn is_open(mention: &Mention) -> bool {
    !mention.others.is_empty() && matches!(mention.reason, Reason::Listed | Reason::Prior)
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
        for ambiguous in [Ambiguous::Best, Ambiguous::All, Ambiguous::Drop] {
            check(Reason::FullName(3), ambiguous, &[1]);
        }
    }
}
