//! What the colors, sizes and lines of a picture say.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::super::style::{STROKES, Style};
use super::super::text::number;
use super::super::xml::escaped;
use super::{drawn, hollow, text_width};
use crate::cooccur::Window;
use crate::date::Dates;
use crate::gazetteer::EntityType;
use crate::graph::{Change, Graph};

const INK: &str = "#3C4650";

const FONT_SIZE: f64 = 12.0;

const LINE_HEIGHT: f64 = 18.0;

/// The legend of a graph: a line of types, and lines of text below it.
pub(super) struct Legend {
    /// Each type there is and candidates, or what became of ties.
    kinds: Vec<Kind>,
    lines: Vec<String>,
}

/// What looks so, and how many of it there are.
struct Kind {
    mark: Mark,
    looks: String,
    name: String,
}

/// What looks are shown by.
enum Mark {
    Circle,
    Line,
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
            Kind {
                mark: Mark::Circle,
                looks: format!(r#"fill="{color}""#),
                name: format!("{} ({})", entity_type.as_str(), number(count)),
            }
        });
        let mut kinds: Vec<_> = kinds.collect();
        let n_candidates = graph.n_candidates() as u64;
        if n_candidates > 0 {
            kinds.push(Kind {
                mark: Mark::Circle,
                looks: hollow(INK),
                name: format!("candidate, not in the gazetteer ({})", number(n_candidates)),
            });
        }
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
        Self { kinds, lines }
    }

    /// The legend of ties that changed.
    pub(super) fn of_changes(changes: &[Change], note: Option<&str>) -> Self {
        let kinds = STROKES.into_iter().map(|(fate, stroke)| {
            let n = changes.iter().filter(|change| change.fate == fate).count();
            Kind {
                mark: Mark::Line,
                looks: format!(r#"stroke-width="3" {}"#, drawn(stroke)),
                name: format!("{} ({})", stroke.name, number(n as u64)),
            }
        });
        let lines =
            vec!["Lines are ties that changed, the broader the more often then or now.".to_owned()];
        Self {
            kinds: kinds.collect(),
            lines: lines.into_iter().chain(note.map(str::to_owned)).collect(),
        }
    }

    pub(super) fn width(&self) -> f64 {
        let kinds: f64 = self.kinds.iter().map(Kind::width).sum();
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
        for kind in &self.kinds {
            let (y, looks) = (baseline - 4.0, &kind.looks);
            match kind.mark {
                Mark::Circle => {
                    write!(
                        out,
                        r#"<circle cx="{:.1}" cy="{y:.1}" r="5" {looks}/>"#,
                        left + 5.0
                    )?;
                }
                Mark::Line => {
                    let right = left + kind.mark.width() - 5.0;
                    write!(out, r#"<path d="M{left:.1} {y:.1}H{right:.1}" {looks}/>"#)?;
                }
            }
            let (x, name) = (left + kind.mark.width(), escaped(&kind.name));
            writeln!(out, r#"<text x="{x:.1}" y="{baseline:.1}">{name}</text>"#)?;
            left += kind.width();
        }
        for line in &self.lines {
            baseline += LINE_HEIGHT;
            let line = escaped(line);
            writeln!(out, r#"<text x="{x:.1}" y="{baseline:.1}">{line}</text>"#)?;
        }
        writeln!(out, "</g>")
    }
}

impl Mark {
    /// What it takes, with a gap behind it.
    fn width(&self) -> f64 {
        match self {
            Self::Circle => 15.0,
            Self::Line => 29.0,
        }
    }
}

impl Kind {
    fn width(&self) -> f64 {
        self.mark.width() + FONT_SIZE * text_width(&self.name) + 16.0
    }
}
