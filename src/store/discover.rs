//! A store in, the same store with its candidates as entities behind those of the gazetteer out.
//!
//! Would-be entities, their mentions and their ties stand in tables of SQLite's `temp` schema, which
//! belong to one connection. Views there have the names of the file's own tables and hold the rows of
//! both; as SQLite looks into `temp` first, every question to the store that does not say `main` sees
//! candidates as it sees entities. What concerns entities alone comes from the file, so that it is what it is without them.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;

use super::Store;
use super::tally::{documents, tally};
use crate::candidate::{Shipped, Written, group, is_no_name, key};
use crate::cooccur::{Counter, Counting, EntityCounts, Pair, PairCounts, crowded, row};
use crate::error::{Fault, Result};
use crate::gazetteer::{EntityId, EntityType, slug};

/// Before the id of a candidate. A colon stands in ids of XML, in file formats and shells without
/// quotes.
const CANDIDATE: &str = "candidate:";

/// What a would-be entity is before it is counted.
struct Named {
    id: String,
    name: String,
    entity_type: EntityType,
    forms: Vec<String>,
    /// Its full names as documents have them.
    names: Vec<String>,
}

impl Store {
    /// The same, with names that the gazetteer lacks as candidates among its entities: those as clear
    /// as `least`, from 0.1 to 2, as [`candidate`](crate::candidate) judges, in the whole corpus. They
    /// are counted as entities are; a repeated paragraph of theirs is one that held a candidate before.
    /// Where a window names more entities and candidates than its build allows, candidates make no ties
    /// in it, see [`crowded`](Self::crowded).
    /// Linear in the mentions and candidates; memory as for the graph.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn with_candidates(mut self, least: f64) -> Result<Self> {
        let shipped = Shipped::load()?;
        let known = self.known()?;
        let found = self.read(|| {
            let taken = "SELECT id FROM entity_ WHERE id GLOB ? || '*'";
            let mut taken = self.connection.prepare(taken)?;
            let taken = taken.query_map([CANDIDATE], |row| row.get(0))?;
            let taken = taken.collect::<rusqlite::Result<_>>()?;
            let written = written(&self.connection)?;
            Ok(named(&written, least, &shipped, &known, taken))
        })?;
        let first = self.read(|| {
            let next = "SELECT ifnull(max(key) + 1, 0) FROM entity_";
            let first = self.connection.query_row(next, [], |row| row.get(0))?;
            // Of many inserts none waits for a disk.
            self.connection.execute_batch("BEGIN")?;
            self.connection.execute_batch(TABLES)?;
            insert(&self.connection, first, &found)?;
            self.connection.execute_batch(MENTIONS)?;
            self.connection.flush_prepared_statement_cache();
            Ok(first)
        })?;
        let most = self.most_in_window()?;
        let (counter, n_crowded) = self.read(|| self.count(first, most))?;
        self.n_crowded = n_crowded;
        let counts = counter.finish();
        let pairs = counts.pairs.into_sorted()?;
        self.read(|| {
            insert_entities(&self.connection, first, &counts.entities)?;
            insert_pairs(&self.connection, first, &pairs)?;
            self.connection.execute_batch(COUNTED)?;
            self.connection.execute_batch("COMMIT")
        })?;
        self.connection.flush_prepared_statement_cache();
        self.first_candidate = Some(first);
        Ok(self)
    }

    /// What to say of windows in which candidates make no ties, if there are any.
    pub fn crowded(&self) -> Option<Fault> {
        let what = match self.n_crowded {
            0 => return None,
            1 => "in a window that names too many, candidates make no ties".to_owned(),
            n => format!("in {n} windows that name too many, candidates make no ties"),
        };
        let remedy = "allow more where it is built, with `--most-in-window`";
        Some(Fault::new(self.path().display().to_string(), what, remedy))
    }

    /// How many entities a window may name.
    fn most_in_window(&self) -> Result<usize> {
        let about = self.about()?;
        let most = about
            .get("most_in_window")
            .and_then(|most| most.parse().ok());
        Ok(most.unwrap_or(Counting::default().most_in_window))
    }

    /// The names that are no candidates, as keys: those of its entities, and the rejected.
    fn known(&self) -> Result<FxHashSet<String>> {
        let about = self.about()?;
        let rejected = about.get("rejected").map_or("", String::as_str);
        let rejected: Vec<String> = serde_json::from_str(rejected).unwrap_or_default();
        let mut known: FxHashSet<String> = rejected.iter().map(|name| key(name)).collect();
        self.read(|| {
            let forms = "SELECT name FROM entity_ UNION ALL SELECT alias FROM alias_";
            let mut select = self.connection.prepare(forms)?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                known.insert(key(row.get_ref(0)?.as_str()?));
            }
            Ok(())
        })?;
        Ok(known)
    }

    /// Counts all mentions, and marks those of candidates that are repeated, or stand in windows of
    /// more than `most`; tells how many such windows there are.
    fn count(&self, first: u32, most: usize) -> rusqlite::Result<(Counter, usize)> {
        let repeated = "UPDATE found_mention_ SET window = NULL WHERE key = ?";
        let mut repeated = self.connection.prepare(repeated)?;
        let alone = "UPDATE found_mention_ SET window = NULL, own_window = NULL WHERE key = ?";
        let mut alone = self.connection.prepare(alone)?;
        let mut counter = Counter::default();
        let mut n_crowded = 0;
        for document in documents(&self.connection)? {
            let (mut tally, stored) = tally(&self.connection, &document)?;
            let crowded = crowded(tally.mentions.iter().copied(), most);
            n_crowded += crowded.len();
            for (placed, stored) in tally.mentions.iter_mut().zip(&stored) {
                let is_crowded = |window| crowded.binary_search(&window).is_ok();
                if placed.entity.0 >= first && placed.window.is_some_and(is_crowded) {
                    placed.window = None;
                    alone.execute([stored.key])?;
                }
            }
            let are_repeats = counter.add(&tally);
            let mentions = tally.mentions.iter().zip(stored).zip(are_repeats);
            for ((placed, stored), is_repeat) in mentions {
                if is_repeat && placed.entity.0 >= first {
                    repeated.execute([stored.key])?;
                }
            }
        }
        Ok((counter, n_crowded))
    }
}

const TABLES: &str = "
    CREATE TEMP TABLE found_entity_ AS SELECT * FROM main.entity_ LIMIT 0;
    CREATE UNIQUE INDEX temp.found_entity_by_key ON found_entity_ (key);
    CREATE INDEX temp.found_entity_by_id ON found_entity_ (id);
    CREATE TEMP TABLE found_alias_ (entity INTEGER, alias TEXT);
    CREATE TEMP TABLE found_name_ (name TEXT PRIMARY KEY, entity INTEGER) WITHOUT ROWID;
    CREATE TEMP TABLE found_edge_ AS SELECT * FROM main.edge_ LIMIT 0;
";

/// The signature of a paragraph where it tells of candidates is another than where it tells of
/// entities: what is a repeat is asked of each alone.
const MENTIONS: &str = "
    CREATE TEMP TABLE found_mention_ (
        key INTEGER PRIMARY KEY, document INTEGER, window INTEGER, own_window INTEGER,
        sentence INTEGER, paragraph INTEGER, section INTEGER, signature INTEGER, passage INTEGER,
        start INTEGER, \"end\" INTEGER, entity INTEGER, surface TEXT, how TEXT, candidates TEXT
    );
    INSERT INTO found_mention_
    SELECT c.key, c.document, c.window, c.window, c.sentence, c.paragraph, c.section, ~c.signature,
           c.passage, c.start, c.\"end\", n.entity, ifnull(c.surface, c.name), 'candidate/' || c.cue, NULL
    FROM main.candidate_ c JOIN found_name_ n ON n.name = c.name ORDER BY c.key;
    CREATE INDEX temp.found_mention_by_entity ON found_mention_ (entity, document, section, window);
    CREATE INDEX temp.found_mention_by_window ON found_mention_ (document, window, entity);
    CREATE TEMP VIEW mention_ AS
    SELECT * FROM main.mention_ UNION ALL SELECT * FROM found_mention_;
";

const COUNTED: &str = "
    DELETE FROM found_alias_ WHERE entity IN (SELECT key FROM found_entity_ WHERE mentions = 0);
    DELETE FROM found_entity_ WHERE mentions = 0;
    CREATE INDEX temp.found_edge_by_a ON found_edge_ (a);
    CREATE INDEX temp.found_edge_by_b ON found_edge_ (b);
    CREATE TEMP VIEW entity_ AS
    SELECT * FROM main.entity_ UNION ALL SELECT * FROM found_entity_;
    CREATE TEMP VIEW alias_ AS
    SELECT rowid AS rowid, entity, alias FROM main.alias_
    UNION ALL SELECT rowid, entity, alias FROM found_alias_;
    CREATE TEMP VIEW edge_ AS
    SELECT * FROM main.edge_ UNION ALL SELECT * FROM found_edge_;
";

/// All that is written of candidates, each form once.
fn written(connection: &Connection) -> rusqlite::Result<Vec<Written>> {
    let mut select = connection.prepare(
        "SELECT name, ifnull(surface, name), type, count(*), sum(strength) FROM candidate_
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
    )?;
    let rows = select.query_map([], |row| {
        let entity_type: String = row.get(2)?;
        Ok(Written {
            name: row.get(0)?,
            surface: row.get(1)?,
            entity_type: EntityType::named(&entity_type),
            mentions: row.get(3)?,
            strength: row.get(4)?,
        })
    })?;
    rows.collect()
}

/// The would-be entities that are as clear as `least`, with ids that no two share.
fn named(
    all: &[Written],
    least: f64,
    shipped: &Shipped,
    known: &FxHashSet<String>,
    mut taken: FxHashSet<String>,
) -> Vec<Named> {
    let is_known = |name: &str| known.contains(name);
    let groups = group(all).into_iter();
    let groups =
        groups.filter(|group| !is_known(&key(&group.name)) && !is_no_name(group, is_known));
    let named = groups.filter_map(|group| {
        let (entity_type, strength) = shipped.judge(&group)?;
        let names = group.places.iter().map(|&place| all[place].name.clone());
        let names: BTreeSet<String> = names.collect();
        (strength >= least).then(|| Named {
            id: id(&group.name, &mut taken),
            entity_type,
            names: names.into_iter().collect(),
            name: group.name,
            forms: group.forms,
        })
    });
    named.collect()
}

/// The id of a candidate: that which its name would have in a gazetteer, and before it what tells it
/// from an entity's.
fn id(name: &str, taken: &mut FxHashSet<String>) -> String {
    let own = format!("{CANDIDATE}{}", slug(name));
    let numbered = (2..).map(|n: u32| format!("{own}-{n}"));
    let mut all = std::iter::once(own.clone()).chain(numbered);
    let id = all.find(|id| taken.insert(id.clone()));
    id.expect("there is always another number")
}

fn insert(connection: &Connection, first: u32, found: &[Named]) -> rusqlite::Result<()> {
    let mut entity = connection
        .prepare("INSERT INTO found_entity_ VALUES (?, ?, ?, ?, 0, 0, 0, '{}', NULL, NULL)")?;
    let mut alias = connection.prepare("INSERT INTO found_alias_ VALUES (?, ?)")?;
    let mut name = connection.prepare("INSERT INTO found_name_ VALUES (?, ?)")?;
    for (key, named) in (first..).zip(found) {
        entity.execute(params![
            key,
            named.id,
            named.name,
            named.entity_type.as_str()
        ])?;
        named
            .forms
            .iter()
            .try_for_each(|form| alias.execute(params![key, form]).map(drop))?;
        named
            .names
            .iter()
            .try_for_each(|own| name.execute(params![own, key]).map(drop))?;
    }
    Ok(())
}

fn insert_entities(
    connection: &Connection,
    first: u32,
    entities: &BTreeMap<EntityId, EntityCounts>,
) -> rusqlite::Result<()> {
    let mut entity = connection.prepare(
        "UPDATE found_entity_ SET mentions = ?2, documents = ?3, windows = ?4, first = ?5, last = ?6
         WHERE key = ?1",
    )?;
    for (id, counts) in entities.iter().filter(|(id, _)| id.0 >= first) {
        entity.execute(params![
            id.0,
            counts.mentions,
            counts.documents,
            counts.windows,
            counts.dates.map(|dates| dates.first.to_string()),
            counts.dates.map(|dates| dates.last.to_string()),
        ])?;
    }
    Ok(())
}

fn insert_pairs(
    connection: &Connection,
    first: u32,
    pairs: &[(Pair, PairCounts)],
) -> rusqlite::Result<()> {
    let mut insertion = connection.prepare(&row::insertion("found_edge_"))?;
    for (pair, counts) in pairs.iter().filter(|((_, b), _)| b.0 >= first) {
        row::insert(&mut insertion, *pair, counts)?;
    }
    Ok(())
}
