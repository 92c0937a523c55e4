//! The library's errors as exceptions of `comention.errors`, with the library's words.

use std::fmt::Display;
use std::io;

use arrow_schema::ArrowError;
use comention::error::Error;
use pyo3::prelude::*;

/// A class of `comention.errors`.
#[derive(Clone, Copy)]
pub(crate) enum Class {
    Error,
    Gazetteer,
    Input,
    Store,
    Name,
}

impl Class {
    fn name(self) -> &'static str {
        match self {
            Self::Error => "Error",
            Self::Gazetteer => "GazetteerError",
            Self::Input => "InputError",
            Self::Store => "StoreError",
            Self::Name => "NameNotFound",
        }
    }

    /// An exception of this class.
    pub(crate) fn exception(self, message: impl Display) -> PyErr {
        let message = message.to_string();
        Python::attach(|py| {
            let class = py
                .import("comention.errors")
                .and_then(|module| module.getattr(self.name()));
            match class.and_then(|class| class.call1((message,))) {
                Ok(exception) => PyErr::from_value(exception),
                Err(error) => error,
            }
        })
    }
}

/// A library error as an exception.
pub(crate) fn exception(error: Error) -> PyErr {
    let class = match &error {
        Error::Read { source, .. } | Error::Write { source, .. } => {
            return io::Error::new(source.kind(), error.to_string()).into();
        }
        Error::Gazetteer(_) => Class::Gazetteer,
        Error::Project(_) | Error::NoDocument { .. } => Class::Input,
        Error::Store { .. } | Error::StoreBusy { .. } | Error::StoreVersion { .. } => Class::Store,
        Error::UnknownName { .. } | Error::AmbiguousName { .. } => Class::Name,
        _ => Class::Error,
    };
    class.exception(error)
}

/// What is wrong with a table or an argument.
pub(crate) fn input(message: impl Display) -> PyErr {
    Class::Input.exception(message)
}

/// Parses a word that an option was given.
pub(crate) fn parse<T: std::str::FromStr<Err: Display>>(option: &str, word: &str) -> PyResult<T> {
    word.parse()
        .map_err(|remedy| input(format_args!("{option}=\"{word}\": {remedy}")))
}

/// What Arrow says, in its words but for their kind.
pub(crate) fn arrow(error: ArrowError) -> PyErr {
    match error {
        ArrowError::InvalidArgumentError(message) | ArrowError::SchemaError(message) => {
            input(message)
        }
        other => input(other),
    }
}
