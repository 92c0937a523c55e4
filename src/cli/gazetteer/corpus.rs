//! Lists and texts in, what the texts say of the lists out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use comention::error::{Error, Fault};
use comention::gazetteer::check::Listed;
use comention::gazetteer::{EntityId, Gazetteer, Index, Matching};
use comention::pipeline::{Aim, Analysis, Documents, Meter, for_each_document};
use comention::read::{Input, Reading};
use comention::segment;

/// Names that are never found, told if they are so few.
const N_ABSENT: usize = 20;

/// What some documents hold.
#[derive(Default)]
struct Seen {
    mentions: BTreeMap<EntityId, u64>,
    /// Words of lists that stand in small letters, by how often, and as listed.
    words: BTreeMap<String, [u64; 2]>,
}

/// Names that are never found in the texts, and those that stand there more often in small letters
/// than as they are listed.
pub(super) fn hints(
    corpus: &[PathBuf],
    gazetteer: &Gazetteer,
    forms: &[Listed],
) -> Result<Vec<Fault>, Error> {
    let inputs: Vec<Input> = corpus.iter().cloned().map(Input::Path).collect();
    let (reading, index) = (
        Reading::default(),
        Index::new(gazetteer, Matching::default()),
    );
    let documents = Documents::find(&inputs, &reading)?;
    let single = forms.iter().filter(|listed| is_word(&listed.form));
    let single: BTreeSet<String> = single.map(|listed| listed.form.to_lowercase()).collect();
    let mut all = Seen::default();
    let mut skipped = Vec::new();
    for_each_document(
        documents,
        &segment::Options::default(),
        &index,
        Aim::Mentions,
        &Meter::default(),
        |analysis| seen(&analysis, &single),
        |(_, result)| {
            match result {
                Ok(seen) => all.add(seen),
                Err(fault) => skipped.push(fault),
            }
            Ok(())
        },
    )?;
    let mut hints = skipped;
    hints.extend(all.small(forms));
    hints.extend(all.absent(&index));
    Ok(hints)
}

fn seen(analysis: &Analysis, single: &BTreeSet<String>) -> Seen {
    let mut seen = Seen::default();
    for mention in &analysis.mentions {
        *seen.mentions.entry(mention.entity).or_default() += 1;
    }
    for word in analysis.document.text.split(|c: char| !c.is_alphanumeric()) {
        let small = word.to_lowercase();
        if single.contains(&small) {
            let is_small = usize::from(small != word);
            seen.words.entry(small).or_default()[is_small] += 1;
        }
    }
    seen
}

/// Whether a form is a single word that begins with a capital.
fn is_word(form: &str) -> bool {
    form.chars().all(char::is_alphanumeric) && form.starts_with(char::is_uppercase)
}

impl Seen {
    fn add(&mut self, other: Self) {
        for (entity, n) in other.mentions {
            *self.mentions.entry(entity).or_default() += n;
        }
        for (word, counts) in other.words {
            let known = self.words.entry(word).or_default();
            known[0] += counts[0];
            known[1] += counts[1];
        }
    }

    fn small(&self, forms: &[Listed]) -> Vec<Fault> {
        let mut hints = Vec::new();
        for listed in forms
            .iter()
            .filter(|listed| is_word(&listed.form) && !listed.has_condition)
        {
            let counts = self.words.get(&listed.form.to_lowercase());
            let [small, listed_so] = counts.copied().unwrap_or_default();
            if small > listed_so {
                let (form, id) = (&listed.form, &listed.id);
                let what = format!(
                    "`{form}` of `{id}` stands in small letters {small}×, with a capital {listed_so}×"
                );
                let hint = Fault::new(&listed.file, what, "give it `requires`");
                hints.push(match listed.location {
                    Some(location) => hint.at(location),
                    None => hint,
                });
            }
        }
        hints
    }

    fn absent(&self, index: &Index) -> Option<Fault> {
        let entities = (0..index.n_entities()).map(|idx| EntityId(idx as u32));
        let absent: Vec<EntityId> = entities
            .filter(|entity| !self.mentions.contains_key(entity))
            .collect();
        let names = absent
            .iter()
            .take(N_ABSENT)
            .map(|&entity| index.entity(entity).name());
        let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
        let dots = if absent.len() > N_ABSENT { ", …" } else { "" };
        (!absent.is_empty()).then(|| {
            let n = absent.len();
            let what = format!("{n} of {} entities stand nowhere", index.n_entities());
            let remedy = format!("check the spelling of {}{dots}", names.join(", "));
            Fault::new("the texts", what, remedy)
        })
    }
}
