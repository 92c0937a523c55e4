//! Entities in, when they are mentioned out.

use super::Store;
use super::evidence::TIME;
use crate::error::Result;

/// A section that mentions an entity, or two together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The document's id.
    pub document: String,
    /// The section's place in it, from 0.
    pub section: u64,
    /// The section's heading.
    pub heading: Option<String>,
    /// When it was written, if the year is known: the section's time, else the document's date.
    pub time: Option<String>,
    /// The mentions of one, or the windows that hold both of two.
    pub n: u64,
}

/// Of one entity its mentions in each section.
const OF_ONE: &str = "SELECT document, section, count(*) AS n FROM mention_
     WHERE entity = (SELECT key FROM entity_ WHERE id = ?1) GROUP BY document, section";

/// Of two the windows that hold both, each in the section of the first mention.
const OF_TWO: &str = "SELECT document, section, count(*) AS n FROM (
         SELECT document, min(section) AS section FROM mention_
         WHERE entity IN (SELECT key FROM entity_ WHERE id IN (?1, ?2)) AND window IS NOT NULL
         GROUP BY document, window HAVING count(DISTINCT entity) = 2)
     GROUP BY document, section";

impl Store {
    /// The sections that mention the entity `ids`, or hold both of two, in the order of the
    /// documents. Linear in the mentions of the entities.
    ///
    /// # Errors
    ///
    /// [`Error::Store`](crate::error::Error::Store) if the file is damaged.
    pub fn moments(&self, ids: &[&str]) -> Result<Vec<Moment>> {
        let found = match ids.len() {
            2 => OF_TWO,
            _ => OF_ONE,
        };
        self.read(|| {
            let mut select = self.connection.prepare(&format!(
                "SELECT d.id, f.section, s.heading, {TIME}, f.n
                 FROM ({found}) f
                 JOIN document_ d ON d.key = f.document
                 LEFT JOIN section_ s ON s.document = f.document AND s.section = f.section
                 ORDER BY d.place, f.section"
            ))?;
            let rows = select.query_map(rusqlite::params_from_iter(ids), |row| {
                Ok(Moment {
                    document: row.get(0)?,
                    section: row.get(1)?,
                    heading: row.get(2)?,
                    time: row.get(3)?,
                    n: row.get(4)?,
                })
            })?;
            rows.collect()
        })
    }
}
