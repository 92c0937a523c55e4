//! A graph in, how each of its nodes stands in it out: centrality and community.
//!
//! A build counts; this is computed where an export or a question asks for it, of the part of the
//! graph that was asked for: [`Graph::measure_nodes`].

use super::community::communities;
use super::paths::paths;
use super::rank::{core_numbers, pagerank};
use super::ties::Ties;
use super::{Graph, NodeIndex};

/// How a node stands in its graph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// PageRank over the weights of the ties, from 0 to 1, all nodes together 1. Brin and Page
    /// (1998), "The anatomy of a large-scale hypertextual Web search engine"; damping 0.85.
    pub pagerank: f64,
    /// The share of the shortest paths between two others that lead through it, from 0 to 1; ties
    /// are of one length. Freeman (1977), "A Set of Measures of Centrality Based on Betweenness".
    pub betweenness: f64,
    /// One over the mean distance to all it can reach, times the share of the others that this is;
    /// from 0 to 1. Wasserman and Faust (1994), "Social Network Analysis", formula 5.22.
    pub closeness: f64,
    /// The largest `k` so that it is in a part of the graph where all have `k` ties or more. Seidman
    /// (1983), "Network structure and minimum degree".
    pub core: u32,
    /// Its community, a place in [`Standings::communities`]; none without ties.
    pub community: Option<u32>,
}

/// The nodes of a graph as they stand in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Standings {
    /// One for each node, in order.
    pub nodes: Vec<Standing>,
    /// The communities, the largest first.
    pub communities: Vec<Community>,
    /// How much more of the weight is inside communities than by chance, below 1. Newman (2004),
    /// "Analysis of weighted networks".
    pub modularity: f64,
    /// The nodes from which betweenness and closeness were estimated; `None` where they are exact.
    pub n_sampled: Option<usize>,
}

/// A group of nodes with more ties among them than by chance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// The names of its strongest members.
    pub name: String,
    /// How many members it has.
    pub n_members: usize,
}

/// The communities of a graph, and who is in which.
#[derive(Clone, Debug, PartialEq)]
pub struct Partition {
    /// The community of each node, a place in `communities`; none without ties.
    pub of: Vec<Option<u32>>,
    /// The communities, the largest first.
    pub communities: Vec<Community>,
    /// As [`Standings::modularity`].
    pub modularity: f64,
}

/// The members whose names name a community.
const N_NAMES: usize = 3;

impl Standings {
    /// The communities alone.
    pub fn partition(&self) -> Partition {
        Partition {
            of: self.nodes.iter().map(|node| node.community).collect(),
            communities: self.communities.clone(),
            modularity: self.modularity,
        }
    }
}

impl Graph {
    /// Computes [`Graph::standings`]. Everything is near-linear but betweenness and closeness, which
    /// are exact for some thousand nodes and beyond estimated, within some seconds. The same graph
    /// gives the same figures, with any number of threads.
    pub fn measure_nodes(&mut self) {
        let ties = Ties::new(self);
        let (ranks, cores) = (pagerank(&ties), core_numbers(&ties));
        let (paths, partition) = (paths(&ties), communities(&ties));
        let nodes = (0..ties.n_nodes()).map(|node| Standing {
            pagerank: ranks[node],
            betweenness: paths.betweenness[node],
            closeness: paths.closeness[node],
            core: cores[node],
            community: partition.of[node],
        });
        self.standings = Some(Standings {
            nodes: nodes.collect(),
            communities: self.named(&partition.of),
            modularity: partition.modularity,
            n_sampled: paths.n_sampled,
        });
    }

    /// Takes over figures that were computed before, of the same nodes in the same order.
    pub fn set_standings(&mut self, standings: Standings) {
        debug_assert_eq!(standings.nodes.len(), self.network.node_count());
        self.standings = Some(standings);
    }

    /// The communities alone; about `O(m log m)`.
    pub fn partition(&self) -> Partition {
        let found = communities(&Ties::new(self));
        Partition {
            communities: self.named(&found.of),
            of: found.of,
            modularity: found.modularity,
        }
    }

    /// [`Standing::pagerank`] of each node alone; linear.
    pub fn pageranks(&self) -> Vec<f64> {
        pagerank(&Ties::new(self))
    }

    /// How the nodes stand, once [`Graph::measure_nodes`] has computed it. A part of the graph keeps
    /// the figures of the whole until it is measured itself.
    pub fn standings(&self) -> Option<&Standings> {
        self.standings.as_ref()
    }

    /// How a node stands, likewise.
    pub fn standing(&self, node: NodeIndex) -> Option<Standing> {
        Some(self.standings.as_ref()?.nodes[node.index()])
    }

    fn named(&self, of: &[Option<u32>]) -> Vec<Community> {
        let n_communities = of.iter().flatten().max().map_or(0, |last| last + 1);
        let mut members: Vec<Vec<&str>> = vec![Vec::new(); n_communities as usize];
        for node in self.strongest_nodes() {
            if let Some(community) = of[node.index()] {
                members[community as usize].push(&self.network[node].name);
            }
        }
        let communities = members.iter().map(|names| Community {
            name: names[..names.len().min(N_NAMES)].join(", "),
            n_members: names.len(),
        });
        communities.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::known::{karate, miserables};
    use super::super::tests::made;
    use super::*;

    /// Node, PageRank, betweenness, closeness, core.
    type Row = (usize, f64, f64, f64, u32);

    /// The figures of networkx 3.6: `pagerank(g, weight=w, tol=1e-13)`, `betweenness_centrality(g)`,
    /// `closeness_centrality(g)`, `core_number(g)`.
    fn check(mut graph: Graph, rows: &[Row]) {
        graph.measure_nodes();
        let standings = graph.standings().expect("it is measured");
        assert_eq!(standings.n_sampled, None);
        for &(node, pagerank, betweenness, closeness, core) in rows {
            let found = standings.nodes[node];
            for (found, expected) in [
                (found.pagerank, pagerank),
                (found.betweenness, betweenness),
                (found.closeness, closeness),
            ] {
                assert!(
                    (found - expected).abs() < 1e-8,
                    "{node}: {found}, not {expected}"
                );
            }
            assert_eq!(found.core, core, "{node}");
        }
    }

    #[test]
    fn the_karate_club_measures_as_elsewhere() {
        let rows = [
            (0, 0.096997285, 0.437635281, 0.568965517, 4),
            (1, 0.052876924, 0.053936688, 0.485294118, 4),
            (2, 0.057078509, 0.143656806, 0.559322034, 4),
            (33, 0.100919182, 0.304074976, 0.550000000, 4),
            (10, 0.021977952, 0.000631313, 0.379310345, 3),
            (20, 0.014535994, 0.000000000, 0.370786517, 2),
        ];
        check(karate(), &rows);
    }

    #[test]
    fn les_miserables_measures_as_elsewhere() {
        let rows = [
            (0, 0.004476318, 0.000000000, 0.351851852, 3),
            (1, 0.015699951, 0.004960384, 0.463414634, 8),
            (2, 0.016452076, 0.002185488, 0.393782383, 9),
            (76, 0.013185626, 0.000000000, 0.340807175, 7),
            (10, 0.011331715, 0.000000000, 0.404255319, 6),
            (20, 0.003023757, 0.000000000, 0.301587302, 1),
        ];
        check(miserables(), &rows);
    }

    /// By hand: a path of three beside a node without ties; n - 1 is 3.
    #[test]
    fn parts_of_a_graph_measure_by_what_they_reach() {
        let mut graph = made(4, &[(0, 1, 1), (1, 2, 1)]);
        graph.measure_nodes();
        let standings = graph.standings().expect("it is measured");
        let closeness: Vec<f64> = standings.nodes.iter().map(|node| node.closeness).collect();
        assert_eq!(
            closeness,
            [2.0 / 3.0 / 1.5, 2.0 / 3.0, 2.0 / 3.0 / 1.5, 0.0]
        );
        assert_eq!(standings.nodes[1].betweenness, 2.0 / 6.0);
        assert_eq!(standings.nodes[3].community, None);
        assert_eq!(standings.communities[0].n_members, 3);
    }

    #[test]
    fn an_empty_graph_is_measured() {
        for n_nodes in 0..2 {
            let mut graph = made(n_nodes, &[]);
            graph.measure_nodes();
            let standings = graph.standings().expect("it is measured");
            assert_eq!(
                (standings.nodes.len(), standings.modularity),
                (n_nodes, 0.0)
            );
            assert!(standings.nodes.iter().all(|node| node.closeness == 0.0));
        }
    }
}
