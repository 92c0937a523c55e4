//! A gazetteer in, the bytes of its index out.
//!
//! All forms are hashed, sorted by the hash of their words, and laid down: forms of the same words
//! behind one another, forms of several entities with a list of targets. Then the runs of words
//! that begin longer names follow, and the filters in front.
//!
//! All of it is done in pieces, on all cores, that are put together in the gazetteer's order: the
//! number of threads changes nothing.

mod entities;

mod forms;

mod names;

mod tables;

use rayon::prelude::*;

use super::Matching;
use super::layout::{Field, HEADER, assemble, flags};
use crate::gazetteer::{Case, Diacritics, Entity, Gazetteer};
use crate::segment::WordRule;
use forms::Forms;
use names::Names;

/// What decides how forms are taken.
#[derive(Clone, Copy)]
struct Settings<'a> {
    matching: Matching,
    /// Whether words are hashed in small letters.
    is_folded: bool,
    rules: &'a [WordRule],
}

impl<'a> Settings<'a> {
    fn new(gazetteer: &Gazetteer, matching: Matching, rules: &'a [WordRule]) -> Self {
        let folds = |entity: &Entity| {
            let mut aliases = entity.aliases.iter();
            matching.case.of(entity) == Case::Fold
                || aliases.any(|alias| alias.case == Some(Case::Fold))
        };
        Self {
            matching,
            is_folded: matching.case == Case::Fold || gazetteer.entities.par_iter().any(folds),
            rules,
        }
    }

    fn flags(&self) -> u64 {
        let rules = self.rules.iter().map(|rule| match rule {
            WordRule::Unicode => flags::UNICODE,
            WordRule::Ascii => flags::ASCII,
        });
        let folded = if self.is_folded { flags::FOLDED } else { 0 };
        let Matching {
            case, diacritics, ..
        } = self.matching;
        let marked = match diacritics {
            Diacritics::Fold => 0,
            Diacritics::Exact => flags::MARKED,
        };
        rules.sum::<u64>() | folded | marked | (case as u64) << flags::CASE_SHIFT
    }
}

/// Builds the index for one way of matching, by the `rules` for words that it is to serve.
pub(super) fn build(gazetteer: &Gazetteer, matching: Matching, rules: &[WordRule]) -> Vec<u64> {
    let settings = Settings::new(gazetteer, matching, rules);
    let mut forms = Forms::of(gazetteer, settings);
    let conditions = std::mem::take(&mut forms.conditions);
    let mut strings = entities::strings(gazetteer, conditions);
    let mut header = [0; HEADER];
    header[Field::Flags.idx()] = settings.flags() | forms.flags;
    header[Field::Entities.idx()] = gazetteer.entities.len() as u64;
    header[Field::Names.idx()] = forms.n_listed;
    let first = tables::first_filter(&mut forms.firsts);
    let second = tables::second_filter(&mut forms.seconds);
    let mut names = Names::of(&mut forms, gazetteer.entities.len());
    strings.namesakes = std::mem::take(&mut names.namesakes);
    let slots = tables::slots(&names.ends, tables::distinct(&mut forms.runs));
    drop(forms);
    let (offsets, entities) = entities::lay(gazetteer, &names, &strings.types);
    let strings = serde_json::to_vec(&strings).expect("strings are JSON");
    let sections = [
        bytemuck::cast_slice(&first),
        bytemuck::cast_slice(&second),
        bytemuck::cast_slice(&slots),
        &names.records,
        bytemuck::cast_slice(&names.targets),
        bytemuck::cast_slice(&offsets),
        &entities,
        &strings,
    ];
    assemble(header, sections)
}

/// The next place in `out`, in units of 4 bytes.
fn place(out: &[u8]) -> u32 {
    u32::try_from(out.len() / 4).expect("less than 16 GiB")
}
