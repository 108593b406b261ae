//! Text with styles.

use crate::diag::Origin;

/// The tone a span is set in; layout gives each a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum FontStyle {
    /// The running face.
    #[default]
    Regular,
    /// Emphasis.
    Italic,
    /// Strong emphasis and headings.
    Semibold,
    /// Code.
    Mono,
}

/// What something is drawn in; the back end gives each a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorRole {
    /// Running text.
    #[default]
    Text,
    /// Text that stands back.
    Muted,
    /// The one accent colour.
    Accent,
    /// Lines to write on.
    Hairline,
    /// The ground behind code.
    Tint,
}

/// The language a stretch of text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// That of the words around the content.
    #[default]
    Words,
    /// That of the document, which is that of its content.
    Document,
}

/// A stretch of text in one voice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// Their voice.
    pub voice: FontStyle,
    /// Their ink; that of the paragraph where `None`.
    pub ink: Option<ColorRole>,
    /// Its language.
    pub language: Language,
}

/// One paragraph's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    /// The spans in reading order.
    pub spans: Vec<Span>,
    /// Where the text comes from, for findings that come up on the page.
    pub origin: Option<Origin>,
}

impl RichText {
    /// Text in one voice.
    #[must_use]
    pub fn new(text: impl Into<String>, voice: FontStyle) -> Self {
        let language = Language::default();
        Self { spans: vec![Span { text: text.into(), voice, ink: None, language }], origin: None }
    }

    /// With one more span.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, voice: FontStyle, ink: Option<ColorRole>) -> Self {
        self.spans.push(Span { text: text.into(), voice, ink, language: Language::default() });
        self
    }

    /// The same in the language of the document.
    #[must_use]
    pub fn of_document(mut self) -> Self {
        for span in &mut self.spans {
            span.language = Language::Document;
        }
        self
    }

    /// The characters alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.spans.iter().map(|s| s.text.as_str()).collect()
    }
}

impl From<&str> for RichText {
    fn from(text: &str) -> Self {
        Self::new(text, FontStyle::Regular)
    }
}

/// Where lines stand between the margins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// At the side where reading starts.
    #[default]
    Start,
    /// At the other side.
    End,
    /// In the middle.
    Center,
}

/// How a paragraph is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Font size in points.
    pub size: f32,
    /// Distance of baselines in points.
    pub leading: f32,
    /// The colour of spans that name none.
    pub ink: ColorRole,
    /// Where lines stand.
    pub align: Align,
}
