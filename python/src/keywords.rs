//! Keyword arguments in, options out: each option has its name and what it usually is in one place.

use pyo3::conversion::FromPyObjectOwned;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::input;

/// Words that an option takes, with what they mean.
pub(crate) type Choices<T, const N: usize> = [(&'static str, T); N];

/// Keyword arguments that are taken one by one.
pub(crate) struct Keywords<'py> {
    given: Bound<'py, PyDict>,
    known: Vec<&'static str>,
}

impl<'py> Keywords<'py> {
    /// Those of a call, if there are any.
    pub(crate) fn new(py: Python<'py>, given: Option<&Bound<'py, PyDict>>) -> PyResult<Self> {
        Ok(Self {
            given: given.map_or_else(|| Ok(PyDict::new(py)), |given| given.copy())?,
            known: Vec::new(),
        })
    }

    /// The argument `name`, if it was given.
    pub(crate) fn take<T: FromPyObjectOwned<'py>>(
        &mut self,
        name: &'static str,
    ) -> PyResult<Option<T>> {
        self.known.push(name);
        let Some(value) = self.given.get_item(name)? else {
            return Ok(None);
        };
        self.given.del_item(name)?;
        let taken = value.extract::<T>().map_err(Into::into);
        taken
            .map(Some)
            .map_err(|error| named(value.py(), name, error))
    }

    /// The argument `name`, or what it usually is.
    pub(crate) fn take_or<T: FromPyObjectOwned<'py>>(
        &mut self,
        name: &'static str,
        usual: T,
    ) -> PyResult<T> {
        Ok(self.take(name)?.unwrap_or(usual))
    }

    /// What the word of the argument `name` means, or what it usually is.
    pub(crate) fn choose<T: Copy, const N: usize>(
        &mut self,
        name: &'static str,
        choices: &Choices<T, N>,
        usual: T,
    ) -> PyResult<T> {
        match self.take::<String>(name)? {
            Some(word) => chosen(name, &word, choices),
            None => Ok(usual),
        }
    }

    /// Checks that every argument was taken.
    pub(crate) fn finish(self) -> PyResult<()> {
        if self.given.is_empty() {
            return Ok(());
        }
        let unknown: Vec<String> = self.given.keys().extract()?;
        let (unknown, known) = (unknown.join("`, `"), self.known.join(", "));
        let message = format!("there is no option `{unknown}`; there are {known}");
        Err(PyTypeError::new_err(message))
    }
}

/// What `word` means where `choices` are all there is.
pub(crate) fn chosen<T: Copy, const N: usize>(
    option: &str,
    word: &str,
    choices: &Choices<T, N>,
) -> PyResult<T> {
    if let Some((_, choice)) = choices.iter().find(|(known, _)| *known == word) {
        return Ok(*choice);
    }
    let words = choices.map(|(word, _)| word);
    let (last, others) = words.split_last().expect("there is a choice");
    let others = others.join(", ");
    Err(input(format_args!(
        "{option}=\"{word}\": use {others} or {last}"
    )))
}

/// The word for `choice`.
pub(crate) fn word_for<T: PartialEq, const N: usize>(
    choices: &Choices<T, N>,
    choice: &T,
) -> &'static str {
    let found = choices.iter().find(|(_, known)| known == choice);
    found.expect("every choice has a word").0
}

/// An error with the name of the argument, if it is of the wrong type.
fn named(py: Python<'_>, name: &str, error: PyErr) -> PyErr {
    match error.is_instance_of::<PyTypeError>(py) {
        true => PyTypeError::new_err(format!("option `{name}`: {}", error.value(py))),
        false => error,
    }
}
