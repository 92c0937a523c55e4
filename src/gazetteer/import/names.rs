//! A line of a list of bare names in, an entity of the type that was asked for out.

use super::{Entry, Options, Passed, cell};
use crate::gazetteer::slug;

pub(super) fn entry(line: &str, options: &Options) -> Result<Entry, Passed> {
    let name = cell(line);
    if line.starts_with('#') {
        return Err(Passed::Unwanted);
    }
    match name.chars().any(char::is_alphanumeric) {
        true => Ok(Entry::new(slug(&name), options.entity_type.clone(), name)),
        false => Err(Passed::Broken(format!(
            "`{name}` has no letter and no digit"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::super::tests::{check, options};

    #[test]
    fn a_name_a_line() {
        let text = "\u{feff}# mine\nAda Lovelace\n\n--\n  Zoë  \n";
        let expected = ["ada-lovelace Ada Lovelace person", "zoe Zoë person"];
        check(Kind::Names, text, &options(), &expected, (1, 1));
    }
}
