//! Text with font styles, colours and languages.

use crate::diag::Origin;

/// The font style of a span. Layout maps each style to a font.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum FontStyle {
    /// Running text.
    #[default]
    Regular,
    /// Emphasis.
    Italic,
    /// Strong emphasis and headings.
    Semibold,
    /// Code.
    Mono,
}

/// The role of a colour. The PDF writer maps each role to a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorRole {
    /// Running text.
    #[default]
    Text,
    /// Secondary text.
    Muted,
    /// The accent colour.
    Accent,
    /// Lines to write on.
    Hairline,
    /// The background of code.
    Tint,
}

/// The language of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// The language of the texts that the program adds.
    #[default]
    Interface,
    /// The language of the document and its content.
    Document,
}

/// A run of text in one font style, colour and language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// The characters.
    pub text: String,
    /// The font style.
    pub font_style: FontStyle,
    /// The colour; `None` uses the colour of the paragraph.
    pub color: Option<ColorRole>,
    /// The language.
    pub language: Language,
}

/// The text of one paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RichText {
    /// The spans in reading order.
    pub spans: Vec<Span>,
    /// The place of the text in its source file, for findings during layout.
    pub origin: Option<Origin>,
}

impl RichText {
    /// Makes a text in one font style.
    #[must_use]
    pub fn new(text: impl Into<String>, font_style: FontStyle) -> Self {
        let language = Language::default();
        Self { spans: vec![Span { text: text.into(), font_style, color: None, language }], origin: None }
    }

    /// Adds a span.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, font_style: FontStyle, color: Option<ColorRole>) -> Self {
        self.spans.push(Span { text: text.into(), font_style, color, language: Language::default() });
        self
    }

    /// Marks the whole text with the language of the document.
    #[must_use]
    pub fn in_document_language(mut self) -> Self {
        for span in &mut self.spans {
            span.language = Language::Document;
        }
        self
    }

    /// Returns the characters without styles.
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

/// The alignment of lines between the margins.
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

/// The style of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// The font size in points.
    pub size: f32,
    /// The distance of baselines in points.
    pub leading: f32,
    /// The colour of spans without a colour of their own.
    pub color: ColorRole,
    /// The alignment of lines.
    pub align: Align,
}
