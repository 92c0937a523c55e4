//! Mentions in, the window, sentence, paragraph and section of each out.

use crate::gazetteer::EntityId;
use crate::link::Mention;
use crate::segment::{Structure, sentences};
use crate::span::Span;

use super::Window;

/// A mention and the units it stands in, each numbered from 0 through its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What is mentioned.
    pub entity: EntityId,
    /// The window.
    pub window: u32,
    /// The sentence, an index of [`Places::sentences`].
    pub sentence: u32,
    /// The paragraph.
    pub paragraph: u32,
    /// The section.
    pub section: u32,
}

/// A document's mentions with their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// One for each mention, in order.
    pub mentions: Vec<Placed>,
    /// The sentences of the paragraphs that hold a mention, in order.
    pub sentences: Vec<Span>,
    /// The windows of the document, empty ones too.
    pub n_windows: usize,
}

/// Places `mentions`, which must be in order; linear in the text. A mention stands where it begins.
pub fn place(text: &str, structure: &Structure, mentions: &[Mention], window: Window) -> Places {
    let mut places = Places::default();
    let mut counter = WindowCounter::new(window);
    let mut rest = mentions;
    for (idx, paragraph) in structure.paragraphs.iter().enumerate() {
        let inside = rest.partition_point(|mention| mention.span.start < paragraph.span.end);
        let (here, later) = rest.split_at(inside);
        rest = later;
        let first_sentence = places.sentences.len();
        if !here.is_empty() {
            places.sentences.extend(sentences(text, paragraph.span));
        }
        counter.enter_paragraph(text, idx, paragraph.section_idx, paragraph.span);
        for mention in here {
            let byte = mention.span.start;
            let inside = places.sentences[first_sentence..].partition_point(|s| s.start <= byte);
            let sentence = first_sentence + inside.saturating_sub(1);
            places.mentions.push(Placed {
                entity: mention.entity,
                window: narrow(counter.window_at(text, byte, inside.saturating_sub(1))),
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

/// Numbers the windows while the paragraphs go by.
struct WindowCounter {
    window: Window,
    paragraph: Span,
    paragraph_idx: usize,
    section_idx: usize,
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
            paragraph_idx: 0,
            section_idx: 0,
            n_before: 0,
            n_words: 0,
            counted: 0,
        }
    }

    fn enter_paragraph(&mut self, text: &str, idx: usize, section_idx: usize, span: Span) {
        if section_idx != self.section_idx {
            self.n_before += self.windows_of_words();
            self.n_words = 0;
        }
        (self.paragraph, self.paragraph_idx, self.section_idx) = (span, idx, section_idx);
        self.counted = span.start;
        debug_assert!(span.end <= text.len(), "paragraphs are of this text");
    }

    /// The window of the mention at `byte`, in the `sentence`-th sentence of its paragraph.
    fn window_at(&mut self, text: &str, byte: usize, sentence: usize) -> usize {
        match self.window {
            Window::Sentence => self.n_before + sentence,
            Window::Paragraph => self.paragraph_idx,
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
            Window::Sentence if is_unsplit => {
                self.n_before += sentences(text, self.paragraph).count();
            }
            Window::Sentence => self.n_before += n_sentences,
            Window::Words(_) => self.count_words(text, self.paragraph.end),
            _ => {}
        }
    }

    fn total(&self, n_sections: usize) -> usize {
        match self.window {
            Window::Sentence => self.n_before,
            Window::Paragraph if self.paragraph == Span::default() => 0,
            Window::Paragraph => self.paragraph_idx + 1,
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
