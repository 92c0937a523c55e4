//! Names in, the window, sentence, paragraph and section of each out.

use crate::date::Date;
use crate::gazetteer::EntityId;
use crate::segment::{Structure, sentences};
use crate::span::Span;

use super::{Pairs, Window};

/// More words than these in a paragraph tell that its breaks were lost: such a one is windowed by
/// sentences. News and books hardly ever have as many; arbitrary.
const LONGEST_PARAGRAPH: usize = 250;

/// More entities than these in a window tell of a list: all of them would make 44,850 ties of it.
/// Arbitrary.
const MOST_IN_WINDOW: usize = 300;

/// What to count together, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counting {
    /// The unit.
    pub window: Window,
    /// Whether mentions in bylines, credits and the like count as well.
    pub keeps_boilerplate: bool,
    /// Whether a paragraph that stood in the corpus before counts again.
    pub keeps_repeats: bool,
    /// The entities of a window, at most; the mentions in one that holds [more](super::crowded) are
    /// not counted together.
    pub most_in_window: usize,
    /// The pairs that are [held in memory](super::Pairs) meanwhile, at most; what is counted does not
    /// depend on it.
    pub pairs_in_memory: usize,
}

impl Default for Counting {
    fn default() -> Self {
        Self {
            window: Window::default(),
            keeps_boilerplate: false,
            keeps_repeats: false,
            most_in_window: MOST_IN_WINDOW,
            pairs_in_memory: Pairs::MOST_IN_MEMORY,
        }
    }
}

/// A mention, the units it stands in, each numbered from 0 through its document, and its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is mentioned.
    pub entity: EntityId,
    /// The window; none for a mention that is not counted together with others.
    pub window: Option<u32>,
    /// The sentence, an index of [`Places::sentences`].
    pub sentence: u32,
    /// The paragraph.
    pub paragraph: u32,
    /// The section.
    pub section: u32,
    /// When it was written, if the year is known: the date of its section, else of its document.
    pub date: Option<Date>,
}

/// The units that a name stands in, as in [`Placed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The window; none for a name that is not counted together with others.
    pub window: Option<u32>,
    /// The sentence, an index of [`Places::sentences`].
    pub sentence: u32,
    /// The paragraph.
    pub paragraph: u32,
    /// The section.
    pub section: u32,
}

impl Spot {
    /// A mention of `entity` there, written then.
    pub fn of(self, entity: EntityId, date: Option<Date>) -> Placed {
        let Self {
            window,
            sentence,
            paragraph,
            section,
        } = self;
        Placed {
            entity,
            window,
            sentence,
            paragraph,
            section,
            date,
        }
    }
}

/// A document's names with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// One for each name, in order.
    pub spots: Vec<Spot>,
    /// The sentences of the paragraphs that hold a name, in order.
    pub sentences: Vec<Span>,
    /// The windows of the document, empty ones too.
    pub n_windows: usize,
}

/// Places `names`, which must be in order; linear in the text. A name stands where it begins.
///
/// Under [`Window::Paragraph`], a paragraph of more than 250 words, parted by white space, is one
/// window a sentence.
pub fn place(text: &str, structure: &Structure, names: &[Span], counting: Counting) -> Places {
    let mut places = Places::default();
    let mut counter = WindowCounter::new(counting.window);
    let is_counted =
        |name: &Span| counting.keeps_boilerplate || structure.boilerplate_at(name.start).is_none();
    let mut rest = names;
    for (idx, paragraph) in structure.paragraphs.iter().enumerate() {
        let inside = rest.partition_point(|name| name.start < paragraph.span.end);
        let (here, later) = rest.split_at(inside);
        rest = later;
        let first_sentence = places.sentences.len();
        if !here.is_empty() {
            places.sentences.extend(sentences(text, paragraph.span));
        }
        counter.enter_paragraph(text, paragraph.section_idx, paragraph.span);
        for name in here {
            let byte = name.start;
            let inside = places.sentences[first_sentence..].partition_point(|s| s.start <= byte);
            let sentence = first_sentence + inside.saturating_sub(1);
            let window = counter.window_at(text, byte, inside.saturating_sub(1));
            places.spots.push(Spot {
                window: is_counted(name).then(|| narrow(window)),
                sentence: narrow(sentence),
                paragraph: narrow(idx),
                section: narrow(paragraph.section_idx),
            });
        }
        counter.leave_paragraph(
            text,
            here.is_empty(),
            places.sentences.len() - first_sentence,
        );
    }
    places.n_windows = counter.total(structure.sections.len());
    places
}

fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("a document has fewer than 2^32 parts")
}

/// Whether a paragraph has more words than one ever has.
fn is_long(paragraph: &str) -> bool {
    // Told without a branch for each byte, as books have many paragraphs to look at.
    let is_start = |pair: &[u8]| (pair[0] <= b' ') & (pair[1] > b' ');
    let n_gaps = || {
        paragraph
            .as_bytes()
            .windows(2)
            .filter(|pair| is_start(pair))
            .count()
    };
    paragraph.len() > 2 * LONGEST_PARAGRAPH && n_gaps() >= LONGEST_PARAGRAPH
}

/// Numbers the windows while the paragraphs go by.
struct WindowCounter {
    window: Window,
    paragraph: Span,
    section_idx: usize,
    /// Whether the sentences of this paragraph are windows.
    is_split: bool,
    /// Windows that ended before this paragraph, or, in words, before this section.
    n_before: usize,
    /// Words of this section up to `counted`.
    n_words: usize,
    counted: usize,
}

impl WindowCounter {
    fn new(window: Window) -> Self {
        Self {
            window,
            paragraph: Span::default(),
            section_idx: 0,
            is_split: false,
            n_before: 0,
            n_words: 0,
            counted: 0,
        }
    }

    fn enter_paragraph(&mut self, text: &str, section_idx: usize, span: Span) {
        if section_idx != self.section_idx {
            self.n_before += self.windows_of_words();
            self.n_words = 0;
        }
        (self.paragraph, self.section_idx) = (span, section_idx);
        self.is_split = match self.window {
            Window::Sentence => true,
            Window::Paragraph => is_long(span.of(text)),
            _ => false,
        };
        self.counted = span.start;
        debug_assert!(span.end <= text.len(), "paragraphs are of this text");
    }

    /// The window of the mention at `byte`, in the `sentence`-th sentence of its paragraph.
    fn window_at(&mut self, text: &str, byte: usize, sentence: usize) -> usize {
        match self.window {
            Window::Sentence | Window::Paragraph if self.is_split => self.n_before + sentence,
            Window::Sentence | Window::Paragraph => self.n_before,
            Window::Section => self.section_idx,
            Window::Document => 0,
            Window::Words(size) => {
                self.count_words(text, byte);
                let n_whole = match text[..byte].ends_with(char::is_whitespace) {
                    true => self.n_words,
                    false => self.n_words.saturating_sub(1),
                };
                self.n_before + n_whole / size.get() as usize
            }
        }
    }

    fn leave_paragraph(&mut self, text: &str, is_unsplit: bool, n_sentences: usize) {
        match self.window {
            Window::Sentence | Window::Paragraph => {
                self.n_before += match (self.is_split, is_unsplit) {
                    (false, _) => 1,
                    (true, false) => n_sentences,
                    (true, true) => sentences(text, self.paragraph).count(),
                }
            }
            Window::Words(_) => self.count_words(text, self.paragraph.end),
            _ => {}
        }
    }

    fn total(&self, n_sections: usize) -> usize {
        match self.window {
            Window::Sentence | Window::Paragraph => self.n_before,
            Window::Section => n_sections,
            Window::Document => 1,
            Window::Words(_) => self.n_before + self.windows_of_words(),
        }
    }

    /// Counts the words that begin between `counted` and `byte`.
    fn count_words(&mut self, text: &str, byte: usize) {
        let before = text[self.paragraph.start..self.counted].chars().next_back();
        let mut was_space = before.is_none_or(char::is_whitespace);
        for c in text[self.counted..byte].chars() {
            self.n_words += usize::from(was_space && !c.is_whitespace());
            was_space = c.is_whitespace();
        }
        self.counted = byte;
    }

    fn windows_of_words(&self) -> usize {
        match self.window {
            Window::Words(size) => self.n_words.div_ceil(size.get() as usize),
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Document;
    use crate::segment::segment;

    /// The windows of the names `X`, and how many there are.
    fn check(text: &str, counting: Counting, expected: &[Option<u32>], n_windows: usize) {
        let structure = segment(&Document::new("text", text), &Default::default());
        let names: Vec<Span> = (text.match_indices('X'))
            .map(|(byte, _)| Span::new(byte, byte + 1))
            .collect();
        let places = place(text, &structure, &names, counting);
        let windows: Vec<_> = places.spots.iter().map(|spot| spot.window).collect();
        assert_eq!(windows, expected);
        assert_eq!(places.n_windows, n_windows);
    }

    fn of(window: Window) -> Counting {
        Counting {
            window,
            keeps_boilerplate: false,
            ..Counting::default()
        }
    }

    #[test]
    fn a_paragraph_of_very_many_words_is_windowed_by_sentences() {
        let long = "X sees much ice here. ".repeat(51);
        let text = format!("X too.\n\n{long}\n\nX too.");
        let expected: Vec<_> = (0..53).map(Some).collect();
        check(&text, of(Window::Paragraph), &expected, 53);
        let short = "X sees much ice here. ".repeat(50);
        let text = format!("{short}\n\nX too.");
        let expected: Vec<_> = [vec![Some(0); 50], vec![Some(1)]].concat();
        check(&text, of(Window::Paragraph), &expected, 2);
        let wide = text.replace(' ', "   ");
        check(&wide, of(Window::Paragraph), &expected, 2);
    }

    #[test]
    fn boilerplate_is_in_no_window_unless_asked_for() {
        let text = "X in the ice.\nImage source, X\n\nX again.";
        check(text, of(Window::Paragraph), &[Some(0), None, Some(1)], 2);
        let all = Counting {
            keeps_boilerplate: true,
            ..of(Window::Paragraph)
        };
        check(text, all, &[Some(0), Some(0), Some(1)], 2);
    }

    #[test]
    fn a_section_is_a_window() {
        let body = "X sees much ice here, and nobody comes for a long time.\n\n".repeat(3);
        let text = format!("CHAPTER I\n\n{body}CHAPTER II\n\n{body}");
        let expected = [vec![Some(0); 3], vec![Some(1); 3]].concat();
        check(&text, of(Window::Section), &expected, 2);
    }

    #[test]
    fn so_many_words_of_a_section_are_a_window() {
        let three = of(Window::Words(3.try_into().expect("above 0")));
        let expected = [0, 1, 2, 3].map(Some);
        check("X a b c X  d\ne X f X.", three, &expected, 4);
        check(
            "X went to X once.\n\nThen X saw X there.",
            three,
            &[0, 1, 2, 2].map(Some),
            4,
        );
        let body = "X sees ice.\n\nX went.\n\n";
        let text = format!("CHAPTER I\n\n{body}CHAPTER II\n\n{body}");
        let expected = [0, 1, 3, 4].map(Some);
        check(&text, three, &expected, 6);
    }
}
