//! A question in SQL in, rows out; it can neither write nor run for ever.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, InterruptHandle};
use serde_json::Value;

use super::{Function, Store};

/// The most bytes of a value or a row: what is built of others while it is answered fills no memory.
const MOST_BYTES: i32 = 256 << 20;

/// How much a question may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// How many rows to give.
    pub n_rows: usize,
}

/// The rows of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, a value for each column; a blob as hexadecimal digits.
    pub rows: Vec<Vec<Value>>,
    /// Whether there are more.
    pub has_more: bool,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It would write, or is no question.
    Writes,
    /// It took too long.
    Late,
    /// It is not put well: the database's reason.
    Wrong(String),
    /// It was put well and could not be answered: why.
    Failed(String),
}

impl Store {
    /// Answers one `SELECT` over the views of `schema.sql` and over `functions`.
    ///
    /// # Errors
    ///
    /// [`Refusal`].
    pub fn sql(
        &self,
        question: &str,
        functions: &[Function],
        limits: Limits,
    ) -> Result<Answer, Refusal> {
        for function in functions {
            function.register(&self.connection).map_err(refusal)?;
        }
        let limit = |most| self.connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, most);
        let usual = limit(MOST_BYTES).map_err(refusal)?;
        let handle = self.connection.get_interrupt_handle();
        let (done, wait) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(move || interrupt_after(&handle, limits.time, &wait));
            let answer = self.answer(question, limits.n_rows);
            // The watch may have ended before.
            let _ = done.send(());
            limit(usual).map_err(refusal)?;
            answer
        })
    }

    fn answer(&self, question: &str, n_rows: usize) -> Result<Answer, Refusal> {
        let mut select = self.connection.prepare(question).map_err(refusal)?;
        if !select.readonly() || select.column_count() == 0 {
            return Err(Refusal::Writes);
        }
        let names = select.column_names();
        let columns: Vec<String> = names.into_iter().map(str::to_owned).collect();
        let n_columns = columns.len();
        let mut answer = Answer {
            columns,
            rows: Vec::new(),
            has_more: false,
        };
        let mut rows = select.query([]).map_err(refusal)?;
        while let Some(row) = rows.next().map_err(refusal)? {
            if answer.rows.len() == n_rows {
                answer.has_more = true;
                break;
            }
            let values = (0..n_columns).map(|idx| row.get_ref(idx).map(value));
            answer
                .rows
                .push(values.collect::<rusqlite::Result<_>>().map_err(refusal)?);
        }
        Ok(answer)
    }
}

/// Stops what runs on the connection unless `wait` hears of its end in time. It is told again and
/// again, as SQLite forgets a call that comes before the question begins.
fn interrupt_after(handle: &InterruptHandle, time: Duration, wait: &mpsc::Receiver<()>) {
    let mut rest = time;
    while let Err(mpsc::RecvTimeoutError::Timeout) = wait.recv_timeout(rest) {
        handle.interrupt();
        rest = Duration::from_millis(10);
    }
}

fn refusal(error: rusqlite::Error) -> Refusal {
    if matches!(error, rusqlite::Error::MultipleStatement) {
        return Refusal::Writes;
    }
    match error.sqlite_error_code() {
        Some(ErrorCode::OperationInterrupted) => Refusal::Late,
        Some(ErrorCode::ReadOnly | ErrorCode::AuthorizationForStatementDenied) => Refusal::Writes,
        _ => match error {
            rusqlite::Error::SqliteFailure(_, Some(reason)) => match reason {
                reason if reason.starts_with("cannot modify") => Refusal::Writes,
                reason if reason.starts_with("no such") => Refusal::Wrong(reason),
                reason => Refusal::Failed(reason),
            },
            error => Refusal::Wrong(error.to_string()),
        },
    }
}

fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => number.into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned().into(),
        ValueRef::Blob(bytes) => {
            let digits = bytes.iter().map(|byte| format!("{byte:02x}"));
            digits.collect::<String>().into()
        }
    }
}
