//! A listed name in, whether it stands alone out: in a word with hyphens, before `of`.

use super::scene::{Atom, Scene};
use crate::token::Gap;

/// `Hall` of `Hall of Fame`: an ordinary word before `of` and another.
pub(super) fn is_title_of_work(scene: &Scene<'_>, atom: &Atom) -> bool {
    let end = atom.end;
    scene.word_after(end) == "of"
        && scene
            .tokens
            .get(end + 1)
            .is_some_and(|next| next.gap == Gap::Space)
        && scene.is_capital(end + 1)
}

/// `R-` of `Sen. Ian Hall, R-Oslo`: a party, before whom one represents.
fn is_party(before: &str) -> bool {
    matches!(before, "R-" | "D-" | "I-")
}

/// Whether a name that is a part of a word is one: `pro-Oslo`, `Oslo-based`, `Oslo-Rome`, `R-Oslo`;
/// not `Mercedes-Benz`.
pub(super) fn stands_alone(scene: &Scene<'_>, atom: &Atom) -> bool {
    if atom.is_whole {
        return true;
    }
    let whole = scene.words(atom.first, atom.end);
    let others = scene.atoms_at(atom.first).len() > 1;
    let is_open = |c: char| c.is_uppercase() || c == '\'' || c == '’';
    let span = atom.span;
    let token = scene.span(atom.first, atom.end);
    let before = &whole[..span.start.saturating_sub(token.start)];
    let after = whole
        .get(span.end.saturating_sub(token.start)..)
        .unwrap_or_default();
    let has_dash = before.ends_with('-') || after.starts_with('-');
    others
        || is_party(before)
        || !has_dash && !after.starts_with(['\'', '’'])
        || has_dash && !before.contains(is_open) && !after.contains(is_open)
}
