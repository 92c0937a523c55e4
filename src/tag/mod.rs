//! A text and an [`Index`] in, [`Match`]es out: where the gazetteer's names stand.
//!
//! **Longest name, from left to right.** At each word the names that begin there are tried, word
//! by word; of those that hold to the end, the longest counts, and matching goes on behind it.
//! With the names `Iran` and `Iran Air`, `Iran Air` is one match of the longer, and in `Iran
//! Airlines` stands the shorter: a name that fails hides none. Names never reach over a blank line.
//!
//! Except in a plain run, words are compared without diacritics, all apostrophes, all hyphens and
//! all runs of white space count as equal, case counts as [`Case`](crate::gazetteer::Case) says,
//! words that a hyphen breaks over two lines are whole again, and there are no names in URLs, e-mail
//! addresses and paths of files.
//!
//! **How.** Work is done per word, not per byte. `masks` turns 64 bytes at a time into bits that
//! tell where words are; `words` reads words and their hashes from them; `filter` sieves those
//! that may begin a name; `lookup` looks up the rest in the index, and `spelling` compares the
//! letters, so that a collision of hashes costs time and never truth. `scan` leads a text through
//! all of it, and once more what stands around `broken` words.

mod addresses;

mod masks;

mod words;

mod candidates;

mod filter;

mod spelling;

mod lookup;

mod broken;

mod scan;

use memchr::memmem;
use rayon::prelude::*;

use crate::gazetteer::{Index, NameId};
use crate::span::Span;

pub use scan::Tagger;
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

/// A longer text is cut into pieces of this many bytes, which all cores share.
const PIECE: usize = 1 << 20;

/// Finds the names of `index` in `text`: in order, without overlap.
///
/// `seams` are the word boundaries that cannot be seen, from [`segment::seams`], ascending. Time is
/// linear in the text, for names of bounded length. A long text is cut at blank lines, which no
/// name reaches across, and tagged on all threads of the current pool; `tagger` serves a short one.
///
/// [`segment::seams`]: crate::segment::seams()
pub fn tag(text: &str, seams: &[usize], index: &Index, tagger: &mut Tagger) -> Vec<Match> {
    let pieces = pieces(text);
    if let [whole] = pieces.as_slice() {
        debug_assert_eq!(*whole, Span::new(0, text.len()));
        return tagger.tag(text, seams, index);
    }
    let tag_piece = |tagger: &mut Tagger, piece: &Span| {
        let first = seams.partition_point(|&seam| seam < piece.start);
        let last = seams.partition_point(|&seam| seam < piece.end);
        let seams: Vec<usize> = seams[first..last]
            .iter()
            .map(|seam| seam - piece.start)
            .collect();
        let mut matches = tagger.tag(piece.of(text), &seams, index);
        for found in &mut matches {
            found.span = Span::new(found.span.start + piece.start, found.span.end + piece.start);
        }
        matches
    };
    let found: Vec<Vec<Match>> = pieces
        .par_iter()
        .map_init(Tagger::default, tag_piece)
        .collect();
    found.into_iter().flatten().collect()
}

/// The matches in each of several texts.
#[derive(Clone, Debug, Default)]
pub struct Found {
    matches: Vec<Match>,
    /// For each text the place behind its last match.
    ends: Vec<usize>,
}

impl Found {
    /// The matches in each text, in order.
    pub fn of_each(&self) -> impl Iterator<Item = &[Match]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.matches[start..end])
    }
}

/// Finds the names in each of `texts`, which come with their seams: what [`tag`] finds in each, but
/// faster where they are short, as they are joined by blank lines and looked at together.
pub fn tag_all<'t>(
    texts: impl IntoIterator<Item = (&'t str, &'t [usize])>,
    index: &Index,
    tagger: &mut Tagger,
) -> Found {
    let mut found = Found::default();
    let mut joined = Joined::default();
    for (text, seams) in texts {
        if text.len() > LONG {
            joined.tag_into(&mut found, index, tagger);
            found.matches.extend(tag(text, seams, index, tagger));
            found.ends.push(found.matches.len());
        } else {
            joined.add(text, seams);
        }
    }
    joined.tag_into(&mut found, index, tagger);
    found
}

/// A longer text is looked at alone.
const LONG: usize = 16 << 10;

/// Short texts, with blank lines between them.
#[derive(Default)]
struct Joined {
    text: String,
    seams: Vec<usize>,
    starts: Vec<usize>,
}

impl Joined {
    fn add(&mut self, text: &str, seams: &[usize]) {
        let start = self.text.len();
        self.starts.push(start);
        self.text.push_str(text);
        self.text.push_str("\n\n");
        self.seams.extend(seams.iter().map(|seam| start + seam));
    }

    /// Finds the names in all, and begins anew.
    fn tag_into(&mut self, found: &mut Found, index: &Index, tagger: &mut Tagger) {
        let first = found.matches.len();
        tagger.tag_into(&self.text, &self.seams, index, &mut found.matches);
        let mut from = first;
        for (idx, &start) in self.starts.iter().enumerate() {
            let end = self.starts.get(idx + 1).copied().unwrap_or(usize::MAX);
            let inside = found.matches[from..].iter_mut();
            let inside = inside.take_while(|found| found.span.start < end);
            from += inside
                .map(|found| {
                    found.span = Span::new(found.span.start - start, found.span.end - start)
                })
                .count();
            found.ends.push(from);
        }
        self.text.clear();
        self.seams.clear();
        self.starts.clear();
    }
}

/// Cuts `text` after the first blank line behind each [`PIECE`]; there is always one piece.
fn pieces(text: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while text.len() - start > 2 * PIECE {
        let from = start + PIECE;
        let Some(break_) = memmem::find(&text.as_bytes()[from..], b"\n\n") else {
            break;
        };
        let end = from + break_ + 2;
        pieces.push(Span::new(start, end));
        start = end;
    }
    pieces.push(Span::new(start, text.len()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Case, Gazetteer, Matching};
    use crate::segment;

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
        let found = tag(
            &text,
            &segment::seams(&text),
            &index,
            &mut Tagger::default(),
        );
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
            ..Matching::default()
        };
        check_with(&["Xi Jinping"], exact, "[Xi Jinping] XI JINPING");
        let fold = Matching {
            case: Case::Fold,
            ..Matching::default()
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
    fn names_in_scripts_without_spaces() {
        let names = ["习近平", "北京", "モスクワ", "ไทย", "서울"];
        check(
            &names,
            "[习近平]在[北京]会见；[モスクワ]で。ประเทศ[ไทย] [서울] 서울은",
        );
    }

    #[test]
    fn no_names_in_addresses() {
        let names = ["China", "Iran"];
        check(
            &names,
            "[China] https://x.example/China/Iran, [Iran]@ me@China.example [Iran]/[China] /China/Iran/x",
        );
    }

    #[test]
    fn words_broken_over_lines() {
        let names = [
            "Amundsen",
            "Roald Amundsen",
            "China",
            "Rolls-Royce",
            "Port-au-Prince",
            "Norman",
            "Normandy",
            "New York",
            "Yorkshire",
        ];
        check(
            &names,
            "[Amund-\nsen] and [Roald Amund-\r\n  sen]’s, [Ro-\nald Amund-\nsen]",
        );
        check(&names, "[China]-\nbacked, [China]-\nRussia, Amund-\n\nsen");
        check(
            &names,
            "[Rolls-\nRoyce], [Port-\nau-Prince] [Port-au-\nPrince] [Rolls\u{2010}\nRoyce]",
        );
        check(
            &names,
            "[Norman-\ndy], [Norman]-\nborn, [New York]-\nbased, New [York-\nshire]",
        );
        check(
            &names,
            "Amund-\nsens, 3-\n[Amundsen], https://x.example/Amund-\nsen",
        );
    }

    #[test]
    fn breaks_far_apart_and_beside_seams() {
        let names = ["Amundsen"];
        let filling = "It rained all day. ".repeat(40);
        check(
            &names,
            &format!("{filling}[Amund-\nsen] {filling}[Amund-\nsen] {filling}"),
        );
        check(&names, "[Amund-\nsen]Image source, Polar");
        check(
            &names,
            &format!("{}Amund-\nsen{}", "x".repeat(300), "x".repeat(300)),
        );
    }

    #[test]
    fn a_plain_run_compares_bytes() {
        let plain = Matching {
            case: Case::Exact,
            plain: true,
            ..Matching::default()
        };
        check_with(
            &["China", "O'Brien"],
            plain,
            "“China” [China] CHINA O’Brien [O'Brien] _China_",
        );
    }

    #[test]
    fn a_long_text_in_pieces_gives_what_it_gives_in_one() {
        let list = "[[entity]]\ntype = \"place\"\nname = \"New York\"\n";
        let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
        let index = Index::new(&gazetteer, Matching::default());
        let text = "In New\nYork it rains. New YorkImage source\n\n".repeat(90_000);
        assert!(pieces(&text).len() > 2);
        let seams = segment::seams(&text);
        let found = tag(&text, &seams, &index, &mut Tagger::default());
        assert_eq!(found, Tagger::default().tag(&text, &seams, &index));
        assert_eq!(found.len(), 180_000);
    }

    #[test]
    fn where_a_text_is_cut_a_mark_still_stands_behind_its_word() {
        for plain in [false, true] {
            let list = "[[entity]]\ntype = \"other\"\nname = \".NET\"\n\
                        [[entity]]\ntype = \"other\"\nname = \"ASP\"\n";
            let gazetteer = Gazetteer::from_toml(list, "test").expect("a good list");
            let matching = Matching {
                case: Case::Exact,
                plain,
                ..Matching::default()
            };
            let index = Index::new(&gazetteer, matching);
            let text = "ASP.NET ".repeat(50_000);
            let found = tag(&text, &[], &index, &mut Tagger::default());
            assert_eq!(found.len(), 50_000, "plain: {plain}");
        }
    }
}
