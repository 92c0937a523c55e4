//! A table of when nodes and edges are there: a row for each stretch of time, or section, and each
//! node or edge in it.

use std::collections::BTreeMap;
use std::io::{self, Write};

use petgraph::graph::NodeIndex;

use super::csv::Rows;
use super::text::visible_id;
use crate::date::Grain;
use crate::error::Result;
use crate::graph::Graph;
use crate::store::{Part, Presence, SectionOf, Store};

/// The rows to write.
pub(super) struct Table<'a> {
    graph: &'a Graph,
    stretches: Stretches,
}

enum Stretches {
    /// In the order of time; what has no date, or one less exact, comes first.
    Times(Vec<(Option<String>, Presence)>),
    Sections(Vec<(SectionOf, Presence)>),
}

impl<'a> Table<'a> {
    /// Looks up in `store` when what is in `graph`, which was counted in `part`, is there.
    pub(super) fn new(store: &Store, graph: &'a Graph, part: &Part, grain: Grain) -> Result<Self> {
        let stretches = match grain {
            Grain::Section => Stretches::Sections(store.presence_by_section(graph, part)?),
            _ => {
                let mut times: BTreeMap<Option<(i64, String)>, Presence> = BTreeMap::new();
                for (date, presence) in store.presence_by_date(graph, part)? {
                    let stretch = date.and_then(|date| date.stretch(grain));
                    times.entry(stretch).or_default().add(presence);
                }
                let times = times.into_iter();
                let named = times.map(|(stretch, found)| (stretch.map(|(_, name)| name), found));
                Stretches::Times(named.collect())
            }
        };
        Ok(Self { graph, stretches })
    }

    pub(super) fn write(&self, out: impl Write) -> io::Result<()> {
        let mut rows = Rows::new(out);
        let heads: &[&str] = match &self.stretches {
            Stretches::Times(_) => &["time"],
            Stretches::Sections(_) => &["document", "section", "heading"],
        };
        let mut all = heads.iter().chain(&["id", "other", "n"]);
        all.try_for_each(|head| rows.text(head))?;
        rows.end()?;
        match &self.stretches {
            Stretches::Times(times) => times.iter().try_for_each(|(time, presence)| {
                let head = |rows: &mut Rows<_>| rows.text(time.as_deref().unwrap_or_default());
                self.write_stretch(presence, head, &mut rows)
            }),
            Stretches::Sections(sections) => sections.iter().try_for_each(|(section, presence)| {
                let head = |rows: &mut Rows<_>| {
                    rows.text(&section.document)?;
                    rows.number(section.section.into())?;
                    rows.text(section.heading.as_deref().unwrap_or_default())
                };
                self.write_stretch(presence, head, &mut rows)
            }),
        }
    }

    fn write_stretch<W: Write>(
        &self,
        presence: &Presence,
        write_head: impl Fn(&mut Rows<W>) -> io::Result<()>,
        rows: &mut Rows<W>,
    ) -> io::Result<()> {
        let network = &self.graph.network;
        let id = |node: NodeIndex| visible_id(&network[node].id);
        for (&node, &n) in &presence.nodes {
            write_head(rows)?;
            rows.text(&id(node))?;
            rows.text("")?;
            rows.number(n)?;
            rows.end()?;
        }
        for (&edge, &n) in &presence.edges {
            let (a, b) = network.edge_endpoints(edge).unwrap_or_default();
            write_head(rows)?;
            rows.text(&id(a))?;
            rows.text(&id(b))?;
            rows.number(n)?;
            rows.end()?;
        }
        Ok(())
    }
}
