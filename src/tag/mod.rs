//! A text and an [`Index`] in, [`Match`]es out: where the gazetteer's names stand.
//!
//! **Longest name, from left to right.** At each word the names that begin there are tried, word
//! by word; of those that hold to the end, the longest counts, and matching goes on behind it.
//! With the names `Iran` and `Iran Air`, `Iran Air` is one match of the longer, and in `Iran
//! Airlines` stands the shorter: a name that fails hides none. Names never reach over a blank line.
//!
//! Except in a plain run, words are compared without diacritics, all apostrophes, all hyphens and
//! all runs of white space count as equal, and case counts as [`Case`] says.
//!
//! [`Case`]: crate::gazetteer::Case

mod spelling;

use crate::gazetteer::{Index, NameId, fold};
use crate::segment::{self, Structure, seams_within};
use crate::span::Span;

pub use spelling::Spelling;

/// A place where a name of the gazetteer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Where.
    pub span: Span,
    /// Which name.
    pub name: NameId,
    /// How its letters differ from the listed ones.
    pub spelling: Spelling,
}

/// Finds the names of `index` in the paragraphs of `text`: in order, without overlap.
///
/// `seams` are the word boundaries that cannot be seen, from [`segment::seams`]. Time is linear in
/// the text, for names of bounded length.
pub fn tag(text: &str, structure: &Structure, seams: &[usize], index: &Index) -> Vec<Match> {
    let mut tagger = Tagger {
        text,
        index,
        words: Vec::new(),
        folded: String::new(),
        matches: Vec::new(),
    };
    for paragraph in &structure.paragraphs {
        let seams = seams_within(seams, paragraph.span);
        let rule = index.matching.word_rule();
        tagger.words.clear();
        segment::words(text, paragraph.span, seams, rule, &mut tagger.words);
        tagger.tag_words();
    }
    tagger.matches
}

/// The buffers that paragraphs share.
struct Tagger<'a> {
    text: &'a str,
    index: &'a Index,
    words: Vec<Span>,
    folded: String,
    matches: Vec<Match>,
}

impl Tagger<'_> {
    fn tag_words(&mut self) {
        let mut free = 0;
        for first in 0..self.words.len() {
            if self.words[first].start < free {
                continue;
            }
            if let Some(found) = self.longest_at(first, free) {
                free = found.span.end;
                self.matches.push(found);
            }
        }
    }

    /// The longest name whose first word is `first` and that begins at byte `free` or later.
    fn longest_at(&mut self, first: usize, free: usize) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut state = Index::START;
        for last in first..self.words.len() {
            fold::word_into(self.words[last].of(self.text), &mut self.folded);
            let Some(next) = self.index.step(state, &self.folded) else {
                break;
            };
            state = next;
            let words = &self.words[first..=last];
            for &name in self.index.names_at(state) {
                let found = spelling::check(self.index, name, self.text, words);
                let found = found.filter(|found| found.span.start >= free);
                if let Some(found) = found
                    && best.is_none_or(|best| is_better(found, best))
                {
                    best = Some(found);
                }
            }
        }
        best
    }
}

/// Further left, then longer, then closer to the listed spelling; a tie stays with the earlier.
fn is_better(found: Match, best: Match) -> bool {
    let rank = |found: Match| {
        (
            found.span.start,
            usize::MAX - found.span.end,
            found.spelling,
        )
    };
    rank(found) < rank(best)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Case, Gazetteer, Matching};
    use crate::read::Format;

    /// The names as places; `[...]` marks what must be found.
    fn check_with(names: &[&str], matching: Matching, marked: &str) {
        let entities = names.iter().enumerate().map(|(idx, name)| {
            let name = toml::Value::from(*name);
            format!("[[entity]]\nid = \"{idx}\"\ntype = \"place\"\nname = {name}\n")
        });
        let list: String = entities.collect();
        let gazetteer = Gazetteer::from_toml(&list, "test").expect("a good list");
        let index = Index::new(&gazetteer, matching);
        let text = marked.replace(['[', ']'], "");
        let structure = segment::segment(&text, Format::Text);
        let found = tag(&text, &structure, &segment::seams(&text), &index);
        let mut shown = text.clone();
        for found in found.iter().rev() {
            shown.insert(found.span.end, ']');
            shown.insert(found.span.start, '[');
        }
        assert_eq!(shown, marked);
    }

    fn check(names: &[&str], marked: &str) {
        check_with(names, Matching::default(), marked);
    }

    #[test]
    fn longest_on_word_boundaries() {
        let names = ["Iran", "Iran Air", "New York", "York", "York Times"];
        check(&names, "[Iran Air] and [Iran] Airlines, Iranian, [Iran]");
        check(
            &names,
            "[New York] Times, [York Times], New Yorker, new York[er]"
                .replace("York[er]", "Yorker")
                .as_str(),
        );
        check(
            &["China"],
            "[China]'s, [China]’s, pro-[China], [China]town"
                .replace("[China]town", "Chinatown")
                .as_str(),
        );
    }

    #[test]
    fn names_beside_all_kinds_of_marks() {
        let names = ["Russia", "China", "Xi Jinping"];
        check(
            &names,
            "[Russia]-[China] ties; “[Xi Jinping]” — •[China]… ([Russia])/[China].[Russia]",
        );
        check(&names, "_[China]_ **[Russia]** \u{201c}[China]\u{200b}");
    }

    #[test]
    fn breaks_and_spaces_inside_a_name_but_no_blank_line() {
        let names = ["Xi Jinping"];
        check(
            &names,
            "[Xi\nJinping], [Xi \r\n    Jinping], [Xi\u{a0}Jinping], [Xi   Jinping]",
        );
        check(&names, "Xi\n\nJinping, Xi, Jinping");
    }

    #[test]
    fn capitals_count_as_written_or_throughout() {
        let names = ["Xi Jinping", "US", "eBay"];
        check(
            &names,
            "[XI JINPING] IN [US]: XI Jinping, xi jinping, us, [EBAY], Ebay",
        );
    }

    #[test]
    fn case_can_be_exact_or_folded() {
        let exact = Matching {
            case: Case::Exact,
            plain: false,
        };
        check_with(&["Xi Jinping"], exact, "[Xi Jinping] XI JINPING");
        let fold = Matching {
            case: Case::Fold,
            plain: false,
        };
        check_with(
            &["Xi Jinping", "Zürich"],
            fold,
            "[xi JINPING] [ZURICH] [zürich]",
        );
    }

    #[test]
    fn equal_signs_and_diacritics() {
        let names = [
            "Zürich",
            "O'Brien",
            "Rolls-Royce",
            "Saint-Étienne-du-Rouvray",
        ];
        check(
            &names,
            "[Zurich] [ZÜRICH] [Zu\u{308}rich] [O’Brien] [Rolls‑Royce] [Saint-Etienne-du-Rouvray]",
        );
        check(&["Gjoa", "Київ"], "[Gjøa] [Київ] Києва");
    }

    #[test]
    fn marks_that_belong_to_names() {
        let names = ["Yahoo!", ".NET", "AT&T", "C. K. Yang", "3M", "U.S."];
        check(
            &names,
            "[Yahoo!] Yahoo, [.NET] ASP.NET [AT&T] AT T [C. K. Yang] [3M] the [U.S.] U.S.A. U.S",
        );
    }

    #[test]
    fn glued_furniture_hides_no_name() {
        let names = ["Beijing", "Getty Images"];
        check(
            &names,
            "in [Beijing]published at 04:28\n[Beijing]Image source, [Getty Images]",
        );
    }

    #[test]
    fn a_plain_run_compares_bytes() {
        let plain = Matching {
            case: Case::Exact,
            plain: true,
        };
        check_with(
            &["China", "O'Brien"],
            plain,
            "“China” [China] CHINA O’Brien [O'Brien] _China_",
        );
    }
}
