//! JSON objects as they are written, a line each.

use std::io::{self, Write};

use serde_json::Value;

/// Writes the fields of an object.
pub(super) struct Object<W> {
    out: W,
    is_empty: bool,
}

impl<W: Write> Object<W> {
    /// Begins an object.
    pub(super) fn begin(mut out: W) -> io::Result<Self> {
        out.write_all(b"{")?;
        Ok(Self {
            out,
            is_empty: true,
        })
    }

    /// Writes a field.
    pub(super) fn field(&mut self, name: &str, value: &Value) -> io::Result<()> {
        self.name(name)?;
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)
    }

    /// Writes a field of text.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.name(name)?;
        serde_json::to_writer(&mut self.out, text).map_err(io::Error::from)
    }

    /// Writes fields.
    pub(super) fn fields<N: AsRef<str>>(
        &mut self,
        fields: impl IntoIterator<Item = (N, Value)>,
    ) -> io::Result<()> {
        let mut fields = fields.into_iter();
        fields.try_for_each(|(name, value)| self.field(name.as_ref(), &value))
    }

    /// Ends the object.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"}")
    }

    fn name(&mut self, name: &str) -> io::Result<()> {
        if !self.is_empty {
            self.out.write_all(b",")?;
        }
        self.is_empty = false;
        serde_json::to_writer(&mut self.out, name)?;
        self.out.write_all(b":")
    }
}

/// Writes an array, an item a line.
pub(super) fn write_lines<W: Write, T>(
    out: &mut W,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut W, T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(b"[")?;
    for (idx, item) in items.enumerate() {
        out.write_all(if idx == 0 { b"\n" } else { b",\n" })?;
        write(out, item)?;
    }
    out.write_all(b"]")
}
