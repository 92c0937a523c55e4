//! What a page draws, as JSON: the nodes, the ties, the texts that the ties quote, and what there
//! is to say of the whole.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use serde_json::{Value, json};

use super::super::objects::{Object, write_lines};
use super::super::style::Style;
use super::super::text::visible_id;
use super::super::values::{Tie, of_edge, of_node};
use super::Page;
use super::passages::{Grounds, Quotes};
use crate::gazetteer::EntityType;

impl Page<'_> {
    pub(super) fn write_data(&self, out: &mut impl Write) -> io::Result<()> {
        let (grounds, quotes, days) = self.grounds()?;
        let style = Style::new(self.graph);
        out.write_all(b"{\"nodes\":")?;
        let placed = self.graph.network.node_indices().zip(self.places);
        write_lines(out, placed, |out, (index, place)| {
            let mut object = Object::begin(out)?;
            self.write_node(index, &mut object)?;
            // Upwards, as the library counts.
            object.field("x", &rounded(place.at.x))?;
            object.field("y", &rounded(-place.at.y))?;
            object.field("radius", &rounded(place.radius))?;
            object.end()
        })?;
        out.write_all(b",\n\"edges\":")?;
        let ties = self.graph.network.edge_references().zip(&grounds);
        write_lines(out, ties, |out, (tie, grounds)| {
            self.write_tie(&tie, grounds, &style, out)
        })?;
        out.write_all(b",\n\"texts\":")?;
        write_lines(out, quotes.texts.iter(), |out, text| {
            serde_json::to_writer(out, text).map_err(io::Error::from)
        })?;
        write!(
            out,
            ",\n\"days\":{},\n\"about\":{}}}",
            json!(days),
            self.about(&style)
        )
    }

    fn write_node(&self, index: NodeIndex, object: &mut Object<impl Write>) -> io::Result<()> {
        let node = &self.graph.network[index];
        object.text("id", &visible_id(&node.id))?;
        object.fields(of_node(self.graph, index))
    }

    fn write_tie(
        &self,
        tie: &Tie<'_>,
        grounds: &Grounds,
        style: &Style,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let [a, b] = [tie.source(), tie.target()].map(|end| &self.graph.network[end].id);
        let mut object = Object::begin(out)?;
        object.text("source", &visible_id(a))?;
        object.text("target", &visible_id(b))?;
        object.fields(of_edge(tie))?;
        let share = style.share(tie.weight().weight);
        object.field("share", &rounded(share))?;
        object.field("passages", &grounds.n_passages.into())?;
        object.field("quotes", &json!(grounds.quotes))?;
        object.field("days", &json!(grounds.dates))?;
        object.end()
    }

    /// What each tie rests on, the texts of all, and the days there are.
    fn grounds(&self) -> io::Result<(Vec<Grounds>, Quotes, Vec<String>)> {
        let mut quotes = Quotes::default();
        let mut all = Vec::new();
        for tie in self.graph.network.edge_references() {
            let ends = [tie.source(), tie.target()].map(|end| self.graph.network[end].id.as_str());
            all.push(match self.store {
                Some(store) => quotes.grounds((store, self.part), self.passages, ends)?,
                None => Default::default(),
            });
        }
        let days: BTreeSet<&String> = all.iter().flat_map(|(_, days)| days).collect();
        let places: BTreeMap<&String, usize> = days
            .iter()
            .enumerate()
            .map(|(place, day)| (*day, place))
            .collect();
        let dates: Vec<Vec<usize>> = all
            .iter()
            .map(|(_, days)| days.iter().map(|day| places[day]).collect())
            .collect();
        let days = days.into_iter().cloned().collect();
        let grounds = all
            .into_iter()
            .zip(dates)
            .map(|((grounds, _), dates)| Grounds { dates, ..grounds });
        Ok((grounds.collect(), quotes, days))
    }

    fn about(&self, style: &Style) -> Value {
        let corpus = self.graph.corpus;
        let types: BTreeSet<&EntityType> = (self
            .graph
            .network
            .node_weights()
            .map(|node| &node.entity_type))
        .collect();
        let types: Vec<Value> = (types.into_iter())
            .map(|entity_type| {
                let color = style.color(entity_type).hex();
                json!({"name": entity_type.as_str(), "color": color})
            })
            .collect();
        json!({
            "documents": corpus.documents,
            "window": corpus.window.to_string(),
            "windows": corpus.windows,
            "note": self.note,
            "types": types,
            "candidates": self.graph.n_candidates(),
            "quotes": self.store.is_some(),
        })
    }
}

/// Two digits behind the point, enough for a screen.
fn rounded(number: f64) -> Value {
    ((number * 100.0).round() / 100.0).into()
}
