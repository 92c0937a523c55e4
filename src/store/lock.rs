//! One build at a time into a folder.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::error::{Error, Result};

/// Holds a folder for one build, until it is dropped or the process ends.
#[derive(Debug)]
pub struct Lock {
    _folder: Option<File>,
}

/// Takes `folder` for this process. Where the system locks no folders, everyone gets it.
///
/// # Errors
///
/// [`Error::Busy`] if another process holds it.
pub fn lock(folder: &Path) -> Result<Lock> {
    let Ok(file) = File::open(folder) else {
        return Ok(Lock { _folder: None });
    };
    match file.try_lock() {
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock {
            _folder: Some(file),
        }),
        Err(TryLockError::WouldBlock) => Err(Error::Busy {
            folder: folder.to_owned(),
        }),
    }
}
