//! The rules themselves, as tables, and the check of one file against them.

use std::fmt;

use crate::paths::{Names, names};

/// The floor of each top-level module.
const FLOORS: &[(&str, u8)] = &[
    ("diag", 0),
    ("geom", 0),
    ("assets", 0),
    ("bank", 1),
    ("document", 1),
    ("kit", 2),
    ("lint", 2),
    ("layout", 2),
    ("compose", 3),
    ("pdf", 3),
    ("batch", 4),
    ("scores", 4),
    ("commands", 5),
    ("cli", 5),
];

/// Steps down that are barred all the same: the domain and the typography never see each other.
const BARRED: &[(&str, &str)] = &[
    ("kit", "document"),
    ("lint", "document"),
    ("layout", "bank"),
    ("pdf", "bank"),
    ("pdf", "kit"),
    ("pdf", "lint"),
];

/// Steps on one floor that are allowed: the commands and the arguments they are given.
const SIDEWAYS: &[(&str, &str)] = &[("commands", "cli"), ("cli", "commands")];

/// Which paths (a crate, or a part of `std`) are named only under which modules. A place ending
/// in `*` stands for all that begin so.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("printpdf", &["pdf"]),
    ("lopdf", &["pdf"]),
    ("libdeflater", &["pdf"]),
    ("subsetter", &["pdf"]),
    ("tiny_skia", &["pdf/picture"]),
    ("skrifa", &["layout", "pdf"]),
    ("harfrust", &["layout"]),
    ("icu_segmenter", &["layout"]),
    ("unicode_bidi", &["layout"]),
    ("unicode_segmentation", &["layout"]),
    ("rand", &["kit/draw*"]),
    ("sha2", &["kit", "compose", "pdf", "batch/checksum", "batch/index/seal"]),
    ("base64", &["batch/index"]),
    ("percent_encoding", &["batch/index"]),
    ("toml", &["bank", "batch/manifest", "batch/lock"]),
    ("pulldown_cmark", &["bank"]),
    ("annotate_snippets", &["diag"]),
    ("anyhow", &["batch", "scores", "commands", "cli"]),
    ("clap", &["batch", "scores", "commands", "cli"]),
    ("clap_complete", TOP),
    ("clap_mangen", TOP),
    ("console", TOP),
    ("csv", TOP),
    ("indicatif", TOP),
    ("opener", TOP),
    ("quick_xml", TOP),
    ("similar", TOP),
    ("tempfile", TOP),
    ("std::env", TOP),
    ("std::process", TOP),
    ("std::io::stdin", TOP),
    ("std::io::stdout", TOP),
    ("std::io::stderr", TOP),
];

/// Words (the clock) and macros (printing) of the top floor alone.
const TOP_WORDS: &[&str] = &["SystemTime", "Instant"];
const TOP_MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];
const TOP: &[&str] = &["commands", "cli"];

/// The longest file, in lines.
const LONGEST: usize = 400;

/// One break of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Breach {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) what: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}

/// Checks one file; `file` is its path under the package, with slashes (`src/kit/draw.rs`).
pub(crate) fn check(file: &str, text: &str) -> Vec<Breach> {
    let inner = file.strip_prefix("src/").unwrap_or(file).trim_end_matches(".rs");
    let inner = inner.strip_suffix("/mod").unwrap_or(inner);
    let mut found = form(text);
    let roots = ["main", "lib"];
    let module: Vec<String> =
        if roots.contains(&inner) { Vec::new() } else { inner.split('/').map(str::to_owned).collect() };
    let names = names(&module, text);
    if inner != "main" {
        found.extend(places(inner, &names));
    }
    if let Some(top) = module.first() {
        found.extend(floors(top, &names));
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(line, what)| Breach { file: file.to_owned(), line, what }).collect()
}

type Found = Vec<(usize, String)>;

/// Every file says what it is for, and none is long.
fn form(text: &str) -> Found {
    let mut found = Found::new();
    let first = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    if first.strip_prefix("//!").is_none_or(|t| t.trim().is_empty()) {
        found.push((1, "begins without a module text (`//! …`)".to_owned()));
    }
    let lines = text.lines().count();
    if lines > LONGEST {
        found.push((LONGEST + 1, format!("has {lines} lines, more than {LONGEST}")));
    }
    found
}

/// Imports go down, or stay inside one top-level module.
fn floors(top: &str, names: &Names) -> Found {
    let Some(own) = floor(top) else {
        return vec![(1, format!("`{top}` stands on no floor"))];
    };
    let inside = names.paths.iter().filter(|p| p.segments.first().is_some_and(|s| s == "crate"));
    inside
        .filter_map(|path| {
            let target = path.segments.get(1).map_or("*", String::as_str);
            let what = match floor(target) {
                _ if target == top => return None,
                None => format!("`crate::{target}` names no module that stands on a floor"),
                Some(other) if other > own => format!("`{top}` looks up to `{target}`"),
                Some(other) if other == own && !SIDEWAYS.contains(&(top, target)) => {
                    format!("`{top}` looks sideways at `{target}`")
                }
                Some(_) if BARRED.contains(&(top, target)) => format!("`{top}` may not know `{target}`"),
                Some(_) => return None,
            };
            Some((path.line, what))
        })
        .collect()
}

/// Crates, the outside world and printing stay where they belong.
fn places(inner: &str, used: &Names) -> Found {
    let mut found = Found::new();
    for path in &used.paths {
        let written = path.segments.join("::");
        for (name, allowed) in ONLY_IN {
            let hit =
                written.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"));
            if hit && !stands_in(inner, allowed) {
                found.push((path.line, format!("`{name}` belongs to {}", allowed.join(", "))));
            }
        }
    }
    let words = used.words.iter().filter(|w| TOP_WORDS.contains(&w.text.as_str()));
    let macros = used.macros.iter().filter(|m| TOP_MACROS.contains(&m.text.as_str()));
    if !stands_in(inner, TOP) {
        found.extend(
            words.chain(macros).map(|t| (t.line, format!("`{}` belongs to {}", t.text, TOP.join(", ")))),
        );
    }
    found
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

fn stands_in(inner: &str, places: &[&str]) -> bool {
    places.iter().any(|place| match place.strip_suffix('*') {
        Some(start) => inner.starts_with(start),
        None => inner.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    })
}
