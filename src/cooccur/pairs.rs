//! Counts of pairs in, in any order and any number; their sums out, each pair once, in order.

use std::{env, io};

use rusqlite::Connection;
use rustc_hash::FxHashMap;

use super::{Pair, PairCounts, row};
use crate::error::{Error, Result};

/// Counted pairs. Where there are more of them than fit, they go to a temporary file from time to
/// time; where it cannot be written, they stay in memory.
#[derive(Debug)]
pub struct Pairs {
    near: FxHashMap<Pair, PairCounts>,
    most_near: usize,
    far: Option<Connection>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self::holding(Self::MOST_IN_MEMORY)
    }
}

impl Pairs {
    /// Pairs that are held in memory, unless told otherwise: as many as a table of four million
    /// places takes, in 350 MB.
    pub const MOST_IN_MEMORY: usize = (4 << 20) / 8 * 7;

    /// No pairs; so many of those to come are held in memory.
    pub fn holding(most: usize) -> Self {
        Self {
            near: FxHashMap::default(),
            most_near: most,
            far: None,
        }
    }

    /// Adds to the counts of a pair.
    pub fn add(&mut self, pair: Pair, more: PairCounts) {
        *self.near.entry(pair).or_default() += more;
        if self.near.len() >= self.most_near && self.move_far().is_err() {
            self.most_near = usize::MAX;
        }
    }

    /// Each pair with its counts, in order.
    ///
    /// # Errors
    ///
    /// [`Error::Read`] if the temporary file cannot be read.
    pub fn into_sorted(self) -> Result<Vec<(Pair, PairCounts)>> {
        let mut near: Vec<_> = self.near.into_iter().collect();
        near.sort_unstable_by_key(|&(pair, _)| pair);
        match self.far {
            None => Ok(near),
            Some(far) => merged(&far, near)
                .map_err(|error| Error::read(&env::temp_dir(), io::Error::other(error))),
        }
    }

    /// Moves all pairs to the temporary file; if it fails, none.
    fn move_far(&mut self) -> rusqlite::Result<()> {
        let far = match &mut self.far {
            Some(far) => far,
            None => self.far.insert(temporary()?),
        };
        let batch = far.transaction()?;
        let mut insertion = batch.prepare_cached(&row::insertion("pair"))?;
        let mut pairs: Vec<&Pair> = self.near.keys().collect();
        pairs.sort_unstable();
        for pair in pairs {
            row::insert(&mut insertion, *pair, &self.near[pair])?;
        }
        drop(insertion);
        batch.commit()?;
        self.near = FxHashMap::default();
        Ok(())
    }
}

/// A database in a file that goes away with it.
fn temporary() -> rusqlite::Result<Connection> {
    let connection = Connection::open("")?;
    connection.execute_batch(&format!(
        "PRAGMA temp_store = FILE;
         PRAGMA journal_mode = OFF;
         CREATE TABLE pair ({})",
        row::COLUMNS
    ))?;
    Ok(connection)
}

/// The sums of what is in the file and of `near`, in order.
fn merged(
    far: &Connection,
    near: Vec<(Pair, PairCounts)>,
) -> rusqlite::Result<Vec<(Pair, PairCounts)>> {
    let mut all: Vec<(Pair, PairCounts)> = Vec::new();
    let mut add = |(pair, more): (Pair, PairCounts)| match all.last_mut() {
        Some((last, counts)) if *last == pair => *counts += more,
        _ => all.push((pair, more)),
    };
    let mut near = near.into_iter().peekable();
    let mut select = far.prepare("SELECT * FROM pair ORDER BY a, b")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let next = row::read(row)?;
        while let Some(smaller) = near.next_if(|(pair, _)| *pair < next.0) {
            add(smaller);
        }
        add(next);
    }
    near.for_each(add);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{Date, Dates};
    use crate::gazetteer::EntityId;

    fn sums(most: usize) -> Vec<(Pair, PairCounts)> {
        let mut pairs = Pairs::holding(most);
        for n in 0..1_000_u32 {
            // The last ten are of pairs that were not there before.
            let pair = (
                EntityId(n * 7 % 31),
                EntityId(31 + n * 5 % 13 + n / 990 * 13),
            );
            let date = Date::of(["2024", "2024-05", "2023-05-17"][n as usize % 3]);
            let counts = PairCounts {
                weight: n.into(),
                sentences: 1,
                documents: 2,
                dates: date.filter(|_| n % 2 == 0).map(Dates::from),
                ..PairCounts::default()
            };
            pairs.add(pair, counts);
        }
        pairs.into_sorted().expect("the file can be read")
    }

    #[test]
    fn pairs_in_a_file_add_up_to_what_pairs_in_memory_do() {
        let expected = sums(usize::MAX);
        assert_eq!(expected.len(), 31 * 13 + 10);
        assert!(expected.is_sorted_by_key(|(pair, _)| *pair));
        for most in [1, 2, 100, 403] {
            assert_eq!(sums(most), expected, "{most} in memory");
        }
    }

    #[test]
    fn no_more_are_held_than_told_and_none_goes_to_a_file_before() {
        let mut pairs = Pairs::holding(3);
        for (n, n_held) in [(1, 1), (2, 2), (2, 2), (3, 0), (4, 1)] {
            pairs.add((EntityId(0), EntityId(n)), PairCounts::default());
            assert_eq!(pairs.near.len(), n_held, "behind {n}");
            assert_eq!(pairs.far.is_some(), n >= 3, "behind {n}");
        }
        assert_eq!(pairs.most_near, 3);
    }
}
