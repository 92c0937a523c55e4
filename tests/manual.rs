//! What the program says of itself: an example for each question, completions, man pages.

mod support;

use std::fs;

use support::{Result, comention};

/// The verbs that `comention query --help` lists.
fn verbs() -> Result<Vec<String>> {
    let output = comention(std::path::Path::new("."))
        .args(["query", "--help"])
        .output()?;
    let help = String::from_utf8(output.stdout)?;
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    let verbs = lines.filter_map(|line| line.split_whitespace().next());
    Ok(verbs
        .map(str::to_owned)
        .filter(|verb| verb != "help")
        .collect())
}

#[test]
fn every_verb_comes_with_an_example() -> Result {
    let verbs = verbs()?;
    assert!(verbs.len() >= 14, "{verbs:?}");
    for verb in verbs {
        let output = comention(std::path::Path::new("."))
            .args(["query", &verb, "--help"])
            .output()?;
        let help = String::from_utf8(output.stdout)?;
        let example = format!("  comention query {verb} ");
        let has_example = help.lines().any(|line| line.starts_with(&example));
        assert!(has_example, "{verb}: {help}");
    }
    Ok(())
}

#[test]
fn shells_complete_every_verb() -> Result {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = comention(std::path::Path::new("."))
            .args(["completions", shell])
            .output()?;
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout)?;
        for verb in verbs()? {
            assert!(script.contains(&verb), "{shell}: {verb}");
        }
    }
    Ok(())
}

#[test]
fn every_command_has_a_man_page() -> Result {
    let folder = tempfile::tempdir()?;
    let output = comention(folder.path())
        .args(["man", "-o", "pages"])
        .output()?;
    assert!(output.status.success());
    let page = |name: &str| fs::read_to_string(folder.path().join("pages").join(name));
    assert!(page("comention.1")?.contains(".SH SUBCOMMANDS"));
    for verb in verbs()? {
        let page = page(&format!("comention-query-{verb}.1"))?;
        assert!(page.contains(".SH OPTIONS"), "{verb}");
    }
    Ok(())
}
