//! The names of a document in; those in windows of too many are taken out of them.

use crate::cooccur::{Spot, crowded};
use crate::error::Fault;
use crate::link::{Found, Mention};
use crate::read::Document;
use crate::span::LineIndex;
use crate::store::Placed;

/// Takes all names out of the windows that mention more than `most` entities, and says so.
pub(super) fn disperse(
    document: &Document,
    mentions: &mut [Placed<Mention>],
    found: &mut [Placed<Found>],
    most: usize,
) -> Option<Fault> {
    let placed = mentions
        .iter()
        .map(|one| one.spot.of(one.name.entity, None));
    let crowded = crowded(placed, most);
    let is_crowded = |spot: &Spot| {
        let window = spot.window.as_ref();
        window.is_some_and(|window| crowded.binary_search(window).is_ok())
    };
    let first = mentions.iter().find(|one| is_crowded(&one.spot))?;
    let first = LineIndex::new(&document.text).location(&document.text, first.name.span.start);
    let spots = mentions.iter_mut().map(|one| &mut one.spot);
    for spot in spots.chain(found.iter_mut().map(|one| &mut one.spot)) {
        if is_crowded(spot) {
            spot.window = None;
        }
    }
    let what = match crowded.len() {
        1 => format!("a window names more than {most} entities; it makes no ties"),
        n => format!(
            "this window and {} more name more than {most} entities; they make no ties",
            n - 1
        ),
    };
    let remedy = "allow more with `--most-in-window`";
    Some(Fault::new(&document.id, what, remedy).at(first))
}
