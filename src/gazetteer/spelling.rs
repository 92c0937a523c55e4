//! A name in, what stays of it however it is spelled out.

use super::fold;

/// What is written one way, of several that transliterations of one name have.
const SAME: &[(&str, &str)] = &[
    ("shch", "s"),
    ("tch", "c"),
    ("sch", "s"),
    ("ch", "c"),
    ("sh", "s"),
    ("zh", "z"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ck", "k"),
    ("ks", "x"),
    ("ou", "u"),
    ("oo", "u"),
    ("oe", "o"),
    ("ae", "a"),
    ("ue", "u"),
    ("ie", "e"),
    ("ye", "e"),
    ("yu", "u"),
    ("iu", "u"),
    ("ya", "a"),
    ("ia", "a"),
    ("yo", "o"),
    ("io", "o"),
    ("iy", "i"),
    ("ij", "i"),
    ("yi", "i"),
    ("y", "i"),
    ("j", "i"),
    ("w", "v"),
    ("q", "k"),
];

/// The surnames that are one in different transliterations share it: `Zelenskyy`, `Zelenskiy`,
/// `Zelensky`, `Zelenski`; `Khodorkovsky`, `Hodorkovskij`; `Schröder`, `Schroeder`.
pub(crate) fn family(surname: &str) -> String {
    let mut rest = &*fold::word(surname);
    let mut family = String::with_capacity(rest.len());
    while let Some(c) = rest.chars().next() {
        let same = SAME.iter().find(|(written, _)| rest.starts_with(written));
        let (written, letters) =
            same.map_or((&rest[..c.len_utf8()], &rest[..c.len_utf8()]), |s| *s);
        for letter in letters.chars().filter(|letter| letter.is_alphanumeric()) {
            if !family.ends_with(letter) {
                family.push(letter);
            }
        }
        rest = &rest[written.len()..];
    }
    if family.ends_with('f') {
        family.pop();
        family.push('v');
    }
    family
}

/// The consonants of a first name, as Slavic and Western languages share it: `Alexander`,
/// `Aleksandr`, `Oleksandr`; `Vladimir`, `Volodymyr`; `Sergei`, `Serhiy`.
pub(crate) fn frame(first_name: &str) -> String {
    let is_silent = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let letters = family(first_name);
    let letters = letters.chars().filter(|c| !is_silent(c));
    letters.map(|c| if c == 'h' { 'g' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_are_one_family() {
        for names in [
            &[
                "Zelensky",
                "Zelenskiy",
                "Zelenskyy",
                "Zelenski",
                "Zelenskij",
            ][..],
            &["Romanov", "Romanoff"],
            &["Schröder", "Schroeder"],
            &["Yushchenko", "Iuschenko"],
            &["Müller", "Mueller"],
        ] {
            let families: Vec<_> = names.iter().map(|name| family(name)).collect();
            assert!(
                families.windows(2).all(|pair| pair[0] == pair[1]),
                "{families:?}"
            );
        }
        assert_ne!(family("Johnson"), family("Johnston"));
    }

    #[test]
    fn first_names_of_one_origin_have_one_frame() {
        for (left, right) in [
            ("Alexander", "Oleksandr"),
            ("Vladimir", "Volodymyr"),
            ("Sergei", "Serhiy"),
            ("Mikhail", "Mykhailo"),
            ("Yevgeny", "Evgenii"),
        ] {
            assert_eq!(frame(left), frame(right), "{left}");
        }
        assert_ne!(frame("Ivan"), frame("Igor"));
    }
}
