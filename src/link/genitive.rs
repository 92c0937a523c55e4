//! A run that a genitive ends in, whether it is one name with what stands behind out.

use super::runs::LONGEST;
use super::scene::Scene;
use crate::lexicon::Class;
use crate::token::Gap;

/// `St. Mary's High School`, `Queen's University`, `Children's Hospital`, `Lund County Sheriff's
/// Office`: the genitive of a saint, a sovereign, an office or a group, before ordinary words that
/// name a house.
pub(super) fn is_house_of(scene: &Scene<'_>, first: usize, end: usize, line_end: usize) -> bool {
    let is_saint = end >= first + 2 && matches!(scene.word(end - 2), "St" | "St." | "Saint");
    let is_owner = matches!(
        scene.word(end - 1),
        "King"
            | "Queen"
            | "Prince"
            | "Princess"
            | "Women"
            | "Men"
            | "Children"
            | "People"
            | "Workers"
            | "Farmers"
            | "Teachers"
            | "Veterans"
            | "Writers"
            | "Players"
            | "Boys"
            | "Girls"
            | "Sheriff"
            | "Coroner"
            | "Governor"
            | "Prosecutor"
    ) || is_group(scene, end - 1);
    if !is_saint && !is_owner {
        return false;
    }
    let house = Class::ORG_SUFFIX | Class::PLACE_SUFFIX | Class::ORG_HEAD;
    let rest = (end..line_end.min(end + LONGEST)).take_while(|&idx| {
        let gap = scene.tokens[idx].gap;
        let class = scene.class(idx);
        scene.is_capital(idx) && gap == Gap::Space && class.is(house | Class::ORDINARY)
    });
    rest.last().is_some_and(|last| scene.class(last).is(house))
}

/// `Brewers'` of `National Brewers' Association`: a trade or an ordinary word in the plural.
fn is_group(scene: &Scene<'_>, idx: usize) -> bool {
    let (word, class) = (scene.word(idx), scene.class(idx));
    let is_trade = word.ends_with("ers") && !class.is(Class::SURNAME);
    is_trade || word.ends_with('s') && class.is(Class::ORDINARY | Class::ROLE)
}
