//! The bytes of a compiled gazetteer: a header and sections, flat arrays without pointers.
//!
//! Native byte order, each section on a boundary of 64 bytes, so that a file can be mapped and
//! used as it is. What a number in it points to is checked where it is used.

/// The first eight bytes.
pub(super) const MAGIC: u64 = u64::from_le_bytes(*b"comntgaz");

/// Changes with the layout or the hash.
pub(super) const VERSION: u64 = 3;

/// Sections begin on multiples of this.
const ALIGNMENT: usize = 64;

/// 64-bit words of the header.
pub(super) const HEADER: usize = 32;

/// What a header word holds.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Magic,
    Version,
    Flags,
    Entities,
    Names,
    /// Of everything else.
    Checksum,
    /// Offset and length in bytes of the first section; the others follow in order.
    Sections,
}

impl Field {
    pub(super) fn idx(self) -> usize {
        self as usize
    }
}

/// The sections, in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    /// Two bits a cell by the hash of a first word: is it a name, does it begin longer ones.
    First,
    /// A bit a cell by the hash of the first two words of a longer name.
    Second,
    /// Runs of words, open addressing: see [`Slot`].
    Slots,
    /// [`Record`](super::Record)s, on boundaries of 4 bytes.
    Names,
    /// Pairs of `u32`, an entity and a [`Meta`](super::Meta), for names with several targets; a
    /// list begins with its length.
    Targets,
    /// For each entity, and one more, its offset in [`Section::Entities`] in units of 4 bytes.
    EntityOffsets,
    /// What is known of each entity.
    Entities,
    /// JSON: declared types, conditions.
    Strings,
}

/// Bits of [`Field::Flags`].
pub(super) mod flags {
    /// Words are hashed in small letters.
    pub(crate) const FOLDED: u64 = 1;
    /// Some name begins with a digit.
    pub(crate) const DIGIT_FIRST: u64 = 1 << 1;
    /// Some name begins with a small ASCII letter (or, by the ASCII rule, `_`).
    pub(crate) const SMALL_FIRST: u64 = 1 << 2;
    /// Names can be matched by the Unicode rule.
    pub(crate) const UNICODE: u64 = 1 << 3;
    /// Names can be matched by the ASCII rule.
    pub(crate) const ASCII: u64 = 1 << 4;
    /// Diacritics count where an alias does not say.
    pub(crate) const MARKED: u64 = 1 << 5;
    /// The default case, two bits.
    pub(crate) const CASE_SHIFT: u64 = 8;
}

/// A run of words in the table: 30 bits of its hash, whether names end with it, whether longer
/// ones go on, and where the records of those that end begin (in units of 4 bytes). 0 is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slot(pub(super) u64);

impl Slot {
    const TERMINAL: u64 = 1 << 33;
    const LONGER: u64 = 1 << 32;
    const TAG: u64 = !0 << 34;

    /// The slot of a run with this hash, where nothing is known of it yet.
    pub(super) fn new(hash: u64) -> Self {
        Self(hash << 34)
    }

    pub(super) fn ends_at(self, record: u32) -> Self {
        Self(self.0 | Self::TERMINAL | u64::from(record))
    }

    pub(super) fn goes_on(self) -> Self {
        Self(self.0 | Self::LONGER)
    }

    /// Whether this may be the slot of that hash; the low bits decide, the high ones gave the place.
    #[inline(always)]
    pub(crate) fn may_be(self, hash: u64) -> bool {
        self.0 & Self::TAG == hash << 34
    }

    #[inline(always)]
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Where the records of the names that end here begin.
    #[inline(always)]
    pub(crate) fn record(self) -> Option<u32> {
        (self.0 & Self::TERMINAL != 0).then_some(self.0 as u32)
    }

    #[inline(always)]
    pub(crate) fn has_longer(self) -> bool {
        self.0 & Self::LONGER != 0
    }
}

/// Puts the sections behind a header that says where they are.
pub(super) fn assemble(mut header: [u64; HEADER], sections: [&[u8]; 8]) -> Vec<u64> {
    let mut end = HEADER * 8;
    for (idx, section) in sections.iter().enumerate() {
        let start = end.next_multiple_of(ALIGNMENT);
        header[Field::Sections.idx() + 2 * idx] = start as u64;
        header[Field::Sections.idx() + 2 * idx + 1] = section.len() as u64;
        end = start + section.len();
    }
    header[Field::Magic.idx()] = MAGIC;
    header[Field::Version.idx()] = VERSION;
    let mut words = vec![0u64; end.div_ceil(8)];
    let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut words);
    for (idx, section) in sections.into_iter().enumerate() {
        let start = header[Field::Sections.idx() + 2 * idx] as usize;
        bytes[start..start + section.len()].copy_from_slice(section);
    }
    words[..HEADER].copy_from_slice(&header);
    words[Field::Checksum.idx()] = checksum(&words);
    words
}

/// A sum over all words but its own place; any changed, moved or missing word changes it. It guards
/// against damage, not malice.
pub(super) fn checksum(words: &[u64]) -> u64 {
    let add =
        |sum: u64, word: &u64| (sum.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let (before, after) = words.split_at(Field::Checksum.idx());
    let sum = before.iter().fold(words.len() as u64, add);
    after[1..].iter().fold(sum, add)
}
