//! Source files and places in them.

use std::ops::Range;

/// Index of a file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A place in a source file: a range of bytes. It travels with a text from the bank to the page,
/// so that a late finding still points at its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Origin {
    /// Makes the place of a range of bytes in a file.
    #[must_use]
    pub fn new(file: FileId, range: &Range<usize>) -> Self {
        Self { file, start: range.start as u32, end: range.end as u32 }
    }

    /// Returns the range of bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A text from a user's file with the place it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The characters.
    pub value: String,
    /// The place of the text.
    pub origin: Origin,
}

/// One input file, read whole.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The name as the user gave it (`questions.toml`, `<built-in>`, `<stdin>`).
    pub name: String,
    /// The text.
    pub text: String,
    /// The first byte of each line, so that a place is found without a scan of the text.
    line_starts: Vec<u32>,
}

impl SourceFile {
    fn new(name: String, text: String) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let line_starts = std::iter::once(0).chain(breaks.map(|at| at as u32 + 1)).collect();
        Self { name, text, line_starts }
    }

    /// Returns the line that holds byte `at` (from 0) and its first byte.
    fn line_of(&self, at: usize) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start as usize <= at).saturating_sub(1);
        (line, self.line_starts.get(line).map_or(0, |start| *start as usize))
    }

    /// Moves `at` back into the text and to the start of a character.
    fn clamp(&self, at: usize) -> usize {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    /// Returns the line and column, both from 1.
    fn position(&self, at: usize) -> (usize, usize) {
        let at = self.clamp(at);
        let (line, start) = self.line_of(at);
        (line + 1, self.text[start..at].chars().count() + 1)
    }
}

/// The lines and columns of a place, all from 1; columns count characters and the end is one past
/// the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineSpan {
    /// First line.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
}

/// All files of a run.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(SourceFile::new(name.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    /// Returns the file with this id.
    ///
    /// # Panics
    /// When the id comes from another [`Sources`].
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns the line and column (both from 1, the column in characters) where `origin` starts.
    #[must_use]
    pub fn line_column(&self, origin: Origin) -> (usize, usize) {
        self.file(origin.file).position(origin.start as usize)
    }

    /// Returns the lines and columns `origin` covers.
    #[must_use]
    pub fn span(&self, origin: Origin) -> LineSpan {
        let file = self.file(origin.file);
        let (line, column) = file.position(origin.start as usize);
        let (end_line, end_column) = file.position(origin.end.max(origin.start) as usize);
        LineSpan { line, column, end_line, end_column }
    }

    /// Returns the line on which `origin` starts, without its line break, and the byte of that line where it starts.
    pub(super) fn line_at(&self, origin: Origin) -> (&str, usize) {
        let file = self.file(origin.file);
        let at = file.clamp(origin.start as usize);
        let (line, start) = file.line_of(at);
        let end = file.line_starts.get(line + 1).map_or(file.text.len(), |next| *next as usize);
        let text = file.text[start..end].trim_end_matches(['\n', '\r']);
        (text, (at - start).min(text.len()))
    }
}
