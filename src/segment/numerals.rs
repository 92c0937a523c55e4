//! A word in, the number it is out.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The words for numbers that count parts of books, in small letters, by their beginnings where what
/// follows is an ending: English, French, German, Spanish, Italian, Russian, Ukrainian.
pub(super) const WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "last",
    "final",
    "premier",
    "première",
    "deuxième",
    "seconde",
    "troisième",
    "quatrième",
    "cinquième",
    "sixième",
    "septième",
    "huitième",
    "neuvième",
    "dixième",
    "onzième",
    "douzième",
    "dernier",
    "dernière",
    "erstes",
    "erste",
    "erster",
    "zweites",
    "zweite",
    "zweiter",
    "drittes",
    "dritte",
    "dritter",
    "viertes",
    "vierte",
    "vierter",
    "fünftes",
    "fünfte",
    "sechstes",
    "sechste",
    "siebentes",
    "siebte",
    "siebtes",
    "achtes",
    "achte",
    "neuntes",
    "neunte",
    "zehntes",
    "zehnte",
    "elftes",
    "elfte",
    "zwölftes",
    "zwölfte",
    "primero",
    "primera",
    "segundo",
    "segunda",
    "tercero",
    "tercera",
    "cuarto",
    "cuarta",
    "quinto",
    "quinta",
    "sexto",
    "sexta",
    "séptimo",
    "octavo",
    "noveno",
    "décimo",
    "primo",
    "prima",
    "secondo",
    "seconda",
    "terzo",
    "terza",
    "quarto",
    "quarta",
    "sesto",
    "settimo",
    "ottavo",
    "nono",
    "decimo",
    "первая",
    "первый",
    "вторая",
    "второй",
    "третья",
    "третий",
    "четвертая",
    "четвёртая",
    "четвертый",
    "пятая",
    "пятый",
    "шестая",
    "шестой",
    "седьмая",
    "седьмой",
    "восьмая",
    "восьмой",
    "девятая",
    "девятый",
    "десятая",
    "десятый",
    "последняя",
    "перша",
    "перший",
    "друга",
    "другий",
    "третя",
    "третій",
];

static KNOWN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.iter().copied().collect());

/// Endings that make ordinals of English tens and teens: `twentieth`, `thirteenth`.
const ORDINAL_ENDINGS: &[&str] = &["ieth", "teenth"];

/// Whether `word` is a number: digits, a Roman numeral, a word.
pub(super) fn is_number(word: &str) -> bool {
    if numeral(word).is_some() {
        return true;
    }
    let small = word.to_lowercase();
    let ends = |ending: &&str| small.ends_with(ending);
    KNOWN.contains(small.as_str()) || (word.len() > 6 && ORDINAL_ENDINGS.iter().any(ends))
}

/// The value of `word` in digits or as a Roman numeral in capitals, from 1.
pub(super) fn numeral(word: &str) -> Option<u32> {
    let digits = || {
        word.parse()
            .ok()
            .filter(|&value| value > 0 && word.len() <= 4)
    };
    roman(word).or_else(digits)
}

/// The value of a Roman numeral as it is written properly.
fn roman(word: &str) -> Option<u32> {
    const PARTS: [(&str, u32); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let mut rest = word;
    let mut value = 0;
    for (part, worth) in PARTS {
        let most = if part.len() == 1 && !"VLD".contains(part) {
            3
        } else {
            1
        };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(part) else {
                break;
            };
            rest = after;
            value += worth;
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read() {
        for (word, expected) in [
            ("I", Some(1)),
            ("IV", Some(4)),
            ("XLIX", Some(49)),
            ("CCCLXV", Some(365)),
            ("12", Some(12)),
            ("IIII", None),
            ("VX", None),
            ("", None),
            ("0", None),
            ("i", None),
            ("12345", None),
        ] {
            assert_eq!(numeral(word), expected, "{word}");
        }
        for word in ["FIRST", "twentieth", "Erstes", "ПЕРВАЯ", "XX"] {
            assert!(is_number(word), "{word}");
        }
        assert!(!is_number("ice"));
    }
}
