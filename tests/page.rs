//! The page that `export --format html` writes, in a browser: it opens without the network, is
//! searched, clicked and filtered, and takes no text for markup.
//!
//! It needs Chromium and Node.js; where one is missing it says so and passes.

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use support::{Result, comention, stderr_of, tests};

/// Names that would do harm where text becomes markup or script.
const HOSTILE: &str = r#"
[[entity]]
name = "Ann <img src=x onerror=alert(1)> Lee"
aliases = ["Ann Lee"]
type = "person"
homepage = "javascript:alert(2)"

[[entity]]
name = "Bo </script><script>alert(3)</script><!--"
aliases = ["Bo Dahl"]
type = "person"

[[entity]]
name = "Cy \u2028\u202Eevil\u202C"
aliases = ["Cy Young"]
type = "place"
"#;

fn browser() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders: Vec<PathBuf> = std::env::split_paths(&std::env::var_os("PATH")?).collect();
    let paths = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    paths.into_iter().find(|path| path.is_file())
}

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").output();
    version.is_ok_and(|output| output.status.success())
}

#[test]
fn a_page_opens_and_answers_in_a_browser() -> Result {
    let Some(browser) = browser().filter(|_| has_node()) else {
        println!("left out: there is no Chromium, or no Node.js, to open the page with");
        return Ok(());
    };
    let folder = tempfile::tempdir()?;
    fs::create_dir(folder.path().join("texts"))?;
    fs::write(folder.path().join("entities.toml"), HOSTILE)?;
    let lines = [
        r#"{"id": "one", "date": "2020-01-01", "url": "https://example.org/one", "text": "Ann Lee met Bo Dahl <script>alert(4)</script> there."}"#,
        r#"{"id": "two", "date": "2020-01-02", "url": "javascript:alert(5)", "text": "Ann Lee met Bo Dahl.\n\nAnn Lee saw Cy Young."}"#,
    ];
    fs::write(folder.path().join("texts/news.jsonl"), lines.join("\n"))?;
    let built = comention(folder.path())
        .args(["build", "texts", "--format", "html"])
        .output()?;
    assert!(built.status.success(), "{}", stderr_of(&built));
    let page = folder.path().join("out/graph.html");
    let opened = Command::new("node")
        .arg(tests("browser/open.mjs"))
        .args([&browser, &page])
        .arg(folder.path().join("profile"))
        .output()?;
    let said = String::from_utf8_lossy(&opened.stdout);
    assert!(opened.status.success(), "{said}{}", stderr_of(&opened));
    Ok(())
}
