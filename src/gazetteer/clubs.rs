//! The name of a club in, what sports pages call it out.

use crate::lexicon::{Class, class};

/// What is left of a club's name without the words that say what it is, and the name of its
/// players: `Oslo City` and `Oslo` of `Oslo City F.C.`, `Detroit` and `Tigers` of `Detroit Tigers`.
pub(super) fn called(name: &str) -> Vec<&str> {
    let mut called = Vec::new();
    let mut rest = name;
    if let Some((first, town)) = name.split_once(' ')
        && is_letters(first)
    {
        called.extend(enough(town));
        rest = town;
    }
    while let Some((town, last)) = rest.rsplit_once(' ') {
        let is_club = of(last).is(Class::CLUB | Class::SPORT | Class::PLACE_SUFFIX);
        if !is_club {
            break;
        }
        called.extend(enough(town));
        rest = town;
    }
    if let Some((town, players)) = players(name) {
        called.extend(enough(town).filter(|town| !called.contains(town)));
        called.push(players);
    }
    called
}

/// Enough of a name to be told by it; of a people there are many clubs.
fn enough(town: &str) -> Option<&str> {
    let is_enough = town.len() >= 4 && !class(town).is(Class::DEMONYM | Class::STARTER);
    is_enough.then_some(town)
}

/// `AFC`, `F.C.`
fn is_letters(word: &str) -> bool {
    let is_capital = |c: char| c.is_ascii_uppercase() || c == '.';
    word.chars().all(is_capital) && of(word).is(Class::CLUB)
}

/// `Detroit` and `Tigers` of `Detroit Tigers`, `Oslo` and `Red Sox` of `Oslo Red Sox`.
fn players(name: &str) -> Option<(&str, &str)> {
    let (town, last) = name.rsplit_once(' ')?;
    let is_players = last.len() >= 3 && last.ends_with(['s', 'x']) && of(last).is(Class::CLUB);
    let colour = town
        .rsplit_once(' ')
        .filter(|(_, word)| class(word).is(Class::COMMON));
    let town = colour.map_or(town, |(town, _)| town);
    is_players.then(|| (town, &name[town.len() + 1..]))
}

fn of(word: &str) -> Class {
    let plain: String = word.chars().filter(|c| *c != '.').collect();
    class(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_club_goes_by_its_town_and_by_its_players() {
        for (name, expected) in [
            ("Oslo City F.C.", &["Oslo City", "Oslo"][..]),
            ("AFC Bergen", &["Bergen"]),
            ("Detroit Tigers", &["Detroit", "Tigers"]),
            ("Oslo Red Sox", &["Oslo Red", "Oslo", "Red Sox"]),
            ("European Union", &[]),
            ("Scottish Football Association", &[]),
            ("The Times", &[]),
            ("Reuters", &[]),
        ] {
            assert_eq!(called(name), expected, "{name}");
        }
    }
}
