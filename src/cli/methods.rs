//! `comention methods`: how a graph was made, as a paragraph to cite.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use comention::cooccur::Window;
use comention::graph::Graph;
use comention::store::Store;

use super::{Failure, look, table};

/// Says how the graph of a build was made: version, fingerprints, options and measures.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  comention methods >> paper.md")]
pub(crate) struct Args {
    /// The store of a build
    #[arg(long, value_name = "FILE", default_value = "out/graph.db")]
    graph: PathBuf,
}

const MEASURES: &str = "Ties carry pointwise mutual information, as it is and normalised (Bouma \
    2009), the log-likelihood ratio G2 (Dunning 1993), the Jaccard index, the association strength \
    (van Eck and Waltman 2009), the significance of the disparity filter (Serrano et al. 2009) and a \
    score of documents, paragraphs and sentences (Pletscher-Frankild et al. 2015). Entities carry \
    PageRank (Brin and Page 1998), betweenness (Brandes 2001), closeness (Wasserman and Faust 1994), \
    the core they are in (Batagelj and Zaveršnik 2003) and the community, found by the Leiden \
    algorithm (Traag et al. 2019).";

const REFERENCES: &str = "\
Batagelj, V., and Zaveršnik, M. (2003). An O(m) algorithm for cores decomposition of networks.
Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction.
Brandes, U. (2001). A faster algorithm for betweenness centrality.
Brin, S., and Page, L. (1998). The anatomy of a large-scale hypertextual Web search engine.
Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
van Eck, N. J., and Waltman, L. (2009). How to normalize cooccurrence data?
Pletscher-Frankild, S., et al. (2015). DISEASES: text mining and data integration of disease-gene \
associations.
Serrano, M. Á., Boguñá, M., and Vespignani, A. (2009). Extracting the multiscale backbone of complex \
weighted networks.
Traag, V. A., Waltman, L., and van Eck, N. J. (2019). From Louvain to Leiden: guaranteeing \
well-connected communities.
Wasserman, S., and Faust, K. (1994). Social network analysis.";

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let store = Store::open(&args.graph)?;
    let (about, graph) = (store.about()?, store.graph()?.without_others());
    let mut out = table::stdout();
    writeln!(
        out,
        "{} {} {MEASURES}\n\n{REFERENCES}",
        found(&about),
        counted(&about, &graph)
    )?;
    Ok(out.flush()?)
}

/// How names were found.
fn found(about: &BTreeMap<String, String>) -> String {
    let value = |key: &str| about.get(key).map_or("", String::as_str);
    let number = |key: &str| look::number(value(key).parse().unwrap_or(0));
    let matched = match (value("plain"), value("case"), value("diacritics")) {
        ("yes", ..) => "byte for byte as they are listed".to_owned(),
        (_, case, diacritics) => {
            let case = match case {
                "exact" => "in the case in which they are listed",
                "fold" => "in any case",
                _ => "as they are listed or all in capitals",
            };
            match diacritics {
                "exact" => case.to_owned(),
                _ => format!("{case}, with or without diacritics"),
            }
        }
    };
    let linked = match value("plain") {
        "yes" => "the first entity that lists it",
        _ => "one entity by what its own document says",
    };
    format!(
        "Names were found with comention {}, {matched}, in {} documents ({} paragraphs; fingerprint \
         of the gazetteer {}, of how the texts were read {}); the longest name counts, and a mention \
         is linked to {linked}.",
        value("version"),
        number("documents"),
        number("paragraphs"),
        value("gazetteer"),
        value("reading"),
    )
}

/// How they were counted.
fn counted(about: &BTreeMap<String, String>, graph: &Graph) -> String {
    let window = match graph.corpus.window {
        Window::Words(n_words) => format!("run of {n_words} words"),
        window => window.to_string(),
    };
    let is = |key: &str, wanted: &str| about.get(key).is_some_and(|value| value == wanted);
    let mut left_out = Vec::new();
    if is("boilerplate", "no") {
        left_out.push("mentions in bylines, credits and menus do not count");
    }
    if is("repeated_paragraphs", "once") {
        left_out.push("a paragraph that is repeated in the corpus counts once");
    }
    let left_out = match left_out.as_slice() {
        [] => String::new(),
        parts => format!("; {}", parts.join(", and ")),
    };
    let mentions: u64 = graph.network.node_weights().map(|node| node.mentions).sum();
    format!(
        "Two entities are tied if they share a {window}, and the weight of their tie is the number \
         of those that hold both, of {} in all{left_out}. The network has {} entities with {} \
         mentions, and {} ties.",
        look::number(graph.corpus.windows),
        look::number(graph.network.node_count() as u64),
        look::number(mentions),
        look::number(graph.network.edge_count() as u64),
    )
}

#[cfg(test)]
mod tests {
    use comention::graph::Corpus;

    use super::*;

    fn about(values: &[(&str, &str)]) -> BTreeMap<String, String> {
        let values = values.iter();
        values
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn what_was_found_is_told_as_it_was_asked_for() {
        let known = [
            ("version", "1.2.3"),
            ("documents", "1400"),
            ("paragraphs", "20"),
            ("gazetteer", "ab"),
            ("reading", "cd"),
        ];
        for (options, expected) in [
            (
                &[("plain", "no"), ("case", "smart"), ("diacritics", "fold")][..],
                "Names were found with comention 1.2.3, as they are listed or all in capitals, with \
                 or without diacritics, in 1,400 documents (20 paragraphs; fingerprint of the \
                 gazetteer ab, of how the texts were read cd); the longest name counts, and a \
                 mention is linked to one entity by what its own document says.",
            ),
            (
                &[("plain", "yes")],
                "Names were found with comention 1.2.3, byte for byte as they are listed, in 1,400 \
                 documents (20 paragraphs; fingerprint of the gazetteer ab, of how the texts were \
                 read cd); the longest name counts, and a mention is linked to the first entity \
                 that lists it.",
            ),
        ] {
            assert_eq!(found(&about(&[&known, options].concat())), expected);
        }
    }

    #[test]
    fn what_was_counted_is_told_with_what_was_left_out() {
        let corpus = Corpus {
            documents: 2,
            paragraphs: 9,
            windows: 7,
            window: Window::Sentence,
        };
        let graph = Graph::from_parts(Vec::new(), Vec::new(), corpus);
        let about = about(&[("boilerplate", "yes"), ("repeated_paragraphs", "once")]);
        assert_eq!(
            counted(&about, &graph),
            "Two entities are tied if they share a sentence, and the weight of their tie is the \
             number of those that hold both, of 7 in all; a paragraph that is repeated in the \
             corpus counts once. The network has 0 entities with 0 mentions, and 0 ties."
        );
    }
}
