//! The rules, as tables, and the check of a set of files against them.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Source;

/// The rooms by floor, from the ground up: a room imports only from lower floors.
pub(crate) const FLOORS: &[&[&str]] = &[
    &["wording", "geom", "assets", "diag"],
    &["input", "document"],
    &["bank", "layout"],
    &["kit", "pdf"],
    &["compose", "fs", "preview"],
    &["batch"],
    &["compare", "report", "index"],
    &["commands"],
];
/// Imports allowed within a floor: importer, imported.
const BESIDE: &[(&str, &str)] = &[("diag", "wording")];
/// The domain and the typography never import each other; they meet in `compose`.
const APART: [&[&str]; 2] = [&["bank", "kit", "lint", "scores"], &["document", "layout", "pdf"]];

/// Crates, parts of `std` and macros, and the rooms and files that alone may name them.
const ONLY_IN: &[(&[&str], &[&str])] = &[
    (&["printpdf", "subsetter"], &["pdf"]),
    (&["lopdf", "libdeflater"], &["pdf", "preview"]),
    (&["skrifa"], &["layout", "pdf", "preview"]),
    (&["harfrust", "icu_segmenter", "unicode_bidi"], &["layout"]),
    (&["unicode_segmentation"], &["layout", "bank/search"]),
    (&["bm25", "rust_stemmers"], &["bank/search"]),
    (&["textwrap"], &["wording/wrap"]),
    (&["tiny_skia"], &["preview"]),
    (&["rand"], &["kit/draw"]),
    (&["sha2"], &["kit", "compose", "pdf", "batch/checksum", "index/seal"]),
    (&["base64", "maud", "percent_encoding"], &["index"]),
    (&["toml_parser"], &["input/sections"]),
    (&["toml"], &["input", "bank/excerpt", "bank/export", "bank/file", "batch/manifest", "batch/lock_file"]),
    (&["pulldown_cmark"], &["bank"]),
    (&["annotate_snippets"], &["diag"]),
    (&["quick_xml"], &["report"]),
    (&["similar"], &["compare"]),
    (&["csv"], &["batch/prefill", "report", "wording/table"]),
    (&["tempfile"], &["fs"]),
    (&["anyhow"], &["commands"]),
    (&["clap", "clap_complete", "clap_mangen", "console", "indicatif", "opener"], &["commands"]),
    (&["std::env"], &["commands"]),
    (&["std::process", "std::io::stdin", "std::io::stdout", "std::io::stderr"], &["commands", "fs"]),
    (&["std::time::Instant", "std::time::SystemTime"], &["commands", "fs"]),
    (&["std::print!", "std::println!", "std::eprint!", "std::eprintln!", "std::dbg!"], &["commands"]),
];

/// The longest file, in lines.
const MAX_LINES: usize = 400;
/// Openings of doc comments that name no thing, and names that nobody can search for.
const VAGUE_DOCS: &[&str] = &["What ", "Whether ", "So many ", "Those ", "That which "];
const VAGUE_FUNCTIONS: &[&str] = &["text", "of", "part", "place", "one", "each", "it"];
const VAGUE_CONSTANTS: &[&str] = &["MOST", "PATIENCE"];

/// Files by path below `src/`, with their text.
pub(crate) type Files = [(String, String)];
/// The items that a file uses of another, by the numbers of both.
type Ties = BTreeMap<(usize, usize), BTreeSet<String>>;

/// Returns the errors of the files, as `file:line: what is wrong; what to do`.
pub(crate) fn check(files: &Files) -> Vec<String> {
    let (mut source, mut ties, mut errors) = (Source::default(), Ties::new(), BTreeMap::new());
    let mut types = BTreeMap::new();
    let mut report = |file: usize, line: usize, error: String| {
        errors.entry((&files[file].0, error)).or_insert(line);
    };
    for (number, (name, text)) in files.iter().enumerate() {
        if let Err(error) = source.read_file(number, name, text) {
            report(number, error.span().start().line, error.to_string());
        }
        for (line, error) in wrong_lines(text) {
            report(number, line, error);
        }
        for (line, name) in shared_types(text) {
            if let Some(first) = types.insert(name, number) {
                let first = &files[first].0;
                report(number, line, format!("`{name}` is a type of src/{first} too; say which one it is"));
            }
        }
    }
    for mention in &source.mentions {
        let (name, path) = (&files[mention.file].0, source.follow(&mention.module, &mention.path, false));
        if let Some(error) = wrong_import(name, &path).or_else(|| wrong_crate(name, &path)) {
            report(mention.file, mention.line, error);
        }
        // Unit tests may use the whole room.
        let counts = !mention.reexport && !mention.module.ends_with("::tests");
        if let Some((file, item)) = source.item(&path).filter(|(file, _)| counts && *file != mention.file) {
            ties.entry((mention.file, file)).or_default().insert(item.to_owned());
        }
    }
    let errors = errors.iter().map(|((file, error), line)| format!("src/{file}:{line}: {error}"));
    errors.chain(circles(files, &ties)).collect()
}

/// Finds what single lines show: a missing module text, too many lines, and words that say too little.
fn wrong_lines(text: &str) -> Vec<(usize, String)> {
    let mut wrong = Vec::new();
    if !text.starts_with("//! ") {
        wrong.push((1, "has no module text; begin with `//! …`, what the file is for".to_owned()));
    }
    for (number, line) in (1..).zip(text.lines().map(str::trim)) {
        if number == MAX_LINES + 1 {
            wrong.push((number, format!("is longer than {MAX_LINES} lines; split it by subject")));
        }
        let doc = line.strip_prefix("/// ").or(line.strip_prefix("//! ")).unwrap_or_default();
        if VAGUE_DOCS.iter().any(|words| doc.starts_with(words)) {
            wrong.push((number, format!("`{doc}` names no thing; begin with a noun or a verb")));
        }
        let named = |keyword: &str| line.split_once(keyword)?.1.split(['(', '<', ':']).next();
        let vague = |keyword, names: &[&str]| named(keyword).filter(|name| names.contains(name));
        if let Some(name) = vague("fn ", VAGUE_FUNCTIONS).or_else(|| vague("const ", VAGUE_CONSTANTS)) {
            wrong.push((number, format!("`{name}` says too little; name what it makes or limits")));
        }
    }
    wrong
}

/// Returns the types that other files can name, with their lines.
fn shared_types(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter_map(|(number, line)| {
        let declared = line.trim_start().strip_prefix("pub")?;
        let (_, name) =
            [" struct ", " enum ", " trait "].iter().find_map(|word| declared.split_once(word))?;
        Some((number, name.split(|c: char| !c.is_alphanumeric()).next()?))
    })
}

/// Returns the room of a path (`kit` of `kit/draw.rs` and of `kit::Kit`).
fn room(path: &str) -> &str {
    path.split(['/', '.', ':']).next().unwrap_or(path)
}

fn wrong_import(file: &str, path: &str) -> Option<String> {
    let (own, other) = (room(file), room(path.strip_prefix("crate::")?));
    let floor = |room: &str| FLOORS.iter().position(|rooms| rooms.contains(&room));
    let apart = |a: usize, b: usize| APART[a].contains(&own) && APART[b].contains(&other);
    let what = match (floor(own), floor(other)) {
        _ if own == other || own == "lib" || own == "main" || BESIDE.contains(&(own, other)) => return None,
        (None, _) => return Some(format!("`{own}` is on no floor; add it to FLOORS and to `src/lib.rs`")),
        (_, None) => "which is no room; name the room of the item",
        _ if apart(0, 1) || apart(1, 0) => "domain and typography meet in `compose`",
        (Some(own), Some(other)) if own < other => "which is above it; move down what both need",
        (own, other) if own == other => "which is beside it; move down what both need",
        _ => return None,
    };
    Some(format!("`{own}` must not import `{other}`, {what}"))
}

fn wrong_crate(file: &str, path: &str) -> Option<String> {
    let starts = |path: &str, with: &str| {
        path.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '.']))
    };
    let named = |name: &&&str| path.contains("::") && starts(path, name);
    let (name, rooms) = ONLY_IN.iter().find_map(|(names, rooms)| Some((names.iter().find(named)?, rooms)))?;
    let belongs = file == "main.rs" || rooms.iter().any(|room| starts(file, room));
    (!belongs).then(|| format!("`{name}` belongs to {}; call that room", rooms.join(", ")))
}

/// Describes each circle of files that use each other's items.
fn circles(files: &Files, ties: &Ties) -> BTreeSet<String> {
    let reach = |from: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(at) = open.pop() {
            let used = ties.range((at, 0)..(at + 1, 0)).map(|((_, file), _)| *file);
            open.extend(used.filter(|file| seen.insert(*file)));
        }
        seen
    };
    let reach: Vec<_> = (0..files.len()).map(reach).collect();
    let in_circle = |a: usize, b: usize| reach[a].contains(&b) && reach[b].contains(&a);
    let describe = |file: usize| {
        let inside = ties.iter().filter(|(tie, _)| in_circle(file, tie.0) && in_circle(file, tie.1));
        let lines = inside.map(|((user, used), items)| {
            let items: Vec<_> = items.iter().map(String::as_str).collect();
            format!("\n  src/{} uses {} of src/{}", files[*user].0, items.join(", "), files[*used].0)
        });
        "a circle of files; give what they share a file of its own".to_owned() + &lines.collect::<String>()
    };
    (0..files.len()).filter(|file| in_circle(*file, *file)).map(describe).collect()
}
