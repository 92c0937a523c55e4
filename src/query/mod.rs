//! Questions on a [`Graph`] in, plain rows out; the passages behind them are the
//! [`Store`](crate::store::Store)'s.

mod bridges;

mod common;

mod ego;

mod find;

mod gaps;

mod path;

mod resolve;

mod sql;

mod timeline;

mod top;

use petgraph::graph::NodeIndex;

use crate::graph::{Edge, Graph};

pub use bridges::{Bridge, bridges};
pub use common::{Common, common};
pub use ego::{Near, ego};
pub use find::{Found, Match, find};
pub use gaps::{Gap, gaps};
pub use path::{Step, strongest_path, strongest_paths};
pub use resolve::resolve;
pub use sql::sql;
pub use timeline::{Stretch, Timeline, overview, timeline};
pub use top::{Rank, top};

/// A node that is tied to another, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbor {
    /// The node.
    pub node: NodeIndex,
    /// The edge to it.
    pub edge: Edge,
}

/// The nodes tied to `node`, the strongest tie first; ties of one weight by the node's id.
pub fn neighbors(graph: &Graph, node: NodeIndex) -> Vec<Neighbor> {
    use petgraph::visit::EdgeRef;
    let edges = graph.network.edges(node);
    let mut neighbors: Vec<Neighbor> = edges
        .map(|edge| {
            let is_source = edge.source() == node;
            let node = if is_source {
                edge.target()
            } else {
                edge.source()
            };
            Neighbor {
                node,
                edge: edge.weight().clone(),
            }
        })
        .collect();
    neighbors.sort_by(|a, b| {
        let stronger = b.edge.weight.total_cmp(&a.edge.weight);
        stronger.then(a.node.cmp(&b.node))
    });
    neighbors
}

/// A graph for tests: persons `n0000` to so many, named `Name 0` and so on, with edges of these
/// weights.
#[cfg(test)]
fn made(n_nodes: usize, edges: &[(usize, usize, u64)]) -> Graph {
    crate::graph::tests::made(n_nodes, edges)
}
