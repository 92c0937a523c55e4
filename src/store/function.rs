//! Rows worked out from arguments, as a table that a question in SQL may select from.
//!
//! SQLite calls these *table-valued functions*: eponymous virtual tables whose arguments are hidden
//! columns, <https://sqlite.org/vtab.html#tabfunc2>.

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_int};
use std::sync::Arc;

use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::vtab::{
    Context, Filters, IndexConstraintOp, IndexInfo, Module, VTab, VTabConfig, VTabConnection,
    VTabCursor, sqlite3_vtab, sqlite3_vtab_cursor,
};
use rusqlite::{Connection, ToSql};
use serde_json::Value;

/// Gives rows with a value for each column, or says why it cannot.
pub type Answering = dyn Fn(&[String]) -> Result<Vec<Vec<Value>>, String> + Send + Sync;

/// A function of texts that gives rows.
#[derive(Clone)]
pub struct Function {
    /// What it is called.
    pub name: &'static str,
    /// The names of its columns.
    pub columns: &'static [&'static str],
    /// The names of its arguments, none of which may be missing.
    pub arguments: &'static [&'static str],
    /// Arguments in, rows out.
    pub answer: Arc<Answering>,
}

impl Function {
    /// Makes it known to `connection`.
    pub(super) fn register(&self, connection: &Connection) -> rusqlite::Result<()> {
        const MODULE: Module<'_, Table> = Module::eponymous_only_module();
        connection.create_module(self.name, &MODULE, Some(self.clone()))
    }

    fn declaration(&self) -> Result<CString, rusqlite::Error> {
        let hidden = self.arguments.iter().map(|name| format!("{name} HIDDEN"));
        let columns = self.columns.iter().map(|&name| name.to_owned());
        let columns: Vec<String> = columns.chain(hidden).collect();
        Ok(CString::new(format!(
            "CREATE TABLE x({})",
            columns.join(", ")
        ))?)
    }
}

/// What SQLite holds of a function.
#[repr(C)]
struct Table {
    /// SQLite's own part, which it expects first.
    base: sqlite3_vtab,
    function: Function,
}

// SAFETY: the type is `repr(C)` and begins with SQLite's part, as the trait asks.
#[allow(unsafe_code)]
unsafe impl VTab<'_> for Table {
    type Aux = Function;
    type Cursor = Rows;

    fn connect(
        connection: &mut VTabConnection,
        function: Option<&Function>,
        _module: &[u8],
        _database: &[u8],
        _table: &[u8],
        _arguments: &[&[u8]],
    ) -> rusqlite::Result<(Cow<'static, CStr>, Self)> {
        let function = function.ok_or(rusqlite::Error::InvalidQuery)?.clone();
        connection.config(VTabConfig::Innocuous)?;
        let declaration = function.declaration()?;
        let table = Self {
            base: sqlite3_vtab::default(),
            function,
        };
        Ok((Cow::Owned(declaration), table))
    }

    /// Asks for all arguments, in their order.
    fn best_index(&self, info: &mut IndexInfo) -> rusqlite::Result<bool> {
        let n_columns = self.function.columns.len();
        let mut given = vec![None; self.function.arguments.len()];
        for (place, constraint) in info.constraints().enumerate() {
            let column = usize::try_from(constraint.column()).ok();
            let Some(argument) = column.and_then(|column| column.checked_sub(n_columns)) else {
                continue;
            };
            if constraint.operator() == IndexConstraintOp::SQLITE_INDEX_CONSTRAINT_EQ {
                if !constraint.is_usable() {
                    return Ok(false);
                }
                given[argument] = Some(place);
            }
        }
        for (argument, place) in given.into_iter().enumerate() {
            let Some(place) = place else {
                let Function {
                    name, arguments, ..
                } = self.function;
                let (missing, all) = (arguments[argument], arguments.join(", "));
                let message = format!("{name}({all}): `{missing}` is missing");
                return Err(rusqlite::Error::ModuleError(message));
            };
            let mut usage = info.constraint_usage(place);
            usage.set_argv_index(argument as c_int + 1);
            usage.set_omit(true);
        }
        Ok(true)
    }

    fn open(&mut self) -> rusqlite::Result<Rows> {
        Ok(Rows {
            base: sqlite3_vtab_cursor::default(),
            function: self.function.clone(),
            arguments: Vec::new(),
            rows: Vec::new(),
            at: 0,
        })
    }
}

/// The rows for one set of arguments.
#[repr(C)]
struct Rows {
    /// SQLite's own part, which it expects first.
    base: sqlite3_vtab_cursor,
    function: Function,
    arguments: Vec<String>,
    rows: Vec<Vec<Value>>,
    at: usize,
}

// SAFETY: the type is `repr(C)` and begins with SQLite's part, as the trait asks.
#[allow(unsafe_code)]
unsafe impl VTabCursor for Rows {
    fn filter(
        &mut self,
        _number: c_int,
        _text: Option<&str>,
        arguments: &Filters<'_>,
    ) -> rusqlite::Result<()> {
        let texts = (0..arguments.len()).map(|place| arguments.get(place));
        self.arguments = texts.collect::<rusqlite::Result<_>>()?;
        let rows = (self.function.answer)(&self.arguments);
        self.rows = rows.map_err(rusqlite::Error::ModuleError)?;
        self.at = 0;
        Ok(())
    }

    fn next(&mut self) -> rusqlite::Result<()> {
        self.at += 1;
        Ok(())
    }

    fn eof(&self) -> bool {
        self.at == self.rows.len()
    }

    fn column(&self, context: &mut Context, column: c_int) -> rusqlite::Result<()> {
        let column = column as usize;
        let row = &self.rows[self.at];
        match row.get(column) {
            Some(value) => context.set_result(sql_value(value)?),
            None => context.set_result(self.arguments[column - row.len()].as_str()),
        }
    }

    fn rowid(&self) -> rusqlite::Result<i64> {
        Ok(self.at as i64)
    }
}

fn sql_value(value: &Value) -> rusqlite::Result<ToSqlOutput<'_>> {
    match value {
        Value::String(text) => text.to_sql(),
        Value::Number(number) => match number.as_i64() {
            Some(whole) => Ok(whole.into()),
            None => Ok(number.as_f64().unwrap_or(f64::NAN).into()),
        },
        Value::Bool(is_so) => Ok((*is_so).into()),
        _ => Ok(Null.into()),
    }
}
