//! What the colors, sizes and lines of a picture say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::style::Style;
use super::super::text::number;
use super::super::xml::escaped;
use super::{hollow, text_width};
use crate::cooccur::Window;
use crate::gazetteer::EntityType;
use crate::graph::Graph;

const INK: &str = "#3C4650";

const FONT_SIZE: f64 = 12.0;

const LINE_HEIGHT: f64 = 18.0;

/// The legend of a graph: a line of types, and lines of text below it.
pub(super) struct Legend {
    /// The looks of a circle, and what it stands for with their number: each type there is, and
    /// candidates.
    kinds: Vec<(String, String)>,
    lines: Vec<String>,
}

impl Legend {
    pub(super) fn new(graph: &Graph, note: Option<&str>) -> Self {
        let style = Style::new(graph);
        let mut counts: BTreeMap<&EntityType, u64> = BTreeMap::new();
        for node in graph.network.node_weights() {
            *counts.entry(&node.entity_type).or_default() += 1;
        }
        let kinds = counts.into_iter().map(|(entity_type, count)| {
            let color = style.color(entity_type).hex();
            (
                format!(r#"fill="{color}""#),
                format!("{} ({})", entity_type.as_str(), number(count)),
            )
        });
        let mut kinds: Vec<_> = kinds.collect();
        let n_candidates = graph.n_candidates() as u64;
        if n_candidates > 0 {
            let name = format!("candidate, not in the gazetteer ({})", number(n_candidates));
            kinds.push((hollow(INK), name));
        }
        let corpus = graph.corpus;
        let documents = match corpus.documents {
            1 => "1 document".to_owned(),
            n => format!("{} documents", number(n)),
        };
        let unit = match corpus.window {
            Window::Words(n_words) => format!("run of {n_words} words"),
            window => window.to_string(),
        };
        let mut lines = vec![format!(
            "Circles by mentions; a line ties two that share a {unit}, the broader the more often. \
             {documents}."
        )];
        lines.extend(note.map(str::to_owned));
        Self { kinds, lines }
    }

    pub(super) fn width(&self) -> f64 {
        let kinds: f64 = self.kinds.iter().map(|(_, name)| type_width(name)).sum();
        let lines = self.lines.iter().map(|line| FONT_SIZE * text_width(line));
        lines.fold(kinds, f64::max)
    }

    pub(super) fn height(&self) -> f64 {
        LINE_HEIGHT * (self.lines.len() + 2) as f64
    }

    /// Writes it with its upper left corner at `x` and `y`.
    pub(super) fn write(&self, x: f64, y: f64, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, r#"<g font-size="{FONT_SIZE}" fill="{INK}">"#)?;
        let mut left = x;
        let mut baseline = y + 2.0 * LINE_HEIGHT - 5.0;
        for (looks, name) in &self.kinds {
            writeln!(
                out,
                r#"<circle cx="{:.1}" cy="{:.1}" r="5" {looks}/><text x="{:.1}" y="{baseline:.1}">{}</text>"#,
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
