//! What changed from one graph to another in, a picture of it out, in which new is told from gone.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

use super::style::Stroke;
use super::text::visible;
use super::xml::escaped;
use super::{dot, svg};
use crate::cooccur::PairCounts;
use crate::graph::layout::layout;
use crate::graph::{Change, Graph, Node};

/// The formats that can show what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// A page with the picture, and a table of the ties with their passages.
    Html,
}

impl Picture {
    /// The picture that a file is called after.
    pub fn of_path(path: &Path) -> Option<Self> {
        path.extension()?.to_str()?.parse().ok()
    }
}

impl FromStr for Picture {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "dot" | "gv" => Ok(Self::Dot),
            "svg" => Ok(Self::Svg),
            "html" => Ok(Self::Html),
            _ => Err("use dot, svg or html".to_owned()),
        }
    }
}

/// Ties that changed.
pub struct Difference<'a> {
    /// The union of both graphs, of those ties alone.
    graph: Graph,
    /// What became of each tie, in the order of the edges.
    changes: Vec<Change>,
    /// What is compared with what.
    note: &'a str,
}

/// The words of a passage that speaks for a change: where it stands, and its text in parts, those
/// with `true` being names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The document, the line and the date.
    pub place: String,
    /// The text, in parts.
    pub text: Vec<(String, bool)>,
}

impl<'a> Difference<'a> {
    /// `ties` are changes between ends that are in `old` or in `new`.
    pub fn new(old: &Graph, new: &Graph, ties: &[Change], note: &'a str) -> Self {
        let nodes = [old, new]
            .into_iter()
            .flat_map(|graph| graph.network.node_weights());
        let known: BTreeMap<&str, &Node> = nodes.map(|node| (node.id.as_str(), node)).collect();
        let mut ids: Vec<&str> = ties.iter().flat_map(ends).collect();
        ids.sort_unstable();
        ids.dedup();
        let nodes = ids
            .iter()
            .filter_map(|id| known.get(id).copied().cloned())
            .collect();
        let place = |id: &str| ids.binary_search(&id).unwrap_or_default();
        let mut changes: Vec<(_, Change)> = (ties.iter())
            .map(|tie| {
                let [a, b] = ends(tie).map(place);
                ((a.min(b), a.max(b)), tie.clone())
            })
            .collect();
        changes.sort_by_key(|(ends, _)| *ends);
        let edges = changes.iter().map(|(ends, tie)| {
            let counts = PairCounts {
                weight: tie.old.windows.max(tie.new.windows),
                ..PairCounts::default()
            };
            (*ends, counts)
        });
        Self {
            graph: Graph::unmeasured(nodes, edges.collect(), new.corpus),
            changes: changes.into_iter().map(|(_, tie)| tie).collect(),
            note,
        }
    }

    /// Draws it; a page asks `passage` for what speaks for each change.
    ///
    /// # Errors
    ///
    /// Those of `out`.
    pub fn write(
        &self,
        picture: Picture,
        passage: impl Fn(&Change) -> Option<Passage>,
        mut out: impl Write,
    ) -> io::Result<()> {
        match picture {
            Picture::Dot => {
                dot::write(&self.graph, Some(self.note), None, Some(&self.changes), out)
            }
            Picture::Svg => self.write_svg(&mut out),
            Picture::Html => self.write_page(passage, &mut out),
        }
    }

    fn write_svg(&self, out: &mut impl Write) -> io::Result<()> {
        let places = layout(&self.graph, &Default::default());
        svg::write(
            &self.graph,
            &places,
            Some(self.note),
            Some(&self.changes),
            out,
        )
    }

    fn write_page(
        &self,
        passage: impl Fn(&Change) -> Option<Passage>,
        out: &mut impl Write,
    ) -> io::Result<()> {
        let mut svg = Vec::new();
        self.write_svg(&mut svg)?;
        let svg = String::from_utf8_lossy(&svg);
        let picture = svg.split_once("?>").map_or(&*svg, |(_, picture)| picture);
        write!(out, "{HEAD}{picture}\n{TABLE}")?;
        let mut rows: Vec<_> = self.graph.edges().zip(&self.changes).collect();
        rows.sort_by(|(_, a), (_, b)| b.g2.total_cmp(&a.g2));
        for ((one, other, _), change) in rows {
            let stroke = Stroke::of(change.fate);
            writeln!(
                out,
                r#"<tr><td><b style="color:{}">{}</b><td>{} – {}<td>{}<td>{}<td>{:.4}<td>"#,
                stroke.color.hex(),
                stroke.name,
                escaped(&visible(&one.name)),
                escaped(&visible(&other.name)),
                change.old.windows,
                change.new.windows,
                change.q,
            )?;
            if let Some(passage) = passage(change) {
                passage.write(out)?;
            }
        }
        writeln!(out, "</table>")
    }
}

impl Passage {
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        for (part, is_name) in &self.text {
            let part = visible(part);
            match is_name {
                true => write!(out, "<mark>{}</mark>", escaped(&part))?,
                false => write!(out, "{}", escaped(&part))?,
            }
        }
        writeln!(out, "<br><small>{}</small>", escaped(&visible(&self.place)))
    }
}

/// The two ends of a tie that changed.
fn ends(change: &Change) -> [&str; 2] {
    [&change.ids[0], &change.ids[1]]
}

/// A page that runs nothing and fetches nothing.
const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
    <meta http-equiv=\"Content-Security-Policy\" \
    content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
    <title>What changed</title>\n<style>\n\
    body { font: 16px/1.45 Helvetica, Arial, sans-serif; margin: 2rem auto; max-width: 70rem; \
    padding: 0 1rem; color: #16191d; background: #fff }\n\
    svg { width: 100%; height: auto }\n\
    table { border-collapse: collapse; width: 100% }\n\
    th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; \
    border-top: 1px solid #d5dade }\n\
    mark { background: none; font-weight: bold }\n\
    small { color: #5a646e }\n\
    </style>\n<h1>What changed</h1>\n";

const TABLE: &str = "<table>\n<tr><th>change<th>tie<th>then<th>now<th>q<th>passage\n";

#[cfg(test)]
mod tests {
    use super::super::tests::odd_graph;
    use super::*;
    use crate::graph::diff;

    fn drawn(picture: Picture) -> String {
        let old = odd_graph();
        let mut new = old.clone();
        new.network.clear_edges();
        let ties = diff(&old, &new).ties;
        let passage = Passage {
            place: "<a>:1".to_owned(),
            text: vec![("<script>".to_owned(), false), ("A & B".to_owned(), true)],
        };
        let mut bytes = Vec::new();
        let difference = Difference::new(&old, &new, &ties, "From old to new.");
        let written = difference.write(picture, |_| Some(passage.clone()), &mut bytes);
        written.expect("a vector takes all");
        String::from_utf8(bytes).expect("UTF-8")
    }

    #[test]
    fn what_went_is_told_from_what_came_and_text_stays_text() {
        let dot = drawn(Picture::Dot);
        assert!(
            dot.contains("style=dotted") && dot.contains("went, 2 then 0"),
            "{dot}"
        );
        let svg = drawn(Picture::Svg);
        assert!(
            svg.contains(r##"stroke="#D55E00" stroke-dasharray="2 5""##),
            "{svg}"
        );
        let page = drawn(Picture::Html);
        assert!(!page.contains("<script>"), "{page}");
        for part in [
            "&lt;script&gt;<mark>A &amp; B</mark>",
            "&lt;a&gt;:1",
            ">went</b>",
            "default-src 'none'",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
