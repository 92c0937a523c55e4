//! What the colors, sizes and lines of a picture say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::style::Style;
use super::super::text::number;
use super::super::xml::escaped;
use super::text_width;
use crate::cooccur::Window;
use crate::date::Dates;
use crate::gazetteer::EntityType;
use crate::graph::Graph;

const FONT_SIZE: f64 = 12.0;

const LINE_HEIGHT: f64 = 18.0;

/// The legend of a graph: a line of types, and lines of text below it.
pub(super) struct Legend {
    /// Color, name and number of each type there is.
    types: Vec<(String, String)>,
    lines: Vec<String>,
}

impl Legend {
    pub(super) fn new(graph: &Graph, note: Option<&str>) -> Self {
        let style = Style::new(graph);
        let mut counts: BTreeMap<&EntityType, u64> = BTreeMap::new();
        for node in graph.network.node_weights() {
            *counts.entry(&node.entity_type).or_default() += 1;
        }
        let types = counts.into_iter().map(|(entity_type, count)| {
            let color = style.color(entity_type).hex();
            (
                color,
                format!("{} ({})", entity_type.as_str(), number(count)),
            )
        });
        let corpus = graph.corpus;
        let documents = match corpus.documents {
            1 => "1 document".to_owned(),
            n => format!("{} documents", number(n)),
        };
        let dates = graph.network.node_weights().map(|node| node.dates);
        let period = match dates.fold(None, Dates::of_both) {
            None => String::new(),
            Some(Dates { first, last }) if first == last => format!(" of {first}"),
            Some(Dates { first, last }) => format!(", {first} to {last}"),
        };
        let unit = match corpus.window {
            Window::Words(n_words) => format!("run of {n_words} words"),
            window => window.to_string(),
        };
        let mut lines = vec![format!(
            "Circles by mentions; a line ties two that share a {unit}, the broader the more often. \
             {documents}{period}."
        )];
        lines.extend(note.map(str::to_owned));
        Self {
            types: types.collect(),
            lines,
        }
    }

    pub(super) fn width(&self) -> f64 {
        let types: f64 = self.types.iter().map(|(_, name)| type_width(name)).sum();
        let lines = self.lines.iter().map(|line| FONT_SIZE * text_width(line));
        lines.fold(types, f64::max)
    }

    pub(super) fn height(&self) -> f64 {
        LINE_HEIGHT * (self.lines.len() + 2) as f64
    }

    /// Writes it with its upper left corner at `x` and `y`.
    pub(super) fn write(&self, x: f64, y: f64, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, r##"<g font-size="{FONT_SIZE}" fill="#3C4650">"##)?;
        let mut left = x;
        let mut baseline = y + 2.0 * LINE_HEIGHT - 5.0;
        for (color, name) in &self.types {
            writeln!(
                out,
                r#"<circle cx="{:.1}" cy="{:.1}" r="5" fill="{color}"/><text x="{:.1}" y="{baseline:.1}">{}</text>"#,
                left + 5.0,
                baseline - 4.0,
                left + 15.0,
                escaped(name),
            )?;
            left += type_width(name);
        }
        for line in &self.lines {
            baseline += LINE_HEIGHT;
            let line = escaped(line);
            writeln!(out, r#"<text x="{x:.1}" y="{baseline:.1}">{line}</text>"#)?;
        }
        writeln!(out, "</g>")
    }
}

fn type_width(name: &str) -> f64 {
    15.0 + FONT_SIZE * text_width(name) + 16.0
}
