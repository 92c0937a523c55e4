//! A picture of before in, where its nodes stood out.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::cut::{Extent, cut};
use super::format::Format;
use super::text::visible_id;
use crate::graph::Graph;
use crate::graph::layout::{Point, layout};

/// What a picture shall look like as far as it can.
pub enum Start {
    /// Where a fresh picture of this graph puts its nodes.
    Graph(Box<Graph>),
    /// Places by the ids of nodes, as files have them.
    Places(HashMap<String, Point>),
}

impl Start {
    /// The places in a GEXF file, of this program or of Gephi.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn from_gexf(text: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        let mut places = HashMap::new();
        let mut id = None;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| format!("byte {}: {error}", reader.error_position()))?;
            match event {
                Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                    "node" => id = value(&tag, "id"),
                    "position" => {
                        let number = |name| value(&tag, name)?.parse::<f64>().ok();
                        let at = number("x").zip(number("y"));
                        let at = at.filter(|(x, y)| x.is_finite() && y.is_finite());
                        // GEXF's y points upwards.
                        let point = at.map(|(x, y)| Point { x, y: -y });
                        places.extend(id.take().zip(point));
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        match places.is_empty() {
            true => {
                Err("no node has a `viz:position`; use a GEXF file of a placed graph".to_owned())
            }
            false => Ok(Self::Places(places)),
        }
    }

    /// Where the nodes of `graph` stood, as far as they did, by their ids; `format` and `extent` are
    /// of the picture to draw.
    pub(super) fn places(
        &self,
        graph: &Graph,
        format: Format,
        extent: Extent,
    ) -> HashMap<String, Point> {
        match self {
            Self::Graph(before) => {
                let shown = cut(before, format, extent);
                let nodes = shown.graph.network.node_weights();
                let places = layout(&shown.graph, &Default::default());
                let places = nodes
                    .zip(places)
                    .map(|(node, place)| (node.id.clone(), place.at));
                places.collect()
            }
            Self::Places(places) => {
                let nodes = graph.network.node_weights();
                let place = |id: &str| places.get(visible_id(id).as_ref()).copied();
                let known = nodes.filter_map(|node| Some((node.id.clone(), place(&node.id)?)));
                known.collect()
            }
        }
    }
}

fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.try_get_attribute(name).ok()??;
    let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
    Some(value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::{odd_graph, places};
    use super::*;

    #[test]
    fn places_come_back_from_a_file() {
        let graph = odd_graph();
        let placed = places(&graph);
        let mut bytes = Vec::new();
        super::super::gexf::write(&graph, &placed, None, &mut bytes).expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let start = Start::from_gexf(&text).expect("a good file");
        let found = start.places(&graph, Format::Svg, Extent::All);
        for (node, place) in graph.network.node_weights().zip(&placed) {
            let at = found[&node.id];
            assert!((at.x - place.at.x).abs() < 0.01 && (at.y - place.at.y).abs() < 0.01);
        }
        assert!(Start::from_gexf("<gexf></gexf>").is_err());
        assert!(Start::from_gexf("<gexf><nodes").is_err());
    }
}
