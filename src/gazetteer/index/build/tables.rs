//! Hashes in, the filters and the table of runs out.

use rayon::prelude::*;

use crate::gazetteer::index::layout::Slot;

/// The table of runs: those that end names, with the place of their records, and those that begin
/// longer ones, both ascending by hash.
pub(super) fn slots(ends: &[(u64, u32)], runs: &[u64]) -> Vec<u64> {
    let n_slots = ((ends.len() + runs.len()) * 3 / 2)
        .next_power_of_two()
        .max(2);
    let shift = 64 - n_slots.ilog2();
    let mut slots = vec![0u64; n_slots];
    let mut put = |hash: u64, slot: Slot| {
        let mut idx = (hash >> shift) as usize;
        while slots[idx] != 0 {
            idx = (idx + 1) & (n_slots - 1);
        }
        slots[idx] = slot.0;
    };
    let mut runs = runs.iter().copied().peekable();
    for &(hash, record) in ends {
        while let Some(run) = runs.next_if(|&run| run < hash) {
            put(run, Slot::new(run).goes_on());
        }
        let slot = Slot::new(hash).ends_at(record);
        put(
            hash,
            match runs.next_if_eq(&hash) {
                Some(_) => slot.goes_on(),
                None => slot,
            },
        );
    }
    runs.for_each(|run| put(run, Slot::new(run).goes_on()));
    slots
}

/// Each hash once, ascending.
pub(super) fn distinct(hashes: &mut Vec<u64>) -> &[u64] {
    hashes.par_sort_unstable();
    hashes.dedup();
    hashes
}

/// At least eight cells for each first word; what it promises stands in the two low bits.
pub(super) fn first_filter(firsts: &mut Vec<u64>) -> Vec<u64> {
    let firsts = distinct(firsts);
    let n_cells = (firsts.len() * 8).next_power_of_two().max(64);
    let shift = 64 - n_cells.ilog2();
    let mut filter = vec![0u64; n_cells / 32];
    for first in firsts {
        let cell = first >> shift;
        filter[(cell / 32) as usize] |= (first & 3) << (2 * (cell % 32));
    }
    filter
}

/// At least twelve bits for each pair of first words.
pub(super) fn second_filter(seconds: &mut Vec<u64>) -> Vec<u64> {
    let seconds = distinct(seconds);
    let n_bits = (seconds.len() * 12).next_power_of_two().max(128);
    let shift = 64 - n_bits.ilog2();
    let mut filter = vec![0u64; n_bits / 64];
    for second in seconds {
        let bit = second >> shift;
        filter[(bit / 64) as usize] |= 1 << (bit % 64);
    }
    filter
}
