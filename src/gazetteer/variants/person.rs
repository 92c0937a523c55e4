//! A person's full name in, the same without middle initials or with the surname first out.

use crate::gazetteer::names::{PARTICLES, SUFFIXES};

/// `Donald Trump` for `Donald J. Trump`; none where there is no initial between two names.
pub(super) fn without_initials(full: &str) -> Option<String> {
    let (parts, suffix) = parts(full)?;
    let [first, middle @ .., last] = parts.as_slice() else {
        return None;
    };
    let kept = middle.iter().filter(|part| !is_initial(part));
    let kept: Vec<&str> = kept.copied().collect();
    let is_odd = kept.len() == middle.len() || is_initial(first) || is_initial(last);
    let short = [&[*first], kept.as_slice(), &[*last]].concat().join(" ");
    (!is_odd).then(|| short + suffix)
}

/// `Leyen, Ursula von der` is not what this gives for `Ursula von der Leyen`, but `von der Leyen,
/// Ursula`; none for a single word, or where no surname is last.
pub(super) fn inverted(full: &str) -> Option<String> {
    let (parts, suffix) = parts(full)?;
    let n_led = parts[1..parts.len() - 1]
        .iter()
        .rev()
        .take_while(|part| is_particle(part))
        .count();
    let (given, surname) = parts.split_at(parts.len() - 1 - n_led);
    let is_name = surname
        .last()
        .is_some_and(|last| !is_initial(last) && !is_numeral(last));
    let suffix = suffix.trim_start_matches([',', ' ']);
    let suffix = match suffix {
        "" => String::new(),
        suffix => format!(", {suffix}"),
    };
    is_name.then(|| format!("{}, {}{suffix}", surname.join(" "), given.join(" ")))
}

/// The two or more words of a full name, and what stands behind them: `Jr.` and the like with all
/// before it. None for what is no plain name, as `the President`.
fn parts(full: &str) -> Option<(Vec<&str>, &str)> {
    let full = full.trim();
    let mut end = full.len();
    while let Some((front, last)) = full[..end].rsplit_once(char::is_whitespace)
        && SUFFIXES.contains(&last)
    {
        end = front.trim_end_matches([',', ' ']).len();
    }
    let (name, suffix) = full.split_at(end);
    let begins_small = name.starts_with(char::is_lowercase);
    let is_plain = !begins_small && !name.contains([',', '(', ')', '/', '&', '"']);
    let parts: Vec<&str> = name.split_whitespace().collect();
    (is_plain && parts.len() > 1).then_some((parts, suffix))
}

/// `J`, `J.` or `J.R.`: capitals with nothing behind them.
fn is_initial(part: &str) -> bool {
    let has_dots = part.contains('.');
    let mut letters = part.split('.').filter(|letter| !letter.is_empty());
    let is_capital = |letter: &str| {
        let mut chars = letter.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    };
    letters.all(is_capital) && (has_dots || part.chars().count() == 1)
}

/// `von`, and `De` as in `Robert De Niro`.
fn is_particle(part: &str) -> bool {
    PARTICLES
        .iter()
        .any(|known| known.eq_ignore_ascii_case(part))
}

/// `XIV`: the last part of a ruler's name, and no surname.
fn is_numeral(part: &str) -> bool {
    part.chars().all(|c| "IVXLC".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_between_names_go() {
        for (full, expected) in [
            ("Donald J. Trump", Some("Donald Trump")),
            ("Donald J Trump", Some("Donald Trump")),
            ("George H. W. Bush", Some("George Bush")),
            ("George H.W. Bush", Some("George Bush")),
            ("Robert F. Kennedy, Jr.", Some("Robert Kennedy, Jr.")),
            ("Sammy L. Davis Jr", Some("Sammy Davis Jr")),
            ("Ludwig A. van Beethoven", Some("Ludwig van Beethoven")),
            ("Łukasz Ż. Nowak", Some("Łukasz Nowak")),
            ("Donald John Trump", None),
            ("J. K. Rowling", None),
            ("J.R.R. Tolkien", None),
            ("Malcolm B. X", None),
            ("José Ortega y Gasset", None),
            ("Joe Biden", None),
            ("Biden, Joe R. B.", None),
            ("Cher", None),
            ("", None),
        ] {
            assert_eq!(without_initials(full).as_deref(), expected, "{full}");
        }
    }

    #[test]
    fn the_surname_goes_first_with_its_particles() {
        for (full, expected) in [
            ("John Smith", Some("Smith, John")),
            ("Mary Ann Evans", Some("Evans, Mary Ann")),
            ("Ursula von der Leyen", Some("von der Leyen, Ursula")),
            ("Robert De Niro", Some("De Niro, Robert")),
            ("Al Gore", Some("Gore, Al")),
            ("Van Morrison", Some("Morrison, Van")),
            ("Robert Downey Jr.", Some("Downey, Robert, Jr.")),
            ("Martin Luther King, Jr.", Some("King, Martin Luther, Jr.")),
            ("J. K. Rowling", Some("Rowling, J. K.")),
            ("Malcolm X", None),
            ("Elizabeth II", None),
            ("Louis XIV", None),
            ("John Smith (actor)", None),
            ("Smith, John", None),
            ("the President", None),
            ("Jr.", None),
            ("Cher", None),
        ] {
            assert_eq!(inverted(full).as_deref(), expected, "{full}");
        }
    }
}
