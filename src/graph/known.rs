//! Graphs that others have measured: for tests.

use super::Graph;
use super::tests::made;

/// Who met whom outside the club. Zachary (1977), "An Information Flow Model for Conflict and
/// Fission in Small Groups". `a: b c` are edges from `a`.
const KARATE: &str = "\
    0: 1 2 3 4 5 6 7 8 10 11 12 13 17 19 21 31; 1: 2 3 7 13 17 19 21 30; 2: 3 7 8 9 13 27 28 32; \
    3: 7 12 13; 4: 6 10; 5: 6 10 16; 6: 16; 8: 30 32 33; 9: 33; 13: 33; 14: 32 33; 15: 32 33; \
    18: 32 33; 19: 33; 20: 32 33; 22: 32 33; 23: 25 27 29 32 33; 24: 25 27 31; 25: 31; 26: 29 \
    33; 27: 33; 28: 31 33; 29: 32 33; 30: 32 33; 31: 32 33; 32: 33";

/// Who meets whom in how many chapters of Les Misérables, the characters in the order of their
/// names. Knuth (1993), "The Stanford GraphBase". `bxw` is an edge to `b` of weight `w`.
const MISERABLES: &str = "\
    0: 25x2 58 70x2; 1: 9x3 15x4 25 31 37x6 39x2 58 59x2 70x6 73; 2: 6x4 17x5 21x6 24x4 30x3 \
    31x5 35 40x5 46x2 49 55 67x2; 3: 8 10x2 12 16 27 39 42x2 73x2; 4: 34 49; 5: 23x3 26x4 27x3 \
    29x4 44x4 71x4 76x3; 6: 17x9 21x12 24x10 30x6 31x5 35x3 40x7 46 49x5 55 67x2 73; 7: 70; 8: \
    10x2 12x2 16x2 42x2 73x2; 9: 15 25 31 37x3 59 70x3; 10: 12x2 16x2 42x3 73x3; 11: 62; 12: \
    16x2 42x2 73x2; 13: 14x3 31x2; 14: 31x2; 15: 24 25 37x4 39 58 59x2 70x4 73; 16: 42x2 73x2; \
    17: 21x13 24x15 30x5 31x6 35 40x5 46x2 49x5 67x2; 18: 34x3 39 45 49x21 51x2 58x4 70 71 72x2 \
    73x31 75; 19: 62x2; 20: 62; 21: 24x17 25 30x6 31x7 35x2 40x5 46x2 49x9 55 67x3; 22: 62; 23: \
    26x3 27x4 29x5 44x3 71x3 76x4; 24: 30x6 31x7 35x3 39x6 40x5 46 49x7 55 67x4 73x4; 25: 37 46 \
    49x5 58x2 59 70x3; 26: 27x3 29x3 44x4 71x4 76x3; 27: 29x4 39x5 44x3 48x2 58x2 65 69x2 70 \
    71x3 73x9 76x4; 28: 36x2 39 60x3 73x8; 29: 44x3 71x3 76x4; 30: 31x2 35 40x5 46 49 67x2; 31: \
    35 37 39 40x3 46 49x4 53x2 55 59 67 70 73; 32: 62; 33: 73; 34: 45 47 49x12 51x9 73x2; 35: \
    40x2 55 67; 37: 39 58 59x2 70x5 73; 38: 73; 39: 58 59 69 70x5 72 73x17 74 75; 40: 46 49x2 55 \
    67x2; 41: 53; 42: 73x3; 43: 73; 44: 71x4 76x3; 45: 49 51x2; 46: 49 61x3; 47: 58; 48: 73; 49: \
    51x6 66 70x2 71 73x19; 50: 56x6 62x8 73x3; 51: 52 57 73x2; 54: 73; 56: 62x10 73x3; 57: 66; \
    58: 70x13 73x7; 59: 70 73; 60: 73; 62: 63 64 73x5; 65: 69x2; 66: 70; 68: 73; 69: 73x3; 70: \
    73x12; 71: 76x3; 72: 73; 73: 74x2 75x3";

/// The karate club: 34 nodes, 78 edges.
pub(super) fn karate() -> Graph {
    made(34, &edges(KARATE))
}

/// Les Misérables: 77 nodes, 254 edges of weight 820 in all.
pub(super) fn miserables() -> Graph {
    made(77, &edges(MISERABLES))
}

fn edges(table: &str) -> Vec<(usize, usize, u64)> {
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let mut edges = Vec::new();
    for row in table.split("; ") {
        let (from, ends) = row.split_once(": ").expect("a node and its edges");
        for end in ends.split_whitespace() {
            let (to, weight) = end.split_once('x').unwrap_or((end, "1"));
            edges.push((number(from), number(to), number(weight) as u64));
        }
    }
    edges
}
