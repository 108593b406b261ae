//! A page of the README or the guide, cut into the steps that its reader takes.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

/// A Markdown file of the repository.
pub(super) struct Page {
    /// The path from the root of the repository, with `/` on every system.
    pub(super) path: String,
    pub(super) text: String,
}

/// A step of a reader who types a page from its top.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// `<!-- given: filled.pdf -->`: files that the reader has already.
    Given(Vec<String>),
    /// `<!-- file: bank.toml -->`: the reader saves the block under this name.
    File { name: String, text: String },
    /// A block of `sh`: the reader types it.
    Shell(String),
    /// A block of `console`: commands after `$`, their status after `?` unless 0, and what they print.
    Session(Range<usize>),
    /// `<!-- generated: list roles -->` to `<!-- end -->`: what the command prints.
    Table { words: String, range: Range<usize> },
    /// A block that the tests do not run, and the mark that says so.
    Skipped { mark: String, text: String },
}

/// The root of the repository.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Reads the README and every page of the guide.
pub(super) fn read_pages() -> Vec<Page> {
    let mut pages = vec![Page::read("README.md")];
    pages.extend(guide_paths().iter().map(|path| Page::read(path)));
    pages
}

/// The paths of the pages of the guide, without its table of contents.
pub(super) fn guide_paths() -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") && !path.ends_with("SUMMARY.md") {
                found.push(relative_path(&path));
            }
        }
    }
    found.sort();
    assert!(found.len() > 10, "{found:?}");
    found
}

fn relative_path(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

impl Page {
    /// Reads a page by its path from the root of the repository.
    pub(super) fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self { path: path.to_owned(), text }
    }

    /// Returns true for a page that a command writes and another test holds.
    pub(super) fn is_generated(&self) -> bool {
        self.text.starts_with("<!-- Written by ")
    }

    pub(super) fn file_path(&self) -> PathBuf {
        root().join(&self.path)
    }

    /// Returns the steps of the page in order. A mark counts for the block that follows it.
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut mark = String::new();
        let mut block: Option<(String, Range<usize>)> = None;
        for (event, range) in Parser::new(&self.text).into_offset_iter() {
            match event {
                Event::Html(html) => {
                    let inner = html.trim().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
                    inner.unwrap_or_default().trim().clone_into(&mut mark);
                    if let Some(names) = mark.strip_prefix("given: ") {
                        steps.push(Step::Given(names.split(' ').map(str::to_owned).collect()));
                    }
                    if let Some(words) = mark.strip_prefix("generated: ") {
                        let end = self.text[range.end..].find("\n<!-- end -->");
                        let end =
                            range.end + end.unwrap_or_else(|| panic!("{}: `{mark}` has no end", self.path));
                        steps.push(Step::Table { words: words.to_owned(), range: range.end + 1..end });
                    }
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => {
                    block = Some((language.to_string(), range.end..range.end));
                }
                Event::Text(_) => {
                    if let Some((_, body)) = &mut block {
                        *body = body.start.min(range.start)..range.end;
                    }
                }
                Event::End(TagEnd::CodeBlock) => {
                    let (language, body) = block.take().unwrap_or_default();
                    steps.push(self.step(&language, body, &std::mem::take(&mut mark)));
                }
                Event::Start(Tag::Paragraph | Tag::Heading { .. }) => mark.clear(),
                _ => {}
            }
        }
        steps
    }

    fn step(&self, language: &str, body: Range<usize>, mark: &str) -> Step {
        let text = self.text[body.clone()].to_owned();
        if let Some(name) = mark.strip_prefix("file: ") {
            return Step::File { name: name.to_owned(), text };
        }
        let is_skipped = ["not run: ", "command: ", "example: "].iter().any(|start| mark.starts_with(start));
        match language {
            _ if is_skipped => Step::Skipped { mark: mark.to_owned(), text },
            "sh" => Step::Shell(text),
            "console" => Step::Session(body),
            other => panic!("{}: a block of `{other}` without a mark:\n{text}", self.path),
        }
    }

    /// Returns the block after a mark, without its last line break.
    pub(super) fn marked_block(&self, mark_wanted: &str) -> String {
        let found = self.steps().into_iter().find_map(|step| match step {
            Step::File { name, text } if format!("file: {name}") == mark_wanted => Some(text),
            Step::Skipped { mark, text } if mark == mark_wanted => Some(text),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{} has no block `{mark_wanted}`", self.path)).trim_end().to_owned()
    }

    /// Returns the text from a heading to the next one of its level or above.
    pub(super) fn section(&self, heading: &str) -> &str {
        let start = self.text.find(&format!("\n{heading}\n"));
        let start = start.unwrap_or_else(|| panic!("{} has no `{heading}`", self.path)) + 1;
        let level = heading.bytes().take_while(|byte| *byte == b'#').count();
        let ends = (1..=level).filter_map(|level| {
            let next = format!("\n{} ", "#".repeat(level));
            self.text[start..].find(&next).map(|end| start + end)
        });
        &self.text[start..ends.min().unwrap_or(self.text.len())]
    }
}
