//! Two [`Annotations`] in, a [`Comparison`] of what is to be compared of them out.

use std::collections::{BTreeMap, BTreeSet};

use globset::GlobMatcher;

use super::{Annotation, Annotations, Offsets, Score, links, mentions, type_name};

/// Which part of the annotations to compare, and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Labels and the types they stand for, on both sides.
    pub map: Vec<(String, String)>,
    /// Only these types, in this order; those of the gold, sorted, where it is empty.
    pub types: Vec<String>,
    /// Types of the gold that count for nothing, nor does what is found over one of them.
    pub ignore: Vec<String>,
    /// Only documents whose name, without folders and `.txt`, matches.
    pub documents: Option<GlobMatcher>,
    /// What both sides count in.
    pub offsets: Offsets,
}

/// Two annotations of the same documents, side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    pub(super) documents: BTreeMap<String, Sides>,
    pub(super) types: Vec<String>,
    pub(super) offsets: Offsets,
    /// Documents with something found and nothing in the gold, and the other way round.
    pub lonely: Lonely,
}

/// Documents that only one side knows; what is found or missed in them counts as wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lonely {
    /// Those where something was found and the gold has nothing.
    pub predicted: Vec<String>,
    /// Those of the gold in which nothing was looked for.
    pub gold: Vec<String>,
}

/// What the two sides have in one document, each in order and once.
#[derive(Clone, Debug, Default)]
pub(super) struct Sides {
    pub(super) gold: Vec<Annotation>,
    pub(super) optional: Vec<Annotation>,
    pub(super) predicted: Vec<Annotation>,
    pub(super) text: Option<String>,
}

/// Lays `predicted` beside `gold`.
///
/// Folders and `.txt` do not count in the names of documents, unless the gold names some with their
/// folders as `predicted` does. Where the gold's files are each of one document, a document that is
/// called otherwise but begins with the file's name is the one (`002` and `002-interview.txt`).
pub fn compare(gold: &Annotations, predicted: &Annotations, options: &Options) -> Comparison {
    let names = Names::new(gold, predicted);
    let has_types = gold.annotations.iter().any(|a| !a.entity_type.is_empty());
    let typed = |annotation: &Annotation| Annotation {
        document: names.of(&annotation.document),
        entity_type: match has_types {
            true => options.entity_type(&annotation.entity_type),
            false => String::new(),
        },
        ..annotation.clone()
    };
    let mut documents: BTreeMap<String, Sides> = BTreeMap::new();
    for annotation in gold.annotations.iter().map(typed) {
        let sides = documents.entry(annotation.document.clone()).or_default();
        match annotation.is_optional {
            true => sides.optional.push(annotation),
            false => sides.gold.push(annotation),
        }
    }
    for annotation in predicted.annotations.iter().map(typed) {
        let sides = documents.entry(annotation.document.clone()).or_default();
        sides.predicted.push(annotation);
    }
    documents.retain(|name, _| names.admits(name, options));
    let types = options.wanted_types(&documents);
    for sides in documents.values_mut() {
        sides.settle(&types, &options.ignore);
    }
    for (name, text) in gold.texts.iter().chain(&predicted.texts) {
        if let Some(sides) = documents.get_mut(&names.of(name)) {
            sides.text = Some(text.clone());
        }
    }
    Comparison {
        lonely: lonely(&documents, predicted, &names),
        documents,
        types,
        offsets: options.offsets,
    }
}

impl Comparison {
    /// All scores: of all documents together, by type, and where `by_document` of each.
    pub fn scores(&self, by_document: bool) -> Vec<Score> {
        let naming = links::Naming::new(self);
        let mut scores = mentions::scores(self.documents.values(), &self.types, None);
        let documents = self.documents.values();
        scores.extend(links::scores(
            documents,
            &self.types,
            &naming,
            self.offsets,
            None,
        ));
        if by_document {
            for (name, sides) in &self.documents {
                let document = mentions::scores([sides], &self.types, Some(name));
                scores.extend(document);
                let (types, offsets) = (&self.types, self.offsets);
                scores.extend(links::scores([sides], types, &naming, offsets, Some(name)));
            }
        }
        scores
    }

    /// How many surfaces of the gold do not stand where it says, and how many were looked up.
    pub fn misplaced(&self) -> (usize, usize) {
        let (mut n_wrong, mut n_all) = (0, 0);
        for sides in self.documents.values() {
            let Some(text) = &sides.text else {
                continue;
            };
            let places = super::errors::Places::new(text, self.offsets);
            for annotation in sides.gold.iter().filter(|a| !a.surface.is_empty()) {
                let found = places.slice(annotation).unwrap_or_default();
                let is_there = found
                    .split_whitespace()
                    .eq(annotation.surface.split_whitespace());
                n_wrong += usize::from(!is_there);
                n_all += 1;
            }
        }
        (n_wrong, n_all)
    }
}

impl Options {
    fn entity_type(&self, label: &str) -> String {
        let name = type_name(label);
        let is_meant = |from: &String| from == label || type_name(from) == name;
        let mapped = self.map.iter().find(|(from, _)| is_meant(from));
        mapped.map_or(name, |(_, to)| type_name(to))
    }

    fn wanted_types(&self, documents: &BTreeMap<String, Sides>) -> Vec<String> {
        if !self.types.is_empty() {
            return self.types.iter().map(|name| type_name(name)).collect();
        }
        let gold = documents.values().flat_map(|sides| &sides.gold);
        let types: BTreeSet<&String> = gold.map(|annotation| &annotation.entity_type).collect();
        let is_ignored = |name: &String| self.ignore.iter().any(|other| type_name(other) == *name);
        types
            .into_iter()
            .filter(|name| !is_ignored(name))
            .cloned()
            .collect()
    }
}

impl Sides {
    /// Leaves what counts: what is ignored or optional goes, with what was found over it.
    fn settle(&mut self, types: &[String], ignore: &[String]) {
        let ignore: Vec<String> = ignore.iter().map(|name| type_name(name)).collect();
        let is_ignored = |annotation: &Annotation| ignore.contains(&annotation.entity_type);
        let ignored: Vec<Annotation> = self
            .gold
            .iter()
            .filter(|a| is_ignored(a))
            .cloned()
            .collect();
        self.gold.retain(|annotation| !is_ignored(annotation));
        let is_wanted = |annotation: &Annotation| types.contains(&annotation.entity_type);
        self.gold.retain(is_wanted);
        self.predicted.retain(is_wanted);
        for side in [&mut self.gold, &mut self.optional, &mut self.predicted] {
            side.sort();
            side.dedup_by(|a, b| a.key() == b.key() && a.entity == b.entity);
        }
        let ignored = Cover::new(&ignored);
        self.predicted.retain(|found| !ignored.touches(found));
    }

    /// What was found and counts: not what stands over something optional alone.
    pub(super) fn counted(&self) -> Vec<&Annotation> {
        let optional: BTreeSet<_> = self.optional.iter().map(|a| (a.start, a.end)).collect();
        let (near_gold, near_optional) = (Cover::new(&self.gold), Cover::new(&self.optional));
        let found = self.predicted.iter().filter(|found| {
            let is_optional = optional.contains(&(found.start, found.end));
            !is_optional && (!near_optional.touches(found) || near_gold.touches(found))
        });
        found.collect()
    }
}

impl Annotation {
    /// What makes it the same mention as another of its document.
    pub(super) fn key(&self) -> (usize, usize, &str) {
        (self.start, self.end, &self.entity_type)
    }
}

/// Spans by their starts, to ask whether one overlaps another in logarithmic time.
pub(super) struct Cover {
    starts: Vec<usize>,
    /// The furthest end of all that start there or before.
    ends: Vec<usize>,
}

impl Cover {
    pub(super) fn new(annotations: &[Annotation]) -> Self {
        let mut spans: Vec<_> = annotations.iter().map(|a| (a.start, a.end)).collect();
        spans.sort_unstable();
        let ends = spans.iter().scan(0, |furthest, &(_, end)| {
            *furthest = end.max(*furthest);
            Some(*furthest)
        });
        Self {
            ends: ends.collect(),
            starts: spans.iter().map(|&(start, _)| start).collect(),
        }
    }

    pub(super) fn touches(&self, found: &Annotation) -> bool {
        let n_before = self.starts.partition_point(|&start| start < found.end);
        n_before > 0 && self.ends[n_before - 1] > found.start
    }
}

/// Which names of documents mean the same one.
struct Names {
    has_folders: bool,
    /// The documents of the gold's files, where each is of one.
    whole: BTreeSet<String>,
    /// Other names that begin with one of those.
    longer: BTreeMap<String, String>,
}

impl Names {
    fn new(gold: &Annotations, predicted: &Annotations) -> Self {
        let found: BTreeSet<&str> = found_documents(predicted).collect();
        let mut with_folder = gold.annotations.iter().map(|a| a.document.as_str());
        let mut names = Self {
            has_folders: with_folder.any(|name| name.contains('/') && found.contains(name)),
            whole: BTreeSet::new(),
            longer: BTreeMap::new(),
        };
        names.whole = gold.documents.iter().map(|name| names.of(name)).collect();
        let found = found.into_iter().map(|name| names.of(name));
        let longer = found.filter_map(|name| {
            let known = names.whole.iter().rfind(|known| begins(&name, known))?;
            (*known != name).then(|| (name.clone(), known.clone()))
        });
        names.longer = longer.collect();
        names
    }

    fn of(&self, document: &str) -> String {
        let last = document.rsplit('/').next().unwrap_or(document);
        let name = if self.has_folders { document } else { last };
        let name = name.strip_suffix(".txt").unwrap_or(name);
        self.longer
            .get(name)
            .map_or(name, String::as_str)
            .to_owned()
    }

    fn admits(&self, name: &str, options: &Options) -> bool {
        let is_marked = self.whole.is_empty() || self.whole.contains(name);
        let pattern = options.documents.as_ref();
        is_marked && pattern.is_none_or(|pattern| pattern.is_match(name))
    }
}

/// Whether `name` is `known`, or that and something that is no letter or digit behind it.
fn begins(name: &str, known: &str) -> bool {
    let rest = name.strip_prefix(known);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn found_documents(predicted: &Annotations) -> impl Iterator<Item = &str> {
    let marked = predicted.annotations.iter().map(|a| &a.document);
    let names = marked.chain(&predicted.documents);
    names.chain(predicted.texts.keys()).map(String::as_str)
}

fn lonely(documents: &BTreeMap<String, Sides>, predicted: &Annotations, names: &Names) -> Lonely {
    let looked_at: BTreeSet<String> = found_documents(predicted).map(|d| names.of(d)).collect();
    let mut lonely = Lonely::default();
    for (name, sides) in documents {
        if sides.gold.is_empty() && sides.optional.is_empty() && !sides.predicted.is_empty() {
            lonely.predicted.push(name.clone());
        }
        if !looked_at.contains(name) {
            lonely.gold.push(name.clone());
        }
    }
    lonely
}

#[cfg(test)]
mod tests {
    use super::super::files::{Form, parse};
    use super::*;

    const TEXT: &str = "Ida Moe met Per Strand in Oslo.\n\nMoe left Strand for Bodø. Post.\n";

    const GOLD: &str = "start\tend\ttype\tentity\tstatus\n0\t7\tPER\tmoe\trequired\n\
        12\t22\tPER\tper\trequired\n26\t30\tLOC\toslo\trequired\n33\t36\tPER\tmoe\trequired\n\
        42\t48\tLOC\tstrand\trequired\n53\t57\tLOC\tbodo\trequired\n59\t63\tORG\tpost\toptional\n";

    const FOUND: &str = "document\tstart\tend\tsurface\ttype\tentity\n\
        texts/7-moe.txt\t0\t3\tIda\tperson\tida\n\
        texts/7-moe.txt\t12\t22\tPer Strand\tperson\tp1\n\
        texts/7-moe.txt\t26\t30\tOslo\tplace\tl1\n\
        texts/7-moe.txt\t33\t36\tMoe\tperson\tm1\n\
        texts/7-moe.txt\t42\t48\tStrand\tperson\tp1\n\
        texts/7-moe.txt\t58\t63\t Post\torganisation\to1\n\
        texts/9.txt\t0\t3\tIda\tperson\tida\n";

    fn sides() -> Comparison {
        let gold = parse(Form::Tsv, GOLD, "7.tsv", "7", None).expect("a gold");
        let mut found = parse(Form::Tsv, FOUND, "found.tsv", "found", None).expect("rows");
        found
            .texts
            .insert("texts/7-moe.txt".to_owned(), TEXT.to_owned());
        compare(&gold, &found, &Options::default())
    }

    #[test]
    fn scores_are_those_of_independent_scorers() {
        let scores = sides().scores(false);
        let shown: Vec<String> = scores
            .iter()
            .filter(|score| score.entity_type.is_none())
            .map(|score| {
                let (count, f1) = (score.count, 100.0 * score.count.f1());
                let (gold, predicted, right) = (count.gold, count.predicted, count.right);
                format!(
                    "{} {right} of {predicted} for {gold}: {f1:.2}",
                    score.measure
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "strict 3 of 5 for 6: 54.55",
                "span 4 of 5 for 6: 72.73",
                "overlap 4 of 5 for 6: 72.73",
                "link 3 of 4 for 4: 75.00",
                "edges 2 of 4 for 6: 40.00",
            ]
        );
    }

    #[test]
    fn mistakes_are_told_by_kind() {
        let sides = sides();
        let mistakes = sides.mistakes();
        let shown: Vec<_> = mistakes
            .iter()
            .map(|mistake| {
                let passage = mistake.passage.as_ref().expect("the text is known");
                let surface = passage.mark.of(&passage.text);
                format!("{} {surface}:{}", mistake.kind.as_str(), passage.line)
            })
            .collect();
        assert_eq!(
            shown,
            ["missed Bodø:3", "extent Ida Moe:1", "type Strand:3"]
        );
        assert_eq!(sides.misplaced(), (0, 0));
    }

    #[test]
    fn a_longer_name_of_a_document_begins_with_the_file_s() {
        for (name, known, expected) in [
            ("002-interview", "002", true),
            ("002", "002", true),
            ("0021", "002", false),
            ("01", "002", false),
        ] {
            assert_eq!(begins(name, known), expected, "{name}");
        }
    }
}
