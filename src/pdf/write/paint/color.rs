//! The colour of each role.

use crate::document::ColorRole;

/// A colour: grey, or red, green and blue; from 0 to 1.
#[derive(Clone, Copy)]
pub(super) enum Color {
    Grey(f32),
    Rgb(f32, f32, f32),
}

impl Color {
    /// Returns the colour of a role.
    ///
    /// The accent is as dark in grey as in colour. The contrast with paper is at least 7:1 for text, and 3:1
    /// for everything people fill in (WCAG 1.4.6 and 1.4.11).
    pub(super) fn from_role(role: ColorRole) -> Self {
        match role {
            ColorRole::Text => Self::Grey(0.08),
            ColorRole::Muted => Self::Grey(0.34),
            ColorRole::Accent => Self::Rgb(0.04, 0.31, 0.45),
            ColorRole::Hairline => Self::Grey(0.58),
            ColorRole::Tint => Self::Grey(0.955),
        }
    }
}
