//! A picture for a report: circles in their type's color, their area by mentions, names that
//! overlap neither one another nor a circle, lines by weight, and a legend.

mod legend;

use std::io::{self, Write};

use petgraph::visit::EdgeRef;
use unicode_width::UnicodeWidthChar;

use self::legend::Legend;
use super::style::{Stroke, Style, kind, told};
use super::text::{clipped, number};
use super::xml::escaped;
use crate::gazetteer::EntityType;
use crate::graph::layout::{LABEL_CHARS, LINE, Place};
use crate::graph::{Change, Graph, Node};

/// White around the picture.
const MARGIN: f64 = 24.0;

/// The fonts, which all systems have one of.
const FONTS: &str = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// Draws the graph, or with `changes`, one for each of its ties in order, what became of them.
pub(super) fn write(
    graph: &Graph,
    places: &[Place],
    note: Option<&str>,
    changes: Option<&[Change]>,
    mut out: impl Write,
) -> io::Result<()> {
    let picture = Picture {
        graph,
        style: Style::new(graph),
        places,
        changes,
    };
    let legend = match changes {
        None => Legend::new(graph, note),
        Some(changes) => Legend::of_changes(changes, note),
    };
    let (left, top, right, bottom) = picture.frame();
    let width = (right - left).max(legend.width()) + 2.0 * MARGIN;
    let height = bottom - top + legend.height() + 2.0 * MARGIN;
    let (x, y) = ((left + right - width) / 2.0, top - MARGIN);
    writeln!(
        out,
        r##"<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x:.1} {y:.1} {width:.1} {height:.1}" width="{width:.0}" height="{height:.0}" role="img" aria-labelledby="comention-title comention-desc" font-family="{FONTS}">
<title id="comention-title">Who is mentioned with whom</title>
<desc id="comention-desc">{}</desc>
<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="#FFFFFF"/>"##,
        escaped(&described(graph, note)),
    )?;
    picture.write_lines(&mut out)?;
    picture.write_circles(&mut out)?;
    picture.write_labels(&mut out)?;
    legend.write(x + MARGIN, y + height - MARGIN - legend.height(), &mut out)?;
    writeln!(out, "</svg>")
}

/// The picture in words.
fn described(graph: &Graph, note: Option<&str>) -> String {
    let (n_nodes, n_edges) = (graph.network.node_count(), graph.network.edge_count());
    let note = note.map_or_else(String::new, |note| format!(" {note}"));
    let ties = graph.strongest_edges(5);
    let ties: Vec<String> = (ties.iter())
        .map(|(a, b, edge)| {
            let [a, b] = [a, b].map(|node| clipped(&node.name, LABEL_CHARS));
            format!("{a} and {b} ({})", edge.counts.weight)
        })
        .collect();
    let strongest = match ties.is_empty() {
        true => String::new(),
        false => format!(" The strongest ties: {}.", ties.join(", ")),
    };
    format!(
        "A network of {} names and {} ties.{note}{strongest}",
        number(n_nodes as u64),
        number(n_edges as u64)
    )
}

struct Picture<'a> {
    graph: &'a Graph,
    style: Style,
    /// In node order.
    places: &'a [Place],
    /// In edge order.
    changes: Option<&'a [Change]>,
}

impl Picture<'_> {
    /// The edges of the drawing: left, top, right, bottom.
    fn frame(&self) -> (f64, f64, f64, f64) {
        if self.places.is_empty() {
            return (0.0, 0.0, 0.0, 0.0);
        }
        let boxes = self
            .graph
            .network
            .node_weights()
            .zip(self.places)
            .map(|(node, place)| {
                let size = place.label.unwrap_or(0.0);
                let half = place.radius.max(text_width(&label(node)) * size / 2.0);
                let bottom = place.at.y + place.radius + LINE * size;
                (
                    place.at.x - half,
                    place.at.y - place.radius,
                    place.at.x + half,
                    bottom,
                )
            });
        let none = (
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        );
        boxes.fold(none, |all, one| {
            (
                all.0.min(one.0),
                all.1.min(one.1),
                all.2.max(one.2),
                all.3.max(one.3),
            )
        })
    }

    /// The ties, the strongest on top.
    fn write_lines(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, r##"<g stroke="#3C4650" stroke-linecap="round">"##)?;
        let mut ties: Vec<_> = self.graph.network.edge_references().collect();
        ties.sort_by(|a, b| a.weight().weight.total_cmp(&b.weight().weight));
        for tie in ties {
            let [a, b] = [tie.source(), tie.target()].map(|end| self.places[end.index()].at);
            let [from, to] = [tie.source(), tie.target()].map(|end| &self.graph.network[end]);
            let share = self.style.share(tie.weight().weight);
            let (opacity, width) = (0.24 + 0.36 * share, 0.7 + 5.3 * share);
            let change = self.changes.map(|changes| &changes[tie.id().index()]);
            let (looks, told) = match change {
                None => {
                    let weight = tie.weight().counts.weight;
                    (
                        format!(r#"stroke-opacity="{opacity:.2}""#),
                        weight.to_string(),
                    )
                }
                Some(change) => (drawn(Stroke::of(change.fate)), told(change)),
            };
            writeln!(
                out,
                r#"<line x1="{:.1}" y1="{:.1}" x2="{:.1}" y2="{:.1}" stroke-width="{width:.2}" {looks}><title>{} – {}: {told}</title></line>"#,
                a.x,
                a.y,
                b.x,
                b.y,
                escaped(&from.name),
                escaped(&to.name),
            )?;
        }
        writeln!(out, "</g>")
    }

    fn write_circles(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, r##"<g stroke="#FFFFFF" stroke-width="1.5">"##)?;
        for (node, place) in self.graph.network.node_weights().zip(self.places) {
            let color = match self.changes {
                None => self.style.color(&node.entity_type).hex(),
                Some(_) => self.style.color(&EntityType::Other).hex(),
            };
            let looks = match node.is_candidate() {
                true => hollow(&color),
                false => format!(r#"fill="{color}""#),
            };
            writeln!(
                out,
                r#"<circle cx="{:.1}" cy="{:.1}" r="{:.1}" {looks}><title>{}: {}, mentions: {}</title></circle>"#,
                place.at.x,
                place.at.y,
                place.radius,
                escaped(&node.name),
                escaped(&kind(node)),
                node.mentions,
            )?;
        }
        writeln!(out, "</g>")
    }

    /// The names, with a rim of white where lines cross them.
    fn write_labels(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(
            out,
            r##"<g fill="#16191D" text-anchor="middle" stroke="#FFFFFF" stroke-width="3" stroke-linejoin="round" paint-order="stroke">"##
        )?;
        for (node, place) in self.graph.network.node_weights().zip(self.places) {
            let Some(size) = place.label else {
                continue;
            };
            let y = place.at.y + place.radius + 0.9 * size;
            writeln!(
                out,
                r#"<text x="{:.1}" y="{y:.1}" font-size="{size:.1}">{}</text>"#,
                place.at.x,
                escaped(&label(node)),
            )?;
        }
        writeln!(out, "</g>")
    }
}

/// The looks of the line of a tie that changed.
fn drawn(stroke: Stroke) -> String {
    let color = stroke.color.hex();
    let dash = stroke
        .dash
        .map(|dash| format!(r#" stroke-dasharray="{dash}""#));
    format!(r#"stroke="{color}"{}"#, dash.unwrap_or_default())
}

/// The looks of a circle that stands for a candidate.
fn hollow(color: &str) -> String {
    format!(r##"fill="#FFFFFF" stroke="{color}" stroke-dasharray="3 2""##)
}

fn label(node: &Node) -> std::borrow::Cow<'_, str> {
    clipped(&node.name, LABEL_CHARS)
}

/// The width of a text over the size of its font.
fn text_width(text: &str) -> f64 {
    text.chars().map(char_width).sum()
}

/// The width of a character over the size of its font: that of a wide sans-serif, DejaVu Sans, so
/// that a label has room in any.
fn char_width(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' | ' ' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        c if c.is_uppercase() => 0.74,
        c => match c.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.63,
            Some(_) => 1.1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{odd_graph, places};
    use super::*;

    #[test]
    fn odd_names_are_escaped() {
        let mut bytes = Vec::new();
        let graph = odd_graph();
        write(&graph, &places(&graph), Some("A part."), None, &mut bytes)
            .expect("a vector takes all");
        let text = String::from_utf8(bytes).expect("UTF-8");
        for part in [
            ">A &quot;quoted&quot; \\N &lt;b&gt; &amp; Co</text>",
            "A network of 3 names and 1 ties. A part.",
            "ship",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
