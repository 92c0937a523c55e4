//! The classes of words of up to 16 bytes: a table so small that it stays in the processor's caches.

use rustc_hash::FxHashMap;

use super::Class;

/// The most bytes of a word in the table.
pub(super) const LONGEST: usize = 16;

/// Words by their hashes: in a slot, or in one of the next if others have it.
pub(super) struct Words {
    /// The first eight bytes of each slot's word, or 0.
    heads: Vec<u64>,
    /// The other bytes; looked at for words of eight and more.
    tails: Vec<u64>,
    /// What the word is: a place in `classes`.
    sets: Vec<u16>,
    classes: Vec<Class>,
    /// How far a hash is shifted to give a slot.
    shift: u32,
}

impl Words {
    /// The table of `listed`: words as numbers, none of them 0 or twice there.
    pub(super) fn new(listed: &[(u128, Class)]) -> Self {
        let n_slots = (2 * listed.len()).next_power_of_two().max(2);
        let mut words = Self {
            heads: vec![0; n_slots],
            tails: vec![0; n_slots],
            sets: vec![0; n_slots],
            classes: Vec::new(),
            shift: 64 - n_slots.ilog2(),
        };
        let mut places: FxHashMap<Class, u16> = FxHashMap::default();
        for &(word, class) in listed {
            let place = *places.entry(class).or_insert_with(|| {
                words.classes.push(class);
                u16::try_from(words.classes.len() - 1).expect("fewer sets than words")
            });
            let (head, tail) = halves(word);
            let slot = words.slot(head, tail);
            words.heads[slot] = head;
            words.tails[slot] = tail;
            words.sets[slot] = place;
        }
        words
    }

    /// What a word in small letters is, if it is listed.
    #[inline]
    pub(super) fn class(&self, small: u128) -> Option<Class> {
        let (head, tail) = halves(small);
        let slot = self.slot(head, tail);
        let is_listed = self.heads[slot] != 0;
        is_listed.then(|| self.classes[usize::from(self.sets[slot])])
    }

    /// The slot of a word, or the empty one where it would be.
    #[inline]
    fn slot(&self, head: u64, tail: u64) -> usize {
        let mut slot = (hash(head, tail) >> self.shift) as usize;
        loop {
            let other = self.heads[slot];
            if other == 0 || other == head && (head >> 56 == 0 || self.tails[slot] == tail) {
                return slot;
            }
            slot = (slot + 1) & (self.heads.len() - 1);
        }
    }
}

/// The first eight bytes of a word, and the others.
#[inline]
fn halves(word: u128) -> (u64, u64) {
    (word as u64, (word >> 64) as u64)
}

/// The product of both halves, its own halves folded into one, so that each bit counts.
#[inline]
fn hash(head: u64, tail: u64) -> u64 {
    // Odd numbers without structure: digits of the golden ratio and of the square root of 3.
    const K0: u64 = 0x9E37_79B9_7F4A_7C15;
    const K1: u64 = 0xBB67_AE85_84CA_A73B;
    let product = u128::from(head ^ K0) * u128::from(tail ^ K1);
    product as u64 ^ (product >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::super::number;
    use super::*;

    #[test]
    fn every_word_has_its_class_and_no_other_has_any() {
        let words = [
            "a",
            "seventh",
            "eighthly",
            "eighthly-and",
            "sixteen-letters.",
        ];
        let numbers = words.map(|word| number(word.as_bytes()).expect("short"));
        let classes = [Class::COMMON, Class::ROLE, Class::MALE]
            .into_iter()
            .cycle();
        let listed: Vec<(u128, Class)> = numbers.into_iter().zip(classes).collect();
        let table = Words::new(&listed);
        for (word, class) in listed {
            assert_eq!(table.class(word), Some(class));
        }
        for word in ["", "b", "sevent", "seventhl", "eighthly-", "eighthly-or"] {
            let number = number(word.as_bytes()).expect("short");
            assert_eq!(table.class(number), None, "{word}");
        }
    }
}
