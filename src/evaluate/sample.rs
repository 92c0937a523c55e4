//! Kinds of mentions in, a sample of them out, for a person to judge.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A mention that was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Drawn {
    /// Its place in the list of all.
    pub idx: usize,
    /// How many mentions of its kind it stands for.
    pub stands_for: f64,
}

/// Draws `n` mentions, or all if there are fewer, from a list that tells the kind of each, such as
/// type and reason. Each kind has its share, and one at least where `n` allows it, the largest
/// first. The same list and seed give the same sample, in the order of the list.
///
/// Source of the shares: the method of D'Hondt, begun with one each.
pub fn draw<K: Ord>(kinds: &[K], n: usize, seed: u64) -> Vec<Drawn> {
    let mut strata: BTreeMap<&K, Vec<usize>> = BTreeMap::new();
    for (idx, kind) in kinds.iter().enumerate() {
        strata.entry(kind).or_default().push(idx);
    }
    let mut strata: Vec<Vec<usize>> = strata.into_values().collect();
    strata.sort_by_key(|stratum| Reverse(stratum.len()));
    let sizes: Vec<usize> = strata.iter().map(Vec::len).collect();
    let mut drawn = Vec::new();
    for (mut stratum, share) in strata.into_iter().zip(shares(&sizes, n)) {
        let stands_for = stratum.len() as f64 / share.max(1) as f64;
        stratum.sort_by_cached_key(|&idx| (mixed(seed ^ mixed(idx as u64)), idx));
        let picked = stratum.into_iter().take(share);
        drawn.extend(picked.map(|idx| Drawn { idx, stands_for }));
    }
    drawn.sort_by_key(|one| one.idx);
    drawn
}

/// How many to draw from strata of these sizes, descending.
fn shares(sizes: &[usize], n: usize) -> Vec<usize> {
    let mut shares = vec![0; sizes.len()];
    shares.iter_mut().take(n).for_each(|share| *share = 1);
    let n = n.min(sizes.iter().sum());
    for _ in sizes.len().min(n)..n {
        let claims = sizes.iter().zip(&shares).enumerate();
        let open = claims.filter(|(_, (size, share))| share < size);
        let claim = |size: usize, share: usize| size as f64 / (share + 1) as f64;
        let most = open.max_by(|(a, (size_a, share_a)), (b, (size_b, share_b))| {
            let claims = claim(**size_a, **share_a).total_cmp(&claim(**size_b, **share_b));
            claims.then(b.cmp(a))
        });
        if let Some((idx, _)) = most {
            shares[idx] += 1;
        }
    }
    shares
}

/// A number without order. Source: SplitMix64 (Steele, Lea and Flood 2014).
fn mixed(number: u64) -> u64 {
    let z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_share_and_one_at_least() {
        for (sizes, n, expected) in [
            (&[60, 30, 10][..], 10, &[6, 3, 1][..]),
            (&[998, 1, 1], 10, &[8, 1, 1]),
            (&[5, 3, 2], 2, &[1, 1, 0]),
            (&[2, 1], 9, &[2, 1]),
            (&[], 3, &[]),
        ] {
            assert_eq!(shares(sizes, n), expected, "{sizes:?} {n}");
        }
    }

    #[test]
    fn a_seed_gives_one_sample_and_another_another() {
        let kinds: Vec<usize> = (0..1000).map(|idx| idx % 3).collect();
        let drawn = draw(&kinds, 50, 7);
        assert_eq!(drawn, draw(&kinds, 50, 7));
        assert_ne!(drawn, draw(&kinds, 50, 8));
        assert_eq!(drawn.len(), 50);
        assert!(drawn.windows(2).all(|pair| pair[0].idx < pair[1].idx));
        let all: f64 = drawn.iter().map(|one| one.stands_for).sum();
        assert!((all - 1000.0).abs() < 1e-6, "{all}");
    }
}
