//! Mentions in, the windows that hold too many entities out: a list or an index, whose names have
//! nothing to do with one another but that they stand in it.

use rustc_hash::FxHashSet;

use super::Placed;

/// The windows that hold more than `most` entities, in order. Linear in the mentions, which must be
/// in order.
pub fn crowded(mentions: impl Iterator<Item = Placed>, most: usize) -> Vec<u32> {
    let mut crowded = Vec::new();
    let mut inside = FxHashSet::default();
    let mut window = None;
    for placed in mentions.filter(|placed| placed.window.is_some()) {
        if placed.window != window {
            window = placed.window;
            inside.clear();
        }
        let is_new = inside.insert(placed.entity);
        if is_new && inside.len() - 1 == most {
            crowded.extend(window);
        }
    }
    crowded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::EntityId;

    #[test]
    fn an_entity_is_one_however_often_it_is_mentioned() {
        let placed = |(entity, window)| Placed {
            entity: EntityId(entity),
            window,
            sentence: 0,
            paragraph: 0,
            section: 0,
            date: None,
        };
        let found = [
            (1, Some(0)),
            (2, Some(0)),
            (1, Some(0)),
            (3, None),
            (1, Some(2)),
            (2, Some(2)),
            (3, Some(2)),
            (4, Some(2)),
            (1, Some(3)),
        ];
        let windows = |most| crowded(found.into_iter().map(placed), most);
        assert_eq!(windows(1), [0, 2]);
        assert_eq!(windows(2), [2]);
        assert!(windows(4).is_empty());
    }
}
