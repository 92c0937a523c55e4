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

use super::layout::{Field, HEADER, assemble, flags};
use crate::gazetteer::{Case, Entity, Gazetteer};
use crate::segment::WordRule;
use forms::Forms;
use names::Names;

/// What decides how forms are taken.
#[derive(Clone, Copy)]
struct Settings<'a> {
    case: Case,
    /// Whether words are hashed in small letters.
    is_folded: bool,
    rules: &'a [WordRule],
}

impl<'a> Settings<'a> {
    fn new(gazetteer: &Gazetteer, case: Case, rules: &'a [WordRule]) -> Self {
        let folds = |entity: &Entity| {
            let mut aliases = entity.aliases.iter();
            aliases.any(|alias| alias.case == Some(Case::Fold))
        };
        Self {
            case,
            is_folded: case == Case::Fold || gazetteer.entities.par_iter().any(folds),
            rules,
        }
    }

    fn flags(&self) -> u64 {
        let rules = self.rules.iter().map(|rule| match rule {
            WordRule::Unicode => flags::UNICODE,
            WordRule::Ascii => flags::ASCII,
        });
        let folded = if self.is_folded { flags::FOLDED } else { 0 };
        rules.sum::<u64>() | folded | (self.case as u64) << flags::CASE_SHIFT
    }
}

pub(super) fn build(gazetteer: &Gazetteer, case: Case, rules: &[WordRule]) -> Vec<u64> {
    let settings = Settings::new(gazetteer, case, rules);
    let mut forms = Forms::of(gazetteer, settings);
    let strings = entities::strings(gazetteer, &forms.required);
    let mut header = [0; HEADER];
    header[Field::Flags.idx()] = settings.flags() | forms.flags;
    header[Field::Entities.idx()] = gazetteer.entities.len() as u64;
    header[Field::Names.idx()] = forms.n_listed;
    let first = tables::first_filter(&mut forms.firsts);
    let second = tables::second_filter(&mut forms.seconds);
    let names = Names::of(&mut forms, gazetteer.entities.len());
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
