//! The dictionary entries of fields and widgets.

use lopdf::ObjectId;

use super::appearance::ButtonAppearance;
use super::placement::Placement;
use super::script::mean_script;
use crate::document::ControlKind;
use crate::pdf::write::dict::DictWriter;
use crate::pdf::write::syntax::round_hundredths;

// Flags of fields, by their bit positions in ISO 32000-1, tables 226 and 228.
const MULTILINE_FLAG: i64 = 1 << 12;
const RADIO_FLAG: i64 = 1 << 15;
const RADIOS_IN_UNISON_FLAG: i64 = 1 << 25;
/// The alignment of typed text at the right (ISO 32000-1, table 222).
const RIGHT_ALIGNED: i64 = 2;
/// The flag of printed annotations (ISO 32000-1, table 165).
const PRINT_FLAG: i64 = 1 << 2;
/// The font size of text typed on one line, in points.
pub(super) const LINE_FONT_SIZE: i64 = 12;
/// The font size of text typed on several lines. Programs set lines as far apart as the face is high, which
/// at this size is the pitch of the ruled lines.
const LINES_FONT_SIZE: i64 = 14;

/// The appearance of a widget.
#[derive(Clone, Copy)]
pub(super) enum WidgetAppearance {
    Button(ButtonAppearance),
    /// The appearance stream of a text.
    Text(ObjectId),
}

/// Writes the entries of fields and widgets.
pub(super) struct EntryWriter<'a> {
    pub(super) page_height: f32,
    /// True if typed text starts at the right.
    pub(super) is_rtl: bool,
    pub(super) page_ids: &'a [ObjectId],
    /// The resource name of the font that texts are typed in.
    pub(super) input_font: &'a str,
    /// The resource name of the font that means are written in, which has digits.
    pub(super) number_font: &'a str,
    /// True if fields may calculate.
    pub(super) has_scripts: bool,
}

/// Returns the default appearance string: the font, size and colour of typed text.
pub(super) fn default_appearance(font: &str, font_size: i64) -> String {
    format!("/{font} {font_size} Tf 0.08 g")
}

impl EntryWriter<'_> {
    /// Writes the entries of a field, which all its widgets share.
    pub(super) fn field(&self, first: &Placement<'_>, dict: &mut DictWriter<'_>) {
        let control = first.control;
        dict.text_string("T", &control.name);
        // Each widget of a choice has a tip of its own, so the field has its name.
        let tip = match &control.kind {
            ControlKind::Choice { .. } => control.name.as_str(),
            _ => control.tip.as_str(),
        };
        dict.text_string("TU", tip);
        match &control.kind {
            ControlKind::Check => {
                dict.name("FT", "Btn");
                dict.name("V", "Off");
            }
            ControlKind::Choice { .. } => {
                dict.name("FT", "Btn");
                dict.integer("Ff", RADIO_FLAG | RADIOS_IN_UNISON_FLAG);
                dict.name("V", "Off");
            }
            ControlKind::Line { max_chars }
            | ControlKind::Mean { max_chars, .. }
            | ControlKind::Lines { max_chars } => {
                let is_mean = matches!(control.kind, ControlKind::Mean { .. });
                let font = if is_mean { self.number_font } else { self.input_font };
                let is_multiline = matches!(control.kind, ControlKind::Lines { .. });
                self.text_field(*max_chars, is_multiline, font, dict);
            }
        }
        if let Some(prefilled) = first.prefilled {
            dict.text_string("V", &prefilled.text);
            // A default value equal to the value tells readers of the file that it is no answer.
            dict.text_string("DV", &prefilled.text);
        }
        if self.has_scripts
            && let ControlKind::Mean { of, .. } = &control.kind
        {
            dict.dict("AA", |dict| {
                dict.dict("C", |dict| {
                    dict.name("S", "JavaScript");
                    dict.text_string("JS", &mean_script(of));
                });
            });
        }
    }

    fn text_field(&self, max_chars: u32, is_multiline: bool, font: &str, dict: &mut DictWriter<'_>) {
        dict.name("FT", "Tx");
        if is_multiline {
            dict.integer("Ff", MULTILINE_FLAG);
        }
        let font_size = if is_multiline { LINES_FONT_SIZE } else { LINE_FONT_SIZE };
        dict.string("DA", &default_appearance(font, font_size));
        dict.integer("MaxLen", i64::from(max_chars));
        if self.is_rtl {
            dict.integer("Q", RIGHT_ALIGNED);
        }
    }

    /// Writes the entries of a widget.
    pub(super) fn widget(
        &self,
        placement: &Placement<'_>,
        structure_key: i64,
        appearance: WidgetAppearance,
        dict: &mut DictWriter<'_>,
    ) {
        let rect = placement.rect;
        // Every edge is rounded from the top of the page, as the page draws it.
        let top = round_hundredths(self.page_height);
        let left = round_hundredths(rect.x);
        let right = round_hundredths(left + round_hundredths(rect.w));
        let low = round_hundredths(top - round_hundredths(rect.y + rect.h));
        let high = round_hundredths(low + round_hundredths(rect.h));
        dict.name("Subtype", "Widget");
        dict.integer("F", PRINT_FLAG);
        dict.reference("P", self.page_ids[placement.page]);
        dict.array("Rect", |array| [left, low, right, high].into_iter().for_each(|edge| array.number(edge)));
        dict.integer("StructParent", structure_key);
        match appearance {
            WidgetAppearance::Button(ButtonAppearance { states, style }) => {
                dict.reference("AP", states);
                dict.reference("MK", style);
                dict.name("AS", "Off");
            }
            WidgetAppearance::Text(stream) => dict.dict("AP", |dict| dict.reference("N", stream)),
        }
    }
}
