//! The main job: documents and names in, a graph and a store out.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::crowd::disperse;
use super::faults::{Faults, Outcome, add_faults};
use super::names::{Names, dates};
use super::recipe::{About, recipe};
use super::{Aim, Analysis, Documents, Keep, Meter, Source, for_each_document};
use crate::cooccur::{Counter, Counting, Tally, place, signatures};
use crate::error::{Error, Fault, Result};
use crate::export::Detail;
use crate::graph::Graph;
use crate::link::Mention;
use crate::read::Place;
use crate::segment::Time;
use crate::store::{self, Part, Record, Store, Writer};

/// What a build comes to.
#[derive(Debug)]
pub struct Built {
    /// A node for every entity with a mention, those of the type `other` too.
    pub graph: Graph,
    /// What could not be read.
    pub skipped: Vec<Fault>,
    /// Flaws that did not keep documents from being read.
    pub notes: Vec<Fault>,
    /// Mentions that were not counted, as they stand in paragraphs that came before.
    pub n_repeats: u64,
    /// Sections that have no place on a time line, as their time has a day and no year.
    pub n_yearless: u64,
    /// Documents that were taken over as they were.
    pub n_kept: usize,
    /// Whether nothing has changed since the last build.
    pub is_as_it_was: bool,
    pub(super) left: Left,
}

/// What a build leaves besides the graph.
#[derive(Debug)]
pub(super) enum Left {
    Nothing,
    /// The store that is there already.
    Store(Store),
    /// One that is to be finished, and what it says of itself.
    Part(Writer, About),
}

impl Built {
    pub(super) fn new(graph: Graph, faults: Faults, n_repeats: u64, n_yearless: u64) -> Self {
        let Faults { skipped, notes } = faults;
        Self {
            graph,
            skipped,
            notes,
            n_repeats,
            n_yearless,
            n_kept: 0,
            is_as_it_was: false,
            left: Left::Nothing,
        }
    }

    /// The same, with a store to be finished, which says of itself what `recipe` does, and its
    /// counts.
    pub(super) fn into_store(mut self, writer: Writer, recipe: About, n_renamed: usize) -> Self {
        let corpus = self.graph.corpus;
        let mut about = recipe;
        about.extend([
            ("documents", corpus.documents.to_string()),
            ("paragraphs", corpus.paragraphs.to_string()),
            ("windows", corpus.windows.to_string()),
            (REPEATS, self.n_repeats.to_string()),
            (YEARLESS, self.n_yearless.to_string()),
            (RENAMED, n_renamed.to_string()),
        ]);
        self.left = Left::Part(writer, about);
        self
    }

    /// Tells what each tie of `graph`, a part of this one, is about, if there is a finished store.
    ///
    /// # Errors
    ///
    /// [`Error::Write`].
    pub fn tell_about(&self, graph: &mut Graph) -> Result<()> {
        self.store()
            .map_or(Ok(()), |store| store.tell_about(graph, &Part::default()))
    }

    /// The store, if there is one and it is finished.
    pub fn store(&self) -> Option<&Store> {
        match &self.left {
            Left::Store(store) => Some(store),
            Left::Nothing | Left::Part(..) => None,
        }
    }

    /// Puts the store in its place, if one was written; with [`Detail::All`] it tells how the
    /// entities stand in the graph.
    ///
    /// # Errors
    ///
    /// [`Error::Write`]; what stood in its place still does.
    pub fn finish(&mut self, detail: Detail) -> Result<()> {
        match std::mem::replace(&mut self.left, Left::Nothing) {
            Left::Part(writer, about) => {
                let measured = (detail == Detail::All).then(|| {
                    let mut usual = self.graph.without_others();
                    usual.measure_nodes();
                    usual
                });
                let store = writer.finish(&self.graph, measured.as_ref(), &about)?;
                self.left = Left::Store(store);
            }
            left => self.left = left,
        }
        Ok(())
    }
}

/// Reads `source`, and counts and graphs what is named in it. A store is left to be
/// [finished](Built::finish).
///
/// # Errors
///
/// [`Error::NoDocument`] if nothing could be read, and those of reading and storing.
pub fn build(
    source: Source<'_>,
    counting: Counting,
    meter: &Meter,
    keep: Keep<'_>,
) -> Result<Built> {
    let texts = keep.texts(source.reading);
    let find = || -> Result<Documents<'_>> {
        let documents = Documents::find(source.inputs, source.reading)?.of_shard(source.shard);
        Ok(documents.known_from(texts.as_ref()))
    };
    let documents = find()?;
    meter
        .expected_bytes
        .store(documents.n_bytes(), Ordering::Relaxed);
    let run = Run {
        source,
        counting,
        meter,
    };
    let old = match keep {
        Keep::Store(path) => reusable(path, &recipe(source, counting)),
        Keep::Graph | Keep::FreshStore(_) => None,
    };
    let mut is_all = old.is_none();
    let built = match (keep, old) {
        (Keep::Graph, _) => run.graph_only(documents)?,
        (Keep::FreshStore(path) | Keep::Store(path), None) => run.afresh(documents, path)?,
        (Keep::FreshStore(path) | Keep::Store(path), Some(old)) => {
            match run.update(documents, path, old)? {
                Some(built) => built,
                None => {
                    is_all = true;
                    run.afresh(find()?, path)?
                }
            }
        }
    };
    if let Some(texts) = texts {
        texts.finish(is_all);
    }
    Ok(built)
}

/// The store at `path`, if it was built as another is to be.
fn reusable(path: &Path, recipe: &About) -> Option<Store> {
    let store = Store::open(path).ok()?;
    let about = store.about().ok()?;
    let is_same = |(key, value): &(&str, String)| about.get(*key) == Some(value);
    recipe.iter().all(is_same).then_some(store)
}

/// The key under which a store tells how many mentions stand in repeated paragraphs.
const REPEATS: &str = "repeats";

/// The key under which a store tells how many sections have a time without a year.
const YEARLESS: &str = "yearless";

/// The key under which a store tells how many documents did not keep their ids.
pub(super) const RENAMED: &str = "renamed";

/// A build under way.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) source: Source<'a>,
    pub(super) counting: Counting,
    pub(super) meter: &'a Meter,
}

impl Run<'_> {
    fn graph_only(self, documents: Documents<'_>) -> Result<Built> {
        let mut counter = Counter::holding(self.counting.pairs_in_memory);
        let mut faults = Faults::default();
        self.for_each(documents, Keeping::Tallies, |_, result| {
            if let Some(record) = faults.take(result) {
                counter.add(&record.tally);
            }
            Ok(())
        })?;
        self.finish(counter, faults)
    }

    /// Writes the store at `path` from nothing.
    fn afresh(self, documents: Documents<'_>, path: &Path) -> Result<Built> {
        let mut counter = Counter::holding(self.counting.pairs_in_memory);
        let mut faults = Faults::default();
        let mut writer = Writer::create(path)?;
        for stamp in documents.stamps() {
            writer.add_input(None, &stamp)?;
        }
        let n_renamed = self.for_each(documents, Keeping::Records, |place, result| {
            add_faults(&mut writer, place.input, &result)?;
            if let Some(record) = faults.take(result) {
                let are_repeats = counter.add(&record.tally);
                writer.add(place, &record, &are_repeats)?;
            }
            Ok(())
        })?;
        let built = self.finish(counter, faults)?;
        Ok(built.into_store(writer, recipe(self.source, self.counting), n_renamed))
    }

    /// Writes the store at `path` from what stands there and what changed since; `None` if documents
    /// share an id: which of them keeps it depends on all of them.
    fn update(self, documents: Documents<'_>, path: &Path, old: Store) -> Result<Option<Built>> {
        let stamps = documents.stamps();
        let keys = old.unchanged(&stamps)?;
        let is_complete = old.inputs()?.len() == keys.len();
        if is_complete && keys.is_sorted() && keys.iter().all(Option::is_some) {
            return self.as_it_is(old).map(Some);
        }
        if old
            .about()?
            .get(RENAMED)
            .is_none_or(|n_renamed| n_renamed != "0")
        {
            return Ok(None);
        }
        drop(old);
        let mut writer = Writer::update(path)?;
        for (stamp, key) in stamps.iter().zip(&keys) {
            writer.add_input(*key, stamp)?;
        }
        writer.drop_other_inputs()?;
        let ids = writer.document_ids()?;
        let n_kept = ids.len();
        let documents = documents.without(keys.iter().map(Option::is_some), ids);
        let n_renamed = self.for_each(documents, Keeping::Records, |place, result| {
            add_faults(&mut writer, place.input, &result)?;
            if let Ok((record, _)) = result {
                writer.add(place, &record, &vec![false; record.tally.mentions.len()])?;
            }
            Ok(())
        })?;
        if n_renamed > 0 {
            return Ok(None);
        }
        let mut counter = Counter::holding(self.counting.pairs_in_memory);
        writer.recount(&mut counter)?;
        let (skipped, notes) = writer.faults()?;
        let mut built = self.finish(counter, Faults { skipped, notes })?;
        built.n_kept = n_kept;
        let recipe = recipe(self.source, self.counting);
        Ok(Some(built.into_store(writer, recipe, n_renamed)))
    }

    /// What a store holds that is still true in all.
    fn as_it_is(self, old: Store) -> Result<Built> {
        let (skipped, notes) = old.faults()?;
        let about = old.about()?;
        let number = |key: &str| about.get(key).and_then(|n| n.parse().ok()).unwrap_or(0);
        let faults = Faults { skipped, notes };
        let mut built = Built::new(old.graph()?, faults, number(REPEATS), number(YEARLESS));
        built.n_kept = old.document_ids()?.len();
        built.is_as_it_was = true;
        built.left = Left::Store(old);
        Ok(built)
    }

    /// Pass 1, with what is to be kept of each document.
    fn for_each(
        self,
        documents: Documents<'_>,
        keeping: Keeping,
        mut take: impl FnMut(Place, Outcome) -> Result<()> + Send,
    ) -> Result<usize> {
        let Source {
            index, segmenting, ..
        } = self.source;
        for_each_document(
            documents,
            &segmenting,
            index,
            Aim::Counts,
            self.meter,
            |analysis| self.record(analysis, keeping),
            |(place, result)| take(place, result),
        )
    }

    /// What is to be kept of a document, and its flaws.
    pub(super) fn record(self, analysis: Analysis, keeping: Keeping) -> (Record, Vec<Fault>) {
        let Analysis {
            document,
            structure,
            mentions,
            found,
            dropped,
        } = analysis;
        let index = self.source.index;
        let names = match keeping {
            Keeping::Tallies => Names::new(mentions, Vec::new()),
            Keeping::Records => Names::new(mentions, found),
        };
        let text = &document.text;
        let places = place(text, &structure, &names.spans, self.counting);
        let signatures = match self.counting.keeps_repeats || index.matching.plain {
            true => vec![None; places.spots.len()],
            false => signatures(text, &structure, &places.spots),
        };
        let (n_paragraphs, n_windows) = (structure.paragraphs.len(), places.n_windows);
        let (mut mentions, mut found) = names.placed(&places.spots, &signatures);
        let most = self.counting.most_in_window;
        let note = disperse(&document, &mut mentions, &mut found, most);
        let yearless = structure.sections.iter().filter_map(|section| section.time);
        let dates = dates(&document, &structure);
        let tally = Tally {
            n_paragraphs,
            n_windows,
            n_yearless: yearless.filter(Time::is_yearless).count(),
            mentions: mentions
                .iter()
                .map(|one| {
                    one.spot
                        .of(one.name.entity, dates[one.spot.section as usize])
                })
                .collect(),
            signatures: mentions.iter().map(|one| one.signature).collect(),
        };
        let record = match keeping {
            Keeping::Tallies => Record::bare(tally),
            Keeping::Records => {
                let mentions: Vec<Mention> = mentions.into_iter().map(|one| one.name).collect();
                let record = store::record(
                    &document,
                    &structure,
                    &mentions,
                    &places.sentences,
                    tally,
                    index,
                );
                let record = record.with_candidates(text, &places.sentences, &found);
                record.with_dropped(text, &dropped, index)
            }
        };
        let mut notes = document.notes;
        notes.extend(note);
        (record, notes)
    }

    /// Pass 2 is over: makes the graph of what was counted.
    fn finish(self, counter: Counter, faults: Faults) -> Result<Built> {
        let counts = counter.finish();
        if counts.documents == 0 && self.source.shard.is_none() {
            let skipped = faults.skipped;
            return Err(Error::NoDocument { skipped });
        }
        let (n_repeats, n_yearless) = (counts.repeats, counts.yearless);
        let graph = Graph::new(self.source.index, counts, self.counting.window)?;
        Ok(Built::new(graph, faults, n_repeats, n_yearless))
    }
}

/// What is to be kept of each document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeping {
    /// What is to be counted.
    Tallies,
    /// All that a store has.
    Records,
}
